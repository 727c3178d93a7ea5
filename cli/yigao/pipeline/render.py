"""The translated article: the source's own bytes with translated units spliced in."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Code, Document, Segment, Unit
from yigao.model.interfaces import FormatOptions
from yigao.model.span import Span
from yigao.pipeline.codes import broken_codes
from yigao.pipeline.formats import format_named, spelling
from yigao.pipeline.securing import fit
from yigao.pipeline.splicing import Splice, by_place, code_source, label_of, spliced
from yigao.pipeline.units import PLACEHOLDER
from yigao.text.typography import Style

_ROUNDS = 24
"""How often the whole article is put together anew without what changed its blocks; each time more around it stays as
it is, twice as much from the third on, so that this is enough for the longest."""

_LINE_END = re.compile(r"\r\n|[\r\n]")


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
    """Translations that were left out somewhere, each once."""


def render(
    document: Document,
    units: Sequence[Unit],
    catalog: Catalog,
    *,
    drafts: bool = False,
    style: Style = Style(),  # noqa: B008 - frozen
    options: FormatOptions = FormatOptions(),  # noqa: B008 - frozen
) -> Rendering:
    """The article with the catalog's translations.

    ``drafts`` uses fuzzy entries too; ``style`` says what changes around them, ``options`` how the format lays them out.
    What has no usable translation stays as it is, and so does every byte that is not between translated units.
    """
    usable = {State.REVIEWED, State.DRAFT} if drafts else {State.REVIEWED}
    entries = {entry.key: entry for entry in catalog.entries if entry.state in usable}
    chosen = [(unit, entries[unit.context, unit.source]) for unit in units if (unit.context, unit.source) in entries]
    making = _Making(
        document, units, {unit.span: entry.target for unit, entry in chosen}, catalog.language, style, options
    )
    text = _whole(making)
    refused = [Refusal(entry, making.problems[unit.span]) for unit, entry in chosen if unit.span in making.problems]
    once = {refusal.entry.key: refusal for refusal in reversed(refused)}
    return Rendering(text, len(chosen) - len(refused), len(units), tuple(reversed(once.values())))


def translated_segments(
    document: Document, units: Sequence[Unit], targets: Mapping[Span, str], language: str, style: Style
) -> tuple[dict[int, str], dict[Span, str]]:
    """Each segment of which something is translated, by its index, as it would be written; why units are refused.

    ``targets`` are translations by the spans of their units.
    """
    making = _Making(document, units, targets, language, style, FormatOptions())
    splices = _splices(making)
    indices = dict.fromkeys(unit.segment for unit in units if unit.span in targets)
    segments = document.segments
    return {index: spliced(document.text, segments[index].span, splices) for index in indices}, making.problems


@dataclass
class _Making:
    """An article while it is put together. Not frozen: problems gather."""

    document: Document
    units: Sequence[Unit]
    targets: Mapping[Span, str]
    language: str
    style: Style
    options: FormatOptions
    problems: dict[Span, str] = field(default_factory=dict)


def _whole(making: _Making) -> str:
    """The article put together so that its blocks are those of the source."""
    document = making.document
    altered: Callable[[str, str], Span | None] = getattr(format_named(document.format), "altered", _trust)
    for attempt in range(_ROUNDS):
        splices = _splices(making)
        if not splices:
            return document.text
        text = spliced(document.text, Span(0, len(document.text)), splices)
        place = altered(document.text, text)
        if place is None:
            return text
        making.problems |= dict.fromkeys(
            _near(place, splices, making, 1 << max(0, attempt - 1)), "would change the blocks of the article"
        )
    making.problems |= dict.fromkeys(
        (unit.span for unit in making.units if unit.span in making.targets), "the article could not be kept whole"
    )
    return document.text


def _trust(_before: str, _after: str) -> Span | None:
    """For formats that have nothing to compare."""
    return None


def _near(place: Span, splices: Sequence[Splice], making: _Making, width: int) -> Iterator[Span]:
    """The units of the segments in ``place`` that changed, of the ``width`` last units before it, and as many after."""
    changed = {splice.span for splice in splices}
    mine = [unit for unit in making.units if unit.span in changed]
    first = max(0, bisect_left(mine, place.start, key=lambda unit: unit.span.start) - width)
    last = bisect_left(mine, place.end, key=lambda unit: unit.span.start) + width - 1
    segments = {unit.segment for unit in mine[first : max(last, first + 1)]}
    yield from (unit.span for unit in mine if unit.segment in segments)


def _splices(making: _Making) -> list[Splice]:
    """All that changes, ordered `by_place`. What may not be written goes to the problems."""
    by_segment: dict[int, list[Unit]] = {}
    for unit in making.units:
        by_segment.setdefault(unit.segment, []).append(unit)
    segments = making.document.segments
    nested = dict(_nested(making.document))
    found: list[Splice] = []
    inner = sorted(_localised(making), key=by_place)
    for index in sorted(by_segment, key=lambda index: len(segments[index].span)):  # what lies inside codes comes first
        written = _written(making, by_segment[index], inner)
        if all(span.cut(making.document.text) == text for span, text in written.items()):
            continue
        fitted = fit(making.document, by_segment[index], written, inner, making.style)
        making.problems |= fitted.problems
        found += _laid_out(making, segments[index], fitted.splices)
        if fitted.splices and index in nested:
            label = label_of(nested[index])
            for splice in (*fitted.splices, *([label] if label else [])):
                insort(inner, splice, key=by_place)
    return sorted({*found, *inner}, key=by_place) if found else []


def _laid_out(making: _Making, segment: Segment, splices: Sequence[Splice]) -> Sequence[Splice]:
    """The splices of a segment, or one for all of it where the format lays translated segments out anew."""
    text = making.document.text
    finish: Callable[[str, Segment, str, FormatOptions], str] | None
    finish = getattr(format_named(making.document.format), "finish", None)
    if finish is None or not splices:
        return splices
    inside = sorted((one for one in splices if segment.span.covers(one.span)), key=by_place)
    plain = spliced(text, segment.span, inside)
    finished = finish(plain, segment, text, making.options)
    if finished == plain:
        return splices
    return [*(one for one in splices if not segment.span.covers(one.span)), Splice(segment.span, finished)]


def _nested(document: Document) -> Iterator[tuple[int, Code]]:
    """The segments that lie inside a code of another, alternative texts and titles, with that code."""
    outer: Segment | None = None
    for index, segment in enumerate(document.segments):
        if outer is None or segment.span.start >= outer.span.end:
            outer = segment
            continue
        part = outer.parts[bisect_right(outer.parts, segment.span.start, key=lambda part: part.span.start) - 1]
        if isinstance(part, Code):
            yield index, part


def _localised(making: _Making) -> Iterator[Splice]:
    """What the article says about its own language, in the target's words."""
    localise: Callable[[str, str], Iterable[tuple[Span, str]]] | None
    localise = getattr(format_named(making.document.format), "localise", None)
    if localise is not None and making.language:
        for span, text in localise(making.document.text, making.language.replace("_", "-")):
            yield Splice(span, text)


def _written(making: _Making, units: Sequence[Unit], inner: Sequence[Splice]) -> dict[Span, str]:
    """What is to stand for each translated unit of a segment; what cannot stand goes to the problems."""
    found: dict[Span, str] = {}
    for unit in units:
        target = making.targets.get(unit.span)
        if target is None or unit.span in making.problems:
            continue
        if target == unit.source:
            found[unit.span] = unit.span.cut(making.document.text)
            continue
        try:
            found[unit.span] = _spelled(making.document, unit, target, inner)
        except ValueError as error:
            making.problems[unit.span] = str(error)
    return found


def _spelled(document: Document, unit: Unit, target: str, inner: Sequence[Splice]) -> str:
    """What stands in the article for a translation, on one line unless it is written as a whole. Raises ValueError."""
    reason = broken_codes(unit, target) or ("" if target.strip() else "holds nothing but white space")
    if reason:
        raise ValueError(reason)
    codes = {code.token: code.code for code in unit.codes if code.placeholder}

    def source(match: re.Match[str]) -> str:
        code = codes.get(match.group())
        return code_source(code, document.text, inner) if code else match.group()

    how = spelling(document.format, unit.spelling)
    words = target if how.whole else _LINE_END.sub(" ", target).strip()
    return how.write(PLACEHOLDER.sub(source, words))
