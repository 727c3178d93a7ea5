"""Rendering articles with the catalogs on disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.errors import CatalogError
from yigao.model.catalog import State
from yigao.pipeline.articles import Article, encode, read_article
from yigao.pipeline.render import Rendering, render
from yigao.pipeline.units import UnitSize, units_of
from yigao.pipeline.update import catalog_path
from yigao.text.languages import spaces_sentences


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
    articles: Sequence[Article], locales: Path, target: str, size: UnitSize, *, drafts: bool
) -> Iterator[Rendered]:
    """Render each article in turn. Raises `UserError` for an article or catalog that is missing or broken."""
    for article in articles:
        path = catalog_path(article, locales, target)
        if not path.exists():
            raise CatalogError(
                f"no {target} catalog of {article.shown}", where=str(path), remedy="`yigao translate` makes it"
            )
        document = read_article(article)
        catalog = load(path)
        units = units_of(document, size)
        rendering = render(document, units, catalog, drafts=drafts, spaced=spaces_sentences(target))
        done = {entry.key for entry in catalog.entries if entry.state is State.REVIEWED}
        reviewed = sum((unit.context, unit.source) in done for unit in units)
        share = 100 * reviewed // len(units) if units else 100
        yield Rendered(article, target, path, rendering, encode(rendering.text, document.encoding), share)
