"""HTML: what is left out, spellings, language tags; any text tiles, comes back, keeps its tags, and is read in time."""

import json
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.formats import html
from yigao.formats.html.tokens import Token, TokenKind, tokens
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Code, Document, Pairing, Segment, Text
from yigao.pipeline.render import render
from yigao.pipeline.units import UnitSize, units_of

CASES = Path(__file__).parent / "cases" / "html"
PAGES = Path(__file__).parent / "cases" / "formats" / "html"


def cases(name: str) -> list[Any]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["name"]) for case in map(json.loads, lines)]


def document_of(text: str, name: str = "html") -> Document:
    return Document("a", name, text, parts.load("formats", name).parse(text))


def translated(document: Document, entries: dict[tuple[str, str], str], size: UnitSize = UnitSize.SENTENCE) -> str:
    units = units_of(document, size)
    catalog = tuple(Entry(source, target, context, State.REVIEWED) for (context, source), target in entries.items())
    rendering = render(document, units, Catalog("en", {}, catalog))
    assert rendering.refused == ()
    return rendering.text


def marked(document: Document, form: str = "EN({})", size: UnitSize = UnitSize.SENTENCE) -> str:
    """The article with every unit put into ``form``."""
    entries = {(unit.context, unit.source): form.format(unit.source) for unit in units_of(document, size)}
    return translated(document, entries, size)


@pytest.mark.parametrize("case", cases("skipped"))
def test_what_is_left_out_is_listed(case: dict[str, Any]) -> None:
    text = case["html"]
    assert [[one.reason, one.span.cut(text)] for one in html.parse(text).skipped] == case["skipped"]


@pytest.mark.parametrize("case", cases("languages"))
def test_language_tags_follow_the_target(case: dict[str, str]) -> None:
    text = case["html"]
    for span, tag in reversed(html.localise(text, case["target"])):
        text = text[: span.start] + tag + text[span.end :]
    assert text == case["expected"]


@pytest.mark.parametrize("case", cases("spelling"))
def test_spelling(case: dict[str, str]) -> None:
    own = html.SPELLINGS[""]
    if "spelled" in case:
        assert own.plain(case["spelled"]) == case["plain"]
    else:
        assert own.escape(case["plain"]) == case["escaped"]
        assert own.plain(case["escaped"]) == case["plain"]


@pytest.mark.parametrize("case", cases("secure"))
def test_translations_make_no_markup(case: dict[str, str]) -> None:
    document = document_of(case["html"])
    keys = [(unit.context, unit.source) for unit in units_of(document)]
    key = (case.get("context", ""), case["msgid"])
    assert key in keys
    assert translated(document, {key: case["msgstr"]}) == case["expected"]


@pytest.mark.parametrize("case", cases("refused"))
def test_translations_keep_the_tags_of_templates(case: dict[str, Any]) -> None:
    document = document_of(case["text"], case.get("format", "html"))
    (unit,) = units_of(document)
    rendering = render(
        document, [unit], Catalog("en", {}, (Entry(unit.source, case["msgstr"], unit.context, State.REVIEWED),))
    )
    assert [rendering.text, *(refusal.reason for refusal in rendering.refused)] == case["expected"]


MARKUP = """< > </ /> = " ' & ; / - ! ? <! <? <!-- --> --!> <![CDATA[ ]]> <!DOCTYPE <script> </script> <style> </style>
 <title> </title> <textarea> </textarea> <svg> </svg> <math> <svg/> <pre> </pre> <p> </p> <P> <div> </div> <section>
 </section> <b> </b> <i> </i> </B> <span> </span> <a> </a> <br> </br> <ul> <li> </li> </ul> <table> <tr> <td> </td>
 </table> <h2> </h2> <h3> <rt> <ruby> </ruby> <code> </code> <x-y> <g1> </g1> <x2/> <sup> </sup> <hr> <noscript>
 &nbsp; &amp; &#20013; &ldquo; &quot; <?xml {{ }} {% %} {%raw%} {%endraw%} {{a|"b"}} {{'<b>'}} \x1b[1m""".split()
TAGS = [
    *["<img alt='图'>", "<img alt=图>", '<a title="题">', "<p hidden>", "<b translate=no>", "<i translate=yes>"],
    *[
        "<q lang=en>",
        "<q lang=zh>",
        "<a b='",
        "<meta name=description content=述>",
        "<option label=甲>",
        "<sup>[1]</sup>",
    ],
]
WORDS = [*"中文。！？“”（）《》，a1 \n\r\t　\u00a0", "中文", "。", "\r\n", "https://a.b/c", "  \n  "]
SOUP = st.lists(st.sampled_from([*MARKUP, *TAGS, *WORDS, *WORDS]), max_size=40).map("".join)


def check_tiling(document: Document) -> None:
    """The parts of a segment tile it; its pairs nest; another lies outside of it or in one of its codes."""
    outer: Segment | None = None
    for segment in document.segments:
        at = segment.span.start
        opened: list[int | None] = []
        for part in segment.parts:
            assert part.span.start == at
            assert (part.text if isinstance(part, Text) else part.source) == part.span.cut(document.text)
            at = part.span.end
            if isinstance(part, Code) and part.pairing is Pairing.OPEN and part.pair is not None:
                opened.append(part.pair)
            elif isinstance(part, Code) and part.pairing is Pairing.CLOSE and part.pair is not None:
                assert opened.pop() == part.pair
        assert (at, opened) == (segment.span.end, [])
        if outer is not None and segment.span.start < outer.span.end:
            assert any(isinstance(part, Code) and part.span.covers(segment.span) for part in outer.parts)
        else:
            outer = segment


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_any_text_tiles_and_comes_back(text: str) -> None:
    document = document_of(text)
    check_tiling(document)
    for size in UnitSize:
        assert marked(document, "{}", size) == text
    spans = [one.span for one in document.parsed.skipped]
    assert spans == sorted(spans)
    texts = [part.span for segment in document.segments for part in segment.parts if isinstance(part, Text)]
    assert not any(skipped.covers(words) for skipped in spans for words in texts)


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_tokens_tile_and_do_not_depend_on_case(text: str) -> None:
    found = list(tokens(text))
    assert "".join(token.span.cut(text) for token in found) == text
    assert [replace(token, name=token.name.lower()) for token in tokens(text.upper())] == found or "<?xml" in text


LINES = """<div>|</div>|<div hidden>|<div class="notranslate">|<p>中文。|</p>|<table><tr><td>中|</table>|<details><summary>中</summary>
|</details>|<!-- 中|-->|<b title="中">中|</b>|<pre>中|</pre>|<script>|</script>|<style>|</style>|**中**|中文。|中，|<img alt="中
|文">|<img alt=中>|<li>中|<svg>|</svg>|{{< a title="中" >}}|<p>{{ b }}中|{{ c }}|<br>|</b></div>|# 中|| 中 |||---||---|<x>||||"""
PREFIXES = ["", "", "", "", "> ", "- ", "  ", "    ", "1. ", "\t", "> > "]
ENDS = ["\n", "\n", "\n", "\n\n", "\r\n", "\r"]
MIXED = st.lists(
    st.tuples(st.sampled_from(PREFIXES), st.sampled_from(LINES.split("|")), st.sampled_from(ENDS)).map("".join),
    max_size=14,
).map("".join)


@given(MIXED)
@settings(max_examples=300, deadline=None)
def test_html_in_markdown_tiles_and_comes_back(text: str) -> None:
    document = document_of(text, "markdown")
    check_tiling(document)
    for size in UnitSize:
        assert marked(document, "{}", size) == text
    spans = [one.span for one in document.parsed.skipped]
    assert not any(skipped.covers(segment.span) for skipped in spans for segment in document.segments)


def tags(text: str) -> list[tuple[TokenKind, str]]:
    return [(token.kind, token.name) for token in tokens(text) if token.kind is not TokenKind.TEXT]


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_translations_leave_all_tags_where_they_are(text: str) -> None:
    for form in ("EN({})", "{} <b>new</b> <!--"):
        assert tags(marked(document_of(text), form)) == tags(text)


class Structure(HTMLParser):
    """The tags of a page and the attributes that are not translated, as another parser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [f"{name}={value}" for name, value in attrs if not (value or "").startswith(("EN(", "中"))]
        self.found.append(("start", tag, *kept))
        self.said += [value for _, value in attrs if value and value.startswith("EN(")]

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))


def element(name: str, attributes: str, inside: str) -> str:
    return f"<{name}{attributes}>{inside}</{name}>"


WORD = st.sampled_from(["中文。", "中，", "中", "a ", "\n  ", "&amp;", "&nbsp;", "中 < 文", "<!-- 中 -->", "<br>"])
ATTRIBUTES = st.sampled_from(["", "", "", ' class="x"', ' title="中"', " title='中。\"中\"'", " title=中", " lang=en"])
NAMES = st.sampled_from("p div section span b em a li td h2 blockquote code ruby q sup button x-y".split())
TREES = st.recursive(
    st.lists(WORD, max_size=3).map("".join),
    lambda inside: st.lists(
        st.one_of(st.builds(element, NAMES, ATTRIBUTES, inside), WORD, st.just('<img alt="中" src=中.png>')), max_size=4
    ).map("".join),
    max_leaves=12,
)


@given(TREES)
@settings(max_examples=200, deadline=None)
def test_another_parser_sees_the_same_structure(text: str) -> None:
    document = document_of(text)
    before, after = Structure(text), Structure(marked(document))
    assert after.found == before.found
    values = [segment for segment in document.segments if segment.spelling.startswith("attribute")]
    assert len(after.said) == len(values)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*/article.*")), ids=lambda path: path.parent.name)
def test_pages_keep_their_tags(path: Path) -> None:
    text = path.read_bytes().decode()
    assert tags(marked(document_of(text))) == tags(text)


@given(SOUP, st.data())
@settings(max_examples=200, deadline=None)
def test_editing_one_entry_changes_only_its_span(text: str, data: st.DataObject) -> None:
    document = document_of(text)
    units = units_of(document)
    if not units:
        return
    chosen = data.draw(st.sampled_from(units))
    key = (chosen.context, chosen.source)
    rest = text
    tags_of_language = [span for span, _ in html.localise(text, "en")]
    spans = [*tags_of_language, *(unit.span for unit in units if (unit.context, unit.source) == key)]
    for span in sorted(spans, reverse=True):
        rest = rest[: span.start] + "\0" + rest[span.end :]
    found = translated(document, {key: f"T{chosen.source}"})
    at = 0
    for piece in rest.split("\0"):
        assert piece in found[at:]
        at = found.index(piece, at) + len(piece)
    assert found.startswith(rest.split("\0")[0])
    assert found.endswith(rest.split("\0")[-1])


LENGTH = 200_000
SECONDS = 5
REPEATED = """< </ <! <!-- <!--> <a <a·b= <a·b=' <a·b="x" & &# &nbsp; · \\n \\r 中 中。 <b> <svg> <svg· <svg></math>
 <script><!-- </script <title> <p·hidden> <rt> <br>中 <img·alt=中> <b>中</p> &nbsp;。 ]]> http:// @
 {{ {% {{a {%a%} {%raw%} {{'<b> <a·{{ <a·{% <a·b="{{ <a·b="{%·" <a·b={{c {{"<b>" \x1b[ \x1b]8;;a""".split()


@pytest.mark.parametrize("piece", REPEATED)
def test_reading_takes_linear_time(piece: str) -> None:
    repeated = piece.replace("·", " ").replace("\\n", "\n").replace("\\r", "\r")
    text = f"中<b>{repeated * (LENGTH // len(repeated))}"
    before = time.process_time()
    html.parse(text)
    assert time.process_time() - before < SECONDS


def test_deep_nesting_ends() -> None:
    depth = 10_000
    text = "<div><b>" * depth + "中" + "</b></div>" * depth
    (segment,) = html.parse(text).segments
    assert segment.span.cut(text) == "<b>中</b>"


def test_tokens_know_their_places() -> None:
    text = "a<IMG Alt='一' b=二 c>"
    _, tag = tokens(text)
    assert isinstance(tag, Token)
    assert (tag.kind, tag.name) == (TokenKind.START, "img")
    assert [(one.name, one.value.cut(text), one.quote) for one in tag.attributes] == [
        ("alt", "一", "'"),
        ("b", "二", ""),
        ("c", "", ""),
    ]
