"""How far catalogs have come."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.errors import CatalogError
from yigao.model.catalog import Catalog, Entry, State


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one catalog, or of several together."""

    name: str
    """The catalog's path, or what the sum is called."""
    language: str
    """Target language; empty for a sum over several."""
    reviewed: int
    """Entries a person has accepted."""
    drafts: int
    """Fuzzy entries."""
    new: int
    """Entries without a translation."""
    obsolete: int
    """Entries kept whose sentence is gone."""
    words: int
    """Words of all translations in use, drafts included."""

    @property
    def total(self) -> int:
        """Entries in use."""
        return self.reviewed + self.drafts + self.new


def catalogs_in(paths: Sequence[Path]) -> list[Path]:
    """The catalogs that files and folders name, sorted within each folder, each once. Raises `CatalogError`."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.po"))
            if not inside:
                raise CatalogError("no catalog in this folder", where=str(path), remedy="`yigao translate` makes them")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise CatalogError("no such file or folder", where=str(path), remedy="`yigao translate` makes catalogs")
    return list(found)


def progress(paths: Sequence[Path]) -> list[Progress]:
    """The counts of each catalog. Raises `CatalogError` for one that does not parse."""
    return [_count(_shown(path), load(path)) for path in paths]


def _shown(path: Path) -> str:
    """A path as short as it can be said from the working folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def summed(counts: Sequence[Progress], name: str = "total") -> Progress:
    """The counts of several catalogs together."""
    languages = {one.language for one in counts}
    return Progress(
        name=name,
        language=languages.pop() if len(languages) == 1 else "",
        reviewed=sum(one.reviewed for one in counts),
        drafts=sum(one.drafts for one in counts),
        new=sum(one.new for one in counts),
        obsolete=sum(one.obsolete for one in counts),
        words=sum(one.words for one in counts),
    )


def _count(name: str, catalog: Catalog) -> Progress:
    states = Counter(entry.state for entry in catalog.entries)
    return Progress(
        name=name,
        language=catalog.language,
        reviewed=states[State.REVIEWED],
        drafts=states[State.DRAFT],
        new=states[State.NEW],
        obsolete=states[State.OBSOLETE],
        words=sum(len(entry.target.split()) for entry in _in_use(catalog)),
    )


def _in_use(catalog: Catalog) -> Iterator[Entry]:
    return (entry for entry in catalog.entries if entry.state is not State.OBSOLETE)
