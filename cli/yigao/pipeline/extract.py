"""Templates: what is to be translated in an article, for no language yet."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from yigao.catalogs.headers import Origin, new_headers
from yigao.catalogs.writing import dumps
from yigao.files import write_atomically
from yigao.model.catalog import Catalog
from yigao.model.document import Document
from yigao.model.interfaces import Progress
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.counting import counted
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.encodings import encode


def origin_of(article: Article, document: Document, catalog: Path) -> Origin:
    """What the header of the catalog or template in the file ``catalog`` says of its article."""
    data = encode(document.text, document.encoding)
    return Origin.of(article.name, document.path, data, _way_to_project(article, catalog))


def _way_to_project(article: Article, catalog: Path) -> str:
    """From the catalog's folder to the one that the article is named relative to; empty if there is no way between them."""
    here, shown = article.path.resolve(), PurePosixPath(article.shown)
    if shown.is_absolute() or here.parts[-len(shown.parts) :] != shown.parts:
        return ""
    try:
        return Path(os.path.relpath(here.parents[len(shown.parts) - 1], catalog.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return ""


def extract(
    articles: Sequence[Article],
    folder: Path,
    *,
    source: str,
    size: UnitSize = UnitSize.SENTENCE,
    reading: Reading = PLAIN,
    progress: Progress | None = None,
) -> list[tuple[Path, int]]:
    """Write a template for each article under ``folder``; return their paths and numbers of entries.

    All articles are read before anything is written. Raises `UserError`.
    """
    paths = [folder / f"{article.name}.pot" for article in articles]
    pairs = list(zip(articles, paths, strict=True))
    templates = [_template(article, source, size, reading, path) for article, path in counted(pairs, progress)]
    written = []
    for path, catalog in zip(paths, templates, strict=True):
        write_atomically(path, dumps(catalog).encode())
        written.append((path, len(catalog.entries)))
    return written


def _template(article: Article, source: str, size: UnitSize, reading: Reading, path: Path) -> Catalog:
    document = read_article(article, reading)
    headers = new_headers(origin_of(article, document, path), source=source, language="", plural_forms="")
    return Catalog("", headers, fresh_entries(document, units_of(document, size)))
