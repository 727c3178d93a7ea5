"""Emphasis that its neighbours keep from being read: ``word**(note)**word`` becomes HTML."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from yigao.formats.markdown.frames import Frame
from yigao.formats.markdown.reading import Key, Partner, Reading
from yigao.formats.markdown.repairs import respelled, tokens
from yigao.model.document import Code, CodeKind, Pairing, SegmentKind
from yigao.model.interfaces import Piece
from yigao.model.span import Span

_RUN = re.compile(r"\\[!-/:-@\[-`{-~]|(?P<marks>\*+|_+|~+)")
_TAGS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del", "~": "del"}


def restore_missing(frame: Frame, pieces: Sequence[Piece], reading: Reading) -> list[Piece]:
    """With HTML in place of emphasis that is not read as such, or with problems for codes that are missing."""
    changed = [_spaces_outside(piece, reading.missing.get(owner, ())) for owner, piece in enumerate(pieces)]
    if changed != [*pieces]:  # then the other half may not be missing any more
        return changed
    for owner in reading.missing:
        piece, short = pieces[owner], reading.short_of(owner)
        if not piece.translated:
            for neighbour in _neighbours(pieces, owner):
                changed[neighbour] = replace(changed[neighbour], problem=f"{short[0]} beside it would be lost")
            continue
        kinds = {kind for kind, *_ in (*reading.missing[owner], *reading.surplus.get(owner, ()))}
        tagged = _with_tags(frame, piece, reading, owner)
        escaped = respelled(piece, short[0])
        changed[owner] = tagged if kinds == {CodeKind.EMPHASIS} or escaped.text == piece.text else escaped
        if changed[owner] == piece:
            changed[owner] = escaped
    return changed


def _spaces_outside(piece: Piece, missing: Iterable[Key]) -> Piece:
    """The piece with the space inside of an emphasis that another piece shares on its other side: ``a** b`` opens none."""
    text = piece.text
    for kind, source, pairing, partner in missing if piece.translated else ():
        if kind is not CodeKind.EMPHASIS or partner is not Partner.ELSEWHERE or text.count(source) != 1:
            continue
        before, _, after = text.partition(source)
        if pairing is Pairing.OPEN and after[:1].isspace():
            text = f"{before}{' ' if before.strip() and not before[-1].isspace() else ''}{source}{after.lstrip()}"
        elif pairing is Pairing.CLOSE and before[-1:].isspace():
            text = f"{before.rstrip()}{source}{' ' if after.strip() and not after[0].isspace() else ''}{after}"
    return piece if text == piece.text else replace(piece, text=text)


def _with_tags(frame: Frame, piece: Piece, reading: Reading, owner: int) -> Piece:
    """The piece with tags for emphasis that is not read as such; unchanged if that cannot be."""
    pairs = list(_pairs(piece)) if frame.kind is not SegmentKind.ALT else []
    opening = Counter(code.source for code in piece.codes if _is_opening(code))
    if opening and Counter(source for source, _, _ in pairs) == opening:
        return _tagged(piece, pairs, reading, owner)
    return piece


def _neighbours(pieces: Sequence[Piece], owner: int) -> Iterator[int]:
    """The nearest translations on both sides."""
    for side in (range(owner - 1, -1, -1), range(owner + 1, len(pieces))):
        yield from islice((index for index in side if pieces[index].translated), 1)


def _is_opening(code: Code) -> bool:
    return code.kind is CodeKind.EMPHASIS and code.pairing is Pairing.OPEN


def _pairs(piece: Piece) -> Iterator[tuple[str, Span, Span]]:
    """The delimiters of a translation that belong together by their order: what they are, and where both stand."""
    wanted = {code.source for code in piece.codes if code.kind is CodeKind.EMPHASIS}
    opened: list[tuple[str, Span]] = []
    for run in _runs(piece):
        source = run.cut(piece.text)
        if source in wanted and opened and opened[-1][0] == source:
            yield source, opened.pop()[1], run
        elif source in wanted:
            opened.append((source, run))
        elif len(source) == 3 and len(opened) > 1 and opened[-1][0] + opened[-2][0] == source:
            (inner, opening), (outer, before) = opened.pop(), opened.pop()
            yield inner, opening, Span(run.start, run.start + len(inner))
            yield outer, before, Span(run.start + len(inner), run.end)
        elif len(source) == 3:
            opened += [(source[0], Span(run.start, run.start + 1)), (source[:2], Span(run.start + 1, run.end))]


def _runs(piece: Piece) -> Iterator[Span]:
    """The runs of delimiters outside of all other codes, but for those between spaces and for ``_`` inside a word."""
    at = 0
    for token in [*tokens(piece, emphasis=False), Span(len(piece.text), len(piece.text))]:
        for match in _RUN.finditer(piece.text, at, token.start):
            before = piece.text[max(0, match.start() - 1) : match.start()]
            after = piece.text[match.end() : match.end() + 1]
            inside_word = match[0][0] == "_" and before.isalnum() and after.isalnum()
            if match["marks"] and f"{before}{after}".strip() and not inside_word:
                yield Span(*match.span())
        at = token.end


def _tagged(piece: Piece, pairs: Sequence[tuple[str, Span, Span]], reading: Reading, owner: int) -> Piece:
    """The piece with tags for each pair that the parser does not see."""
    start = reading.starts[owner]
    seen = {
        (one.span.start - start, one.partner.start - start)
        for one in reading.of(owner)
        if one.partner and one.code.kind is CodeKind.EMPHASIS
    }
    codes = list(piece.codes)
    marks: dict[tuple[str, Pairing], list[int]] = {}
    for index, code in enumerate(codes):
        if code.kind is CodeKind.EMPHASIS:
            marks.setdefault((code.source, code.pairing), []).append(index)
    edits: list[tuple[Span, str]] = []
    for source, opening, closing in pairs:
        if (opening.start, closing.start) in seen:
            continue
        for place, pairing, slash in ((opening, Pairing.OPEN, ""), (closing, Pairing.CLOSE, "/")):
            tag = f"<{slash}{_TAGS[source]}>"
            edits.append((place, tag))
            index = marks[source, pairing].pop()
            codes[index] = replace(codes[index], kind=CodeKind.TAG, source=tag)
    text, at = "", 0
    for place, tag in sorted(edits):
        text += piece.text[at : place.start] + tag
        at = place.end
    return replace(piece, text=text + piece.text[at:], codes=tuple(codes))
