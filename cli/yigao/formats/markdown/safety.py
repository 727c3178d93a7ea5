"""Keeping what a translation spells from becoming Markdown that its source did not have.

The segment as it will stand is read again, and what the parser finds is held against what must be there. Only where the
two differ is a translation changed, with as few backslashes as that takes; one that lost, doubled or added a code is not
written at all.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yigao.formats import html
from yigao.formats.html.spelling import ATTRIBUTES
from yigao.formats.markdown.accidents import escape_surplus
from yigao.formats.markdown.emphasis import restore_missing
from yigao.formats.markdown.frames import Frame, frame_of, referents
from yigao.formats.markdown.reading import Reading, read
from yigao.formats.markdown.repairs import MARK, NUMBER, escape_lines, escape_words, guard_breaks, guard_ends
from yigao.model.document import WHITE_SPACE, Code, Document, Segment
from yigao.model.interfaces import Piece

_ROUNDS = 8
"""How often a segment is repaired and read again."""

_MATTERS = re.compile(
    r"[*_`~<>&\\$\[\]|{}@\n\r\t]|://|www\.|\A(?:[-+#=:!?]|\d{1,9}[.)](?:\s|\Z))|#\s*\Z", re.IGNORECASE
)
"""Without one of these a text is nothing but text wherever it stands; at its edges more may matter than within."""

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--(?:[^<]|<(?!!--))*?--|[!?][^<>]*)>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPELLED = frozenset("amp lt gt quot apos nbsp ensp emsp thinsp shy zwj zwnj lrm rlm".split())
"""Characters that are best written as entities: markup, and what cannot be seen."""


def secure(document: Document, segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces of a segment, translations escaped where they would break it, or with a problem where that is in vain.

    Segments with a spelling of their own (titles, front matter) are as their spelling wrote them, those of HTML blocks
    and attributes as HTML secures them.
    """
    if segment.spelling == "html" or segment.spelling in ATTRIBUTES:
        return html.secure(document, segment, pieces)
    if segment.spelling:
        return pieces
    pieces = [_entities_guarded(document.text, piece) for piece in pieces]
    if not _is_to_be_read(document.text, pieces):
        return pieces
    frame = frame_of(document.text, segment)
    unfolded, line_ends = _unfolded(frame, pieces)
    repaired = _repaired(document, segment, frame, unfolded)
    return [
        replace(piece, text=frame.folded(new.text, ends) if new.translated else piece.text, problem=new.problem)
        for piece, new, ends in zip(pieces, repaired, line_ends, strict=True)
    ]


def _is_to_be_read(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether any text that changes, or any code, may be read otherwise than it is meant."""
    return any(
        any(code.kind not in WHITE_SPACE for code in piece.codes)
        or (piece.text != piece.span.cut(text) and _MATTERS.search(piece.text))
        for piece in pieces
    )


def _entities_guarded(text: str, piece: Piece) -> Piece:
    """The piece with ``&`` spelled out in entities that its source does not have."""
    if not piece.translated or "&" not in piece.text:
        return piece
    left = Counter(_ENTITY.findall(piece.span.cut(text)))

    def guarded(match: re.Match[str]) -> str:
        entity = match[0]
        left[entity] -= 1
        meant = left[entity] >= 0 or entity[1:-1] in _SPELLED or entity.startswith("&#")
        return entity if meant else f"&amp;{entity[1:]}"

    return replace(piece, text=_ENTITY.sub(guarded, piece.text))


def _unfolded(frame: Frame, pieces: Sequence[Piece]) -> tuple[list[Piece], list[list[str]]]:
    """The pieces as they stand in the frame, and the line ends of each in the article."""
    found = [frame.unfolded(piece.text) for piece in pieces]
    return [
        replace(
            piece, text=text, codes=tuple(replace(code, source=frame.unfolded(code.source)[0]) for code in piece.codes)
        )
        for piece, (text, _) in zip(pieces, found, strict=True)
    ], [ends for _, ends in found]


def _repaired(document: Document, segment: Segment, frame: Frame, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces so that the parser reads in them what it must."""
    pieces = guard_breaks(escape_lines(frame, escape_lines(frame, pieces, NUMBER, further=True), MARK))
    for attempt in range(_ROUNDS):
        reading = _read(document, frame, pieces)
        if reading.sound:
            return pieces
        if not attempt and not _can_be_read_alone(document, segment, frame):
            return [_unread(piece) for piece in pieces]
        changed = _repair(frame, pieces, reading)
        if changed == pieces:
            break
        pieces = [
            _reverted(document, segment, frame, one) if one.problem and one.translated else one for one in changed
        ]
    return _all_wrong(pieces, f"would not stay one {segment.kind}")


def _reverted(document: Document, segment: Segment, frame: Frame, piece: Piece) -> Piece:
    """A piece that must not be written as it will stand instead; its problem stays."""
    first, last = (
        bisect_left(segment.parts, at, key=lambda part: part.span.start) for at in (piece.span.start, piece.span.end)
    )
    codes = (part for part in segment.parts[first:last] if isinstance(part, Code))
    return replace(
        piece,
        text=frame.unfolded(piece.span.cut(document.text))[0],
        codes=tuple(replace(code, source=frame.unfolded(code.source)[0]) for code in codes),
        translated=False,
    )


def _read(document: Document, frame: Frame, pieces: Sequence[Piece]) -> Reading:
    return read(frame, pieces, document.text, referents(document.text, "".join(piece.text for piece in pieces)))


def _can_be_read_alone(document: Document, segment: Segment, frame: Frame) -> bool:
    """Whether the segment itself is read in its frame as it is in the article."""
    codes = tuple(
        replace(part, source=frame.unfolded(part.source)[0]) for part in segment.parts if isinstance(part, Code)
    )
    text = frame.unfolded(segment.span.cut(document.text))[0]
    return _read(document, frame, [Piece(segment.span, text, codes)]).sound


def _unread(piece: Piece) -> Piece:
    """A piece of which nobody can say what its marks would do: it must have none but its codes."""
    if not piece.translated:
        return piece
    rest = piece.text
    for code in sorted(piece.codes, key=lambda code: -len(code.source)):
        rest = rest.replace(code.source, "", 1)
    return replace(piece, problem="its markup cannot be told apart here" if _MATTERS.search(rest) else "")


def _repair(frame: Frame, pieces: Sequence[Piece], reading: Reading) -> Sequence[Piece]:
    """The next thing to try; the same pieces when nothing is left."""
    if not reading.is_block:
        tagged = [_without_new_tags(piece) for piece in pieces]
        if tagged != pieces:
            return tagged
        tries = (escape_lines(frame, pieces), guard_ends(frame, pieces), [escape_words(piece) for piece in pieces])
        return next((tried for tried in tries if tried != pieces), pieces)
    guarded = guard_ends(frame, pieces)
    if guarded != pieces:
        return guarded
    escaped = escape_surplus(pieces, reading)
    if escaped != pieces:
        return escaped
    return restore_missing(frame, pieces, reading)


def _without_new_tags(piece: Piece) -> Piece:
    """The piece with a problem if it holds HTML that its source has not, which may open a block."""
    left = Counter(code.source for code in piece.codes)
    left.subtract(_TAG.findall(piece.text) if piece.translated else ())
    surplus = next((tag for tag, count in left.items() if count < 0), "")
    return replace(piece, problem=f"{surplus} is not in the source") if surplus else piece


def _all_wrong(pieces: Sequence[Piece], problem: str) -> list[Piece]:
    return [replace(piece, problem=problem) if piece.translated else piece for piece in pieces]
