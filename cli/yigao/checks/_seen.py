"""A side of an entry as running text: where a code parts words or stands for one, something stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from yigao.checks._once import once
from yigao.model.checking import Side
from yigao.model.document import CodeKind, Pairing
from yigao.model.span import Span

OBJECT = "\ufffc"
"""Stands for an image, a code span, an address, a formula, or a placeholder whose nature is unknown."""

_OBJECTS = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL, CodeKind.IMAGE})


@dataclass(frozen=True, slots=True)
class Seen:
    """Words with white space and stand-ins between them."""

    text: str
    """As ``plain``, with `OBJECT` for each object; pairs of tags leave nothing."""
    offsets: Sequence[int]
    """For each character of ``text``, and for its end, the offset in the side's text."""

    side: str
    """The side's text."""

    def span(self, start: int, end: int) -> Span | None:
        """Where ``text[start:end]`` stands in the side's text; None if codes or escapes are in between."""
        at = self.offsets[start]
        return Span(at, at + end - start) if self.side.startswith(self.text[start:end], at) else None


@once
def seen(side: Side) -> Seen:
    """The side as running text."""
    if len(side.plain) == len(side.text):
        return Seen(side.plain, side.offsets, side.text)
    marks = [(code.span.start, mark) for code in side.codes if (mark := _mark(code.kind, code.pairing))]
    characters: list[str] = []
    offsets: list[int] = []
    at = 0
    for character, offset in zip(side.plain, side.offsets, strict=False):
        while at < len(marks) and marks[at][0] < offset:
            characters.append(marks[at][1])
            offsets.append(marks[at][0])
            at += 1
        characters.append(character)
        offsets.append(offset)
    for start, mark in marks[at:]:
        characters.append(mark)
        offsets.append(start)
    return Seen("".join(characters), (*offsets, len(side.text)), side.text)


def _mark(kind: CodeKind, pairing: Pairing) -> str:
    alone = kind is CodeKind.TAG and pairing is Pairing.ALONE
    return OBJECT if alone or kind in _OBJECTS else ""
