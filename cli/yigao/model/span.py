"""Places in a text, for programs (offsets) and for people (line and column)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from yigao.model.making import quickly_made

_LINE_END = re.compile(r"\r\n?|\n")


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets in the decoded text of one article."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character; equal to ``start`` for an empty span."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies inside, borders included."""
        return self.start <= other.start and other.end <= self.end

    def cut(self, text: str) -> str:
        """The characters of ``text`` in this span."""
        return text[self.start : self.end]

    def beside(self, text: str) -> str:
        """The character of ``text`` right before this span and the one right behind it, as far as there are any."""
        return text[max(0, self.start - 1) : self.start] + text[self.end : self.end + 1]


MASK = "\ufffc"
"""A character that is part of no word and no number."""


def masked(text: str, spans: Sequence[Span], filler: str = MASK) -> str:
    """``text`` with ``filler``, one character, in the place of each character in ``spans``; as long as before."""
    if not spans:
        return text
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = filler * len(span)
    return "".join(characters)


@dataclass(frozen=True, slots=True)
class LineIndex:
    r"""Turns offsets into 1-based lines and columns; ``\n``, ``\r\n`` and a lone ``\r`` end a line."""

    text: str
    """The decoded text."""
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [0, *(end.end() for end in _LINE_END.finditer(self.text))])

    def line(self, offset: int) -> int:
        """Line of ``offset``, from 1."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both from 1, columns in characters."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1
