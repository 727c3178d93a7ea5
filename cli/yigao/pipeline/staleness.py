"""Whether a catalog still is that of its article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yigao.catalogs.merging import merge
from yigao.model.catalog import Catalog, Entry, Previous, State
from yigao.model.checking import Drift
from yigao.pipeline.articles import PLAIN, Reading, find_articles, read_article
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.units import UnitSize, units_of


@dataclass(frozen=True, slots=True)
class Project:
    """Where articles are and how they are read."""

    root: Path
    """The project's folder."""
    folders: tuple[Path, ...] = ()
    """Folders that hold the articles."""
    locales: Path = Path("locales")
    """Folder of the catalogs."""
    size: UnitSize = UnitSize.SENTENCE
    """How much text makes an entry."""
    reading: Reading = PLAIN
    """How the articles are read."""


def drift_of(catalog: Catalog, path: Path, project: Project) -> Drift | None:
    """How the catalog in ``path`` differs from its article; None if that cannot be known.

    An article that is gone counts only for a catalog in the project's own folder. Raises `ArticleError` for one that
    cannot be read.
    """
    file = article_file(catalog, project)
    if file is None:
        return None
    root = project.root.resolve()
    if not file.is_file():
        ours = path.resolve().is_relative_to(project.locales.resolve())
        return Drift(missing=catalog.headers["X-Source-File"]) if ours else None
    article = find_articles([file], root, project.folders)[0]
    document = read_article(article, project.reading)
    return _compared(fresh_entries(document, units_of(document, project.size)), catalog.entries)


def article_file(catalog: Catalog, project: Project) -> Path | None:
    """Where the catalog says its article is; None if it says nothing, or a place outside of the project."""
    name = catalog.headers.get("X-Source-File", "")
    root = project.root.resolve()
    file = (root / name).resolve() if name and "\0" not in name else root
    return file if file != root and file.is_relative_to(root) else None


def _compared(fresh: Sequence[Entry], entries: Sequence[Entry]) -> Drift:
    active = {entry.key: entry for entry in entries if entry.state is not State.OBSOLETE}
    there = {entry.key for entry in fresh}
    if there == set(active):
        return Drift(moved=sum(entry.references != active[entry.key].references for entry in fresh))
    left: dict[Previous, list[Entry]] = {}
    for entry in active.values():
        if entry.key not in there:
            left.setdefault(_origin(entry), []).append(entry)
    new: list[Entry] = []
    changed: list[tuple[Entry, Entry]] = []
    unsigned = [replace(entry, comments=()) for entry in entries]  # machines' drafts count like all others here
    for entry in merge(fresh, unsigned):
        if entry.state is State.OBSOLETE or entry.key in active:
            continue
        known = left.get(entry.previous) if entry.previous else None
        if known:
            changed.append((known.pop(0), entry))
        else:
            new.append(entry)
    gone = [entry for known in left.values() for entry in known]
    return Drift(tuple(new), tuple(changed), tuple(gone))


def _origin(entry: Entry) -> Previous:
    """What `merge` would name as the earlier text, if it took over this entry's translation."""
    if entry.state is State.DRAFT and entry.previous:
        return entry.previous
    return Previous(entry.source, entry.context)
