"""What the parser finds in a segment that is about to be written, held against what must be there."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate

from yigao.formats.markdown.frames import Frame
from yigao.model.document import Code, CodeKind, Pairing, Segment
from yigao.model.interfaces import Piece
from yigao.model.span import Span


class Partner(Enum):
    """Where the other half of a pair is."""

    NONE = "nowhere"
    HERE = "in the same piece"
    ELSEWHERE = "in another piece"


Key = tuple[CodeKind, str, Pairing, Partner]
"""What makes two codes of a piece alike: kind, source, which half of a pair, and where the other half is."""

_STRONG = frozenset({"**", "__", "~~"})
_WHITE = frozenset({CodeKind.SOFT_BREAK, CodeKind.SPACE})


@dataclass(frozen=True, slots=True)
class Found:
    """A code that the parser found."""

    span: Span
    """Where in the pieces' texts, put together."""
    code: Code
    """What it is."""
    owner: int
    """Index of the piece in which it begins."""
    key: Key
    """What makes it like another."""
    partner: Span | None = None
    """Where the other half of a pair is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a segment."""

    is_block: bool
    """Whether it is one block of its kind, all of it."""
    starts: tuple[int, ...] = ()
    """Where each piece begins in the text put together, and where the last one ends."""
    text: str = ""
    """The text put together."""
    found: tuple[Found, ...] = ()
    """All codes but white space."""
    surplus: Mapping[int, Mapping[Key, int]] = field(default_factory=dict)
    """How many codes of a kind too many a piece has."""
    missing: Mapping[int, Mapping[Key, int]] = field(default_factory=dict)
    """How many too few."""
    words: Mapping[int, str] = field(default_factory=dict)
    """What the source of each piece with a surplus says outside of its codes."""

    @property
    def sound(self) -> bool:
        """Whether all is as it must be."""
        return self.is_block and not self.surplus and not self.missing

    def owner_of(self, place: int) -> int:
        """The piece at a place of the text put together."""
        return min(bisect_right(self.starts, place) - 1, len(self.starts) - 2)

    def short_of(self, owner: int) -> list[str]:
        """The sources of the codes that a piece lacks."""
        return [source or kind for kind, source, _, _ in self.missing.get(owner, ())]

    def of(self, owner: int) -> Iterator[Found]:
        """The codes that begin in a piece."""
        first = bisect_left(self.found, self.starts[owner], key=lambda one: one.span.start)
        last = bisect_left(self.found, self.starts[owner + 1], key=lambda one: one.span.start)
        return iter(self.found[first:last])


def read(frame: Frame, pieces: Sequence[Piece], article: str, definitions: str) -> Reading:
    """Read pieces of an article in their frame, with ``definitions`` below for the labels that they use.

    Strong emphasis that the source spells, but that the marks around it keep from being read (``**甲。**乙``), is no
    surplus: the translation may have what was meant.
    """
    text = "".join(piece.text for piece in pieces)
    start = len(frame.before)
    segment = _segment_at(frame, f"{frame.before}{text}{frame.after}{definitions}", Span(start, start + len(text)))
    if segment is None:
        return Reading(is_block=False)
    starts = (0, *accumulate(len(piece.text) for piece in pieces))
    reading = Reading(True, starts, text)
    found = tuple(_found(reading, segment, start))
    there = Counter((one.owner, one.key) for one in found)
    expected = [(owner, code) for owner, piece in enumerate(pieces) for code in piece.codes if code.kind not in _WHITE]
    wanted = Counter(_keyed(expected))
    surplus = _by_owner(there - wanted)
    words = {owner: _words(article, pieces[owner]) for owner in surplus}
    for owner, counts in [*surplus.items()]:
        left = {key: count for key, count in counts.items() if not (key[1] in _STRONG and key[1] in words[owner])}
        surplus[owner] = left
        if not left:
            del surplus[owner]
    return Reading(True, starts, text, found, surplus, _by_owner(wanted - there), words)


def _words(article: str, piece: Piece) -> str:
    """What stands in the article where a piece goes, without its codes."""
    at = piece.span.start
    words = []
    for code in piece.codes:
        words.append(article[at : code.span.start])
        at = code.span.end
    return "\n".join([*words, article[at : piece.span.end]])


def _by_owner(counts: Mapping[tuple[int, Key], int]) -> dict[int, dict[Key, int]]:
    found: dict[int, dict[Key, int]] = {}
    for (owner, key), count in counts.items():
        found.setdefault(owner, {})[key] = count
    return found


def _segment_at(frame: Frame, text: str, span: Span) -> Segment | None:
    from yigao.formats.markdown import parse  # noqa: PLC0415 - the package itself, which is complete by now

    for segment in parse(text).segments:
        if segment.span == span and segment.kind is frame.kind:
            return segment
        if segment.span.start > span.start:
            break
    return None


def _found(reading: Reading, segment: Segment, start: int) -> Iterator[Found]:
    codes = [part for part in segment.parts if isinstance(part, Code) and part.kind not in _WHITE]
    spans = [Span(code.span.start - start, code.span.end - start) for code in codes]
    halves: dict[int, list[Span]] = {}
    for code, span in zip(codes, spans, strict=True):
        if code.pair is not None:
            halves.setdefault(code.pair, []).append(span)
    keys = _keyed([(reading.owner_of(span.start), code) for code, span in zip(codes, spans, strict=True)])
    for code, span, (owner, key) in zip(codes, spans, keys, strict=True):
        others = [half for half in halves.get(code.pair, ()) if half != span] if code.pair is not None else []
        yield Found(span, code, owner, key, others[0] if others else None)


def _keyed(codes: Sequence[tuple[int, Code]]) -> Iterator[tuple[int, Key]]:
    """The keys of codes, given with the pieces that they are in."""
    owners: dict[int, list[int]] = {}
    for owner, code in codes:
        if code.pair is not None:
            owners.setdefault(code.pair, []).append(owner)
    for owner, code in codes:
        partners = owners.get(code.pair, []) if code.pair is not None else []
        partner = Partner.NONE
        if len(partners) > 1:
            partner = Partner.HERE if partners[0] == partners[-1] else Partner.ELSEWHERE
        yield owner, _key(code, partner)


def _key(code: Code, partner: Partner) -> Key:
    if code.kind is CodeKind.HARD_BREAK and not code.source.startswith("<"):
        return code.kind, "", Pairing.ALONE, Partner.NONE
    if code.source.startswith("{"):  # a shortcode, whose partner may be in another segment
        return code.kind, code.source, Pairing.ALONE, Partner.NONE
    return code.kind, code.source, code.pairing, partner
