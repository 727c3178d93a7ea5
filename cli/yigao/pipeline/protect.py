"""Taking terms, quantities and codes out of the engine's reach, and putting them back.

A unit becomes an `Exposed` text: its plain words with *slots* (terms and quantities, which have one right rendering) and
*anchors* (codes, which have a place). From it comes the text that an engine sees, and with the engine's answer, or with
the translations of the pieces between slots and anchors, the draft.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from yigao.model.document import CodeKind, Pairing, Text, Unit, UnitCode
from yigao.model.span import Span
from yigao.model.term import Quantity, TermMatch
from yigao.text.typesetting import is_wordless, marks, tidy, wants_space

Rewrite = Callable[[str], str]
"""How a spelling reads or writes words."""

_MASK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the source whose rendering is known."""

    span: Span
    """Where, in the exposed text."""
    target: str
    """What must stand in the draft."""
    is_term: bool
    """Whether the glossary says so; otherwise the rules for numbers and dates do."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a code between characters."""

    at: int
    """Offset in the exposed text."""
    code: UnitCode
    """Which."""
    name: str
    """How the engine's text writes it: ``<g1>``, ``</g1>``, ``<x2/>``."""


@dataclass(frozen=True, slots=True)
class Exposed:
    """A unit as drafting sees it."""

    text: str
    """The words as a reader sees them, codes left out."""
    slots: tuple[Slot, ...]
    """In order, disjoint."""
    anchors: tuple[Anchor, ...]
    """In order; none inside a slot."""

    @property
    def terms(self) -> int:
        """How many glossary terms it holds."""
        return sum(slot.is_term for slot in self.slots)


def expose(
    unit: Unit,
    plain: Rewrite,
    terms: Callable[[str], Sequence[TermMatch]],
    quantities: Callable[[str], Sequence[Quantity]],
) -> Exposed:
    """A unit's words, what in them has one right rendering, and where its codes stand."""
    text, anchors = _words(unit, plain)
    slots = [Slot(match.span, match.term.target, is_term=True) for match in terms(text)]
    rest = masked(text, [slot.span for slot in slots])
    slots += [Slot(found.span, found.target, is_term=False) for found in quantities(rest)]
    slots.sort(key=lambda slot: slot.span)
    return Exposed(text, tuple(slots), tuple(_settled(anchors, slots)))


def masked(text: str, spans: Sequence[Span]) -> str:
    """``text`` with the characters in ``spans`` replaced by others that mean nothing: numbers in names are no quantities."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = _MASK * len(span)
    return "".join(characters)


def _words(unit: Unit, plain: Rewrite) -> tuple[str, list[Anchor]]:
    text = ""
    anchors = []
    numbers: dict[int, int] = {}
    last = 0
    for part in unit.parts:
        if isinstance(part, Text):
            text += plain(part.text)
            continue
        pair = None if part.token.startswith("<x") else part.code.pair
        if pair is None or pair not in numbers:
            last += 1
        if pair is None:
            name = f"<x{last}/>"
        else:
            number = numbers.setdefault(pair, last)
            name = f"<g{number}>" if part.code.pairing is Pairing.OPEN else f"</g{number}>"
        anchors.append(Anchor(len(text), part, name))
    return text, anchors


def _settled(anchors: Sequence[Anchor], slots: Sequence[Slot]) -> list[Anchor]:
    """Anchors moved out of slots, in an order that nests.

    A pair that lies inside a term ends up around it; one that ends inside is drawn out to the term's end; one that
    begins inside and ends behind it begins behind the term.
    """
    ends = {anchor.name[2:]: anchor.at for anchor in anchors if anchor.name.startswith("</")}
    starts = [slot.span.start for slot in slots]
    moved: list[Anchor] = []
    crowded: set[int] = set()
    for anchor in anchors:
        span = slots[max(0, bisect_right(starts, anchor.at) - 1)].span if slots else Span(0, 0)
        if not span.start < anchor.at < span.end:
            moved.append(anchor)
            continue
        around = anchor.name.startswith("<g") and ends[anchor.name[1:]] <= span.end
        moved.append(replace(anchor, at=span.start if around else span.end))
        crowded.add(moved[-1].at)
    opened = {anchor.name[1:]: (anchor.at, index) for index, anchor in enumerate(moved) if anchor.name.startswith("<g")}
    ends = {anchor.name[2:]: anchor.at for anchor in moved if anchor.name.startswith("</")}

    def order(indexed: tuple[int, Anchor]) -> tuple[int, int, int]:
        index, anchor = indexed
        if anchor.at not in crowded:
            return anchor.at, 0, index
        if anchor.name.startswith("</") and opened[anchor.name[2:]][0] < anchor.at:
            return anchor.at, 0, -opened[anchor.name[2:]][1]  # what was opened last closes first
        opens = anchor.name.startswith("<g") and ends[anchor.name[1:]] > anchor.at
        return anchor.at, 2 if opens else 1, index

    return [anchor for _, anchor in sorted(enumerate(moved), key=order)]


def is_covered(exposed: Exposed) -> bool:
    """Whether nothing is left for an engine: all but punctuation has a rendering."""
    return bool(exposed.slots) and all(is_wordless(piece) for piece in _pieces_of(exposed) if isinstance(piece, str))


def switched(exposed: Exposed) -> str:
    """The text for the engine with each rendering in its slot's place and each code by its name."""
    words: list[_Word | Anchor] = []
    for piece in _pieces_of(exposed):
        if isinstance(piece, Anchor):
            words.append(piece)
        else:
            words.append(_Word(piece.target, spaced=True) if isinstance(piece, Slot) else _Word(piece, spaced=False))
    return _in_one_line(words, lambda anchor: anchor.name)


def loose_pieces(exposed: Exposed) -> list[str]:
    """The texts between slots and codes that hold words: what is translated when the sentence is cut."""
    return [piece for piece in _pieces_of(exposed) if isinstance(piece, str) and not is_wordless(piece)]


def assembled(exposed: Exposed, translations: dict[str, str], escape: Rewrite) -> str:
    """The draft put together from renderings and the translations of `loose_pieces`."""
    words: list[_Word | Anchor] = []
    for piece in _pieces_of(exposed):
        if isinstance(piece, Anchor):
            words.append(piece)
            continue
        if isinstance(piece, Slot):
            text = piece.target
        elif is_wordless(piece):
            text = marks(piece).strip()
        else:
            text = _as_part(piece, translations[piece])
        words.append(_Word(escape(text), spaced=True))
    return _in_one_line(words, lambda anchor: anchor.code.token)


def _as_part(source: str, translation: str) -> str:
    """A translated piece without the full stop that engines put at the end of everything."""
    translation = translation.strip()
    return translation if source.rstrip()[-1:] in "。！？!?.｡" else translation.removesuffix(".")


@dataclass(frozen=True, slots=True)
class _Word:
    """A stretch of text to be laid out."""

    text: str
    spaced: bool
    """Whether it wants a space from its neighbours; running Chinese does not."""


def _in_one_line(words: Sequence[_Word | Anchor], written: Callable[[Anchor], str]) -> str:
    """Words and codes with the spaces that the words' edges want: before what opens, after what closes."""
    text = opening = ""
    shown = _Word("", spaced=False)
    for word in words:
        if isinstance(word, Anchor) and word.name.startswith("<g"):
            opening += written(word)
            continue
        visible = word if isinstance(word, _Word) else _Word(_stand_in(word), spaced=True)
        space = (shown.spaced or visible.spaced) and wants_space(shown.text, visible.text)
        text += " " * space + opening + (word.text if isinstance(word, _Word) else written(word))
        opening = ""
        shown = visible if visible.text else shown
    return text + opening


def _stand_in(anchor: Anchor) -> str:
    """What a code is to its neighbours: a word, or nothing."""
    return "x" if anchor.code.code.kind in _SHOWN_CODES else ""


_SHOWN_CODES = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL, CodeKind.IMAGE})
"""Codes that stand in a sentence like a word."""


def restored(exposed: Exposed, answer: str, escape: Rewrite) -> str | None:
    """The draft that an engine's answer to `switched` makes, or None if it lost or doubled a rendering or a code."""
    names = [anchor.name for anchor in exposed.anchors]
    pieces = re.split(r"(</?g\d+>|<x\d+/>)", answer) if names else [answer]
    found = pieces[1::2]
    if Counter(found) != Counter(names) or not _nests(pieces) or not keeps(exposed, "".join(pieces[::2])):
        return None
    tokens = {anchor.name: anchor.code.token for anchor in exposed.anchors}
    return "".join(tokens[piece] if index % 2 else escape(tidy(piece)) for index, piece in enumerate(pieces)).strip()


def _nests(pieces: Sequence[str]) -> bool:
    """Whether the named codes open before they close, do not cross, and none encloses nothing."""
    stack: list[str] = []
    filled = False
    for index, piece in enumerate(pieces):
        if index % 2 == 0 or piece.startswith("<x"):
            filled = filled or bool(piece.strip())
        elif piece.startswith("<g"):
            stack.append(piece)
            filled = False
        elif not filled or not stack or stack.pop()[1:] != piece[2:]:
            return False
    return not stack


def keeps(exposed: Exposed, text: str) -> bool:
    """Whether every rendering stands in ``text`` exactly as often as the source asks for."""
    needed = Counter(slot.target for slot in exposed.slots)
    if not needed:
        return True
    longest_first = sorted(needed, key=len, reverse=True)
    pattern = "|".join(_bounded(target) for target in longest_first)
    return Counter(re.findall(pattern, text)) == needed


def _bounded(target: str) -> str:
    """A pattern for a rendering that is not part of a longer word or number."""
    before = r"(?<![\d.,])" if target[0].isdigit() else r"(?<!\w)" if target[0].isalnum() else ""
    after = r"(?![\d]|[.,]\d)" if target[-1].isdigit() else ""
    return f"{before}{re.escape(target)}{after}"


def _pieces_of(exposed: Exposed) -> Iterator[str | Slot | Anchor]:
    """Texts, slots and anchors in order; empty texts are left out."""
    stops: list[Slot | Anchor] = sorted([*exposed.slots, *exposed.anchors], key=_start)
    at = 0
    for stop in stops:
        start = _start(stop)[0]
        if start > at:
            yield exposed.text[at:start]
        yield stop
        at = stop.span.end if isinstance(stop, Slot) else max(at, start)
    if at < len(exposed.text):
        yield exposed.text[at:]


def _start(stop: Slot | Anchor) -> tuple[int, int]:
    return (stop.span.start, 1) if isinstance(stop, Slot) else (stop.at, 0)
