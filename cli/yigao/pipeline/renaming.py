"""Articles that got another name: their catalog goes with them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.errors import CatalogError
from yigao.model.catalog import Catalog, State

AGREEING = 0.5
"""Least share of a catalog's entries that must stand in an article for it to be the same one under another name."""

_SOURCE_FILE = re.compile(r'^"X-Source-File: (.*)\\n"\s*$', re.MULTILINE)
_HEAD = 8192
"""Bytes of a catalog in which its header is looked for."""

Key = tuple[str, str]


@dataclass(slots=True)
class Orphans:
    """Catalogs whose articles are gone. Not frozen: a catalog is given away once."""

    root: Path
    """The project's folder, which the names of articles are relative to."""
    folder: Path
    """Folder of the catalogs of a language."""
    _found: dict[Path, Catalog] | None = field(default=None, init=False)

    def claim(self, keys: Collection[Key]) -> tuple[Path, Catalog] | None:
        """The catalog that most agrees with an article of these entries, if it agrees enough. It is given away."""
        found = self._found = dict(self._orphans()) if self._found is None else self._found
        best = max(found, key=lambda path: agreement(found[path], keys), default=None)
        if best is None or agreement(found[best], keys) < AGREEING:
            return None
        return best, found.pop(best)

    def _orphans(self) -> list[tuple[Path, Catalog]]:
        found = []
        for path in sorted(self.folder.rglob("*.po")):
            try:
                name = _source_file(path)
                if name and is_gone(self.root, name):
                    found.append((path, load(path)))
            except (CatalogError, OSError):
                continue  # it will be spoken of when it is asked for
        return found


def is_gone(root: Path, name: str) -> bool:
    """Whether an article of a project is not there any more."""
    return "\0" not in name and not (root / name).exists()


def agreement(catalog: Catalog, keys: Collection[Key]) -> float:
    """The share of a catalog's entries that are among ``keys``."""
    active = [entry.key for entry in catalog.entries if entry.state is not State.OBSOLETE]
    return sum(key in keys for key in active) / len(active) if active else 0.0


def _source_file(path: Path) -> str:
    with path.open("rb") as file:
        match = _SOURCE_FILE.search(file.read(_HEAD).decode("utf-8", "replace"))
    return match[1] if match else ""
