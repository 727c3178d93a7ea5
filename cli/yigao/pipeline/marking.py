"""What of an entry's two texts is marked for a reviewer: terms, quantities, codes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yigao.checks._compared import Compared, compared
from yigao.checks._given import Given
from yigao.messages import message
from yigao.model.catalog import Entry
from yigao.model.checking import Checked
from yigao.model.checking import Side as Apart
from yigao.model.document import CodeKind
from yigao.model.review import Mark, Marked, Side
from yigao.model.span import Span
from yigao.model.term import Quantity
from yigao.pipeline.units import PLACEHOLDER
from yigao.text.terms import find_terms

_LEGEND = re.compile(r"([gx]\d+) = (.+)", re.DOTALL)
_COMPARED = frozenset({"en"})
"""Languages in which numbers are read by value; in others their rendering is sought as it is."""

_CODES = {
    CodeKind.EMPHASIS: message("emphasis"),
    CodeKind.LINK: message("link"),
    CodeKind.IMAGE: message("image"),
    CodeKind.TAG: message("tag"),
    CodeKind.CODE: message("code"),
    CodeKind.URL: message("url"),
    CodeKind.MATH: message("math"),
    CodeKind.FOOTNOTE: message("footnote"),
    CodeKind.COMMENT: message("comment"),
    CodeKind.HARD_BREAK: message("hard-break"),
    CodeKind.SOFT_BREAK: message("soft-break"),
    CodeKind.SPACE: message("space"),
}
"""What is said of a code whose original the entry's comments do not give."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place in the target that renders something of the source."""

    span: Span
    link: int
    about: str
    kind: Marked
    term: str = ""
    is_right: bool = True


def marked(unit: Checked, language: str) -> tuple[Side, Side]:
    """Source and target of an entry with their marks; the target of an untranslated one is empty."""
    terms = {term: number for number, term in enumerate(dict.fromkeys(match.term for match in unit.terms), 1)}
    rendered = [
        _Hit(one.span, terms[one.term], one.term.source, Marked.TERM, one.term.source)
        for one in find_terms(unit.target.plain, terms, language)
    ]
    hits = _disjoint(rendered)
    by_value = compared(unit) if language.partition("_")[0] in _COMPARED else None
    numbers = list(_numbers(unit, by_value, len(terms), [hit.span for hit in hits]))
    wrong = _wrong(by_value) if by_value else ()
    hits = _disjoint([*hits, *(hit for _, hit in numbers if hit), *wrong])
    found = {hit.link for hit in (*rendered, *hits)}
    given = [
        Mark(match.span, Marked.TERM, f"→ {match.term.target}", number, number in found, match.term.source)
        for match in unit.terms
        for number in (terms[match.term],)
    ]
    given += [mark for mark, _ in numbers]
    made = [Mark(hit.span, hit.kind, hit.about, hit.link, hit.is_right, hit.term) for hit in hits]
    legend = _legend(unit.entry)
    return _side(unit.source, given, legend), _side(unit.target, made, legend)


def _numbers(
    unit: Checked, by_value: Compared | None, first: int, taken: Sequence[Span]
) -> Iterator[tuple[Mark, _Hit | None]]:
    """Each quantity of the source with its place in the target."""
    free = list(taken)
    lost = [given.span for given in _lost(by_value)] if by_value else []
    for number, quantity in enumerate(unit.quantities, first + 1):
        span = _place(unit, quantity, by_value, free)
        if span:
            free.append(span)
        kept = not any(_meet(quantity.span, one) for one in lost) if by_value else span is not None
        yield (
            Mark(quantity.span, Marked.QUANTITY, f"→ {quantity.target}", number, kept),
            _Hit(span, number, quantity.source, Marked.QUANTITY) if span else None,
        )


def _lost(numbers: Compared) -> Iterator[Given]:
    """The numbers of the source that the target does not say, or says otherwise."""
    yield from (given for given, _ in numbers.lost)
    yield from (pair.given for pair in (*numbers.scaled, *numbers.denied))


def _wrong(numbers: Compared) -> Iterator[_Hit]:
    """The numbers of the target that are not the source's."""
    instead = (found for _, found in numbers.lost if found is not None)
    otherwise = (pair.found for pair in (*numbers.scaled, *numbers.denied))
    for found in (*numbers.added, *instead, *otherwise):
        yield _Hit(Span(found.start, found.end), 0, message("in the source"), Marked.QUANTITY, is_right=False)


def _place(unit: Checked, quantity: Quantity, by_value: Compared | None, taken: Sequence[Span]) -> Span | None:
    """Where the target says a quantity: in the very words the rule would use, else the number of that value."""
    text = unit.target.plain
    pattern = re.compile(rf"(?<!\w){re.escape(quantity.target)}(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(text) if quantity.target else ():
        if not any(_meet(Span(*match.span()), one) for one in taken):
            return Span(*match.span())
    pairs = by_value.pairs if by_value else ()
    spans = [
        Span(pair.found.start, pair.found.end)
        for pair in pairs
        if _meet(pair.given.span, quantity.span)
        and not any(_meet(Span(pair.found.start, pair.found.end), t) for t in taken)
    ]
    return Span(min(one.start for one in spans), min(spans).end) if spans else None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _disjoint(hits: Iterable[_Hit]) -> list[_Hit]:
    """The hits in order, of those that overlap the first and longest."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or hit.span.start >= kept[-1].span.end:
            kept.append(hit)
    return kept


def _legend(entry: Entry) -> dict[str, str]:
    """What placeholders stand for, as the entry's comments say."""
    return {match[1]: match[2] for line in entry.extracted if (match := _LEGEND.fullmatch(line))}


def _side(apart: Apart, marks: Iterable[Mark], legend: dict[str, str]) -> Side:
    """A text with its marks, their places counted in it and no more in its plain words."""
    found = [
        Mark(_in_text(apart, mark.span), mark.kind, mark.about, mark.link, mark.is_kept, mark.term)
        for mark in marks
        if len(mark.span)
    ]
    for code in apart.codes:
        placeholder = PLACEHOLDER.fullmatch(code.source)
        about = legend.get(f"{placeholder[2]}{placeholder[3]}", "") if placeholder else ""
        found.append(Mark(code.span, Marked.CODE, about or _CODES[code.kind]))
    return Side(apart.text, tuple(_nested(sorted(found, key=lambda mark: (mark.span.start, -mark.span.end)))))


def _in_text(apart: Apart, span: Span) -> Span:
    """Where in the text a stretch of its plain words stands, codes behind it left out."""
    start, last, end = apart.at(span.start), apart.at(span.end - 1), apart.at(span.end)
    behind = (code.span.start for code in apart.codes if last < code.span.start < end)
    return Span(start, min(behind, default=end))


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks without those that begin in another and end behind it."""
    outer: list[int] = []
    for mark in marks:
        while outer and outer[-1] <= mark.span.start:
            outer.pop()
        if not outer or mark.span.end <= outer[-1]:
            outer.append(mark.span.end)
            yield mark
