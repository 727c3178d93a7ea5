"""Token arrays: what preparing writes and training reads. Needs NumPy alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from training.symbols import BOS, EOS, PAD

Ints = NDArray[np.int64]
Tokens = NDArray[np.uint16]
Links = NDArray[np.uint8]

NONE = 255
"""In links: this token has no counterpart."""
_POOL = 400_000
"""Pairs sorted by length together; whole epochs sorted at once would make batches too much alike."""
_ROUND = 8
"""Lengths and rows of a batch are rounded to multiples of this, so that few different shapes occur."""


@dataclass(frozen=True, slots=True)
class Side:
    """All texts of one language, one after the other."""

    tokens: Tokens
    """Of all texts."""
    lengths: Ints
    """Of each text."""
    starts: Ints
    """Where each begins."""

    @classmethod
    def of(cls, texts: Sequence[Sequence[int]]) -> Self:
        """Texts as lists of token ids."""
        lengths = np.array([len(text) for text in texts], np.int64)
        return cls(np.array([token for text in texts for token in text], np.uint16), lengths, starts_of(lengths))

    @classmethod
    def read(cls, stem: Path) -> Self:
        """From ``stem.bin`` and ``stem.len``."""
        lengths = np.fromfile(f"{stem}.len", np.uint16).astype(np.int64)
        return cls(np.fromfile(f"{stem}.bin", np.uint16), lengths, starts_of(lengths))

    def write(self, stem: Path) -> None:
        """To ``stem.bin`` and ``stem.len``."""
        self.tokens.tofile(f"{stem}.bin")
        self.lengths.astype(np.uint16).tofile(f"{stem}.len")

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, row: int) -> Tokens:
        return self.tokens[self.starts[row] : self.starts[row] + self.lengths[row]]

    def padded(self, rows: Ints, fill: int, width: int = 0) -> Ints:
        """The texts of some rows as a matrix."""
        return laid_out(self.tokens, self.starts[rows], self.lengths[rows], fill, width)


def laid_out(values: NDArray[np.unsignedinteger], starts: Ints, lengths: Ints, fill: int, width: int = 0) -> Ints:
    """Stretches of a flat array as rows of a matrix, ``fill`` behind each."""
    columns = np.arange(max(width, int(lengths.max(initial=1))))
    inside = columns < lengths[:, None]
    places = np.minimum(starts[:, None] + columns, max(len(values) - 1, 0))
    found: Ints = np.where(inside, values[places].astype(np.int64), fill)
    return found


def starts_of(lengths: Ints) -> Ints:
    """Where texts of these lengths begin, one behind the other."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])[:-1]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as matrices."""

    source: Ints
    """``tokens </s> <pad>…``."""
    given: Ints
    """What the decoder sees: ``<s> tokens <pad>…``."""
    wanted: Ints
    """What it must say: ``tokens </s> <pad>…``."""
    links: Ints
    """For each wanted token the column of its counterpart in ``source``, or -1."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentence pairs with word links."""

    source: Side
    """Chinese."""
    target: Side
    """English."""
    links: Links
    """For each target token the index of its counterpart in its source, or `NONE`."""

    @classmethod
    def read(cls, folder: Path, name: str) -> Self:
        """``name.src.*``, ``name.tgt.*``, ``name.links`` in ``folder``."""
        links = np.fromfile(folder / f"{name}.links", np.uint8)
        return cls(Side.read(folder / f"{name}.src"), Side.read(folder / f"{name}.tgt"), links)

    def write(self, folder: Path, name: str) -> None:
        """The same files."""
        self.source.write(folder / f"{name}.src")
        self.target.write(folder / f"{name}.tgt")
        self.links.tofile(folder / f"{name}.links")

    def batches(self, tokens: int, longest: int, rng: np.random.Generator) -> list[Ints]:
        """One epoch: every pair of up to ``longest`` tokens a side once, those of like length together, in random order.

        A batch has up to ``tokens`` target positions and about as many of the source, padding included.
        """
        source, target = self.source.lengths, self.target.lengths
        fit = np.nonzero((source > 0) & (target > 0) & (source <= longest) & (target <= longest))[0]
        order = rng.permutation(fit)
        found: list[Ints] = []
        for start in range(0, len(order), _POOL):
            pool = order[start : start + _POOL]
            pool = pool[np.lexsort((source[pool], target[pool] + source[pool] // 4))]
            found += _cut(pool, _rounded(source[pool] + 1), _rounded(target[pool] + 1), 2 * tokens)
        return [found[index] for index in rng.permutation(len(found))]

    def batch(self, rows: Ints) -> Batch:
        """Some pairs as matrices."""
        source = self.source.padded(rows, PAD, int(_rounded(self.source.lengths[rows].max() + 1)))
        target = self.target.padded(rows, PAD, int(_rounded(self.target.lengths[rows].max() + 1)))
        at = np.arange(len(rows))
        given = np.concatenate([np.full((len(rows), 1), BOS), target[:, :-1]], axis=1)
        source[at, self.source.lengths[rows]] = EOS
        target[at, self.target.lengths[rows]] = EOS
        return Batch(source, given, target, self._columns(rows, target.shape[1]))

    def _columns(self, rows: Ints, width: int) -> Ints:
        lengths = self.target.lengths[rows]
        links = laid_out(self.links, self.target.starts[rows], lengths, NONE, width)
        links[np.arange(len(rows)), lengths] = self.source.lengths[rows]  # the end answers to the end
        return np.where((links == NONE) | (np.arange(width) > lengths[:, None]), -1, links)


def _rounded(lengths: Ints) -> Ints:
    return -(-lengths // _ROUND) * _ROUND


def _cut(pool: Ints, source: Ints, target: Ints, most: int) -> Iterator[Ints]:
    """Stretches of ``pool`` whose padded matrices have up to ``most`` positions."""
    start = widest_source = widest_target = 0
    for index, (one, other) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
        widest_source, widest_target = max(widest_source, one), max(widest_target, other)
        if (index - start + 1) * (widest_source + widest_target) > most and index > start:
            rows = index - start
            rows -= rows % _ROUND if rows > _ROUND else 0
            yield pool[start : start + rows]
            start += rows
            widest_source = int(source[start : index + 1].max())
            widest_target = int(target[start : index + 1].max())
    if start < len(pool):
        yield pool[start:]
