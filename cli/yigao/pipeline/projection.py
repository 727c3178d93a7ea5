"""Finding the places of codes in a translation that was made without them.

Evidence, best first: a pair that encloses nothing but known renderings goes around these; else what the engine's attention
links to the words between the halves of the pair. Each guess has a confidence; below a floor there is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.interfaces import Link, Translation
from yigao.model.span import Span
from yigao.pipeline.exposed import Anchor, Stop
from yigao.text.typesetting import is_wordless


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot or anchor stands in the engine's text."""

    stop: Stop
    """Which."""
    span: Span
    """Where; empty for a code that the engine does not see."""
    mark: str
    """What stands there and must stand in the answer; empty likewise."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Places found in an answer."""

    places: tuple[tuple[Span, Stop], ...]
    """Where each code and each lost rendering goes."""
    confidence: float | None
    """Of the least sure of them; None where there are none."""


FLOOR = 0.6
"""A place that is less sure than this is not taken."""

_KNOWN = 1000.0
"""Weight of a known rendering against words whose place is guessed."""
_PAIR_OPENERS, _PAIR_CLOSERS = "“‘「『《（(\"'[", "”’」』》）)\"']"
_TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")


def project(
    source: str,
    codes: Sequence[Place],
    lost: Sequence[Place],
    known: Sequence[tuple[Place, Span]],
    answer: Translation,
) -> Projection | None:
    """Places for ``codes`` and renderings for ``lost`` in an answer to ``source``; None where one is not sure enough.

    ``known`` are the renderings that stand in the answer.
    """
    board = _Board(source, answer, known)
    found: list[tuple[Span, Stop]] = []
    confidence = 1.0
    for place in lost:
        guess = board.stretch(place.span)
        if guess is None or any(_overlap(guess[0], span) for span in (*(span for _, span in known), *_spans(found))):
            return None
        found.append((guess[0], place.stop))
        confidence = min(confidence, guess[1])
    placed = _place_codes(board, codes, confidence)
    if placed is None or any(
        span.start < one.start < span.end or span.start < one.end < span.end
        for one in _spans(placed.places)
        for span in _spans(found)
    ):
        return None
    return Projection((*found, *placed.places), placed.confidence)


def _spans(found: Sequence[tuple[Span, Stop]]) -> list[Span]:
    return [span for span, _ in found]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Board:
    """An answer's words with what links them to the source."""

    def __init__(self, source: str, answer: Translation, known: Sequence[tuple[Place, Span]]) -> None:
        self._source = source
        self.text = answer.text
        self._known = sorted(known, key=lambda one: one[1])
        self._tokens = self._cut()
        self._links = self._by_token(answer.links)

    def _cut(self) -> list[Span]:
        """Known renderings and the words and marks between them."""
        tokens: list[Span] = []
        at = 0
        for _, span in self._known:
            tokens += (Span(*match.span()) for match in _TOKEN.finditer(self.text, at, span.start))
            tokens.append(span)
            at = span.end
        return tokens + [Span(*match.span()) for match in _TOKEN.finditer(self.text, at)]

    def _by_token(self, links: Sequence[Link]) -> list[list[Link]]:
        found: list[list[Link]] = [[] for _ in self._tokens]
        at = 0
        for link in sorted(links, key=lambda one: one.target):
            while at < len(self._tokens) and self._tokens[at].end <= link.target.start:
                at += 1
            if at < len(self._tokens) and _overlap(self._tokens[at], link.target):
                found[at].append(link)
        return found

    def stretch(self, inside: Span) -> tuple[Span, float] | None:
        """The stretch of the answer that says what ``inside`` says in the source, and how sure that is."""
        around = self._around_known(inside)
        if around is not None:
            return around, 1.0
        if not any(self._links):
            return None
        weights = [self._weight(index, inside) for index in range(len(self._tokens))]
        start, end = _heaviest(weights)
        # How sure: of what speaks for being inside, the share that is, less what is there against it.
        sure = [max(-1.0, min(1.0, weight)) for weight in weights]
        total = sum(weight for weight in sure if weight > 0)
        confidence = sum(sure[start:end]) / total if total else 0.0
        if confidence < FLOOR:
            return None
        return self._with_brackets(Span(self._tokens[start].start, self._tokens[end - 1].end), inside), confidence

    def _weight(self, index: int, inside: Span) -> float:
        """How much a token speaks for (positive) or against (negative) being inside."""
        for place, span in self._known:
            if span == self._tokens[index]:
                return _KNOWN if inside.covers(place.span) else -_KNOWN
        if not self.text[self._tokens[index].start].isalnum():
            return 0.0
        links = self._links[index]
        total = sum(link.weight for link in links)
        held = sum(link.weight for link in links if _overlap(inside, link.source))
        return (2 * held - total) / total if total else 0.0

    def _around_known(self, inside: Span) -> Span | None:
        """The stretch of renderings where ``inside`` holds nothing else."""
        held = [(place, span) for place, span in self._known if inside.covers(place.span) and len(place.span)]
        rest = inside.cut(self._source)
        for place, _ in sorted(held, key=lambda one: one[0].span, reverse=True):
            rest = rest[: place.span.start - inside.start] + rest[place.span.end - inside.start :]
        if not held or not is_wordless(rest):
            return None
        stretch = Span(min(span.start for _, span in held), max(span.end for _, span in held))
        between = self.text[stretch.start : stretch.end]
        for _, span in sorted(held, key=lambda one: one[1], reverse=True):
            between = between[: span.start - stretch.start] + between[span.end - stretch.start :]
        if len(re.findall(r"\w+", between)) > len(held) - 1:
            return None
        return self._with_brackets(stretch, inside)

    def _with_brackets(self, stretch: Span, inside: Span) -> Span:
        """With the quotation marks or brackets around it, if ``inside`` has them at both ends."""
        said = inside.cut(self._source).strip()
        start, end = stretch.start, stretch.end
        if said[:1] in _PAIR_OPENERS and said[-1:] in _PAIR_CLOSERS and len(said) > 1:
            before, after = self.text[start - 1 : start] if start else "", self.text[end : end + 1]
            if before and after and before in _PAIR_OPENERS and after in _PAIR_CLOSERS:
                return Span(start - 1, end + 1)
        return stretch

    def after(self, at: int) -> tuple[int, float] | None:
        """Where in the answer a code goes that stands at ``at`` in the source, behind what was said before it."""
        if is_wordless(self._source[:at]):
            return 0, 1.0
        if is_wordless(self._source[at:]):
            return len(self.text.rstrip().rstrip(".!?…:;。")), 1.0
        for place, span in self._known:
            if place.span.end <= at and is_wordless(self._source[place.span.end : at]):
                return span.end, 1.0
        words = list(re.finditer(r"\w", self._source[:at]))
        guess = self.stretch(Span(words[-1].start(), at)) if words else None
        return (guess[0].end, guess[1]) if guess else None


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Start and end of the stretch with the greatest sum, as short as possible (Kadane's algorithm)."""
    best = (0, 0, 0.0)
    start, held = 0, 0.0
    for index, weight in enumerate(weights):
        if held <= 0:
            start, held = index, 0.0
        held += weight
        if held > best[2]:
            best = (start, index + 1, held)
    return best[:2]


@dataclass(slots=True)
class _Pair:
    """Both halves of a pair, with their stretch in the answer."""

    opening: Anchor
    closing: Anchor
    inside: Span
    """In the source."""
    stretch: Span
    """In the answer."""


def _place_codes(board: _Board, codes: Sequence[Place], confidence: float) -> Projection | None:
    """A place for each code, pairs nested as in the source and none across another; ``confidence`` is that so far."""
    pairs: list[_Pair] = []
    lone: list[tuple[int, Anchor]] = []
    for opening, closing in _pairs(codes):
        inside = Span(opening.span.start, closing.span.start) if closing else Span(0, 0)
        if closing is None or not len(inside):
            guess = board.after(opening.span.start)
            if guess is None:
                return None
            halves = (opening,) if closing is None else (opening, closing)
            lone += [(guess[0], half.stop) for half in halves if isinstance(half.stop, Anchor)]
            confidence = min(confidence, guess[1])
            continue
        found = board.stretch(inside)
        if found is None or not isinstance(opening.stop, Anchor) or not isinstance(closing.stop, Anchor):
            return None
        pairs.append(_Pair(opening.stop, closing.stop, inside, found[0]))
        confidence = min(confidence, found[1])
    return Projection(tuple(_ordered(pairs, lone)), confidence) if _nest(pairs) else None


def _pairs(codes: Sequence[Place]) -> list[tuple[Place, Place | None]]:
    """Each pair of codes, and each lone code with None."""
    closing = {place.stop.name[2:]: place for place in codes if isinstance(place.stop, Anchor) and place.stop.closes}
    found: list[tuple[Place, Place | None]] = []
    for place in codes:
        if not isinstance(place.stop, Anchor) or place.stop.closes:
            continue
        found.append((place, closing[place.stop.name[1:]] if place.stop.opens else None))
    return found


def _nest(pairs: list[_Pair]) -> bool:
    """Widen pairs to hold those that they hold in the source; False where two would cross."""
    for index, inner in sorted(enumerate(pairs), key=lambda one: len(one[1].inside)):
        for outer in pairs[:index]:
            if outer.inside.covers(inner.inside):
                start = min(outer.stretch.start, inner.stretch.start)
                outer.stretch = Span(start, max(outer.stretch.end, inner.stretch.end))
    for index, one in enumerate(pairs):
        for other in pairs[index + 1 :]:
            if _overlap(one.stretch, other.stretch) and not one.inside.covers(other.inside):
                return False
    return True


def _ordered(pairs: Sequence[_Pair], lone: Sequence[tuple[int, Anchor]]) -> list[tuple[Span, Stop]]:
    """Codes in the order in which they are written: at one place the halves that close, those alone, those that open."""
    events: list[tuple[int, int, int, Anchor]] = [(at, 1, index, anchor) for index, (at, anchor) in enumerate(lone)]
    for index, pair in enumerate(pairs):
        events.append((pair.stretch.start, 2, index, pair.opening))
        events.append((pair.stretch.end, 0, -index, pair.closing))
    return [(Span(at, at), anchor) for at, _, _, anchor in sorted(events, key=lambda event: event[:3])]
