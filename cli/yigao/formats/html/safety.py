"""Keeping what a translation spells from becoming HTML that its source did not have."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from yigao.model.document import Document, Segment
from yigao.model.interfaces import Piece

_OPENING = r"<(?=[A-Za-z/!?]|\Z)"


def secure(document: Document, segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces of a segment; in translations a ``<`` that would begin a tag, but is of none of its codes, is escaped.

    In attribute values it begins nothing, and their spellings see to the quotation marks.
    """
    del document
    if segment.spelling.startswith("attribute"):
        return pieces
    return [
        replace(piece, text=_escaped(piece)) if "<" in piece.text and piece.translated else piece for piece in pieces
    ]


def _escaped(piece: Piece) -> str:
    sources = Counter(code.source for code in piece.codes if code.source.startswith("<"))

    def guarded(found: re.Match[str]) -> str:
        sources[found[0]] -= 1
        return found[0] if sources[found[0]] >= 0 else f"&lt;{found[0][1:]}"

    return re.sub("|".join([*_longest_first(sources), _OPENING]), guarded, piece.text)


def _longest_first(sources: Iterable[str]) -> list[str]:
    return [re.escape(source) for source in sorted(sources, key=len, reverse=True)]
