"""The main job: catalogs brought up to their articles, what is new in them drafted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from yigao.catalogs.headers import Origin, new_headers, renewed_headers
from yigao.catalogs.merging import hinted, merged
from yigao.catalogs.reading import loads, read_text
from yigao.catalogs.writing import dumps, width_of
from yigao.errors import CatalogError
from yigao.files import remove, write_atomically
from yigao.messages import message
from yigao.model.candidate import Candidate
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Unit
from yigao.model.drafts import MT_COMMENT, is_draft_comment, signed
from yigao.model.interfaces import Engine, Progress
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.counting import counted
from yigao.pipeline.draft import BY_RULE, Job, draft
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.exposed import expose
from yigao.pipeline.extract import origin_of
from yigao.pipeline.formats import format_named, spelling
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.recall import Question, Recall
from yigao.pipeline.renaming import AGREEING, Orphans, agreement, is_gone
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.languages import parse_language, plural_forms


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for, the same for all its articles."""

    locales: Path
    """Folder of the catalogs."""
    source: str
    """Language of the articles."""
    target: str
    """Language of the catalogs."""
    size: UnitSize = UnitSize.SENTENCE
    """How much text makes an entry."""
    translator: str = ""
    """For the headers of new catalogs."""
    contact: str = ""
    """Likewise."""
    reading: Reading = PLAIN
    """How the articles are read."""
    root: Path = field(default_factory=Path.cwd)
    """The project's folder."""


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one catalog."""

    path: Path
    """Its file."""
    article: str
    """Its article."""
    units: int
    """Entries in use."""
    reused: int
    """Of these, entries that had a translation or draft already."""
    drafted: int
    """Entries drafted in this run."""
    recalled: int
    """Of these, entries that the memory knew."""
    untranslated: int
    """Entries that have none now."""
    terms: int
    """Glossary terms kept in this run's drafts."""
    changed: bool
    """Whether the file was written."""
    moved_from: Path | None = None
    """Where the catalog was before its article got another name."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One catalog on its way."""

    path: Path
    article: Article
    document: Document
    headers: dict[str, str]
    comment: tuple[str, ...]
    earlier: Catalog | None
    width: int
    language: str
    entries: tuple[Entry, ...]
    units: dict[tuple[str, str], Unit]
    taken: dict[tuple[str, str], tuple[Entry, ...]]
    """The entries whose translations others took over, by the keys of these."""
    moved_from: Path | None = None
    recalled: int = 0


def catalog_path(article: Article, locales: Path, target: str) -> Path:
    """Where the catalog of an article in a language is: as Babel and Sphinx lay them out."""
    return locales / parse_language(target) / "LC_MESSAGES" / f"{article.name}.po"


def update(
    articles: Sequence[Article],
    settings: Settings,
    knowledge: Knowledge,
    engine: Callable[[], Engine | None],
    progress: Progress | None = None,
    recall: Recall | None = None,
    reading: Progress | None = None,
) -> list[Update]:
    """Create or update the catalog of each article; draft what has no translation.

    All articles and catalogs are read before anything is written, and ``engine`` is asked for only when something is to
    be drafted, after the memory. Reviewed entries and existing drafts stay as they are. ``progress`` is told of
    sentences drafted, ``reading`` of articles read. Raises `UserError`.
    """
    orphans = Orphans(settings.root, settings.locales / parse_language(settings.target))
    works = [_merged(article, settings, knowledge, orphans) for article in counted(articles, reading)]
    if recall is not None:
        recall.renew()
        works = [_recalled(work, settings, knowledge, recall) for work in works]
    open_ones = [(work, entry) for work in works for entry in work.entries if entry.state is State.NEW]
    jobs = [_job(work, work.units[entry.key]) for work, entry in open_ones]
    candidates = draft(jobs, knowledge, engine() if jobs else None, progress)
    drafts = {(work.path, entry.key): candidate for (work, entry), candidate in zip(open_ones, candidates, strict=True)}
    updates = [_finished(work, drafts) for work in works]
    if recall is not None:
        recall.moved((one.moved_from, one.path) for one in updates if one.moved_from)
        recall.renew()
    return updates


def _recalled(work: _Work, settings: Settings, knowledge: Knowledge, recall: Recall) -> _Work:
    question = Question(settings.source, settings.target, format_named(work.document.format), knowledge)
    entries, count = recall.fill(work.entries, work.units, work.taken, question)
    return replace(work, entries=entries, recalled=count)


def _job(work: _Work, unit: Unit) -> Job:
    return Job(unit, spelling(work.document.format, unit.spelling))


def _merged(article: Article, settings: Settings, knowledge: Knowledge, orphans: Orphans) -> _Work:
    document = read_article(article, settings.reading)
    units = units_of(document, settings.size)
    fresh = fresh_entries(
        document,
        units,
        lambda unit: expose(
            unit, spelling(document.format, unit.spelling).plain, knowledge.terms, knowledge.quantities
        ),
    )
    path = catalog_path(article, settings.locales, settings.target)
    origin = origin_of(article, document, path)
    keys = {entry.key for entry in fresh}
    text = read_text(path) if path.exists() else None
    claimed = orphans.claim(keys) if text is None else None
    earlier = claimed[1] if claimed else None if text is None else loads(text, path)
    if text is not None and earlier is not None:
        _refuse_foreign(earlier, origin, path, keys, settings.root)
    headers = renewed_headers(earlier.headers, origin) if earlier else _headers(origin, settings)
    brought_up = merged(fresh, earlier.entries if earlier else ())
    return _Work(
        path=path,
        article=article,
        document=document,
        headers=headers,
        comment=earlier.comment if earlier else (),
        earlier=earlier,
        width=width_of(text or ""),
        language=settings.target,
        entries=brought_up.entries,
        units={(unit.context, unit.source): unit for unit in reversed(units)},
        taken=brought_up.taken,
        moved_from=claimed[0] if claimed else None,
    )


def _headers(origin: Origin, settings: Settings) -> dict[str, str]:
    return new_headers(
        origin,
        source=parse_language(settings.source),
        language=parse_language(settings.target),
        plural_forms=plural_forms(settings.target),
        translator=settings.translator,
        contact=settings.contact,
    )


def _refuse_foreign(
    catalog: Catalog, origin: Origin, path: Path, keys: Collection[tuple[str, str]], root: Path
) -> None:
    """A catalog made from another article is not overwritten, unless that is this article under an earlier name."""
    known = catalog.headers.get("X-Source-File", origin.path)
    if known == origin.path or (is_gone(root, known) and agreement(catalog, keys) >= AGREEING):
        return
    raise CatalogError(
        message("the catalog belongs to {known}, not to {path}", known=known, path=origin.path),
        where=str(path),
        remedy="rename one article, or mend the catalog's X-Source-File if the article was moved",
    )


def _finished(work: _Work, drafts: dict[tuple[Path, tuple[str, str]], Candidate]) -> Update:
    entries = []
    drafted, terms = work.recalled, 0
    for entry in work.entries:
        candidate = drafts.get((work.path, entry.key)) if entry.state is State.NEW else None
        if candidate is not None and candidate.text:
            drafted += 1
            terms += candidate.terms
        entries.append(hinted(_drafted(entry, candidate)))
    active = [entry for entry in entries if entry.state is not State.OBSOLETE]
    catalog = Catalog(work.language, work.headers, tuple(entries), work.comment)
    changed = _says_more(catalog, work) and write_atomically(work.path, dumps(catalog, work.width).encode())
    if work.moved_from:
        remove(work.moved_from)
    return Update(
        path=work.path,
        article=work.document.path,
        units=len(active),
        reused=sum(bool(entry.target) for entry in active) - drafted,
        drafted=drafted,
        recalled=work.recalled,
        untranslated=sum(not entry.target for entry in active),
        terms=terms,
        changed=changed,
        moved_from=work.moved_from,
    )


def _says_more(catalog: Catalog, work: _Work) -> bool:
    """Whether a catalog is to be written: one that says the same stays as the editor wrote it, line for line."""
    earlier = work.earlier
    if earlier is None or work.moved_from:
        return True
    return (catalog.headers, catalog.comment, catalog.entries) != (earlier.headers, earlier.comment, earlier.entries)


def _drafted(entry: Entry, candidate: Candidate | None) -> Entry:
    """``entry`` with a candidate as its draft, or with the reason why there is none."""
    if candidate is None or (not candidate.text and not candidate.origin):
        return entry
    comments = tuple(line for line in entry.comments if not is_draft_comment(line))
    comment = f"{MT_COMMENT}{_story(candidate)}"
    if not candidate.text:
        return replace(entry, comments=(*comments, comment))
    if candidate.origin != BY_RULE:
        comment = signed(comment, candidate.text)
    return replace(entry, target=candidate.text, state=State.DRAFT, comments=(*comments, comment))


def _story(candidate: Candidate) -> str:
    """Engine, terms kept and how, in one line."""
    told = [candidate.origin]
    if candidate.terms:
        told.append(f"terms {candidate.terms}/{candidate.terms}" if candidate.text else f"terms 0/{candidate.terms}")
    if candidate.way:
        told.append(candidate.way)
    if candidate.problem:
        told.append(f"incomplete: {candidate.problem}" if candidate.text else f"not drafted: {candidate.problem}")
    return ", ".join(told)
