"""A space missing or too much at a tag, an emphasis mark or inline code.

What: Two words touch where only markup stands between them; a space before , . ; : ! ? ) at a closing tag; spaces on
both sides of a tag. Subscripts and the like, endings of a word behind a closing tag (``<b>agent</b>s``), and places
where markup parts a Latin word in the source too are left alone. French keeps its spaces before ; : ! ?

Why: Chinese sets no spaces, so words stick together where a machine or a hurried person moves its tags.

Bad: 从<b>研究</b>到产业 ⇒ from<b>research</b> to industry

Good: 从<b>研究</b>到H<sub>2</sub>O ⇒ from <b>research</b> to H<sub>2</sub>O
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from yigao.checks._codes import Mark, covered, legend_of, marks_of, nesting_of, read_tag
from yigao.messages import message as say
from yigao.model.checking import Checked, Context, Side
from yigao.model.document import CodeKind, Pairing
from yigao.model.finding import Edit, Problem, Severity
from yigao.model.span import Span

SEVERITY = Severity.WARNING

_LETTER = "0-9A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
"""Scripts that part words by spaces and that tags are likely to stand in."""
_LETTERS = re.compile(f"[{_LETTER}]+")
_LAST_WORD = re.compile(rf"[{_LETTER}'’-]+\Z")
_FIRST_WORD = re.compile(rf"[{_LETTER}'’-]+")
_ENDING = re.compile(rf"(?:e?s|e?d|ing|th|st|nd|rd|ers?|ly)(?![{_LETTER}])")
_BEGINNINGS = frozenset({"re", "un", "non", "pre", "anti", "multi", "micro", "de"})
_SMALL = frozenset({"sub", "sup", "wbr", "ruby", "rb", "rt", "rp", "br", "small"})
"""Elements that stand in or at a word."""
_CLOSING = re.compile(r"[,;)]|:(?!:)|\.(?![.\w])|[!?](?!\[)")
_FRENCH = re.compile(r"[,)]|\.(?![.\w])")
_STOPPED = re.compile(rf"[{_LETTER}%”\"][,;:!?.)”]")
"""The end of a word and what wants a space behind it."""
_SPACES = " \u00a0"


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """The places with a space too few or too many."""
    if not unit.target.codes:
        return
    legend = legend_of(unit.entry)
    target = _marks(unit.target, legend)
    if not target:
        return
    source = _marks(unit.source, legend)
    parted = {mark.key for run in _runs(source) if _glued(unit.source.text, run) for mark in run}
    fragments = _fragments(unit.source, source) & _fragments(unit.target, target)
    closing = _FRENCH if context.main_language == "fr" else _CLOSING
    for run in _runs(target):
        keys = {mark.key for mark in run}
        small = any(_is_small(mark, legend) for mark in run)
        kept = small or keys & (parted | fragments) or _is_drop_cap(unit.target.text, run)
        if not kept and _glued(unit.target.text, run):
            yield from _missing(unit.target.text, run)
        yield from _before_mark(unit.target.text, run, closing)
        yield from _doubled(unit.target.text, run)


def _marks(side: Side, legend: dict[str, str]) -> list[Mark]:
    """The marks of a side, with inline code."""
    codes = [
        Mark(code.span, code.source, code.kind, "`", Pairing.ALONE) for code in side.codes if code.kind is CodeKind.CODE
    ]
    return sorted([*marks_of(side, legend), *codes], key=lambda mark: mark.span)


def _runs(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks that touch, together."""
    run: list[Mark] = []
    for mark in marks:
        if run and run[-1].span.end != mark.span.start:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _is_small(mark: Mark, legend: dict[str, str]) -> bool:
    """Whether a mark belongs to an element, or stands for a note, that touches its word."""
    source = legend.get(mark.name, "")
    return (read_tag(source)[0] if source.startswith("<") else mark.name) in _SMALL or source.startswith("[^")


def _fragments(side: Side, marks: Sequence[Mark]) -> set[object]:
    """Marks around a part of a Latin word, or around its first letter, each with its text."""
    found: set[object] = set()
    for pair in nesting_of(marks).pairs:
        inside = covered(side, pair).cut(side.plain)
        if len(inside) <= 4 and inside.isascii() and inside.isalpha() and (inside.islower() or len(inside) == 1):
            found |= {pair.opening.key, pair.closing.key}
    return found


def _is_drop_cap(text: str, run: Sequence[Mark]) -> bool:
    """Whether a tag around one capital closes before the rest of its word."""
    start, end = run[0].span.start, run[-1].span.end
    inside = text[max(0, start - 2) : start]
    return inside[:1] == ">" and inside[1:].isupper() and text[end : end + 1].islower()


def _glued(text: str, run: Sequence[Mark]) -> bool:
    """Whether words, or a punctuation mark and the next word, touch at the marks."""
    start, end = run[0].span.start, run[-1].span.end
    left, right = text[max(0, start - 2) : start], text[end : end + 1]
    if run[0].name == "`" and _LETTERS.match(left[-1:]) and run[0].source.lstrip("`")[:1].isalnum():
        return True
    if not _LETTERS.match(right):
        return False
    if run[-1].name == "`":
        return run[-1].source.rstrip("`")[-1:].isalnum() and not _ENDING.match(text, end)
    if _LETTERS.match(left[-1:]):
        return True
    return right.isalpha() and _STOPPED.match(left) is not None and (left[1] != "." or right.isupper())


def _missing(text: str, run: Sequence[Mark]) -> Iterator[Problem]:
    """The space that is missing at a run of marks where words touch."""
    start, end = run[0].span.start, run[-1].span.end
    before, after = _LAST_WORD.search(text, max(0, start - 40), start), _FIRST_WORD.match(text, end)
    opening = next((mark for mark in run if mark.pairing is Pairing.OPEN or mark.name == "`"), None)
    shown = text[start:end]
    if opening is None or (opening.name == "`" and before is None):
        if not _ENDING.match(text, end):
            word = after.group() if after else ""
            yield Problem(
                say("“{shown}{word}” lacks a space", shown=shown, word=word), shown + word, end, f"{shown} {word}"
            )
        return
    word = before.group() if before else text[max(0, start - 1) : start]
    if opening is run[0] and word.lower() in _BEGINNINGS:
        return
    place = opening.span.start
    right = f"{word}{text[start:place]} {text[place:end]}"
    yield Problem(
        say("“{word}{shown}” lacks a space", word=word, shown=shown),
        word + shown,
        place,
        right,
        edit=Edit(Span(place, place), " "),
    )


def _before_mark(text: str, run: Sequence[Mark], closing: re.Pattern[str]) -> Iterator[Problem]:
    """A space before a punctuation mark, in front of closing marks or behind them."""
    if run[-1].pairing is not Pairing.CLOSE and run[-1].name != "`":
        return
    start, end = run[0].span.start, run[-1].span.end
    outside = end + len(text[end : end + 9]) - len(text[end : end + 9].lstrip(_SPACES))
    mark = closing.match(text, outside)
    if mark is None:
        return
    if outside > end:
        space = Span(end, outside)
    elif run[0].pairing is Pairing.CLOSE and text[max(0, start - 1) : start] in {" ", "\u00a0"}:
        space = Span(start - 1, start)
    else:
        return
    base = min(start, space.start)
    shown = text[base : mark.end()]
    right = text[base : space.start] + text[space.end : mark.end()]
    yield Problem(
        say("space before “{value}”", value=mark.group()), shown.strip(), space.start, right, edit=Edit(space, "")
    )


def _doubled(text: str, run: Sequence[Mark]) -> Iterator[Problem]:
    """Spaces on both sides of marks that open or close."""
    start, end = run[0].span.start, run[-1].span.end
    if any(mark.pairing is Pairing.ALONE for mark in run) or start == 0:
        return
    if text[start - 1] in _SPACES and text[end : end + 1] and text[end] in _SPACES:
        shown = text[start:end]
        yield Problem(say("spaces on both sides of {shown}", shown=shown), shown, start - 1)
