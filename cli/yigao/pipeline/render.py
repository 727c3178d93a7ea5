"""The translated article: the source's own bytes with translated units spliced in."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import WHITE_SPACE, Document, Pairing, Segment, Text, Unit
from yigao.model.span import Span
from yigao.pipeline.formats import spelling
from yigao.pipeline.units import PLACEHOLDER


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation that was not used because it would have broken the article."""

    entry: Entry
    """The entry."""
    reason: str
    """What is wrong with it."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translated article."""

    text: str
    """Its text, to be encoded as the source was."""
    used: int
    """Units for which a translation stands."""
    total: int
    """Units of the article."""
    refused: tuple[Refusal, ...]
    """Translations that were left out."""


@dataclass(frozen=True, slots=True)
class _Splice:
    """A span of the source and what replaces it."""

    span: Span
    text: str


def render(
    document: Document, units: Sequence[Unit], catalog: Catalog, *, drafts: bool = False, spaced: bool = True
) -> Rendering:
    """The article with the catalog's translations.

    ``drafts`` uses fuzzy entries too; ``spaced`` says that the target language puts a space between sentences. What has
    no usable translation stays as it is, and so does every byte outside of translated units.
    """
    usable = {State.REVIEWED, State.DRAFT} if drafts else {State.REVIEWED}
    entries = {entry.key: entry for entry in catalog.entries if entry.state in usable}
    splices: list[_Splice] = []
    refused: list[Refusal] = []
    used = 0
    for unit in sorted(units, key=lambda unit: len(unit.span)):  # alternative texts before the sentences around them
        entry = entries.get((unit.context, unit.source))
        if entry is None:
            continue
        reason = broken_codes(unit, entry.target)
        if reason:
            refused.append(Refusal(entry, reason))
            continue
        used += 1
        if entry.target != unit.source:
            text = _with_sources(unit, entry.target, document.text, splices)
            insort(splices, _Splice(unit.span, spelling(document.format, unit.spelling).write(text)), key=_order)
    if spaced:
        splices = sorted([*splices, *_spaces(document, units, splices)], key=_order)
    text = _spliced(document.text, Span(0, len(document.text)), splices)
    return Rendering(text, used, len(units), tuple(refused))


def broken_codes(unit: Unit, target: str) -> str:
    """What is wrong with the placeholders of a translation; empty when each stands once and pairs nest."""
    expected = Counter(code.token for code in unit.codes if code.placeholder)
    found = [match.group() for match in PLACEHOLDER.finditer(target)]
    if not expected and PLACEHOLDER.search(unit.source):
        return ""  # the article itself spells something that looks like a placeholder
    counted = Counter(found)
    for token in expected | counted:
        if counted[token] != expected[token]:
            return f"{token} {_miscount(expected[token], counted[token])}"
    stack: list[str] = []
    for token in found:
        if token.startswith("<g"):
            stack.append(token)
        elif token.startswith("</") and (not stack or stack.pop()[1:] != token[2:]):
            return f"{token} closes what is not open there"
    return ""


def _miscount(expected: int, found: int) -> str:
    if not expected:
        return "is not in the source"
    return "is missing" if found < expected else "stands more than once"


def _with_sources(unit: Unit, target: str, text: str, splices: Sequence[_Splice]) -> str:
    """The translation with the source of each placeholder in its place, on one line."""
    codes = {code.token: code.code for code in unit.codes if code.placeholder}

    def source(match: re.Match[str]) -> str:
        code = codes.get(match.group())
        if code is None:
            return match.group()
        return code.rewritten or _spliced(text, code.span, splices)

    return PLACEHOLDER.sub(source, " ".join(target.split("\n")))


def _spliced(text: str, span: Span, splices: Sequence[_Splice]) -> str:
    """``text`` in ``span`` with the outermost of the splices that lie in it."""
    pieces = []
    at = span.start
    first = bisect_left(splices, span.start, key=lambda splice: splice.span.start)
    for index in range(first, len(splices)):
        splice = splices[index]
        if splice.span.end > span.end:
            break
        if splice.span.start >= at:
            pieces += [text[at : splice.span.start], splice.text]
            at = splice.span.end
    return "".join([*pieces, text[at : span.end]])


def _spaces(document: Document, units: Sequence[Unit], splices: Sequence[_Splice]) -> Iterator[_Splice]:
    """A space between each two translated units of a segment that stood without one."""
    changed = {splice.span: splice.text for splice in splices}
    last: dict[int, Unit] = {}
    for right in units:
        left = last.get(right.segment)
        last[right.segment] = right
        if left is None or left.span not in changed or right.span not in changed:
            continue
        place = _gap(document.segments[left.segment], document.text, Span(left.span.end, right.span.start))
        if place is not None and not changed[left.span][-1:].isspace():
            yield _Splice(Span(place, place), " ")


def _gap(segment: Segment, text: str, gap: Span) -> int | None:
    """Where in the gap between two units a space belongs: before what opens; None if there is white space already."""
    place = gap.start
    opened = False
    index = max(0, bisect_left(segment.parts, gap.start, key=lambda part: part.span.start) - 1)
    for part in segment.parts[index:]:
        if part.span.start >= gap.end:
            break
        shared = Span(max(part.span.start, gap.start), max(min(part.span.end, gap.end), gap.start))
        if isinstance(part, Text):
            if any(character.isspace() for character in shared.cut(text)):
                return None
        elif len(shared):
            if part.kind in WHITE_SPACE:
                return None
            opened = opened or part.pairing is Pairing.OPEN
        if not opened:
            place = max(place, shared.end)
    return place


def _order(splice: _Splice) -> tuple[int, bool, int]:
    """By place; an inserted space before what it precedes, the outer of two before the inner."""
    return splice.span.start, len(splice.span) > 0, -splice.span.end
