"""A unit as drafting sees it: plain words with the stretches whose rendering is known and the places of codes.

*Slots* are glossary terms, quantities, and codes that are words themselves (code spans, formulas, addresses): each has one
right rendering. *Anchors* are all other codes: each has a place.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from yigao.model.document import CodeKind, Pairing, SegmentKind, Text, Unit, UnitCode
from yigao.model.span import Span, masked
from yigao.model.term import Quantity, TermMatch

Rewrite = Callable[[str], str]
"""How a spelling reads or writes words."""

_WORDS = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL})
"""Codes that stand in a sentence as a word does."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the source whose rendering is known."""

    span: Span
    """Where, in the exposed text; empty for a code, which has no characters there."""
    target: str
    """What must stand in the draft; of a code, the words that an engine is shown for it."""
    is_term: bool = False
    """Whether the glossary says so."""
    others: tuple[str, ...] = ()
    """Renderings, allowed or forbidden, that engines may write instead and that give way to ``target``."""
    code: UnitCode | None = None
    """The code that it is; the draft has its token."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a code between characters."""

    at: int
    """Offset in the exposed text."""
    code: UnitCode
    """Which."""
    name: str
    """How the engine's text writes it: ``<g1>``, ``</g1>``, ``<x2/>``."""

    @property
    def opens(self) -> bool:
        """Whether it is the first half of a pair."""
        return self.name.startswith("<g")

    @property
    def closes(self) -> bool:
        """Whether it is the second half of a pair."""
        return self.name.startswith("</")


Stop = Slot | Anchor


@dataclass(frozen=True, slots=True)
class Exposed:
    """A unit as drafting sees it."""

    text: str
    """The words as a reader sees them, codes left out."""
    stops: tuple[Stop, ...]
    """Slots and anchors in order; slots are disjoint, no anchor stands inside one."""
    kind: SegmentKind = SegmentKind.PARAGRAPH
    """What the unit is to a reader."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What has one right rendering."""
        return tuple(stop for stop in self.stops if isinstance(stop, Slot))

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What has a place."""
        return tuple(stop for stop in self.stops if isinstance(stop, Anchor))

    @property
    def terms(self) -> int:
        """How many glossary terms it holds."""
        return sum(slot.is_term for slot in self.slots)

    def pieces(self) -> Iterator[str | Stop]:
        """Texts, slots and anchors in order; empty texts are left out."""
        at = 0
        for stop in self.stops:
            start = stop.span.start if isinstance(stop, Slot) else stop.at
            if start > at:
                yield self.text[at:start]
            yield stop
            at = stop.span.end if isinstance(stop, Slot) else max(at, start)
        if at < len(self.text):
            yield self.text[at:]


def expose(
    unit: Unit,
    plain: Rewrite,
    terms: Callable[[str], Sequence[TermMatch]],
    quantities: Callable[[str], Sequence[Quantity]],
) -> Exposed:
    """A unit's words, what in them has one right rendering, and where its codes stand."""
    text, anchors = _words(unit, plain)
    slots = [_term(text, match) for match in terms(text)]
    rest = masked(text, [slot.span for slot in slots])
    slots += [Slot(found.span, found.target) for found in quantities(rest)]
    slots.sort(key=lambda slot: slot.span)
    return Exposed(text, tuple(_merged(_settled(anchors, slots), slots)), unit.kind)


_QUOTED = ("“”", "‘’", "「」", "『』", "《》", "〈〉")


def _term(text: str, match: TermMatch) -> Slot:
    """A term's slot, with the quotation marks around it where its rendering brings its own: “3371” is not ““3371””."""
    span, target = match.span, match.term.target
    if target[:1] + target[-1:] in _QUOTED and span.beside(text) in _QUOTED:
        span = Span(span.start - 1, span.end + 1)
    return Slot(span, target, is_term=True, others=(*match.term.variants, *match.term.forbidden))


def _words(unit: Unit, plain: Rewrite) -> tuple[str, list[Anchor]]:
    text = ""
    anchors = []
    numbers: dict[int, int] = {}
    last = 0
    for part in unit.parts:
        if isinstance(part, Text):
            text += plain(part.text)
            continue
        pair = None if part.token.startswith("<x") else part.code.pair
        if pair is None or pair not in numbers:
            last += 1
        if pair is None:
            name = f"<x{last}/>"
        else:
            number = numbers.setdefault(pair, last)
            name = f"<g{number}>" if part.code.pairing is Pairing.OPEN else f"</g{number}>"
        anchors.append(Anchor(len(text), part, name))
    return text, anchors


def _settled(anchors: Sequence[Anchor], slots: Sequence[Slot]) -> list[Anchor]:
    """Anchors moved out of slots, in an order that nests.

    A pair that lies inside a term ends up around it; one that ends inside is drawn out to the term's end; one that
    begins inside and ends behind it begins behind the term.
    """
    ends = {anchor.name[2:]: anchor.at for anchor in anchors if anchor.closes}
    starts = [slot.span.start for slot in slots]
    moved: list[Anchor] = []
    crowded: set[int] = set()
    for anchor in anchors:
        span = slots[max(0, bisect_right(starts, anchor.at) - 1)].span if slots else Span(0, 0)
        if not span.start < anchor.at < span.end:
            moved.append(anchor)
            continue
        around = anchor.opens and ends[anchor.name[1:]] <= span.end
        moved.append(replace(anchor, at=span.start if around else span.end))
        crowded.add(moved[-1].at)
    opened = {anchor.name[1:]: (anchor.at, index) for index, anchor in enumerate(moved) if anchor.opens}
    ends = {anchor.name[2:]: anchor.at for anchor in moved if anchor.closes}

    def order(indexed: tuple[int, Anchor]) -> tuple[int, int, int]:
        index, anchor = indexed
        if anchor.at not in crowded:
            return anchor.at, 0, index
        if anchor.closes and opened[anchor.name[2:]][0] < anchor.at:
            return anchor.at, 0, -opened[anchor.name[2:]][1]  # what was opened last closes first
        opens = anchor.opens and ends[anchor.name[1:]] > anchor.at
        return anchor.at, 2 if opens else 1, index

    return [anchor for _, anchor in sorted(enumerate(moved), key=order)]


def _merged(anchors: Sequence[Anchor], slots: Sequence[Slot]) -> Iterator[Stop]:
    """Anchors and slots in one order; what stands at a slot's start stands before it. Codes that are words become slots."""
    rest = list(reversed(slots))
    for anchor in anchors:
        while rest and rest[-1].span.start < anchor.at:
            yield rest.pop()
        yield _as_slot(anchor) if anchor.code.code.kind in _WORDS and not (anchor.opens or anchor.closes) else anchor
    yield from reversed(rest)


def _as_slot(anchor: Anchor) -> Slot:
    source = anchor.code.code.source
    if anchor.code.code.kind is CodeKind.CODE:
        source = source.strip("`").strip()
    return Slot(Span(anchor.at, anchor.at), source or anchor.name, code=anchor.code)
