"""What is not for translation is listed with its place and reason; every Han character is in one unit or in that list."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Text
from yigao.model.span import Span
from yigao.pipeline.render import render
from yigao.pipeline.skipped import left_out
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.encodings import decode
from yigao.text.han import is_han
from yigao.text.japanese import is_japanese
from yigao.text.typography import style_of

HERE = Path(__file__).parent
ARTICLES = [
    *(HERE / "articles").iterdir(),
    *(HERE / "cases" / "formats").glob("*/*/article.*"),
    *HERE.parent.parent.glob("shared/articles/*.md"),
]


def lines(name: str) -> list[Any]:
    return [json.loads(line) for line in (HERE / "cases" / name).read_text(encoding="utf-8").splitlines()]


def document_of(text: str, format_name: str = "markdown") -> Document:
    return Document("a", format_name, text, parts.load("formats", format_name).parse(text))


def check_partition(document: Document, size: UnitSize) -> None:
    """Every Han character stands in the words of exactly one unit, or in exactly one line of the list."""
    units = units_of(document, size)
    spans = [part.span for unit in units for part in unit.parts if isinstance(part, Text)]
    spans += [one.span for one in left_out(document, units)]
    counts = Counter(at for span in spans for at in range(span.start, span.end))
    assert {at: counts[at] for at, char in enumerate(document.text) if is_han(char) and counts[at] != 1} == {}


@pytest.mark.parametrize("size", UnitSize)
@pytest.mark.parametrize("path", sorted(ARTICLES), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_articles(path: Path, size: UnitSize) -> None:
    text, _ = decode(path.read_bytes(), str(path))
    name = next(name for name in parts.names("formats") if path.suffix in parts.load("formats", name).SUFFIXES)
    check_partition(document_of(text, name), size)


PIECES = """中文。|中|。|，|\n|\n\n|    |- |> |# |`|```\n|[|](|)|![|"题"|<b>|</b>|<b title="中">|<!-- 中 -->|<p hidden>|</p>|<code>|</code>
|<script>|</script>|<br>|**|$中$|[^中]|[^中]: |http://a.b/c|<http://a.b/中>|{{< a 中 >}}|{{< a title="中" >}}|[中]: /x "中"\n|| 中 |
|--||ありがとう中|<q lang=ja>|</q>|<div>\n|</div>\n|<svg>|</svg>|&#20013;|---\ntitle: 中\nx: 中\n---\n""".split("|")


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(parts.names("formats")))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, format_name: str) -> None:
    for size in UnitSize:
        check_partition(document_of(text, format_name), size)


@pytest.mark.parametrize("case", lines("skipped.jsonl"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = document_of(case["text"], case["format"])
    found = left_out(document, units_of(document))
    assert [[one.line, one.column, one.reason, one.text] for one in found] == case["skipped"]
    assert all(one.span.cut(document.text) == one.text for one in found)


@pytest.mark.parametrize("case", lines("japanese.jsonl"), ids=lambda case: case["text"])
def test_japanese_is_told_from_chinese(case: dict[str, Any]) -> None:
    assert is_japanese(case["text"]) is case["japanese"]


def test_japanese_stays_as_it_is_between_translations() -> None:
    document = document_of("你好。これは日本語の文章です、はい。再见。")
    units = units_of(document)
    assert left_out(document, units)[0].span == Span(3, 18)
    entries = (Entry("你好。", "Hello.", "", State.REVIEWED), Entry("再见。", "Bye.", "", State.REVIEWED))
    rendering = render(document, units, Catalog("en", {}, entries), style=style_of("en"))
    assert rendering.text == "Hello. これは日本語の文章です、はい。Bye."


def test_the_command_lists_and_writes_nothing(yigao: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"甲。<!-- [注] -->\n\n    {'码' * 100}\n", encoding="utf-8")
    ran = yigao("extract", "a.md", "--explain-skipped")
    rows = [line.split(maxsplit=2) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [[one.strip() for one in row] for row in rows] == [
        ["place", "reason", "text"],
        ["a.md:1:3", "comment", "<!-- [注] -->"],
        ["a.md:3:5", "code", f"block  {'码' * 79}…"],
    ]
    found = json.loads(yigao("extract", "a.md", "--explain-skipped", "--json").out)
    assert found["skipped"][1] == {"path": "a.md", "line": 3, "column": 5, "reason": "code block", "text": "码" * 100}
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("arguments", [["--json"], ["--explain-skipped", "-o", "x"]])
def test_options_that_do_not_go_together(yigao: Callable[..., Any], tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.md").write_text("甲。", encoding="utf-8")
    ran = yigao("extract", "a.md", *arguments)
    assert ran.code == 2
    assert "does not go with" in ran.err
