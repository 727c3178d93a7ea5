"""The main job: catalogs brought up to their articles, what is new in them drafted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yigao.catalogs.headers import Origin, new_headers, renewed_headers
from yigao.catalogs.merging import merge
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.errors import CatalogError
from yigao.files import write_atomically
from yigao.model.candidate import Candidate
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Unit
from yigao.model.drafts import MT_COMMENT, signed
from yigao.model.interfaces import Engine, Progress
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.draft import BY_RULE, Job, Knowledge, draft
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.exposed import expose
from yigao.pipeline.extract import origin_of
from yigao.pipeline.formats import spelling
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
    untranslated: int
    """Entries that have none now."""
    terms: int
    """Glossary terms kept in this run's drafts."""
    changed: bool
    """Whether the file was written."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One catalog on its way."""

    path: Path
    article: Article
    document: Document
    headers: dict[str, str]
    comment: tuple[str, ...]
    language: str
    entries: tuple[Entry, ...]
    units: dict[tuple[str, str], Unit]


def catalog_path(article: Article, locales: Path, target: str) -> Path:
    """Where the catalog of an article in a language is: as Babel and Sphinx lay them out."""
    return locales / parse_language(target) / "LC_MESSAGES" / f"{article.name}.po"


def update(
    articles: Sequence[Article],
    settings: Settings,
    knowledge: Knowledge,
    engine: Callable[[], Engine | None],
    progress: Progress | None = None,
) -> list[Update]:
    """Create or update the catalog of each article; draft what has no translation.

    All articles and catalogs are read before anything is written, and ``engine`` is asked for only when something is to
    be drafted. Reviewed entries and existing drafts stay as they are. Raises `UserError`.
    """
    works = [_merged(article, settings, knowledge) for article in articles]
    open_ones = [(work, entry) for work in works for entry in work.entries if entry.state is State.NEW]
    jobs = [_job(work, work.units[entry.key]) for work, entry in open_ones]
    candidates = draft(jobs, knowledge, engine() if jobs else None, progress)
    drafts = {(work.path, entry.key): candidate for (work, entry), candidate in zip(open_ones, candidates, strict=True)}
    return [_finished(work, drafts) for work in works]


def _job(work: _Work, unit: Unit) -> Job:
    return Job(unit, spelling(work.document.format, unit.spelling))


def _merged(article: Article, settings: Settings, knowledge: Knowledge) -> _Work:
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
    earlier = load(path) if path.exists() else None
    origin = origin_of(article, document)
    if earlier is None:
        headers = _headers(origin, settings)
    else:
        _refuse_foreign(earlier, origin, path)
        headers = renewed_headers(earlier.headers, origin)
    return _Work(
        path=path,
        article=article,
        document=document,
        headers=headers,
        comment=earlier.comment if earlier else (),
        language=settings.target,
        entries=merge(fresh, earlier.entries if earlier else ()),
        units={(unit.context, unit.source): unit for unit in reversed(units)},
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


def _refuse_foreign(catalog: Catalog, origin: Origin, path: Path) -> None:
    """A catalog made from another article is not overwritten."""
    known = catalog.headers.get("X-Source-File", origin.path)
    if known != origin.path:
        raise CatalogError(
            f"the catalog belongs to {known}, not to {origin.path}",
            where=str(path),
            remedy="rename one article, or mend the catalog's X-Source-File if the article was moved",
        )


def _finished(work: _Work, drafts: dict[tuple[Path, tuple[str, str]], Candidate]) -> Update:
    entries = []
    drafted = terms = 0
    for entry in work.entries:
        candidate = drafts.get((work.path, entry.key)) if entry.state is State.NEW else None
        if candidate is not None and candidate.text:
            drafted += 1
            terms += candidate.terms
        entries.append(_drafted(entry, candidate))
    active = [entry for entry in entries if entry.state is not State.OBSOLETE]
    catalog = Catalog(work.language, work.headers, tuple(entries), work.comment)
    return Update(
        path=work.path,
        article=work.document.path,
        units=len(active),
        reused=sum(bool(entry.target) for entry in active) - drafted,
        drafted=drafted,
        untranslated=sum(not entry.target for entry in active),
        terms=terms,
        changed=write_atomically(work.path, dumps(catalog).encode()),
    )


def _drafted(entry: Entry, candidate: Candidate | None) -> Entry:
    """``entry`` with a candidate as its draft, or with the reason why there is none."""
    if candidate is None or (not candidate.text and not candidate.origin):
        return entry
    comments = tuple(line for line in entry.comments if not line.startswith(MT_COMMENT))
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
