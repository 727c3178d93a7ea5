"""Rendering articles with the catalogs on disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.errors import ArticleError, CatalogError
from yigao.messages import message
from yigao.model.catalog import Catalog, State
from yigao.model.document import Document, Encoding, Unit
from yigao.model.interfaces import Progress
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.counting import counted
from yigao.pipeline.render import Rendering, render
from yigao.pipeline.units import UnitSize, units_of
from yigao.pipeline.update import catalog_path
from yigao.text.declarations import declare
from yigao.text.encodings import encode, lack, unwritable
from yigao.text.typography import style_of


@dataclass(frozen=True, slots=True)
class Rendered:
    """One article in one language, ready to be written."""

    article: Article
    """Which."""
    target: str
    """In which language."""
    catalog: Path
    """From which catalog."""
    rendering: Rendering
    """The text and how it came about."""
    data: bytes
    """The file's bytes."""
    reviewed: int
    """Percent of the units whose entries are reviewed, rounded down."""


def render_articles(
    articles: Sequence[Article],
    locales: Path,
    target: str,
    size: UnitSize,
    *,
    drafts: bool,
    reading: Reading = PLAIN,
    output: Encoding | None = None,
    indent: str = "drop",
    progress: Progress | None = None,
) -> Iterator[Rendered]:
    """Render each article in turn, encoded as it was or in ``output``; ``indent`` as in `style_of`.

    Raises `UserError` for an article or catalog that is missing or broken, and for characters that cannot be written.
    """
    for article in counted(articles, progress):
        path, document, catalog = opened(article, locales, target, reading)
        units = units_of(document, size)
        rendering = render(
            document, units, catalog, drafts=drafts, style=style_of(target, indent), options=reading.options
        )
        text = declare(rendering.text, output.name) if output and article.is_markup else rendering.text
        data = _encoded(text, output or document.encoding, article, path, catalog)
        yield Rendered(article, target, path, rendering, data, reviewed_share(units, catalog))


def opened(article: Article, locales: Path, target: str, reading: Reading) -> tuple[Path, Document, Catalog]:
    """An article with its catalog and where that is. Raises `UserError` for one that is missing or broken."""
    path = catalog_path(article, locales, target)
    if not path.exists():
        raise CatalogError(
            message("no {target} catalog of {shown}", target=target, shown=article.shown),
            where=str(path),
            remedy="`yigao translate` makes it",
        )
    return path, read_article(article, reading), load(path)


def reviewed_share(units: Sequence[Unit], catalog: Catalog) -> int:
    """Percent of the units whose entries are reviewed, rounded down."""
    done = {entry.key for entry in catalog.entries if entry.state is State.REVIEWED}
    reviewed = sum((unit.context, unit.source) in done for unit in units)
    return 100 * reviewed // len(units) if units else 100


def _encoded(text: str, encoding: Encoding, article: Article, path: Path, catalog: Catalog) -> bytes:
    """The bytes; an error names the entry that brought a character which the encoding lacks."""
    character = unwritable(text, encoding)
    if not character:
        return encode(text, encoding)
    entry = next((one for one in catalog.entries if character in one.target and one.state is not State.OBSOLETE), None)
    raise ArticleError(
        message("{value}, in which {shown} is written", value=lack(character, encoding), shown=article.shown),
        where=f"{path}:{entry.line}" if entry else article.shown,
        remedy="render with `--output-encoding utf-8`, or reword the translation",
    )
