"""A page around an article in two languages, for those who read in a browser."""

import re

from yigao.pages._markup import Html, plain, words
from yigao.pages._whole import foreign_page

_PAGE_TAGS = re.compile(
    r"<(?=/?(?:meta|base|link|title|style|script|iframe|frame|object|embed|form|body|html|main)\b)", re.IGNORECASE
)
"""Tags of an article's own HTML that would act on the whole page; they are shown as they are."""


def render(body: str, *, title: str, source_language: str, facts: str) -> str:
    """The page. ``body`` is an article's own markup, which can show what it likes but runs and fetches nothing."""
    return foreign_page(
        "preview",
        title=plain(title),
        source_language=plain(source_language),
        facts=words(facts),
        body=Html(_PAGE_TAGS.sub("&lt;", body)),
    )
