"""A word aligner: two hidden Markov models (Vogel, Ney and Tillmann, 1996), one a direction, whose links are brought together.

It links characters of Chinese with stems of English (see `training.units`), whatever tokens they stand in: there are
few enough of both to know each well. A link is where both directions look; beside it one of them is enough, as long as
a unit has no other ("grow-diag": Koehn, Och and Marcu, 2003).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.arrays import NONE, Ints, Links, Side
from training.units import Reader, Units

Table = NDArray[Any]
"""Of float32; NumPy's types lose that in products."""
_Numbers = NDArray[np.int32]

_NULL = np.float32(0.1)
"""How likely a unit is to have no counterpart."""
_SAME = np.float32(0.3)
"""How likely a unit is, before anything is known, to be written the same in both languages."""
_SURE, _LIKELY = 0.03, 0.2
"""Least product of both directions' probabilities for a link; least probability of one of them beside a link."""
_FARTHEST = 30
"""Jumps that are longer count like this."""
_LONGEST = 250
"""Units of a text that is aligned."""
_RARELY = 0.01
"""How often each unit is thought to have been seen without counterpart, beside what is counted."""
_FLOOR, _TINY = np.float32(1e-7), np.float32(1e-30)
_CELLS = 200_000
"""Of a batch's matrices: bounds memory."""


@dataclass(slots=True)
class Direction:
    """How one language's units become the other's."""

    lexicon: Table
    """For each pair of units that were seen together how likely the one becomes the other."""
    alone: Table
    """For each unit of the other language how likely it is among those that come from nothing."""
    jumps: Table
    """How likely the next unit's counterpart is how far away, from `_FARTHEST` to the left to as many to the right."""


@dataclass(slots=True)
class Aligner:
    """Both directions."""

    reader: Reader
    """Finds units."""
    seen: Ints
    """Pairs of units that were seen together, in order; each as one number."""
    forward: Direction
    """From source to target."""
    backward: Direction
    """From target to source."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pairs of equal lengths."""

    rows: Ints
    """Which."""
    source: Ints
    """Where the units of each stand among all, by row and place."""
    target: Ints
    """Likewise."""


@dataclass(frozen=True, slots=True)
class _Linked:
    """What one direction thinks of some pairs."""

    shares: Table
    """How likely each two units are linked."""
    said: Table
    """How likely each state says each unit, be it from no counterpart."""
    ahead: Table
    """How likely each state is, by the units before and this one."""
    behind: Table
    """How likely each state is, by the units behind."""


def new_aligner(pieces: Sequence[str]) -> Aligner:
    """An aligner that knows only that equal units belong together and that translations keep near."""
    away = np.abs(np.arange(-_FARTHEST, _FARTHEST + 1) - 1)
    jumps = (1 / (1 + away) ** 1.6).astype(np.float32)
    nothing = np.zeros(0, np.float32)
    directions = Direction(nothing, nothing, jumps), Direction(nothing, nothing, jumps)
    return Aligner(Reader(pieces), np.zeros(0, np.int64), *directions)


def train_aligner(aligner: Aligner, source: Side, target: Side, rounds: Sequence[bool]) -> None:
    """Learn from all pairs, once a round; in a round that is True word order counts, too."""
    one, other = aligner.reader.units(source), aligner.reader.units(target)
    batches = list(_batches(one, other))
    aligner.seen = np.unique(np.concatenate([np.unique(_cells(one, other, batch)) for batch in batches]))
    places = [_places(aligner.seen, _cells(one, other, batch)) for batch in batches]
    size, same = aligner.reader.size, _is_same(aligner.seen)
    for direction in (aligner.forward, aligner.backward):
        direction.lexicon = np.where(same, _SAME, (1 - _SAME) / size).astype(np.float32)
        direction.alone = np.full(size, 1 / size, np.float32)
    for ordered in rounds:
        counts = [np.zeros(len(aligner.seen)) for _ in range(2)]
        alone = [np.full(size, _RARELY) for _ in range(2)]
        jumped = [np.ones(2 * _FARTHEST + 1) for _ in range(2)]
        for batch, cells in zip(batches, places, strict=True):
            ids = one.numbers[batch.source], other.numbers[batch.target]
            ways = _both(aligner, *ids, [way.lexicon[cells] for way in _ways(aligner)], ordered=ordered)
            for number, (way, linked) in enumerate(zip(_ways(aligner), ways, strict=True)):
                np.add.at(counts[number], cells, linked.shares)
                without = np.clip(1 - linked.shares.sum(2 - number), 0, None)
                np.add.at(alone[number], ids[1 - number], without)
                if ordered:
                    jumped[number] += _jumped(linked, way.jumps)
        for number, direction in enumerate(_ways(aligner)):
            direction.lexicon = _learned(aligner.seen, counts[number] + same * _SAME, by_source=number == 0)
            direction.alone = (alone[number] / alone[number].sum()).astype(np.float32)
            if ordered:
                direction.jumps = (jumped[number] / jumped[number].sum()).astype(np.float32)


def _ways(aligner: Aligner) -> tuple[Direction, Direction]:
    return aligner.forward, aligner.backward


def _learned(seen: Ints, counts: Table, *, by_source: bool) -> Table:
    """Counts as shares of all that a unit was linked to."""
    of = seen >> 32 if by_source else seen & 0xFFFFFFFF
    totals = np.bincount(of, counts)
    found: Table = np.maximum(counts / np.maximum(totals, _FLOOR)[of], _FLOOR).astype(np.float32)
    return found


def _batches(one: Units, other: Units) -> Iterator[_Batch]:
    """All pairs with units on both sides, those of equal lengths together."""
    fit = (one.lengths > 0) & (other.lengths > 0) & (one.lengths <= _LONGEST) & (other.lengths <= _LONGEST)
    rows = np.nonzero(fit)[0]
    rows = rows[np.lexsort((other.lengths[rows], one.lengths[rows]))]
    shapes = one.lengths[rows] * (_LONGEST + 1) + other.lengths[rows]
    for group in np.split(rows, np.nonzero(np.diff(shapes))[0] + 1) if len(rows) else ():
        width, height = int(one.lengths[group[0]]), int(other.lengths[group[0]])
        most = max(1, _CELLS // (width * height))
        for start in range(0, len(group), most):
            some = group[start : start + most]
            places = (units.starts[some, None] + np.arange(size) for units, size in ((one, width), (other, height)))
            yield _Batch(some, *places)


def _cells(one: Units, other: Units, batch: _Batch) -> Ints:
    """For each row, unit of the target and unit of the source the pair as one number."""
    source, target = one.numbers[batch.source].astype(np.int64), other.numbers[batch.target]
    return (source[:, None, :] << 32) | target[:, :, None]


def _is_same(cells: Ints) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = cells >> 32 == cells & 0xFFFFFFFF
    return found


def _places(seen: Ints, cells: Ints) -> _Numbers:
    """Where pairs stand among those that were seen, or would."""
    different, back = np.unique(cells, return_inverse=True)
    places = np.minimum(np.searchsorted(seen, different), max(len(seen) - 1, 0)).astype(np.int32)
    found: _Numbers = places[back].reshape(cells.shape)
    return found


def align(aligner: Aligner, source: Side, target: Side) -> tuple[Links, Links]:
    """For each target token its counterpart's index in the source, and for each source token in the target, or `NONE`."""
    one, other = aligner.reader.units(source), aligner.reader.units(target)
    for direction in _ways(aligner):
        new = np.full(max(0, aligner.reader.size - len(direction.alone)), direction.alone.min(initial=1))
        direction.alone = np.concatenate([direction.alone, new.astype(np.float32)])
    signs = aligner.reader.signs()
    best = [np.zeros(len(units.numbers), np.int64) for units in (other, one)]
    surest = [np.zeros(len(units.numbers)) for units in (other, one)]
    for batch in _batches(one, other):
        cells = _cells(one, other, batch)
        places = _places(aligner.seen, cells)
        known, unknown = aligner.seen[places] == cells, np.where(_is_same(cells), _SAME, _FLOOR)
        said = [np.where(known, way.lexicon[places], unknown) for way in _ways(aligner)]
        ids = one.numbers[batch.source], other.numbers[batch.target]
        forward, backward = (linked.shares for linked in _both(aligner, *ids, said, ordered=True))
        unlike = signs[ids[0]][:, None, :] != signs[ids[1]][:, :, None]
        strength = np.where(_brought_together(forward, backward, unlike), forward + backward, 0)
        for number, units in enumerate((batch.target, batch.source)):
            best[number][units], surest[number][units] = strength.argmax(2 - number), strength.max(2 - number)
    return _on_tokens(best[0], surest[0], other, target, one), _on_tokens(best[1], surest[1], one, source, other)


def _brought_together(forward: Table, backward: Table, unlike: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The links of both directions' probabilities; by row, unit of the target, unit of the source.

    ``unlike`` pairs, of a word and a sign, are linked only where both directions look.
    """
    both, either = forward * backward, np.maximum(forward, backward)
    likely = np.where((either >= _LIKELY) & ~unlike, either, 0)
    best = (both == both.max(1, keepdims=True)) | (both == both.max(2, keepdims=True))
    links: NDArray[np.bool_] = best & (both >= _SURE)
    while True:
        free = ~links.any(1, keepdims=True) | ~links.any(2, keepdims=True)
        near = np.where(free & _near(links) & ~links, likely, 0)
        new = (near > 0) & (near == near.max(1, keepdims=True)) & (near == near.max(2, keepdims=True))
        if not new.any():
            return links
        links = links | new


def _near(links: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What touches a link, be it by a corner."""
    found = links.copy()
    found[:, 1:] |= links[:, :-1]
    found[:, :-1] |= links[:, 1:]
    tall = found.copy()
    found[:, :, 1:] |= tall[:, :, :-1]
    found[:, :, :-1] |= tall[:, :, 1:]
    return found


def _on_tokens(best: Ints, sure: Table, units: Units, side: Side, others: Units) -> Links:
    """For each token of a side the other side's token that its surest unit is linked to: the first to the first, and so on."""
    found = np.full(len(side.tokens), NONE, np.uint8)
    row = np.repeat(np.arange(len(units.lengths)), units.lengths)
    linked = np.argsort(sure, kind="stable")  # what is written last stays
    linked = linked[sure[linked] > 0]
    counterpart = others.starts[row[linked]] + best[linked]
    first, said, last = units.tokens[linked].T
    _, their_first, their_last = others.tokens[counterpart].T
    for step in range(int((last - first).max(initial=-1)) + 1):
        inside = first + step <= last
        place = their_first + np.clip(first + step - said, 0, their_last - their_first)
        found[(side.starts[row[linked]] + first + step)[inside]] = np.minimum(place, NONE)[inside]
    return found


def _both(
    aligner: Aligner, source: _Numbers, target: _Numbers, said: Sequence[Table], *, ordered: bool
) -> tuple[_Linked, _Linked]:
    """What each direction thinks; dimensions: row, unit of the target, unit of the source."""
    forward = _linked(said[0], aligner.forward.alone[target], aligner.forward.jumps, ordered=ordered)
    turned = said[1].transpose(0, 2, 1)
    backward = _linked(turned, aligner.backward.alone[source], aligner.backward.jumps, ordered=ordered)
    return forward, replace(backward, shares=backward.shares.transpose(0, 2, 1))


def _linked(lexicon: Table, alone: Table, jumps: Table, *, ordered: bool) -> _Linked:
    """By row, unit and the other language's unit: how likely the second becomes the first."""
    said = lexicon * (1 - _NULL)
    mixed = said + (alone * _NULL)[:, :, None]
    moves = _moves(jumps, mixed.shape[2])
    ahead, behind = _smoothed(mixed, moves) if ordered else (mixed, np.ones(1, np.float32))
    return _Linked(_shares(ahead * behind) * said / np.maximum(mixed, _TINY), mixed, ahead, behind)


def _moves(jumps: Table, width: int) -> Table:
    """How likely each place is to be followed by each."""
    return _shares(jumps[_away(width)])


def _away(width: int) -> Ints:
    places = np.arange(width)
    found: Ints = np.clip(places[None, :] - places[:, None], -_FARTHEST, _FARTHEST) + _FARTHEST
    return found


def _smoothed(said: Table, moves: Table) -> tuple[Table, Table]:
    """Forward and backward through the units: how likely each state is at each by those before, and by those behind."""
    ahead, behind = np.empty_like(said), np.empty_like(said)
    ahead[:, 0] = _shares(said[:, 0])
    behind[:, -1] = 1
    for unit in range(1, said.shape[1]):
        ahead[:, unit] = _shares(np.matmul(ahead[:, unit - 1], moves) * said[:, unit])
    for unit in range(said.shape[1] - 1, 0, -1):
        behind[:, unit - 1] = _shares(np.matmul(behind[:, unit] * said[:, unit], moves.T))
    return ahead, behind


def _jumped(linked: _Linked, jumps: Table) -> Table:
    """How often the next unit's counterpart was how far away."""
    width = linked.said.shape[2]
    moves = _moves(jumps, width)
    before, rest = linked.ahead[:, :-1], (linked.behind * linked.said)[:, 1:]
    all_ways = (np.matmul(before, moves) * rest).sum(2, keepdims=True)
    made = np.tensordot(before / np.maximum(all_ways, _TINY), rest, ((0, 1), (0, 1))) * moves
    return np.bincount(_away(width).ravel(), made.ravel(), len(jumps))


def _shares(values: Table) -> Table:
    """``values`` so that the last dimension sums to 1."""
    found: Table = values / np.maximum(values.sum(-1, keepdims=True), _TINY)
    return found
