"""A side of an entry as running text: where a code parts words or stands for one, something stands."""

from bisect import bisect_right
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
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, mark in marks:
        end = bisect_right(side.offsets, start, at, len(side.plain))
        pieces += side.plain[at:end], mark
        offsets += *side.offsets[at:end], start
        at = end
    return Seen("".join([*pieces, side.plain[at:]]), (*offsets, *side.offsets[at:]), side.text)


def _mark(kind: CodeKind, pairing: Pairing) -> str:
    alone = kind is CodeKind.TAG and pairing is Pairing.ALONE
    return OBJECT if alone or kind in _OBJECTS else ""
