"""Catalogs handed to translators who work in other programs."""

import hashlib
from pathlib import Path

from yigao import parts
from yigao.catalogs.reading import load
from yigao.errors import CatalogError
from yigao.model.catalog import Entry, State
from yigao.model.document import Code
from yigao.model.exchange import Exported, Handed, Parcel
from yigao.model.interfaces import Format
from yigao.pipeline.formats import article_of, format_of
from yigao.pipeline.sides import side_of


def hand_over(path: Path, version: str, *, copy_source: bool = False) -> tuple[Exported, int]:
    """The XLIFF of a catalog, and how many units it has. Raises `CatalogError` for a template and what does not parse."""
    catalog = load(path)
    if not catalog.language:
        raise CatalogError(
            "the catalog names no target language", where=f"{path}:1", remedy="set Language in its header"
        )
    part = format_of(catalog)
    units = tuple(_handed(entry, part) for entry in catalog.entries if entry.state is not State.OBSOLETE)
    parcel = Parcel(
        article=article_of(catalog) or path.name,
        source_language=catalog.headers.get("X-Source-Language", "zh"),
        target_language=catalog.language,
        units=units,
    )
    exported: Exported = parts.load("exchange", "xliff").write(parcel, version, copy_source=copy_source)
    return exported, len(units)


def digest(entry: Entry) -> str:
    """What tells whether an entry's translation or state has changed."""
    return hashlib.sha256(f"{entry.state}\0{entry.target}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _handed(entry: Entry, part: Format) -> Handed:
    return Handed(entry, digest(entry), _codes(entry.source, part), _codes(entry.target, part))


def _codes(text: str, part: Format) -> tuple[Code, ...]:
    return side_of(text, part).codes if text else ()
