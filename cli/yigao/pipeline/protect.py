"""Taking terms, quantities and codes out of the engine's reach, and finding them again in its answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yigao.model.interfaces import Translation
from yigao.model.span import Span, masked
from yigao.pipeline.exposed import Anchor, Exposed, Slot, Stop
from yigao.pipeline.layout import Item, Words
from yigao.pipeline.projection import Place, Projection, project
from yigao.text.typesetting import is_wordless, wants_space


@dataclass(frozen=True, slots=True)
class Protection:
    """One way of protecting a sentence."""

    placeholder: str = ""
    """What engines see for each slot, ``{}`` standing for its number; empty for the slot's own rendering."""
    inline: bool = True
    """Whether the names of codes stand in the engine's text; otherwise their places are found by alignment."""
    repair: bool = False
    """Whether renderings that the answer lost may be put in by alignment."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A sentence for the engine."""

    text: str
    """What the engine sees."""
    places: tuple[Place, ...]
    """Where in it each slot and anchor stands, in order."""
    way: Protection
    """How it was made."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says, slots and codes found in it."""

    items: tuple[Item, ...]
    """The draft in order."""
    confidence: float | None = None
    """How sure the places of codes and of lost renderings are, from 0 to 1; None where all stood in the answer."""


def is_covered(exposed: Exposed) -> bool:
    """Whether nothing is left for an engine: all but punctuation has a rendering."""
    return bool(exposed.slots) and all(is_wordless(piece) for piece in exposed.pieces() if isinstance(piece, str))


def loose_pieces(exposed: Exposed) -> list[str]:
    """The texts between slots and codes that hold words: what is translated when the sentence is cut."""
    return [piece for piece in exposed.pieces() if isinstance(piece, str) and not is_wordless(piece)]


def protect(exposed: Exposed, way: Protection) -> Protected:
    """The text for the engine: each slot as its rendering or a placeholder, codes by name or left out."""
    text = left = ""
    spaced = False
    places: list[Place] = []
    waiting: list[Anchor] = []
    number = 0

    def put(stop: Stop, shown: str) -> None:
        nonlocal text
        places.append(Place(stop, Span(len(text), len(text) + len(shown)), shown))
        text += shown

    for piece in (*exposed.pieces(), ""):
        if isinstance(piece, Anchor) and (not way.inline or piece.opens):
            waiting.append(piece)
            continue
        shown = piece.name if isinstance(piece, Anchor) else piece.target if isinstance(piece, Slot) else piece
        held = isinstance(piece, Slot)
        if held and way.placeholder:
            number += 1
            shown = way.placeholder.format(number)
        if shown and not isinstance(piece, Anchor):
            text += " " * ((held or spaced) and wants_space(left, shown))
            left, spaced = shown, held
        for anchor in waiting:
            put(anchor, anchor.name if way.inline else "")
        waiting = []
        if isinstance(piece, str):
            text += piece
        else:
            put(piece, shown)
    return Protected(text, tuple(places), way)


def read(protected: Protected, answer: Translation) -> Reading | None:
    """What the answer says, or None where a rendering or a code is lost, doubled or cannot be placed."""
    if answer.problem or not answer.text:
        return None
    slots = [place for place in protected.places if isinstance(place.stop, Slot)]
    text = answer.text
    names = [place for place in protected.places if isinstance(place.stop, Anchor) and place.mark]
    found = _named(names, text)
    if found is None:
        return None
    located = _located(slots, masked(text, [span for span, _ in found], " "), protected.way)
    if located is None:
        return None
    projection = Projection((), None)
    open_places = [place for place in protected.places if not place.mark]
    missing = [place for place, span in zip(slots, located, strict=True) if span is None]
    if open_places or missing:
        known = [(place, span) for place, span in zip(slots, located, strict=True) if span]
        guessed = project(protected.text, open_places, missing, known, answer)
        if guessed is None:
            return None
        projection = guessed
    known_spans = [(span, place.stop) for place, span in zip(slots, located, strict=True) if span]
    items = tuple(_items(text, [*found, *known_spans, *projection.places]))
    return Reading(items, projection.confidence) if _nests(items) else None


Found = tuple[Span, Stop]


def _named(places: Sequence[Place], text: str) -> list[Found] | None:
    """Where the names of codes stand in an answer; None unless each stands there once."""
    anchors = {place.mark: place.stop for place in places}
    matches = list(re.finditer(r"</?g\d+>|<x\d+/>", text)) if anchors else []
    if Counter(match.group() for match in matches) != Counter(anchors.keys()):
        return None
    return [(Span(*match.span()), anchors[match.group()]) for match in matches]


def _located(slots: Sequence[Place], text: str, way: Protection) -> list[Span | None] | None:
    """Where each slot's rendering or placeholder stands.

    None where one stands more often than needed, or less often and the way of protection repairs nothing.
    """
    needed = Counter(place.mark for place in slots)
    if not needed:
        return []
    pattern = "|".join(_bounded(mark, way) for mark in sorted(needed, key=len, reverse=True))
    spans: dict[str, list[Span]] = {mark: [] for mark in needed}
    for match in re.finditer(pattern, text):
        mark = _same_mark(match.group(), needed)
        spans[mark].append(Span(*match.span()))
    if not way.placeholder:
        _take_others(slots, text, needed, spans)
    for mark, count in needed.items():
        if len(spans[mark]) > count or (len(spans[mark]) < count and not (way.repair and not spans[mark])):
            return None
    return [spans[place.mark].pop(0) if spans[place.mark] else None for place in slots]


def _take_others(slots: Sequence[Place], text: str, needed: Counter[str], spans: dict[str, list[Span]]) -> None:
    """Where a rendering is missing, the place of another one that the glossary knows for its term, if that is clear."""
    for place in slots:
        mark = place.mark
        if spans[mark] or not isinstance(place.stop, Slot) or not place.stop.others:
            continue
        names = "|".join(map(re.escape, sorted(place.stop.others, key=len, reverse=True)))
        taken = [span for found in spans.values() for span in found]
        others = [Span(*match.span()) for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text)]
        free = [one for one in others if not any(one.start < span.end and span.start < one.end for span in taken)]
        if len(free) == needed[mark]:
            spans[mark] = free


def _same_mark(found: str, marks: Counter[str]) -> str:
    return found if found in marks else "".join(found.split())


def _bounded(mark: str, way: Protection) -> str:
    """A pattern for what is not part of a longer word or number. Engines may put spaces into placeholders."""
    before = r"(?<![\d.,])" if mark[0].isdigit() else r"(?<!\w)" if mark[0].isalnum() else ""
    after = r"(?![\d]|[.,]\d)" if mark[-1].isdigit() else r"(?!\w)" if mark[-1].isalnum() and way.placeholder else ""
    body = r"\s?".join(map(re.escape, mark)) if way.placeholder else re.escape(mark)
    return f"{before}{body}{after}"


def _items(text: str, found: Sequence[Found]) -> Iterator[Item]:
    """The answer cut at what was found in it; at one place, codes come in the order in which they were given."""
    at = 0
    for span, stop in sorted(found, key=lambda one: (one[0].start, one[0].end)):
        if span.start > at:
            yield Words(text[at : span.start])
        yield stop
        at = max(at, span.end)
    if at < len(text):
        yield Words(text[at:])


def _nests(items: Sequence[Item]) -> bool:
    """Whether codes open before they close and do not cross; a pair that enclosed words must not be empty."""
    stack: list[str] = []
    filled = False
    for item in items:
        if not isinstance(item, Anchor):
            filled = filled or isinstance(item, Slot) or bool(item.text.strip())
        elif item.opens:
            stack.append(item.name)
            filled = False
        elif item.closes and (not filled or not stack or stack.pop()[1:] != item.name[2:]):
            return False
        else:
            filled = True
    return not stack
