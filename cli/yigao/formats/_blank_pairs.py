"""Elements with nothing in them as one code of a segment, in every format with tags alike."""

import re
from collections.abc import Callable, Sequence

from yigao.model.document import Code, CodeKind, Pairing, Part, Text
from yigao.model.span import Span

_STAND_IN = re.compile(r"<g\d+>")
"""What stands for a tag in a catalog's entry, where it may lack its words by mistake."""

_UNSEEN = frozenset({CodeKind.COMMENT, CodeKind.SOFT_BREAK, CodeKind.SPACE})


def _is_white(text: str) -> bool:
    return not text.strip()


def blank_pairs_together(parts: Sequence[Part], text: str, is_blank: Callable[[str], bool] = _is_white) -> list[Part]:
    """The parts with one code for each pair around nothing but white space: ``<span> </span>``, ``[](#top)``.

    ``is_blank`` says of a text whether it is nothing but white space. Such a code is as good as a comment: no word of a
    sentence, and part of none at its edge.
    """
    kept: list[Part] = []
    seen = [0]  # how many of the parts kept so far a reader sees, before each and after the last
    opened: dict[int | None, int] = {}
    for part in parts:
        merged = part
        if isinstance(part, Code) and part.pairing is Pairing.OPEN and not _STAND_IN.fullmatch(part.source):
            opened[part.pair] = len(kept)
        elif isinstance(part, Code) and part.pairing is Pairing.CLOSE and part.pair is not None and part.pair in opened:
            first = opened[part.pair]
            if seen[first + 1] == seen[-1]:
                span = Span(kept[first].span.start, part.span.end)
                merged = Code(span, span.cut(text), CodeKind.COMMENT)
                del kept[first:], seen[first + 1 :]
        kept.append(merged)
        seen.append(seen[-1] + _is_seen(merged, is_blank))
    return kept


def _is_seen(part: Part, is_blank: Callable[[str], bool]) -> bool:
    if isinstance(part, Text):
        return not is_blank(part.text)
    return part.kind not in _UNSEEN
