"""Keeping what a translation spells from becoming HTML that its source did not have."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yigao.formats._front_matter import SPELLINGS as FRONT_MATTER
from yigao.formats._templates import has_templates, template_codes
from yigao.model.document import Document, Segment
from yigao.model.interfaces import Piece
from yigao.model.span import Span

_OPENING = r"<(?=[A-Za-z/!?]|\Z)"


def secure(document: Document, segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces of a segment; in translations a ``<`` that would begin a tag, but is of none of its codes, is escaped.

    In attribute values and front matter it begins nothing, and their spellings see to the quotation marks. A translation
    must have the template's tags of its unit, and no others.
    """
    del document
    if segment.spelling in FRONT_MATTER:
        return pieces
    pieces = [replace(piece, problem=_wrong_templates(piece)) if piece.translated else piece for piece in pieces]
    if segment.spelling.startswith("attribute"):
        return pieces
    return [
        replace(piece, text=_escaped(piece)) if "<" in piece.text and piece.translated else piece for piece in pieces
    ]


def _wrong_templates(piece: Piece) -> str:
    """Which tag of a template stands in a translation more or less often than it must, in words."""
    wanted = Counter(code.source for code in piece.codes if has_templates(code.source))
    if not wanted and not has_templates(piece.text):
        return ""
    longest_first = sorted(wanted, key=len, reverse=True)
    own = re.compile(f"({'|'.join(map(re.escape, longest_first))})" if wanted else r"(?!)()")
    words, found = own.split(piece.text)[::2], Counter(own.findall(piece.text))
    for source, count in wanted.items():
        if found[source] != count:
            return f"{source} {'is missing' if found[source] < count else 'stands more than once'}"
    new = (code.source for text in words for code in template_codes(text, Span(0, len(text))))
    return next((f"{source} is not in the source" for source in new), "")


def _escaped(piece: Piece) -> str:
    left = Counter(code.source for code in piece.codes if "<" in code.source)
    lengths = sorted({len(source) for source in left}, reverse=True)
    beginnings = "|".join({re.escape(source[0]) for source in left} - {"<"})
    signs = re.compile(f"{beginnings}|{_OPENING}" if beginnings else _OPENING)
    found: list[str] = []
    at = 0
    while sign := signs.search(piece.text, at):
        start = sign.start()
        candidates = (piece.text[start : start + length] for length in lengths)
        source = next((candidate for candidate in candidates if left[candidate] > 0), "")
        left[source] -= 1
        found += [piece.text[at:start], source or ("&lt;" if sign[0] == "<" else sign[0])]
        at = start + max(len(source), 1)
    return "".join([*found, piece.text[at:]])
