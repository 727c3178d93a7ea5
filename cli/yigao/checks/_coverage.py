"""Whether tag pairs cover in the translation what they cover in the source."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from yigao.checks._codes import Mark, Nesting, covered
from yigao.checks._rendered import rendered
from yigao.messages import message as say
from yigao.model.checking import Checked, Context, Side
from yigao.model.document import CodeKind
from yigao.model.finding import Problem, Severity
from yigao.model.span import Span

_MOST = 64
"""How many pairs and anchors are looked at."""
_BOTH = 2
"""One in the source and one in the translation."""
_LONG, _NEARLY_ALL, _SMALL_PART = 20, 0.8, 0.4
_WRITTEN = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|(?<![0-9A-Za-z.,])[0-9]{2,}(?![0-9A-Za-z.,]|[万亿])")
"""Latin words, and numbers whose digits stay."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A piece of the source and the places in the translation that can only come from it."""

    source: Span
    shown: str
    targets: tuple[Span, ...]


def moved(
    unit: Checked, context: Context, legend: Mapping[str, str], nestings: tuple[Nesting, Nesting]
) -> Iterator[Problem]:
    """Pairs that cover in the translation what another pair covers in the source, what none does, or nearly all."""
    before, after = (_spans(side, nesting) for side, nesting in zip((unit.source, unit.target), nestings, strict=True))
    if not 0 < len(before) <= _MOST or not 0 < len(after) <= _MOST:
        return
    several = len({mark.key for mark in before}) > 1
    found = chain(_term_anchors(unit, context), _anchors(unit)) if several else _anchors(unit)
    anchors = [anchor for anchor in islice(found, _MOST) if anchor.targets]
    swapped = list(_swapped(legend, before, after, anchors)) if several and len(after) > 1 else []
    yield from swapped or _strayed(unit, before, after, anchors)


def _swapped(
    legend: Mapping[str, str], before: Mapping[Mark, Span], after: Mapping[Mark, Span], anchors: Sequence[_Anchor]
) -> Iterator[Problem]:
    """Pairs that have changed places."""
    told: set[object] = set()
    for mark, span in before.items():
        if mark.key in told:
            continue
        for anchor in anchors:
            if not span.covers(anchor.source) or _meets(after, mark.key, anchor):
                continue
            taker = _taker(mark, before, after, anchor)
            if taker is not None:
                told |= {mark.key, taker.key}
                yield _problem(mark, taker, anchor, legend)
                break


def _strayed(
    unit: Checked, before: Mapping[Mark, Span], after: Mapping[Mark, Span], anchors: Sequence[_Anchor]
) -> Iterator[Problem]:
    """Pairs, of which there is one of a kind, around other words, or around nearly all of them."""
    counts = Counter(mark.key for mark in (*before, *after))
    places = {mark.key: (mark, span) for mark, span in after.items() if counts[mark.key] == _BOTH}
    for mark, span in before.items():
        if mark.key not in places:
            continue
        here, where = places[mark.key]
        inside = [anchor for anchor in anchors if span.covers(anchor.source)]
        if inside and not any(_meets(after, mark.key, anchor) for anchor in inside):
            message = say(
                "{shown} is in {source} in the source, here outside of it", shown=inside[0].shown, source=mark.source
            )
        elif _grows(unit, span, where):
            message = say("{source} is around nearly all of the translation, unlike in the source", source=mark.source)
        else:
            continue
        yield Problem(message, mark.source, here.span.start, severity=Severity.WARNING)


def _grows(unit: Checked, before: Span, after: Span) -> bool:
    """Whether a pair around a small part of the source is around nearly all of a longer translation."""
    whole, source = len(unit.target.plain), len(unit.source.plain)
    return whole >= _LONG and len(after) >= _NEARLY_ALL * whole and len(before) <= _SMALL_PART * source


def _spans(side: Side, nesting: Nesting) -> dict[Mark, Span]:
    """What each pair of tags covers, by its opening mark."""
    return {pair.opening: covered(side, pair) for pair in nesting.pairs if pair.opening.kind is CodeKind.TAG}


def _term_anchors(unit: Checked, context: Context) -> Iterator[_Anchor]:
    """Terms, which take the longest to find."""
    found = rendered(unit, context.language)
    for match in unit.terms:
        yield _Anchor(match.span, match.term.source, tuple(one.span for one in found if one.term is match.term))


def _anchors(unit: Checked) -> Iterator[_Anchor]:
    """Quantities, Latin words and plain numbers."""
    for quantity in unit.quantities:
        yield _Anchor(quantity.span, quantity.source, tuple(_places(unit.target.plain, quantity.target)))
    for word in _WRITTEN.finditer(unit.source.plain):
        yield _Anchor(Span(*word.span()), word.group(), tuple(_places(unit.target.plain, word.group())))


def _places(text: str, piece: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(piece)}(?!\w)", text):
        yield Span(*match.span())


def _meets(after: Mapping[Mark, Span], key: object, anchor: _Anchor) -> bool:
    """Whether a pair of that key covers some of the anchor, or its place cannot be told."""
    return any(
        span.start < place.end and place.start < span.end
        for mark, span in after.items()
        if mark.key == key
        for place in anchor.targets
    )


def _taker(mark: Mark, before: Mapping[Mark, Span], after: Mapping[Mark, Span], anchor: _Anchor) -> Mark | None:
    """The pair of another key that covers the anchor in the translation and did not in the source."""
    for other, span in after.items():
        if other.key == mark.key or not any(span.covers(place) for place in anchor.targets):
            continue
        if not any(one.key == other.key and where.covers(anchor.source) for one, where in before.items()):
            return other
    return None


def _problem(mark: Mark, taker: Mark, anchor: _Anchor, legend: Mapping[str, str]) -> Problem:
    """Placeholders that stand for equal codes make no difference to readers."""
    same = legend.get(mark.name, mark.source) == legend.get(taker.name, taker.source)
    message = say(
        "{shown} is in {source} in the source, here in {source2}",
        shown=anchor.shown,
        source=mark.source,
        source2=taker.source,
    )
    severity = Severity.INFO if same else Severity.WARNING
    return Problem(message, f"{mark.source} {taker.source}", taker.span.start, severity=severity)
