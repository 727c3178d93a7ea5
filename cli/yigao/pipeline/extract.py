"""Templates: what is to be translated in an article, for no language yet."""

from collections.abc import Sequence
from pathlib import Path

from yigao.catalogs.headers import Origin, new_headers
from yigao.catalogs.writing import dumps
from yigao.files import write_atomically
from yigao.model.catalog import Catalog
from yigao.model.document import Document
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.encodings import encode


def origin_of(article: Article, document: Document) -> Origin:
    """What a catalog's header says of its article."""
    return Origin.of(article.name, document.path, encode(document.text, document.encoding))


def extract(
    articles: Sequence[Article],
    folder: Path,
    *,
    source: str,
    size: UnitSize = UnitSize.SENTENCE,
    reading: Reading = PLAIN,
) -> list[tuple[Path, int]]:
    """Write a template for each article under ``folder``; return their paths and numbers of entries.

    All articles are read before anything is written. Raises `UserError`.
    """
    templates = [(article, _template(article, source, size, reading)) for article in articles]
    written = []
    for article, catalog in templates:
        path = folder / f"{article.name}.pot"
        write_atomically(path, dumps(catalog).encode())
        written.append((path, len(catalog.entries)))
    return written


def _template(article: Article, source: str, size: UnitSize, reading: Reading) -> Catalog:
    document = read_article(article, reading)
    headers = new_headers(origin_of(article, document), source=source, language="", plural_forms="")
    return Catalog("", headers, fresh_entries(document, units_of(document, size)))
