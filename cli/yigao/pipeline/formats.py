"""The formats, found by name or by file name ending."""

from pathlib import PurePosixPath

from yigao import parts
from yigao.model.catalog import Catalog
from yigao.model.interfaces import Format, Spelling

_MARKDOWN = "markdown"
"""The format of an article whose name does not tell."""


def format_named(name: str) -> Format:
    """The format part of that name."""
    part: Format = parts.load("formats", name)
    return part


def formats_by_suffix() -> dict[str, str]:
    """Format names by file name ending."""
    return {suffix: name for name in parts.names("formats") for suffix in format_named(name).SUFFIXES}


def format_for(suffix: str) -> str | None:
    """Name of the first format for files with that ending, lower case; those after it are not loaded."""
    return next((name for name in parts.names("formats") if suffix in format_named(name).SUFFIXES), None)


def spelling(format_name: str, name: str) -> Spelling:
    """One of a format's spellings."""
    return format_named(format_name).SPELLINGS[name]


def article_of(catalog: Catalog) -> str:
    """Path of the article, as the catalog names it; empty if it does not."""
    references = (entry.references[0].path for entry in catalog.entries if entry.references)
    return catalog.headers.get("X-Source-File", "") or next(references, "")


def format_of(catalog: Catalog) -> Format:
    """The format of the article, by its name's ending."""
    suffix = PurePosixPath(article_of(catalog)).suffix.lower()
    if not suffix or suffix in format_named(_MARKDOWN).SUFFIXES:
        return format_named(_MARKDOWN)
    return format_named(format_for(suffix) or _MARKDOWN)
