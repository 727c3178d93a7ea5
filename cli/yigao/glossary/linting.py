"""What is wrong or doubtful in a term base, beyond what keeps it from being read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yigao.glossary.matching import Matcher, fold
from yigao.glossary.rows import COLUMNS, Row
from yigao.glossary.vetting import invisible, short
from yigao.glossary.writing import FORMULA
from yigao.model.finding import Finding, Severity
from yigao.model.term import Term

RULES = {
    "term-empty": "a term without source or target",
    "term-invisible": "a character that nobody sees",
    "term-contradiction": "a rendering that is both right and forbidden",
    "term-conflict": "a source with several targets",
    "term-duplicate": "a term that stands twice",
    "term-casing": "one rendering in several cases, or a lower-case one among capitals of its kind",
    "term-formula": "a cell that a spreadsheet takes for a formula",
    "term-long": "a term that is a sentence rather than a name",
    "term-overlap": "a term that hides another in an article, because its end is the other's beginning",
    "term-unused": "a term that no article has",
}
"""The rules and what each finds, in the order of their weight."""

LONGEST_SOURCE = 60
LONGEST_TARGET = 250
_SEVERITIES = {
    "term-empty": Severity.ERROR,
    "term-invisible": Severity.ERROR,
    "term-contradiction": Severity.ERROR,
    "term-conflict": Severity.ERROR,
    "term-unused": Severity.INFO,
}
_ENOUGH = 5
"""Renderings of one kind that show how it is written."""
_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Usage:
    """What articles have of a term base. Sources are folded."""

    used: frozenset[str]
    """The sources that are found."""
    crossings: dict[str, dict[str, str]]
    """By source, the sources whose beginnings it takes away, each with a place where it does."""


def usage_of(rows: Iterable[Row], sentences: Iterable[tuple[str, str]]) -> Usage:
    """What sentences, each with its place, have of the terms in ``rows``."""
    matcher = Matcher(Term(source, "x") for source in {fold(row.text("source")) for row in rows} if source)
    used = set()
    crossings: dict[str, dict[str, str]] = defaultdict(dict)
    for where, text in sentences:
        for match in matcher.find(text):
            source = match.term.source
            used.add(source)
            inside = match.span.start + 1
            for other in matcher.find(text[inside:])[:1]:
                if inside + other.span.start < match.span.end < inside + other.span.end:
                    crossings[source].setdefault(other.term.source, where)
    return Usage(frozenset(used), dict(crossings))


def lint(rows: Sequence[Row], usage: Usage | None = None) -> list[Finding]:
    """What is found in the rows of one term base, by line and column; without a ``usage``, nothing about articles."""
    found = [*_of_rows(rows), *_repetitions(rows), *_casing(rows)]
    if usage is not None:
        found += _overlaps(rows, usage)
        found += [
            _finding("term-unused", row.place("source"), "in no article", row)
            for row in rows
            if row.text("source") and fold(row.text("source")) not in usage.used
        ]
    return sorted(found, key=lambda one: (one.path, one.line, one.column, one.rule))


def _of_rows(rows: Iterable[Row]) -> Iterator[Finding]:
    for row in rows:
        for name in ("source", "target"):
            if not row.text(name).strip():
                yield _finding("term-empty", row.place(name), f"the {name} is empty", row)
        for name in COLUMNS:
            text = row.text(name)
            bad = invisible(name, " ".join(text.split("\n")) if name == "note" else text)
            if bad:
                yield _finding("term-invisible", row.place(name), bad, row)
            if text[:1] and text[0] in FORMULA:
                message = f"begins with {text[0]}: a spreadsheet takes it for a formula"
                yield _finding("term-formula", row.place(name), message, row)
        yield from _contradictions(row)
        for name, longest in (("source", LONGEST_SOURCE), ("target", LONGEST_TARGET)):
            if len(row.text(name)) > longest:
                message = f"the {name} has {len(row.text(name))} characters"
                yield _finding("term-long", row.place(name), message, row)


def _contradictions(row: Row) -> Iterator[Finding]:
    right = {text.casefold() for text in (row.text("target"), *row.renderings("variants"))}
    for wrong in row.renderings("forbidden"):
        if wrong.casefold() in right:
            message = f"“{short(wrong)}” is both right and forbidden"
            yield _finding("term-contradiction", row.place("forbidden"), message, row)


def _repetitions(rows: Iterable[Row]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows:
        if not row.text("source"):
            continue
        earlier = first.setdefault(fold(row.text("source")), row)
        if earlier is row:
            continue
        line = earlier.where.rpartition(":")[2]
        if earlier.text("target") == row.text("target"):
            yield _finding("term-duplicate", row.place("source"), f"stands on line {line} already", row)
        else:
            message = f"is “{short(earlier.text('target'))}” on line {line}, “{short(row.text('target'))}” here"
            yield _finding("term-conflict", row.place("target"), message, row)


def _casing(rows: Sequence[Row]) -> Iterator[Finding]:
    spellings: dict[str, Row] = {}
    for row in rows:
        target = row.text("target")
        earlier = spellings.setdefault(target.casefold(), row)
        if earlier.text("target") != target:
            line = earlier.where.rpartition(":")[2]
            message = f"“{short(target)}” is written “{short(earlier.text('target'))}” on line {line}"
            yield _finding("term-casing", row.place("target"), message, row)
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.text("kind") and row.text("target")[:1].isalpha():
            kinds[row.text("kind")].append(row)
    for kind, members in kinds.items():
        lower = [row for row in members if row.text("target")[0].islower()]
        if len(members) - len(lower) >= _ENOUGH and 10 * len(lower) <= len(members):
            for row in lower:
                message = f"begins with a small letter, unlike the others of the kind {kind}"
                yield _finding("term-casing", row.place("target"), message, row)


def _overlaps(rows: Iterable[Row], usage: Usage) -> Iterator[Finding]:
    for row in rows:
        for other, where in usage.crossings.get(fold(row.text("source")), {}).items():
            message = f"hides “{other}”, whose beginning is its end, at {where}"
            yield _finding("term-overlap", row.place("source"), message, row)


def _finding(rule: str, where: str, message: str, row: Row) -> Finding:
    place = _PLACE.fullmatch(where)
    path, line, column = (place["path"], place["line"], place["column"]) if place else (where, None, None)
    return Finding(
        rule=rule,
        severity=_SEVERITIES.get(rule, Severity.WARNING),
        message=f"{short(row.text('source'))}: {message}" if row.text("source") else message,
        path=path,
        line=int(line or 1),
        column=int(column or 1),
        source=row.text("source"),
        evidence=row.text("target"),
    )
