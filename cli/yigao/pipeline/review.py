"""What a page for reviewers shows of catalogs: each beside its article, with what checks find."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from yigao.model.catalog import Catalog, Entry, State
from yigao.model.checking import Checked
from yigao.model.document import Document, Segment, SegmentKind, Text, Unit
from yigao.model.finding import Finding
from yigao.model.interfaces import Format, Progress
from yigao.model.layout import Layout
from yigao.model.report import Kept
from yigao.model.review import Block, Change, Review, Row, Sheet
from yigao.pipeline.articles import find_articles, read_article
from yigao.pipeline.baseline import Known, still_open
from yigao.pipeline.check import Outcome, Setting, check, read
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.formats import format_named, format_of
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.marking import marked
from yigao.pipeline.sides import checked
from yigao.pipeline.staleness import Project, article_file
from yigao.pipeline.units import units_of
from yigao.text.differences import differences

Key = tuple[str, str]


def review(
    paths: Sequence[Path],
    setting: Setting,
    project: Project,
    known: Sequence[Known] = (),
    progress: Progress | None = None,
) -> Review:
    """The catalogs in ``paths``, checked, without the findings that are ``known``.

    Raises `UserError` for a catalog or article that cannot be read.
    """
    numbers = _Numbers()
    outcomes = still_open(check([read(path) for path in paths], setting, progress), known, setting.rules)
    return Review(tuple(_sheet(outcome, setting, project, numbers) for outcome in outcomes))


@dataclass
class _Numbers:
    """Counts the rows of a page. Not frozen: it counts."""

    last: int = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last


@dataclass
class _Rows:
    """Makes the rows of one catalog. Not frozen: it remembers what it has shown."""

    entries: Mapping[Key, Entry]
    fresh: Mapping[Key, Entry]
    apart: Mapping[Key, Checked]
    part: Format
    knowledge: Knowledge
    language: str
    findings: Mapping[Key, Sequence[Finding]]
    kept: Mapping[Key, Sequence[Kept]]
    numbers: _Numbers
    shown: dict[Key, Row] = field(default_factory=dict)

    def of(self, key: Key, line: int = 0) -> Row:
        """The row of an entry, or of a sentence that has none."""
        if key in self.shown:
            return replace(self.shown[key], is_again=True, line=line)
        there = self.entries.get(key)
        entry = there or self.fresh[key]
        # What is not translated has terms and numbers all the same: it is taken apart as a draft of nothing.
        apart = self.apart.get(key) or checked(replace(entry, state=State.DRAFT), self.part, self.knowledge)
        if apart is None:
            raise ValueError("obsolete entries have no row")
        source, target = marked(apart, self.language)
        row = Row(
            number=self.numbers.next(),
            entry=entry,
            source=source,
            target=target,
            findings=tuple(sorted(self.findings.get(key, ()), key=lambda one: one.severity.rank)),
            kept=tuple(self.kept.get(key, ())),
            changes=tuple(_changes(entry)),
            is_missing=there is None,
            line=line,
        )
        self.shown[key] = row
        return row


def _changes(entry: Entry) -> Iterator[Change]:
    if entry.previous and entry.state is State.DRAFT:
        yield from (Change(before, after) for before, after in differences(entry.previous.source, entry.source))


def _sheet(outcome: Outcome, setting: Setting, project: Project, numbers: _Numbers) -> Sheet:
    catalog, language = outcome.catalog, outcome.language
    active = {entry.key: entry for entry in catalog.entries if entry.state is not State.OBSOLETE}
    document, units = _article(catalog, project)
    fresh = {entry.key: entry for entry in fresh_entries(document, units)} if document else {}
    findings, whole = _by_entry(outcome.findings, {**active, **fresh})
    kept: dict[Key, list[Kept]] = defaultdict(list)
    for one in outcome.kept:
        kept[one.finding.context, one.finding.source].append(one)
    knowledge = setting.knowledge(language)[1]
    apart = {unit.entry.key: unit for unit in outcome.units}
    rows = _Rows(active, fresh, apart, format_of(catalog), knowledge, language, findings, kept, numbers)
    blocks = tuple(_blocks(document, units, rows)) if document else ()
    left = [
        rows.of(key, entry.references[0].line if entry.references else 0)
        for key, entry in active.items()
        if key not in fresh
    ]
    return Sheet(
        path=outcome.source.shown,
        article=catalog.headers.get("X-Source-File", ""),
        source_language=catalog.headers.get("X-Source-Language", setting.source_language).replace("_", "-"),
        language=language.replace("_", "-"),
        blocks=blocks,
        left=tuple(left),
        findings=tuple(whole),
        is_whole=document is not None,
    )


def _article(catalog: Catalog, project: Project) -> tuple[Document | None, Sequence[Unit]]:
    """The catalog's article with its units, if it is there."""
    file = article_file(catalog, project)
    if file is None or not file.is_file():
        return None, ()
    article = find_articles([file], project.root.resolve(), project.folders)[0]
    document = read_article(article, project.reading)
    return document, units_of(document, project.size)


def _by_entry(
    findings: Iterable[Finding], entries: Mapping[Key, Entry]
) -> tuple[dict[Key, list[Finding]], list[Finding]]:
    """The findings of each entry, and those of the catalog as a whole."""
    found: dict[Key, list[Finding]] = defaultdict(list)
    whole = []
    for one in findings:
        key = one.context, one.source
        if one.source and key in entries:
            found[key].append(one)
        else:
            whole.append(one)
    return found, whole


def _blocks(document: Document, units: Sequence[Unit], rows: _Rows) -> Iterator[Block]:
    by_segment: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        by_segment[unit.segment].append(unit)
    seen: set[Layout] = set()
    for index, (segment, layout) in enumerate(laid_out(document)):
        inside = by_segment.get(index, ())
        text = "" if inside else _seen(segment)
        if not inside and not text:
            continue
        yield Block(
            kind=segment.kind,
            layout=layout,
            rows=tuple(rows.of((unit.context, unit.source), unit.line) for unit in inside),
            text=text,
            is_first=layout not in seen,
        )
        seen.add(layout)


def _seen(segment: Segment) -> str:
    """The words of a segment, codes left out."""
    pieces = (part.text if isinstance(part, Text) else "" for part in segment.parts)
    return " ".join("".join(pieces).split())


def laid_out(document: Document) -> Iterator[tuple[Segment, Layout]]:
    """The segments of an article in order, each with the layout of the innermost block around it."""
    part = format_named(document.format)
    layouts: list[Layout] = list(getattr(part, "layouts", lambda _text: ())(document.text))
    starts = [layout.span.start for layout in layouts]
    around: list[Layout] = []
    at = 0
    for segment in document.segments:
        until = bisect_right(starts, segment.span.start)
        for layout in layouts[at:until]:
            _leave(around, layout.span.start)
            around.append(layout)
        at = max(at, until)
        _leave(around, segment.span.start)
        inner = next((one for one in reversed(around) if one.span.covers(segment.span)), None)
        fits = inner is not None and (inner.kind is segment.kind or segment.kind in _ANYWHERE)
        yield segment, inner if inner and fits else Layout(segment.span, segment.kind)


_ANYWHERE = frozenset({SegmentKind.PARAGRAPH})
"""Kinds that take the layout of what they stand in."""


def _leave(around: list[Layout], offset: int) -> None:
    while around and around[-1].span.end <= offset:
        around.pop()
