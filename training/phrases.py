"""Phrases and their translations, cut out of aligned pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.arrays import NONE
from training.tokenizer import Piece
from yigao.model.span import Span

_LONGEST_SOURCE, _LONGEST_TARGET = 6, 12
"""In tokens."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the source and the stretch of the target that translates it and nothing else."""

    source: Span
    """In the source text."""
    target: Span
    """In the target text."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A pair with its tokens and their links."""

    zh: str
    """Source text."""
    en: str
    """Target text."""
    source: Sequence[Piece]
    """Tokens of the source."""
    target: Sequence[Piece]
    """Tokens of the target."""
    links: frozenset[tuple[int, int]]
    """Source token, target token."""


def links_of(to_source: Sequence[int], to_target: Sequence[int]) -> frozenset[tuple[int, int]]:
    """The links of one pair from what each of its tokens is linked to."""
    found = {(place, index) for index, place in enumerate(to_source) if place != NONE}
    return frozenset(found | {(index, place) for index, place in enumerate(to_target) if place != NONE})


def phrases(pair: Aligned) -> Iterator[Phrase]:
    """All phrases of whole words, in order of their start; shorter ones first."""
    targets: dict[int, list[int]] = {}
    sources: dict[int, list[int]] = {}
    for one, other in pair.links:
        targets.setdefault(one, []).append(other)
        sources.setdefault(other, []).append(one)
    for start in sorted(targets):
        for end in range(start, min(start + _LONGEST_SOURCE, len(pair.source))):
            reached = [place for index in range(start, end + 1) for place in targets.get(index, ())]
            low, high = min(reached), max(reached)
            if high - low >= _LONGEST_TARGET or end not in targets:
                continue
            back = [place for index in range(low, high + 1) for place in sources.get(index, ())]
            if min(back) >= start and max(back) <= end:
                phrase = Phrase(_span(pair.source, start, end), _span(pair.target, low, high))
                if _is_whole(pair, phrase):
                    yield phrase


def projected(pair: Aligned, span: Span) -> Span | None:
    """Where the words of a stretch of the source stand in the target, whole words; None if nothing is linked."""
    inside = {index for index, piece in enumerate(pair.source) if piece.start < span.end and piece.end > span.start}
    reached = sorted({other for one, other in pair.links if one in inside})
    return grown(pair.en, _span(pair.target, *_densest(reached))) if reached else None


def _densest(places: Sequence[int]) -> tuple[int, int]:
    """First and last of the largest group of places that lie near one another: a stray link must not stretch it."""
    groups: list[list[int]] = [[places[0]]]
    for place in places[1:]:
        if place - groups[-1][-1] <= 3:
            groups[-1].append(place)
        else:
            groups.append([place])
    best = max(groups, key=len)
    return best[0], best[-1]


def grown(text: str, span: Span) -> Span:
    """A span drawn out to whole words."""
    start, end = span.start, span.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _span(pieces: Sequence[Piece], first: int, last: int) -> Span:
    return Span(pieces[first].start, pieces[last].end)


def _is_whole(pair: Aligned, phrase: Phrase) -> bool:
    """Whether a phrase is one of whole words that begin and end with letters or digits, in both languages."""
    for text, span in ((pair.zh, phrase.source), (pair.en, phrase.target)):
        inside = span.cut(text)
        if not inside or not inside[0].isalnum() or not inside[-1].isalnum():
            return False
    return grown(pair.en, phrase.target) == phrase.target
