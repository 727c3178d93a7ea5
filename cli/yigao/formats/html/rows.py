"""Codes in a row made one: a translator need not tell apart what opens and closes together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from yigao.model.document import Code, CodeKind, Pairing, Part
from yigao.model.span import Span


def rows_together(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts, with one code each for comments and the like in a row, and for tags in a row whose partners are one.

    ``<span><b>甲</b></span>`` is one pair of codes, not two.
    """
    joined = _joined(parts)
    found: list[Part] = []
    start = 0
    for index, part in enumerate(parts):
        if index + 1 < len(parts) and index + 1 in joined:
            continue
        row = parts[start : index + 1]
        found.append(_one(row, text) if len(row) > 1 else part)
        start = index + 1
    return found


def _joined(parts: Sequence[Part]) -> set[int]:
    """Indices of the parts that make one code with the part before them."""
    joined: set[int] = set()
    closing = {part.pair: index for index, part in enumerate(parts) if _is(part, Pairing.CLOSE)}
    for index, (before, part) in enumerate(pairwise(parts), 1):
        if _is_unseen(before) and _is_unseen(part):
            joined.add(index)
        elif _is(before, Pairing.OPEN) and _is(part, Pairing.OPEN):
            inner, outer = closing[part.pair], closing[before.pair]
            if outer == inner + 1:
                joined |= {index, outer}
    return joined


def _one(row: Sequence[Part], text: str) -> Code:
    """The codes of a row as one; of nested pairs it carries the number of the outermost."""
    codes = [part for part in row if isinstance(part, Code)]
    outer = codes[-1] if codes[0].pairing is Pairing.CLOSE else codes[0]
    kind = CodeKind.LINK if any(code.kind is CodeKind.LINK for code in codes) else outer.kind
    span = Span(codes[0].span.start, codes[-1].span.end)
    return Code(span, span.cut(text), kind, outer.pairing, outer.pair)


def _is(part: Part, pairing: Pairing) -> TypeGuard[Code]:
    """Whether a part is a tag with a partner that opens, or closes."""
    return isinstance(part, Code) and part.pairing is pairing and part.pair is not None


def _is_unseen(part: Part) -> bool:
    return isinstance(part, Code) and part.kind is CodeKind.COMMENT
