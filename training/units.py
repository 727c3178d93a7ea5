"""What the aligner links: characters of Chinese, stems of other words, numbers, signs; and the tokens that they stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.arrays import Ints, Side, starts_of
from training.clean import HAN
from training.symbols import SYMBOLS

_SYMBOL = "|".join(map(re.escape, SYMBOLS))
_UNIT = re.compile(rf"{_SYMBOL}|{HAN.pattern}|(?:(?!{HAN.pattern})[^\W\d_])+|\d+|\S")
_BYTE = re.compile("<0x..>")


@dataclass(frozen=True, slots=True)
class Units:
    """The units of all texts of one language, one after the other."""

    numbers: NDArray[np.int32]
    """Equal units have equal numbers, in both languages."""
    lengths: Ints
    """Of each text."""
    starts: Ints
    """Where each begins."""
    tokens: NDArray[np.int32]
    """For each unit three of its text's tokens: the first that belongs to it (a lone mark of a space may), the first that
    says a part of it, the last."""


class Reader:
    """Finds units in tokens; numbers them as it meets them."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._texts = ["\ufffd" if _BYTE.fullmatch(piece) else piece.replace("▁", " ") for piece in pieces]
        self._numbers: dict[str, int] = {}
        self._words: dict[str, int] = {}

    @property
    def size(self) -> int:
        """How many units are known."""
        return len(self._numbers)

    def signs(self) -> NDArray[np.bool_]:
        """For each unit whether it is no word: punctuation and the like."""
        return np.array([not unit[0].isalnum() for unit in self._numbers], bool)

    def units(self, side: Side) -> Units:
        """Of all texts."""
        found = [list(self._units(side[row].tolist())) for row in range(len(side))]
        lengths = np.array([len(units) for units in found], np.int64)
        flat = np.array([unit for units in found for unit in units], np.int32).reshape(-1, 4)
        return Units(flat[:, 0].copy(), lengths, starts_of(lengths), flat[:, 1:])

    def _units(self, tokens: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        parts = [self._texts[token] for token in tokens]
        owners = [place for place, part in enumerate(parts) for _ in part]
        text = "".join(parts)
        for match in _UNIT.finditer(text):
            start, end = match.span()
            space = start - (start > 0 and text[start - 1] == " ")
            yield self._number(match[0]), owners[space], owners[start], owners[end - 1]

    def _number(self, word: str) -> int:
        number = self._words.get(word)
        if number is None:
            number = self._words[word] = self._numbers.setdefault(stem(word), len(self._numbers))
        return number


def stem(word: str) -> str:
    """What the forms of an English word mostly share; anything else in small letters."""
    word = word.lower()
    if len(word) < 4 or not word.isalpha():
        return word
    word = re.sub(r"(?<=..)ies$", "y", word)
    word = re.sub(r"(?<=...)ing$|(?<=...)ed$|(?<=..[sxzho])es$|(?<=..[^s])s$", "", word)
    word = re.sub(r"(?<=....)e$", "", word)
    return re.sub(r"([^lse])\1$", r"\1", word) if len(word) > 3 else word
