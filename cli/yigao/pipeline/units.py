"""From the segments of a document to units: sentences with balanced codes and trimmed edges."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeGuard

from yigao.model.document import Code, CodeKind, Document, Pairing, Part, Segment, Text, Unit, UnitCode, UnitPart
from yigao.model.interfaces import Spelling, same
from yigao.model.span import Span
from yigao.pipeline.formats import format_named
from yigao.text.han import has_han, joins_without_space
from yigao.text.japanese import is_japanese
from yigao.text.marks import Role
from yigao.text.masks import signs_of, with_characters, without_signs
from yigao.text.sentences import signed_ends

PLACEHOLDER = re.compile(r"<(/?)([gx])(\d+)(/?)>")
"""What stands for a code in a unit's text: ``<g1>``, ``</g1>``, ``<x2/>``."""

_CONTENT = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL})
"""Codes that are words of their sentence: they stay in the unit even at its edge."""

_BREAKS = frozenset({CodeKind.SOFT_BREAK, CodeKind.SPACE})
"""Codes that are white space."""


class UnitSize(StrEnum):
    """How much text makes one catalog entry."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def units_of(document: Document, size: UnitSize = UnitSize.SENTENCE) -> tuple[Unit, ...]:
    """All units of a document in order: whatever holds Chinese that a reader sees. Japanese is none."""
    spellings = format_named(document.format).SPELLINGS
    found: list[Unit] = []
    for index, segment in enumerate(document.segments):
        spelling = spellings[segment.spelling]
        if spelling.whole:
            whole = _unit(document, segment, index, [Text(segment.span, segment.span.cut(document.text))], spelling)
            found += [whole] if _is_for_translation(whole.source) else []
            continue
        found += [_unit(document, segment, index, parts, spelling) for parts in _pieces(segment, size, spelling.read)]
    return tuple(found)


_Read = Callable[[str], str]
"""From the article's spelling of words to that of an entry."""


def _pieces(segment: Segment, size: UnitSize, read: _Read) -> Iterator[Sequence[Part]]:
    """The parts of each unit of a segment."""
    if _is_text(segment.parts):  # most of them
        yield from _sentences(segment.parts[0], size, read)
        return
    if not has_han(read(_words(segment.parts))):
        return
    ends = [segment.span.end] if size is UnitSize.PARAGRAPH else _sentence_ends(segment, read)
    for piece in _cut(segment.parts, ends):
        parts = _trimmed(piece)
        if _is_for_translation(read(_words(parts))):
            yield parts


def _signed(words: str, read: _Read) -> str:
    """Words as sentences are looked for in them: a reference is a character where an entry shows it as one."""
    return without_signs(words) if read is same else with_characters(without_signs(words))


def _is_for_translation(words: str) -> bool:
    return has_han(words) and not is_japanese(words)


def _words(parts: Sequence[Part]) -> str:
    return "".join([part.text for part in parts if isinstance(part, Text)])


def _sentences(text: Text, size: UnitSize, read: _Read) -> Iterator[Sequence[Part]]:
    """The sentences of a text, without white space at their edges."""
    words, place = text.text, text.span.start
    if not has_han(read(words)):
        return
    start = 0
    for end in [len(words)] if size is UnitSize.PARAGRAPH else signed_ends(_signed(words, read)):
        sentence = words[start:end].strip()
        if _is_for_translation(read(sentence)):
            first = place + words.index(sentence, start)
            yield (Text(Span(first, first + len(sentence)), sentence),) if sentence != words else (text,)
        start = end


def _sentence_ends(segment: Segment, read: _Read) -> list[int]:
    """Where its sentences end in the article."""
    signed = [
        _signed(part.text, read) if isinstance(part, Text) else signs_of(_role(part), len(part.source))
        for part in segment.parts
    ]
    return [segment.span.start + end for end in signed_ends("".join(signed))]


def _role(code: Code) -> Role:
    """How a code behaves where sentences are cut."""
    if code.kind is CodeKind.LINK:
        return Role.LINK_OPEN if code.pairing is Pairing.OPEN else Role.LINK_CLOSE
    if code.pairing is not Pairing.ALONE:
        return Role.OPEN if code.pairing is Pairing.OPEN else Role.CLOSE
    return _LONE_ROLES.get(code.kind, Role.OPAQUE)


_LONE_ROLES = {
    CodeKind.HARD_BREAK: Role.BREAK,
    CodeKind.SOFT_BREAK: Role.SOFT,
    CodeKind.SPACE: Role.SKIP,
    CodeKind.COMMENT: Role.SKIP,
    CodeKind.FOOTNOTE: Role.NOTE,
}


def _cut(parts: Sequence[Part], ends: Sequence[int]) -> Iterator[list[Part]]:
    """The parts up to each of ``ends``, the last of which is theirs; texts are cut there, codes never lie across one."""
    index, at = 0, parts[0].span.start
    for end in ends:
        piece: list[Part] = []
        while at < end:
            part = parts[index]
            stop = min(part.span.end, end)
            if at < stop:
                piece.append(_slice(part, at, stop) if isinstance(part, Text) else part)
            index += stop == part.span.end
            at = stop
        yield piece


def _slice(text: Text, start: int, end: int) -> Text:
    """The piece of a text between two places of the article."""
    if end - start == len(text.text):
        return text
    offset = text.span.start
    return Text(Span(start, end), text.text[start - offset : end - offset])


def _trimmed(parts: list[Part]) -> list[Part]:
    """Without white space and codes at the edges that are not part of the sentence."""
    kept = _without_loose(parts) if len(parts) > 1 else parts
    if kept and isinstance(kept[0], Text):
        kept[0] = _stripped(kept[0], left=True, right=len(kept) == 1)
    if len(kept) > 1 and isinstance(kept[-1], Text):
        kept[-1] = _stripped(kept[-1], left=False, right=True)
    return kept


def _stripped(text: Text, *, left: bool, right: bool) -> Text:
    start, end = text.span.start, text.span.end
    if left:
        start = end - len(text.text.lstrip())
    if right:
        end = start + len(text.text[start - text.span.start :].rstrip())
    return _slice(text, start, end)


def _without_loose(parts: list[Part]) -> list[Part]:
    partners = _partners(parts)
    first, last = 0, len(parts) - 1
    while first <= last:
        partner = partners.get(first)
        if _is_loose(parts[first], partner):
            first += 1
        elif partner in {first + 1, last}:
            last -= partner == last
            partners.pop(partner)
            first += 1
        elif _is_loose(parts[last], partners.get(last)):
            last -= 1
        else:
            break
    return parts[first : last + 1]


def _partners(parts: Sequence[Part]) -> dict[int, int]:
    """For both halves of each complete pair, the index of the other half."""
    opened: dict[int, int] = {}
    partners: dict[int, int] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Text) or part.pair is None:
            continue
        if part.pairing is Pairing.OPEN:
            opened[part.pair] = index
        elif part.pair in opened:
            partners[index] = opened[part.pair]
            partners[opened[part.pair]] = index
    return partners


def _is_loose(part: Part, partner: int | None) -> bool:
    """Whether a part at an edge belongs to the skeleton."""
    if isinstance(part, Text):
        return not part.text.strip()
    return partner is None and part.kind not in _CONTENT


def _unit(document: Document, segment: Segment, index: int, parts: Sequence[Part], spelling: Spelling) -> Unit:
    if spelling.read is not same:
        parts = [replace(part, text=spelling.read(part.text)) if isinstance(part, Text) else part for part in parts]
    named = [*parts] if _is_text(parts) else [*_tokens(parts)]
    span = parts[0].span if len(parts) == 1 else Span(parts[0].span.start, parts[-1].span.end)
    source = "".join([part.text if isinstance(part, Text) else part.token for part in named])
    line = document.lines.line(span.start)
    return Unit(span, source, segment.kind, tuple(named), index, line, segment.spelling)


def _is_text(parts: Sequence[Part]) -> TypeGuard[Sequence[Text]]:
    return len(parts) == 1 and isinstance(parts[0], Text)


def _tokens(parts: Sequence[Part]) -> Iterator[UnitPart]:
    """The parts with a token for each code; ids count from 1 in the unit and avoid what its text happens to spell."""
    spelled = "".join([part.text if isinstance(part, Text) else part.source * part.verbatim for part in parts])
    taken = {int(match.group(3)) for match in PLACEHOLDER.finditer(spelled)} if "<" in spelled else set()
    partners = _partners(parts)
    ids: dict[int, int] = {}
    last = 0
    for at, part in enumerate(parts):
        if isinstance(part, Text):
            yield part
            continue
        if part.kind in _BREAKS:
            yield from _resolved(parts, at, part)
            continue
        paired = at in partners
        shown = part.verbatim and (paired or part.pairing is Pairing.ALONE)
        if shown and not (taken and PLACEHOLDER.search(part.source)):
            yield UnitCode(part.source, part)
            continue
        if not paired or part.pair not in ids:
            last = next(number for number in range(last + 1, last + len(taken) + 2) if number not in taken)
        if paired and part.pair is not None:
            number = ids.setdefault(part.pair, last)
            yield UnitCode(f"<g{number}>" if part.pairing is Pairing.OPEN else f"</g{number}>", part)
        else:
            yield UnitCode(f"<x{last}/>", part)


def _resolved(parts: Sequence[Part], at: int, code: Code) -> Iterator[Text]:
    """A soft line end as the text it stands for: nothing between Chinese, a space elsewhere."""
    before, after = parts[max(0, at - _NEIGHBOURS) : at], parts[at + 1 : at + 1 + _NEIGHBOURS]
    left = next((part.text[-1] for part in reversed(before) if isinstance(part, Text)), "")
    right = next((part.text[0] for part in after if isinstance(part, Text)), "")
    joined = left and right and joins_without_space(left, right)
    if not joined or _would_run_together(before[-1], left, after[0], right):
        yield Text(code.span, " ")


_NEIGHBOURS = 8
"""How many parts on each side of a soft line end are looked at for its neighbouring characters."""


def _would_run_together(before: Part, left: str, after: Part, right: str) -> bool:
    """Whether markup beside a line end would be read as something else without it: ``**甲**`` and ``**乙**``.

    ``left`` and ``right`` are the characters of words nearest to it.
    """
    if isinstance(before, Code) and before.verbatim:
        if isinstance(after, Code):
            return before.source[-1] == after.source[0]
        return before.kind is CodeKind.URL or (before.kind is CodeKind.EMPHASIS and not left.isalnum())
    return isinstance(after, Code) and after.verbatim and after.kind is CodeKind.EMPHASIS and not right.isalnum()
