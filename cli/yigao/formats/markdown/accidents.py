"""Codes that a translation has and its source has not: escaped where they are accidents, told where they are not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from yigao.formats.markdown.reading import Found, Key, Reading
from yigao.model.document import CodeKind, Pairing
from yigao.model.interfaces import Piece
from yigao.model.span import Span

_MEANT = frozenset({CodeKind.TAG, CodeKind.COMMENT, CodeKind.CODE, CodeKind.HARD_BREAK})


def escape_surplus(pieces: Sequence[Piece], reading: Reading) -> list[Piece]:
    """With a backslash before codes that are there by accident; without any, with a problem for those that are not."""
    problems: dict[int, str] = {}
    places: dict[int, set[int]] = {}
    for owner in reading.surplus:
        accidents, problems[owner] = _accidents(pieces[owner], reading, owner)
        for place in (place for one in accidents for place in _marks(one, pieces, reading)):
            at = reading.owner_of(place)
            if pieces[at].translated:
                places.setdefault(at, set()).add(place - reading.starts[at])
    if places:
        return [
            replace(piece, text=_with_backslashes(piece.text, places[index])) if index in places else piece
            for index, piece in enumerate(pieces)
        ]
    return [replace(piece, problem=piece.problem or problems.get(index, "")) for index, piece in enumerate(pieces)]


def _accidents(piece: Piece, reading: Reading, owner: int) -> tuple[list[Found], str]:
    """The codes of a piece that must go, and what is wrong if they may not be mere accidents.

    Where codes are missing too, the others may only be in their way: then nothing is wrong yet.
    """
    wanted = {code.source for code in piece.codes}
    missing = {key[0] for key in reading.missing.get(owner, ())}
    likely: dict[Key, list[Found]] = {}
    for one in reading.of(owner):
        if not piece.translated or _is_accident(one, reading, wanted):
            likely.setdefault(one.key, []).append(one)
    accidents: list[Found] = []
    for key, count in reading.surplus[owner].items():
        if key[0] in missing or (missing and len(likely.get(key, ())) < count):
            continue
        if len(likely.get(key, ())) < count:
            return [], f"{key[1]} {'stands more than once' if key[1] in wanted else 'is not in the source'}"
        accidents += likely[key][:count]
    return accidents, ""


def _is_accident(one: Found, reading: Reading, wanted: Collection[str]) -> bool:
    """Whether a translator can hardly have meant a code.

    Emphasis and code spans between words may be meant, unless the source has their marks as mere characters; HTML and
    addresses always are. Links, notes and formulas that the source did not have are more likely brackets and dollars.
    """
    code = one.code
    if code.kind is CodeKind.EMPHASIS or (code.kind is CodeKind.CODE and code.source.startswith("`")):
        if code.source[0] in reading.words[one.owner]:
            return True
        ends = [one.span, one.partner or one.span]
        crosses = {reading.owner_of(at) for end in ends for at in (end.start, end.end - 1)} != {one.owner}
        return crosses or any(_is_inside_word(reading.text, end) for end in ends)
    if code.kind is CodeKind.LINK and code.pairing is Pairing.OPEN:
        return True  # its other half tells
    if code.source in wanted or code.kind in _MEANT or code.source.startswith("\\"):
        return False
    return code.source.startswith("<") is (code.kind is CodeKind.URL)  # addresses in angle brackets, but no HTML


def _is_inside_word(text: str, span: Span) -> bool:
    """Whether letters or digits stand on both sides of a delimiter, or of either end of a code span."""
    source = span.cut(text)
    width = len(source) - len(source.lstrip("`"))
    ends = ((span.start, span.start + width), (span.end - width, span.end)) if width else ((span.start, span.end),)
    return any(text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum() for start, end in ends)


def _marks(one: Found, pieces: Sequence[Piece], reading: Reading) -> Iterable[int]:
    """The places of the characters that make a code one."""
    start, end = one.span.start, one.span.end
    source = reading.text[start:end]
    if one.code.kind is CodeKind.EMPHASIS:
        return range(start, end)
    if one.code.kind in {CodeKind.CODE, CodeKind.MATH} and source[0] in "`$":
        width = len(source) - len(source.lstrip(source[0]))
        return (*range(start, start + width), *range(end - width, end))
    if one.code.kind is CodeKind.LINK:
        if one.code.pairing is Pairing.OPEN or one.partner is None:
            return ()
        opens_here = pieces[reading.owner_of(one.partner.start)].translated
        return (one.partner.start if opens_here else start,)
    return (start + (one.code.kind is CodeKind.IMAGE),)


def _with_backslashes(text: str, places: Collection[int]) -> str:
    edges = [0, *sorted(places), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(edges))
