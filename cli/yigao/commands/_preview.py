"""`yigao render --preview`: articles in two languages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yigao.commands._options import Options

if TYPE_CHECKING:
    from yigao.pipeline.articles import Article, Reading
    from yigao.pipeline.rendering import Rendered
    from yigao.pipeline.units import UnitSize

_PAGES = frozenset({".html", ".htm"})


def previewed(
    options: Options,
    articles: "Sequence[Article]",
    languages: Iterable[str],
    size: "UnitSize",
    *,
    locales: Path,
    reading: "Reading",
    output: Path | None,
) -> "list[Rendered]":
    """The articles in two languages; a whole page where ``output`` ends as one and the article does not.

    Raises `UserError`.
    """
    from yigao.pipeline.preview import preview_articles  # noqa: PLC0415 - commands load what they need when called

    as_page = output is not None and output.suffix.lower() in _PAGES
    found = [
        one
        for language in languages
        for one in preview_articles(articles, locales, language, size, reading=reading, as_body=as_page)
    ]
    if not as_page:
        return found
    return [one if one.article.is_markup else replace(one, data=_page(one, options.config.source)) for one in found]


def _page(one: "Rendered", source: str) -> bytes:
    from yigao.pages.preview import render  # noqa: PLC0415
    from yigao.pipeline.preview import MEANINGS  # noqa: PLC0415

    rendering = one.rendering
    counts = f"{one.article.shown} in {one.target}: {rendering.used} of {rendering.total} sentences"
    facts = " · ".join([counts, *(f"{sign} {meaning}" for sign, meaning in MEANINGS.items())])
    title = f"{one.article.shown}: {one.target}"
    return render(rendering.text, title=title, source_language=source, facts=facts).encode()
