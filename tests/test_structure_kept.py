"""Rendering keeps the structure of a Markdown article, whatever a translation holds."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document
from yigao.pipeline.formats import format_named
from yigao.pipeline.render import Rendering, render
from yigao.pipeline.units import units_of

CASES = Path(__file__).parent / "cases" / "rendering" / "structure.jsonl"
ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.md"))
ARTICLES += sorted(Path(__file__).parent.parent.parent.glob("shared/articles/*.md"))


def document_of(text: str) -> Document:
    return Document("a.md", "markdown", text, format_named("markdown").parse(text))


@pytest.mark.parametrize(
    "case", [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()], ids=lambda case: case["name"]
)
def test_case(case: dict[str, str]) -> None:
    """The first unit of the article is translated by ``target``."""
    document = document_of(case["article"])
    units = units_of(document)
    entry = Entry(units[0].source, case["target"], units[0].context, State.REVIEWED)
    rendering = render(document, units, Catalog("en", {}, (entry,)))
    assert rendering.text == case["rendered"]
    assert [refusal.reason for refusal in rendering.refused] == ([case["refused"]] if case["refused"] else [])


def blocks(text: str) -> list[tuple[str, str]]:
    """The blocks of an article as another parser sees them."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [(token.type, token.tag) for token in parser.parse(text)]


def translated(document: Document, target: str) -> Rendering:
    units = units_of(document)
    entries = tuple(
        Entry(unit.source, target.format(unit.source), unit.context, State.REVIEWED) for unit in dict.fromkeys(units)
    )
    return render(document, units, Catalog("en", {}, entries))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_real_articles_keep_their_blocks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rendering = translated(document_of(text), "EN({})")
    assert rendering.refused == ()
    assert blocks(rendering.text) == blocks(text)


ARTICLE = "# 题\n\n甲句。乙句。\n\n- 项一\n- 项二\n\n> 引文\n\n| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |\n\n1. 末项\n"
HOSTILE = st.lists(
    st.sampled_from(
        [
            "# ",
            "1. ",
            "- ",
            "> ",
            "| a",
            "**",
            "*",
            "_",
            "`",
            "<b>",
            "](",
            "[",
            "\\",
            "\n",
            "---",
            "a",
            " ",
            "&amp;",
            "~~",
            "$",
            "=",
            "\t",
            "!",
            "    ",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(HOSTILE)
@settings(max_examples=120, deadline=None)
def test_hostile_translations_change_no_block(target: str) -> None:
    """Each is written so that the blocks stay, or is refused."""
    rendering = translated(document_of(ARTICLE), target.replace("{", "").replace("}", ""))
    assert blocks(rendering.text) == blocks(ARTICLE)
