"""HTML beyond its cases: any page tiles and comes back, its elements stay, nasty input ends soon."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Text
from yigao.pipeline.formats import format_named
from yigao.pipeline.render import render
from yigao.pipeline.units import UnitSize, units_of

PIECES = [
    *[
        "<p>",
        "</p>",
        '<div class="a">',
        "</div>",
        "<section>",
        "</section>",
        "<ul>",
        "<li>",
        "</ul>",
        "<td>",
        "</td>",
        "<h1>",
    ],
    *['<span style="x">', "</span>", '<a href="u" title="题">', "</a>", "<b>", "</b>", '<img src=a alt="图">', "<br>"],
    *["<!--", "-->", "<script>", "</script>", "<textarea>", "</textarea>", "<title>题</title>", "<code>", "</code>"],
    *["<![CDATA[", "]]>", "<?xml", "<!doctype html>", "<", ">", "<b", "=", "'", '"', "&amp;", "&lt", "&#12290;"],
    *[
        "<p hidden>",
        '<p lang="ja">',
        '<html lang="zh-CN">',
        "<meta name=description content='描述。'>",
        "<ruby>",
        "<rt>",
    ],
    *[
        "甲。",
        "乙！",
        "“",
        "”",
        "（",
        "）",
        "中文 and English",
        " ",
        "\n",
        "\r",
        "\r\n",
        "　　",
        "<input placeholder=请输入>",
    ],
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def document_of(text: str) -> Document:
    return Document("a.html", "html", text, format_named("html").parse(text))


def drafted(document: Document, size: UnitSize, around: str) -> str:
    units = units_of(document, size)
    entries = tuple(
        Entry(unit.source, around.format(unit.source) if around else unit.source, unit.context, State.REVIEWED)
        for unit in dict.fromkeys(units)
    )
    rendering = render(document, units, Catalog("", {}, entries))
    assert rendering.refused == ()
    return rendering.text


@given(PAGES, st.sampled_from(UnitSize))
@settings(max_examples=400, deadline=None)
def test_any_page_tiles_and_comes_back(text: str, size: UnitSize) -> None:
    document = document_of(text)
    for segment in document.segments:
        at = segment.span.start
        for part in segment.parts:
            assert part.span.start == at
            assert (part.text if isinstance(part, Text) else part.source) == part.span.cut(text)
            at = part.span.end
        assert at == segment.span.end
    assert drafted(document, size, "") == text


class Elements(HTMLParser):
    """The tags of a page in order, as another parser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))


WHOLE = [piece for piece in PIECES if piece.count("<") == piece.count(">") and piece not in {"<!--", "-->", "]]>", ">"}]


@given(st.lists(st.sampled_from([piece for piece in WHOLE if "CDATA" not in piece]), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_translating_keeps_the_elements(text: str) -> None:
    assert Elements(drafted(document_of(text), UnitSize.SENTENCE, "EN({})")).seen == Elements(text).seen


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<p",
        "<!--",
        "<!",
        "</p",
        "甲",
        "<span>甲",
        '<a b="',
        "<a b=c ",
        "&",
        "<script>",
        "</p>",
        '"',
        "<b>甲</b>",
        "<div hidden>",
        "甲。\n",
    ],
)
def test_nasty_input_ends_soon(piece: str) -> None:
    """Far from any bound when time is linear in the length, hours when it is not."""
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    assert drafted(document_of(text), UnitSize.PARAGRAPH, "") == text
    assert time.process_time() - started < 30


def test_languages_are_renamed_where_something_is_translated() -> None:
    text = '<html lang="zh-CN"><body lang=zh><p>甲</p><p lang="ja">日本語</p></body></html>'
    document = document_of(text)
    (unit,) = units_of(document)
    catalog = Catalog("pt_BR", {}, (Entry("甲", "A", state=State.REVIEWED),))
    expected = '<html lang="pt-BR"><body lang=pt-BR><p>A</p><p lang="ja">日本語</p></body></html>'
    assert render(document, [unit], catalog).text == expected
    assert render(document, [unit], Catalog("pt_BR")).text == text
