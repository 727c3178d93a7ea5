"""A text with its codes masked and its quotation marks and brackets paired: what sentence rules look at.

The mask is as long as the text. Each code becomes one sign of its role followed by FILL, which never starts anything;
the signs are noncharacters (U+FDD0 …), which no valid text holds.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.span import Span
from yigao.text.han import is_cjk_punctuation, is_han
from yigao.text.marks import Mark, Role
from yigao.text.patterns import later

FILL = "\ufdd0"
OPAQUE = "\ufdd1"
OPEN = "\ufdd2"
CLOSE = "\ufdd3"
NOTE = "\ufdd4"
SKIP = "\ufdd5"
SOFT = "\ufdd6"
BREAK = "\ufdd7"
LINK_OPEN = "\ufdd8"
LINK_CLOSE = "\ufdd9"

BLANK_LINE = rf"\n(?:[^\S\n]|{FILL})*+\n"
"""Pattern of the end of a block in a mask."""

QUOTES = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞",
    '"': '"',
    "＂": "＂",
    "'": "'",
}
"""Quotation marks, opening to closing."""
TITLES = {"《": "》", "〈": "〉"}
"""Title marks, opening to closing."""
BRACKETS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "［": "］", "[": "]", "｛": "｝", "{": "}", "〖": "〗"}
"""Brackets, opening to closing."""
PAIRS = QUOTES | TITLES | BRACKETS
"""All of them."""

_SIGNS = {
    Role.OPAQUE: OPAQUE,
    Role.OPEN: OPEN,
    Role.CLOSE: CLOSE,
    Role.NOTE: NOTE,
    Role.SKIP: SKIP,
    Role.SOFT: SOFT,
    Role.BREAK: BREAK,
    Role.LINK_OPEN: LINK_OPEN,
    Role.LINK_CLOSE: LINK_CLOSE,
}
_RESERVED = dict.fromkeys(range(0xFDD0, 0xFDDA), "\ufffd")
_UNUSUAL = re.compile("[\ufdd0-\ufdd9\r]")
_REFERENCE = later(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANK_LINE = later(BLANK_LINE)
_EMPHASIS = later(r"\*++|_++|(?<!~)~~(?!~)|(?<!=)==(?!=)")
_LONGEST_EMPHASIS = 3
_EMPHASIS_DEPTH = 4  # runs looked back at for the one that a closing run fits: a limit keeps this linear
_LINK_ENDS = later(f"[{LINK_OPEN}{LINK_CLOSE}]")

# Half-width and full-width round brackets pair with each other: （…) is a common slip, not two brackets.
_OPENING = {char: "）" if char == "(" else close for char, close in PAIRS.items()}
_CLOSING = {close: _OPENING[char] for char, close in PAIRS.items()}
_PAIRING = later(f"[{re.escape(''.join(sorted({*_OPENING, *_CLOSING})))}{LINK_OPEN}{LINK_CLOSE}]")


@dataclass(frozen=True, slots=True)
class Masked:
    """What ``paired`` makes of a text."""

    text: str
    """The text with signs in place of its codes; as long as the original."""
    partner: dict[int, int]
    """Offsets of paired quotation marks, brackets and link ends, both ways. Pairs nest properly; unbalanced
    marks are left out, and none pairs across a blank line or the border of a link."""


def paired(masked: str) -> Masked:
    """Pair the marks of a text whose codes are signs.

    Emphasis marks that no code names are paired here, because CommonMark leaves ``**注意。**请看`` unpaired and writers
    do not.
    """
    signs = list(masked)
    ends = [*(gap.end() for gap in _BLANK_LINE().finditer(masked)), len(masked)]
    blocks = list(zip([0, *ends], ends, strict=False))
    partner: dict[int, int] = {}
    for start, end in blocks:
        _pair_links(masked, start, end, signs, partner)
        _pair_emphasis(masked, start, end, signs)
    masked = "".join(signs)
    for start, end in blocks:
        _pair_brackets(masked, start, end, partner)
    return Masked(masked, partner)


def with_signs(text: str, marks: Sequence[Mark]) -> str:
    """``text`` with the signs of ``marks`` and nothing paired. ValueError if a mark lies outside the text.

    Marks may come in any order; one that overlaps an earlier one is taken as part of it.
    """
    text = without_signs(text)
    if not marks:
        return text
    pieces = []
    done = 0
    for mark in sorted(marks, key=_span_of):
        start, end = mark.span.start, mark.span.end
        if end > len(text):
            raise ValueError(f"mark outside the text: {start}..{end} of {len(text)}")
        if done <= start < end:
            pieces += [text[done:start], _sign(mark, text), FILL * (end - start - 1)]
        elif start < end:
            pieces.append(FILL * (end - done))
        done = max(done, end) if start < end else done
    return "".join([*pieces, text[done:]])


def without_signs(text: str) -> str:
    """``text`` with nothing in it that is a sign by chance, and with line feeds for carriage returns; as long."""
    if not _UNUSUAL.search(text):
        return text
    return text.translate(_RESERVED).replace("\r\n", "\n" + FILL).replace("\r", "\n")


def with_characters(signed: str) -> str:
    """A text with signs in which Chinese characters and marks stand for the references that name them; as long."""
    return _REFERENCE().sub(_character, signed) if "&" in signed else signed


def _character(reference: re.Match[str]) -> str:
    char = html.unescape(reference[0])
    if char.isspace() or not (is_han(char) or is_cjk_punctuation(char)):
        return reference[0]
    return char + FILL * (len(reference[0]) - 1)


def signs_of(role: Role, width: int) -> str:
    """What stands for a code of ``width`` characters."""
    return (_SIGNS[role] + FILL * (width - 1))[:width]


def _span_of(mark: Mark) -> Span:
    return mark.span


def _sign(mark: Mark, text: str) -> str:
    if mark.role is not Role.CHARACTER:
        return _SIGNS[mark.role]
    source = mark.span.cut(text)
    char = source[1:] if source.startswith("\\") else html.unescape(source)
    if len(char) != 1 or char in "*_~=" or ord(char) in _RESERVED:
        return OPAQUE
    return " " if char.isspace() else char


def _pair_links(masked: str, start: int, end: int, signs: list[str], partner: dict[int, int]) -> None:
    """Pair link ends; one without the other is an ordinary opening or closing tag."""
    opened: list[int] = []
    for found in _LINK_ENDS().finditer(masked, start, end):
        at = found.start()
        if found[0] == LINK_OPEN:
            opened.append(at)
        elif opened:
            partner[at] = opened.pop()
            partner[partner[at]] = at
        else:
            signs[at] = CLOSE
    for at in opened:
        signs[at] = OPEN


def _pair_emphasis(masked: str, start: int, end: int, signs: list[str]) -> None:
    """Turn paired runs of ``*``, ``_``, ``~~`` and ``==`` into OPEN and CLOSE."""
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": [], "=": []}
    for run in _EMPHASIS().finditer(masked, start, end):
        at, width, kind = run.start(), len(run[0]), run[0][0]
        before = masked[at - 1] if at > start else " "
        after = masked[run.end()] if run.end() < end else " "
        inside_word = kind == "_" and _is_word(before) and _is_word(after)
        if width > _LONGEST_EMPHASIS or inside_word:
            continue  # a rule, a blank to fill in, snake_case
        if not before.isspace() and _close_emphasis(opened[kind], width, signs):
            signs[at : at + width] = CLOSE + FILL * (width - 1)
        elif not after.isspace():
            opened[kind].append((at, width))


def _close_emphasis(opened: list[tuple[int, int]], width: int, signs: list[str]) -> bool:
    """Let a run of ``width`` marks close what is ``opened``; whether it could."""
    recent = opened[-_EMPHASIS_DEPTH:]
    for depth, (at, wide) in enumerate(reversed(recent), 1):
        if wide == width:
            _open_sign(signs, at, width)
            del opened[-depth:]
            return True
    if opened and opened[-1][1] == _LONGEST_EMPHASIS:  # ***甲**乙*
        at, wide = opened.pop()
        opened.append((at, wide - width))
        _open_sign(signs, at + wide - width, width)
        return True
    if width == _LONGEST_EMPHASIS and sum(wide for _, wide in recent[-2:]) == width:  # **甲*乙***
        for at, wide in recent[-2:]:
            _open_sign(signs, at, wide)
        del opened[-2:]
        return True
    return False


def _open_sign(signs: list[str], at: int, width: int) -> None:
    signs[at : at + width] = OPEN + FILL * (width - 1)


class _Stack:
    """Brackets and quotation marks that still wait for their partner."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, int]] = []
        self.count: dict[str, int] = {}

    def open(self, kind: str, at: int) -> None:
        self.waiting.append((kind, at))
        self.count[kind] = self.count.get(kind, 0) + 1

    def close(self, kind: str) -> int | None:
        """The nearest opening mark of this kind; those above it are unbalanced and go."""
        if not self.count.get(kind):
            return None
        while True:
            last, at = self.waiting.pop()
            self.count[last] -= 1
            if last == kind:
                return at


def _pair_brackets(masked: str, start: int, end: int, partner: dict[int, int]) -> None:
    outer: list[_Stack] = []
    stack = _Stack()
    for found in _PAIRING().finditer(masked, start, end):
        at, char = found.start(), found[0]
        if char == LINK_OPEN:
            outer.append(stack)
            stack = _Stack()
        elif char == LINK_CLOSE:
            stack = outer.pop()
        else:
            _pair(masked, at, stack, partner)


def _pair(masked: str, at: int, stack: _Stack, partner: dict[int, int]) -> None:
    char = masked[at]
    closes = char in _CLOSING and (char not in _OPENING or stack.count.get(char, 0) > 0)
    if char in "'’" and not _is_quotation(masked, at, closes=closes):
        return
    if not closes:
        stack.open(_OPENING[char], at)
        return
    opening = stack.close(_CLOSING[char])
    if opening is not None:
        partner[at] = opening
        partner[opening] = at


def _is_quotation(masked: str, at: int, *, closes: bool) -> bool:
    """Whether ``'`` or ``’`` is a quotation mark here rather than the apostrophe of a Latin word."""
    before = masked[at - 1 : at] or " "
    after = masked[at + 1 : at + 2] or " "
    if masked[at] == "’":
        return not (_is_word(before) and _is_word(after))
    if closes:
        return not before.isspace() and not _is_word(after)
    return not after.isspace() and not _is_word(before)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
