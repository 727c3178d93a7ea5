"""A word aligner: two hidden Markov models, one a direction, that are made to agree (Liang, Taskar and Klein, 2006).

Tokens are compared without case and without SentencePiece's mark for a space. A word of several tokens agrees as a whole:
what one of its tokens is linked to counts for all. The lexicon is dense, so it wants (different tokens)² × 16 bytes of
memory: 4 GB for a vocabulary of 16,000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.arrays import NONE, Ints, Links, Side
from training.clean import HAN
from training.symbols import SYMBOLS

Table = NDArray[Any]
"""Of float32; NumPy's types lose that in products."""

_NULL = 0.1
"""How likely a token is to have no counterpart."""
_SAME = 0.3
"""How likely a token is, before anything is known, to be written the same in both languages."""
_SURE = 0.05
"""Least product of both directions' probabilities for a link."""
_FARTHEST = 30
"""Jumps that are longer count like this."""
_FLOOR = np.float32(1e-7)
_CELLS = 200_000
"""Of a batch's matrices: bounds memory."""


@dataclass(slots=True)
class Direction:
    """How one language's words become the other's."""

    lexicon: Table
    """Row: class of a word; column: class of what it becomes. The last row is for what comes from no word."""
    jumps: Table
    """How likely the next word's counterpart is how far away, from `_FARTHEST` to the left to as many to the right."""


@dataclass(slots=True)
class Aligner:
    """Both directions."""

    classes: Ints
    """For each token the number of its class."""
    alone: NDArray[np.bool_]
    """For each token whether it is always a word of its own: Chinese, punctuation, symbols."""
    first: NDArray[np.bool_]
    """For each token whether it begins a word."""
    forward: Direction
    """From source to target."""
    backward: Direction
    """From target to source."""


def new_aligner(pieces: Sequence[str]) -> Aligner:
    """An aligner that knows only that equal tokens belong together and that translations keep near."""
    numbers: dict[str, int] = {}
    plain = [piece if piece in SYMBOLS else piece.removeprefix("▁").lower() for piece in pieces]
    classes = [numbers.setdefault(piece, len(numbers)) for piece in plain]
    alone = [bool(piece) and (bool(HAN.search(piece)) or not piece[0].isalnum()) for piece in plain]
    first = [piece.startswith("▁") for piece in pieces]
    size = len(numbers)
    lexicon = np.full((size + 1, size), (1 - _SAME) / size, np.float32)
    np.fill_diagonal(lexicon, _SAME)
    away = np.abs(np.arange(-_FARTHEST, _FARTHEST + 1) - 0.7)
    jumps = (1 / (1 + away) ** 1.6).astype(np.float32)
    directions = Direction(lexicon, jumps), Direction(lexicon.copy(), jumps)
    return Aligner(np.array(classes), np.array(alone), np.array(first), *directions)


def train_aligner(aligner: Aligner, source: Side, target: Side, rounds: Sequence[bool]) -> None:
    """Learn from all pairs, once a round; in a round that is True word order counts, too."""
    directions = aligner.forward, aligner.backward
    counts = [np.empty_like(direction.lexicon) for direction in directions]
    for ordered in rounds:
        jumped = [np.ones_like(direction.jumps) for direction in directions]
        for count in counts:
            count.fill(0)
        for rows in _batches(source, target):
            seen = _agreed(aligner, source, target, rows, ordered=ordered)
            _count(counts[0], seen.source, seen.target, seen.forward)
            _count(counts[1], seen.target, seen.source, seen.backward)
            jumped[0] += seen.jumped[0]
            jumped[1] += seen.jumped[1]
        for direction, count, moves in zip(directions, counts, jumped, strict=True):
            np.einsum("ii->i", count[:-1])[:] += _SAME  # what was never seen is likely the same in both
            np.divide(count, np.maximum(count.sum(1, keepdims=True), _FLOOR), out=direction.lexicon)
            np.maximum(direction.lexicon, _FLOOR, out=direction.lexicon)
            if ordered:
                direction.jumps = moves / moves.sum()


def _count(lexicon: Table, one: Ints, other: Ints, linked: Table) -> None:
    """Add how often which class became which."""
    inside = linked > _FLOOR
    left, right = np.broadcast_arrays(one[:, None, :], other[:, :, None])
    np.add.at(lexicon, (left[inside], right[inside]), linked[inside])
    words = other >= 0
    np.add.at(lexicon[-1], other[words], np.clip(1 - linked.sum(2), 0, 1)[words])


def align(aligner: Aligner, source: Side, target: Side) -> tuple[Links, Links]:
    """For each target token its counterpart's index in the source, and for each source token in the target, or `NONE`."""
    to_source, to_target = np.full(len(target.tokens), NONE, np.uint8), np.full(len(source.tokens), NONE, np.uint8)
    for rows in _batches(source, target):
        seen = _agreed(aligner, source, target, rows, ordered=True)
        for found, side, linked in ((to_source, target, seen.forward), (to_target, source, seen.backward)):
            best = np.where(linked.max(2) >= _SURE, np.minimum(linked.argmax(2), NONE), NONE)
            for row, places in zip(rows.tolist(), best, strict=True):
                start, length = side.starts[row], side.lengths[row]
                found[start : start + length] = places[:length]
    return to_source, to_target


def _batches(source: Side, target: Side) -> Iterator[Ints]:
    """All pairs with words on both sides, those of like length together."""
    rows = np.nonzero((source.lengths > 0) & (target.lengths > 0))[0]
    rows = rows[np.lexsort((target.lengths[rows], source.lengths[rows]))]
    start, widest = 0, 0
    for index, row in enumerate(rows.tolist()):
        widest = max(widest, int(target.lengths[row]))
        if (index - start + 1) * widest * int(source.lengths[row]) > _CELLS and index > start:
            yield rows[start:index]
            start, widest = index, int(target.lengths[row])
    if len(rows):
        yield rows[start:]


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What both directions think of some pairs."""

    source: Ints
    """Classes, -1 behind the end."""
    target: Ints
    """Likewise."""
    forward: Table
    """Rows, target tokens, source tokens: how likely they are linked."""
    backward: Table
    """Rows, source tokens, target tokens: likewise."""
    jumped: tuple[Table, Table]
    """How often the counterpart of the next word was how far away."""


def _agreed(aligner: Aligner, source: Side, target: Side, rows: Ints, *, ordered: bool) -> _Agreed:
    ids = source.padded(rows, -1), target.padded(rows, -1)
    one, other = (np.append(aligner.classes, -1)[side] for side in ids)
    forward, forth = _linked(aligner.forward, one, other, ordered=ordered)
    backward, back = _linked(aligner.backward, other, one, ordered=ordered)
    by_target = np.matmul(backward, _same_word(aligner, ids[1])).transpose(0, 2, 1)
    by_source = np.matmul(forward, _same_word(aligner, ids[0])).transpose(0, 2, 1)
    return _Agreed(one, other, forward * by_target, backward * by_source, (forth, back))


def _same_word(aligner: Aligner, ids: Ints) -> Table:
    """For each row and two of its tokens whether they are of one word."""
    alone, first = np.append(aligner.alone, True)[ids], np.append(aligner.first, True)[ids]
    begins = alone | first
    begins[:, 1:] |= alone[:, :-1]
    words = begins.cumsum(1)
    found: Table = (words[:, :, None] == words[:, None, :]).astype(np.float32)
    return found


def _linked(direction: Direction, one: Ints, other: Ints, *, ordered: bool) -> tuple[Table, Table]:
    """For each row, token of ``other`` and token of ``one``: how likely the first is the second's translation. And jumps."""
    inside = (one >= 0)[:, None, :] & (other >= 0)[:, :, None]
    lexicon = direction.lexicon
    said: Table = np.where(inside, lexicon[one[:, None, :], other[:, :, None]], 0) * np.float32(1 - _NULL)
    alone = lexicon[-1][other] * np.float32(_NULL)
    mixed: Table = np.where(inside, said + alone[:, :, None], 0)
    states, jumped = _smoothed(mixed, other >= 0, direction.jumps) if ordered else (_shares(mixed), np.zeros(1))
    return states * said / np.maximum(mixed, np.float32(1e-30)), jumped


def _smoothed(said: Table, inside: NDArray[np.bool_], jumps: Table) -> tuple[Table, Table]:
    """Forward and backward through the words: how likely each state is at each word, and how often what jump was made."""
    words, width = said.shape[1:]
    away = np.clip(np.arange(width)[None, :] - np.arange(width)[:, None], -_FARTHEST, _FARTHEST) + _FARTHEST
    moves = _shares(jumps[away])
    said = np.where(inside[:, :, None], said, np.float32(1))
    ahead, behind = np.empty_like(said), np.empty_like(said)
    ahead[:, 0] = _shares(said[:, 0])
    for word in range(1, words):
        ahead[:, word] = _shares(np.matmul(ahead[:, word - 1], moves) * said[:, word])
    behind[:, -1] = 1
    made = np.zeros_like(moves)
    for word in range(words - 1, 0, -1):
        rest = behind[:, word] * said[:, word]
        all_ways = (np.matmul(ahead[:, word - 1], moves) * rest).sum(1, keepdims=True)
        weights = inside[:, word, None] / np.maximum(all_ways, np.float32(1e-30))
        made += np.matmul((ahead[:, word - 1] * weights).T.astype(np.float32), rest)
        behind[:, word - 1] = _shares(np.matmul(rest, moves.T))
    counted = np.bincount(away.ravel(), (made * moves).ravel(), len(jumps)).astype(np.float32)
    return _shares(ahead * behind), counted


def _shares(values: Table) -> Table:
    """``values`` so that the last dimension sums to 1."""
    found: Table = values / np.maximum(values.sum(-1, keepdims=True), np.float32(1e-30))
    return found
