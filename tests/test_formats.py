"""Each format's cases: an article beside its template and beside its rendering with `EN(…)` around every unit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.catalogs.headers import Origin, new_headers
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Segment, Text
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.formats import format_named
from yigao.pipeline.render import render
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.controls import has_controls
from yigao.text.encodings import decode, encode

CASES = Path(__file__).parent / "cases" / "formats"
ARTICLES = Path(__file__).parent / "articles"
FOUND = sorted(path.parent for path in CASES.glob("*/*/article.*"))
REAL = sorted(Path(__file__).parent.parent.parent.glob("shared/articles/*.md"))


def document_of(path: Path) -> Document:
    text, encoding = decode(path.read_bytes(), str(path))
    name = next(name for name in parts.names("formats") if path.suffix in parts.load("formats", name).SUFFIXES)
    return Document(path.name, name, text, parts.load("formats", name).parse(text), encoding)


def translated(document: Document, translate: Callable[[str], str], size: UnitSize = UnitSize.SENTENCE) -> bytes:
    units = units_of(document, size)
    entries = tuple(
        Entry(unit.source, translate(unit.source), unit.context, State.REVIEWED) for unit in dict.fromkeys(units)
    )
    rendering = render(document, units, Catalog("en", {}, entries))
    assert rendering.refused == ()
    assert rendering.used == rendering.total == len(units)
    return encode(rendering.text, document.encoding)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_case(case: Path, compare: Callable[[Path, bytes], None]) -> None:
    article = next(case.glob("article.*"))
    document = document_of(article)
    origin = Origin.of("article", article.name, article.read_bytes())
    headers = new_headers(origin, source="zh", language="", plural_forms="")
    template = Catalog("", headers, fresh_entries(document, units_of(document)))
    assert not has_controls(dumps(template))
    compare(case / "expected.pot", dumps(template).encode())
    compare(case / f"expected{article.suffix}", translated(document, lambda source: f"EN({source})"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_line_ends_of_windows_make_no_other_units(case: Path) -> None:
    document = document_of(next(case.glob("article.*")))
    text = re.sub("\r\n|\r|\n", "\n", document.text)
    found = [
        [unit.source for unit in units_of(replace(document, text=one, parsed=format_named(document.format).parse(one)))]
        for one in (text, text.replace("\n", "\r\n"))
    ]
    assert found[0] == found[1]


def articles() -> Iterator[Path]:
    yield from (next(case.glob("article.*")) for case in FOUND)
    yield from sorted(ARTICLES.iterdir())
    yield from REAL


@pytest.mark.parametrize("size", UnitSize)
@pytest.mark.parametrize("path", list(articles()), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_untranslated_articles_come_back_byte_for_byte(path: Path, size: UnitSize) -> None:
    document = document_of(path)
    assert translated(document, lambda source: source, size) == path.read_bytes()
    empty = render(document, units_of(document, size), Catalog("en"))
    assert encode(empty.text, document.encoding) == path.read_bytes()


@pytest.mark.parametrize("path", REAL or [None])
def test_real_articles_are_here(path: Path | None) -> None:
    if path is None:
        pytest.skip("../shared/articles is not here")
    assert len(units_of(document_of(path))) > 50


def check_tiling(document: Document) -> None:
    """Promise 2: the parts of each segment tile its span; segments are disjoint or lie inside a code of another."""
    outer: Segment | None = None
    for segment in document.segments:
        at = segment.span.start
        for part in segment.parts:
            assert part.span.start == at
            shown = part.text if isinstance(part, Text) else part.source
            assert shown == part.span.cut(document.text)
            at = part.span.end
        assert at == segment.span.end
        if outer is not None and segment.span.start < outer.span.end:
            assert any(not isinstance(part, Text) and part.span.covers(segment.span) for part in outer.parts)
        else:
            outer = segment


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"中文。！？；“”（）《》…\n　 ~|[]()<>!-+=:{}$^#*_`\\&\t\"'1aA.,/",
            *[
                "\n\n",
                "\n> ",
                "\n- ",
                "\n1. ",
                "    ",
                "---\n",
                "```\n",
                "**",
                "$$",
                "<b>",
                "</b>",
                "<br>",
                "<!-- 注 -->",
            ],
            *[
                "![图](a.png)",
                "[链](http://a.b)",
                "[^1]",
                "[^1]: 注",
                "&amp;",
                "<font color='a'>",
                "</font>",
                "| 甲 | 乙 |\n",
            ],
            *[
                "|--|--|\n",
                "<div>",
                "</div>",
                "<g1>",
                "</g1>",
                "<x1/>",
                "{#id}",
                "\x1b[1m",
                "\x07",
                "\r\n",
                "\r",
                "👍",
                "<code>",
                "</code>",
            ],
            *[
                "::: tip 题\n",
                ":::\n",
                '!!! note "题"\n',
                "[!NOTE] 题",
                "*[词]: 释",
                "==",
                "[[甲]]",
                "[[",
                "]]",
                "%%",
                "\\(",
                "\\)",
            ],
            *['{"title": "甲"}\n', '{{ a | "b" }}', "{% raw %}", "{% endraw %}", '<b title="甲{{ a }}">'],
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKDOWN)
@settings(max_examples=400, deadline=None)
def test_any_markdown_tiles_and_comes_back(text: str) -> None:
    markdown = parts.load("formats", "markdown")
    document = Document("a.md", "markdown", text, markdown.parse(text))
    check_tiling(document)
    for size in UnitSize:
        assert translated(document, lambda source: source, size) == text.encode()


@given(MARKDOWN, st.data())
@settings(max_examples=300, deadline=None)
def test_editing_one_entry_changes_only_its_span(text: str, data: st.DataObject) -> None:
    """Promise 3, and the space before the next sentence."""
    markdown = parts.load("formats", "markdown")
    document = Document("a.md", "markdown", text, markdown.parse(text))
    units = units_of(document)
    if not units:
        return
    chosen = data.draw(st.sampled_from(units))
    same = [unit for unit in units if (unit.context, unit.source) == (chosen.context, chosen.source)]
    entry = Entry(chosen.source, f"T{chosen.source}", chosen.context, State.REVIEWED)
    rendering = render(document, units, Catalog("en", {}, (entry,)))
    spans = [unit.span for unit in same]
    rest = text
    for span in reversed(spans):
        rest = rest[: span.start] + "\0" + rest[span.end :]
    assert all(piece in rendering.text for piece in rest.split("\0"))
    assert rendering.text.startswith(rest.split("\0")[0])
    assert rendering.text.endswith(rest.split("\0")[-1])


@given(MARKDOWN)
@settings(max_examples=200, deadline=None)
def test_broken_placeholders_are_refused(text: str) -> None:
    markdown = parts.load("formats", "markdown")
    document = Document("a.md", "markdown", text, markdown.parse(text))
    units = [unit for unit in units_of(document) if any(code.placeholder for code in unit.codes)]
    for unit in units:
        token = next(code.token for code in unit.codes if code.placeholder)
        for broken in (unit.source.replace(token, "", 1), f"{unit.source}{token}", f"{unit.source}<x99/>"):
            entry = Entry(unit.source, broken, unit.context, State.REVIEWED)
            rendering = render(document, [unit], Catalog("en", {}, (entry,)))
            assert rendering.text == text
            assert len(rendering.refused) == 1


def test_order_of_entries_does_not_matter() -> None:
    document = document_of(ARTICLES / "science-weekly.md")
    units = units_of(document)
    entries = [Entry(unit.source, f"T({unit.source})", unit.context, State.REVIEWED) for unit in dict.fromkeys(units)]
    there = render(document, units, Catalog("en", {}, tuple(entries)))
    back = render(document, units, Catalog("en", {}, tuple(reversed(entries))))
    assert replace(there, refused=()) == replace(back, refused=())
