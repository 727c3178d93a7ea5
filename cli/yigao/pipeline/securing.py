"""Fitting the translations of one segment into the article so that its markup stays whole."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yigao.model.document import Code, Document, Pairing, Segment, Unit
from yigao.model.interfaces import Piece
from yigao.model.span import Span
from yigao.pipeline.formats import format_named
from yigao.pipeline.spacing import Placed, around
from yigao.pipeline.splicing import Splice, by_place, code_source, spliced
from yigao.text.typography import Style

_ROUNDS = 4
"""How often a segment is put together anew without what could not stand in it, before all of it stays as it is."""

Secure = Callable[[Document, Segment, Sequence[Piece]], Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What becomes of a segment."""

    splices: tuple[Splice, ...]
    """What is written: translations, and what changes around them."""
    problems: Mapping[Span, str]
    """Units whose translations are not written, by their spans, and why."""


def fit(
    document: Document, units: Sequence[Unit], written: Mapping[Span, str], inner: Sequence[Splice], style: Style
) -> Fitted:
    """Put the translations of a segment's ``units``, all of them in order, into the article.

    ``written`` holds what is to stand for each translated unit, by its span; ``inner`` what changes inside codes,
    ordered `by_place`.
    """
    segment = document.segments[units[0].segment]
    first, last = (bisect_left(inner, edge, key=lambda splice: splice.span.start) for edge in _edges(segment))
    build = _Builder(document, segment, units, inner[first:last])
    secure: Secure = getattr(format_named(document.format), "secure", _trust)
    problems: dict[Span, str] = {}
    for _ in range(_ROUNDS):
        kept = {span: text for span, text in written.items() if span not in problems}
        found: dict[Span, str] = {}
        for styled in dict.fromkeys((style, Style(spaced=style.spaced))):
            edits = build.edits(kept, styled)
            pieces = secure(document, segment, build.pieces(kept, edits))
            found = {piece.span: piece.problem for piece in pieces if piece.problem}
            if not found:
                changes = [Splice(one.span, one.text) for one in pieces if one.translated]
                return Fitted((*changes, *edits), problems)
        problems |= found
    return Fitted((), problems | dict.fromkeys(written, "the segment around it could not be kept whole"))


def _edges(segment: Segment) -> tuple[int, int]:
    return segment.span.start, segment.span.end


def _trust(_document: Document, _segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """For formats that have nothing to secure."""
    return pieces


@dataclass(frozen=True, slots=True)
class _Builder:
    """Puts a segment together."""

    document: Document
    segment: Segment
    units: Sequence[Unit]
    inner: Sequence[Splice]

    def edits(self, written: Mapping[Span, str], style: Style) -> list[Splice]:
        """What changes between the units, in order."""
        text = self.document.text
        placed = [
            Placed(
                unit.span,
                written.get(unit.span, ""),
                written.get(unit.span, unit.span.cut(text)) != unit.span.cut(text),
            )
            for unit in self.units
        ]
        whole = all(unit.span in written for unit in self.units)
        changed = [unit.span for unit in placed if unit.changed]
        found = around(self.document, self.units[0].segment, placed, style, whole=whole)
        return sorted([*found, *self._labels(changed)], key=by_place) if changed else []

    def _labels(self, changed: Sequence[Span]) -> Iterator[Splice]:
        """The edges of links between units that must name their labels now that the text in them changes."""
        opened: dict[int, Code] = {}
        for code in self._codes(Span(*_edges(self.segment))):
            if code.pair is not None and code.pairing is Pairing.OPEN:
                opened[code.pair] = code
            elif code.pair is not None and code.pair in opened:
                both = (opened[code.pair], code)
                at = bisect_right(changed, both[0].span.end, key=lambda span: span.end)
                if at < len(changed) and changed[at].end <= code.span.start:
                    yield from (Splice(one.span, one.rewritten) for one in both if one.rewritten)

    def pieces(self, written: Mapping[Span, str], edits: Sequence[Splice]) -> list[Piece]:
        """The segment as it will stand: its changed units, and what lies between them."""
        text = self.document.text
        around = sorted([*self.inner, *edits], key=by_place)
        labels = {edit.span: edit.text for edit in edits}
        found: list[Piece] = []
        at = min([self.segment.span.start, *(edit.span.start for edit in edits)])
        for unit in self.units:
            new = written.get(unit.span)
            if new is None or new == unit.span.cut(text):
                continue
            gap = Span(at, unit.span.start)
            found.append(Piece(gap, spliced(text, gap, around), tuple(self._written(self._codes(gap), labels))))
            codes = (one.code for one in unit.codes)
            found.append(Piece(unit.span, new, tuple(self._written(codes, None)), translated=True))
            at = unit.span.end
        gap = Span(at, self.segment.span.end)
        return [*found, Piece(gap, spliced(text, gap, around), tuple(self._written(self._codes(gap), labels)))]

    def _written(self, codes: Iterable[Code], labels: Mapping[Span, str] | None) -> Iterator[Code]:
        """Codes with the sources that will be written: in a unit (no ``labels`` given) as its translation has them."""
        for code in codes:
            if labels is None:
                yield replace(code, source=code_source(code, self.document.text, self.inner))
            else:
                yield replace(code, source=labels.get(code.span) or spliced(self.document.text, code.span, self.inner))

    def _codes(self, span: Span) -> Iterator[Code]:
        """The codes of the segment in a span."""
        parts = self.segment.parts
        at = bisect_left(parts, span.start, key=lambda part: part.span.start)
        while at < len(parts) and parts[at].span.end <= span.end:
            part = parts[at]
            if isinstance(part, Code):
                yield part
            at += 1
