"""Cutting a sentence into clauses that can be translated one by one: less must be kept at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yigao.model.span import Span
from yigao.pipeline.exposed import Exposed, Slot, Stop

_MARKS = frozenset("，；：,;:")
_OPENERS, _CLOSERS = frozenset("（《〈“‘「『【(["), frozenset("）》〉”’」』】)]")
_SHORTEST = 6
"""Characters; a shorter clause goes with the next one."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence."""

    exposed: Exposed
    """What it says, without the mark behind it."""
    mark: str
    """That mark; empty for the last one."""


def clauses(exposed: Exposed) -> tuple[Clause, ...]:
    """A sentence's clauses, in order; one alone where it cannot be cut.

    No cut lies inside a slot, a pair of codes, brackets or quotation marks.
    """
    found: list[Clause] = []
    at = 0
    stops = list(exposed.stops)
    for cut in _cuts(exposed):
        if cut - at > _SHORTEST and len(exposed.text) - cut >= _SHORTEST:
            taken = [stop for stop in stops if _is_before(stop, cut)]
            stops = stops[len(taken) :]
            found.append(Clause(_part(exposed, Span(at, cut - 1), taken), exposed.text[cut - 1]))
            at = cut
    return (*found, Clause(_part(exposed, Span(at, len(exposed.text)), stops), ""))


def _cuts(exposed: Exposed) -> Iterator[int]:
    """Offsets behind the marks where nothing is open."""
    slots = [slot.span for slot in exposed.slots]
    depth = 0
    for at, sign in enumerate(exposed.text):
        depth += (sign in _OPENERS) - (sign in _CLOSERS)
        cut = at + 1
        if sign not in _MARKS or depth or any(span.start < cut and at < span.end for span in slots):
            continue
        if _stands_alone(exposed.text, at) and _is_closed(exposed, cut):
            yield cut


def _stands_alone(text: str, at: int) -> bool:
    """Whether a mark is no part of a number, a time or an address: a half-width one has a space behind it."""
    return not text[at].isascii() or text[at + 1 : at + 2].isspace()


def _is_closed(exposed: Exposed, cut: int) -> bool:
    """Whether each pair of codes stands on one side of a cut, with its halves in order."""
    names = {anchor.name[1:] for anchor in exposed.anchors if anchor.opens and _is_before(anchor, cut)}
    closed = {anchor.name[2:] for anchor in exposed.anchors if anchor.closes and _is_before(anchor, cut)}
    sides = [_is_before(stop, cut) for stop in exposed.stops]
    return names == closed and sides == sorted(sides, reverse=True)


def _is_before(stop: Stop, cut: int) -> bool:
    """What ends at the cut is before it."""
    if isinstance(stop, Slot):
        return stop.span.start < cut
    return stop.at < cut or (stop.at == cut and stop.closes)


def _part(exposed: Exposed, span: Span, stops: Sequence[Stop]) -> Exposed:
    moved = tuple(
        replace(stop, span=Span(stop.span.start - span.start, stop.span.end - span.start))
        if isinstance(stop, Slot)
        else replace(stop, at=min(stop.at, span.end) - span.start)
        for stop in stops
    )
    return Exposed(span.cut(exposed.text), moved, exposed.kind)
