"""Fitting what stands around translated units to the target language: spaces, indents, full-width marks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yigao.model.document import RUNNING_TEXT, WHITE_SPACE, CodeKind, Document, Pairing, Segment, Text
from yigao.model.span import Span
from yigao.pipeline.splicing import Splice
from yigao.text.han import has_han
from yigao.text.typesetting import wants_space
from yigao.text.typography import INDENT, Style, follow

_SHOWN = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL, CodeKind.IMAGE})
"""Codes that stand in a line like a word."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit as it will stand in the article."""

    span: Span
    """Where in the article."""
    text: str
    """Its translation, or its own text."""
    changed: bool
    """Whether ``text`` is not what stood there."""


def around(document: Document, index: int, units: Sequence[Placed], style: Style, *, whole: bool) -> list[Splice]:
    """What changes between the units of a segment, given in order. ``whole`` says that all of them are translated.

    Where not all are, and beside units that stay as they are, only the space between two changed ones is put in.
    """
    segment = document.segments[index]
    found: list[Splice] = []
    if whole and not style.indented and segment.kind in RUNNING_TEXT and any(unit.changed for unit in units):
        found += _indents(document, index, units)
    for left, right in pairwise([None, *units, None]):
        gap = Span(left.span.end if left else segment.span.start, right.span.start if right else segment.span.end)
        found += _between(document.text, segment, gap, left, right, style, whole=whole)
    return found


def _between(
    text: str, segment: Segment, gap: Span, left: Placed | None, right: Placed | None, style: Style, *, whole: bool
) -> Iterator[Splice]:
    """What changes between two neighbouring units, or between one and the segment's edge."""
    items = list(_items(text, segment, gap, style))
    shown = [at for at, item in enumerate(items) if item.shown]
    if not (whole and style.marks and shown):
        if style.spaced and left and right and left.changed and right.changed and not left.text[-1:].isspace():
            yield from _space(_place(gap.start, items))
        return
    if not ((left and left.changed) or (right and right.changed)):
        return
    yield from (Splice(item.span, item.shown) for item in items if item.shown != item.was)
    first, last = items[shown[0]], items[shown[-1]]
    if left and left.changed and wants_space(left.text, first.shown):
        yield from _space(_place(gap.start, items[: shown[0]]))
    if right and right.changed and wants_space(last.shown, right.text):
        yield from _space(_place(last.span.end, items[shown[-1] + 1 :]))


def _space(place: int | None) -> Iterator[Splice]:
    if place is not None:
        yield Splice(Span(place, place), " ")


@dataclass(frozen=True, slots=True)
class _Item:
    """A text or code in a gap."""

    span: Span
    was: str
    """What a reader sees of it: characters, a stand-in for a code that is shown, nothing for markup."""
    shown: str
    """The same in the style of the target."""
    space: bool = False
    """Whether it parts words."""
    opens: bool = False
    """Whether a space belongs before it rather than behind."""


def _items(text: str, segment: Segment, gap: Span, style: Style) -> Iterator[_Item]:
    index = max(0, bisect_left(segment.parts, gap.start, key=lambda part: part.span.start) - 1)
    for part in segment.parts[index:]:
        if part.span.start >= gap.end:
            break
        span = Span(max(part.span.start, gap.start), max(gap.start, min(part.span.end, gap.end)))
        if not len(span):
            continue
        if isinstance(part, Text):
            yield from _texts(text, span, style)
        elif part.kind in WHITE_SPACE:
            yield _Item(span, "", "", space=True)
        else:
            seen = "x" if part.kind in _SHOWN else ""
            yield _Item(span, seen, seen, opens=part.pairing is Pairing.OPEN)


def _texts(text: str, span: Span, style: Style) -> Iterator[_Item]:
    """A text as its words and the white space on both sides."""
    words = span.cut(text).strip()
    start = span.start + len(span.cut(text)) - len(span.cut(text).lstrip())
    end = start + len(words)
    if span.start < start:
        yield _Item(Span(span.start, start), "", "", space=True)
    if words:
        kept = has_han(words)  # Japanese, which is no unit
        yield _Item(Span(start, end), words, words if kept else follow(words, style))
        if end < span.end:
            yield _Item(Span(end, span.end), "", "", space=True)


def _place(start: int, items: Iterable[_Item]) -> int | None:
    """Where a space belongs after ``start``: behind what closes, before what opens; None if there is one already."""
    place = start
    opened = False
    for item in items:
        if item.space:
            return None
        opened = opened or item.opens
        if not opened:
            place = item.span.end
    return place


def _indents(document: Document, index: int, units: Sequence[Placed]) -> Iterator[Splice]:
    """The U+3000 at the segment's beginning, and at the beginning of lines between its units."""
    segment = document.segments[index]
    if not (_parts_paragraphs(document, index) or _parts_paragraphs(document, index + 1)):
        yield from _dropped(document.text, _start(document, index), units[0].span.start)
    for part, following in pairwise(segment.parts):
        if not isinstance(part, Text) and part.kind in WHITE_SPACE and isinstance(following, Text):
            yield from _dropped(document.text, following.span.start, _next_unit(units, following.span.start))


def _start(document: Document, index: int) -> int:
    """Where a segment begins with its indent, which may stand before it or be its own."""
    start = document.segments[index].span.start
    while start and document.text[start - 1] == INDENT:
        start -= 1
    return start


def _next_unit(units: Sequence[Placed], at: int) -> int:
    """Where the first unit behind ``at`` begins; ``at`` itself inside one, which is the translator's."""
    index = bisect_left(units, at, key=lambda unit: unit.span.end)
    return max(at, units[index].span.start) if index < len(units) else at


def _dropped(text: str, start: int, end: int) -> Iterator[Splice]:
    """The U+3000 and spaces from ``start`` on, as far as they go before ``end``."""
    stop = start
    while stop < end and text[stop] in f"{INDENT} ":
        stop += 1
    if INDENT in text[start:stop]:
        yield Splice(Span(start, stop), "")


def _parts_paragraphs(document: Document, index: int) -> bool:
    """Whether an indent is what parts its paragraph from the one before: nothing but a line end lies between them."""
    if not 0 < index < len(document.segments):
        return False
    before = document.segments[index - 1]
    start = _start(document, index)
    between = document.text[before.span.end : start]
    return before.kind in RUNNING_TEXT and document.text[start] == INDENT and between in {"\n", "\r\n", "\r"}
