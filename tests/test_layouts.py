"""How blocks of articles are laid out: an article beside its segments, each with its level, marker or cell."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao import parts
from yigao.model.document import Document
from yigao.pipeline.review import laid_out

CASES = Path(__file__).parent / "cases" / "layouts"
ARTICLES = sorted(path for path in CASES.iterdir() if path.suffix != ".expected")


def document_of(text: str, suffix: str) -> Document:
    name = next(name for name in parts.names("formats") if suffix in parts.load("formats", name).SUFFIXES)
    return Document(f"a{suffix}", name, text, parts.load("formats", name).parse(text))


def told(document: Document) -> Iterator[str]:
    for segment, layout in laid_out(document):
        where = f"table {layout.table} row {layout.row} column {layout.column}" if layout.table else ""
        marker = f"marker {layout.marker}" if layout.marker else ""
        level = f"level {layout.level}" if layout.level else ""
        words = [segment.kind.value, layout.kind.value, level, marker, where]
        yield f"{' '.join(filter(None, words))}: {' '.join(segment.span.cut(document.text).split())}\n"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_case(article: Path, compare: Callable[[Path, bytes], None]) -> None:
    document = document_of(article.read_text(encoding="utf-8"), article.suffix)
    compare(article.with_name(f"{article.name}.expected"), "".join(told(document)).encode())


PIECES = ["甲", "\n", "\n\n", "# ", "- ", "  ", "> ", "1. ", "|a|b|\n|-|-|\n", "|", "\t", "一、",
          "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<blockquote>"]  # fmt: skip


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_layouts_are_in_order_inside_the_text_and_nest(suffix: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    document = document_of(text, suffix)
    found = list(parts.load("formats", document.format).layouts(text))
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    assert all(one.span.end <= len(text) for one in found)
    assert [segment for segment, _ in laid_out(document)] == list(document.segments)


@pytest.mark.parametrize(
    ("suffix", "piece"),
    [(".md", "> "), (".md", "- "), (".html", "<blockquote>"), (".html", "<td>"), (".html", "<ul><li>")],
)
def test_deep_nesting_ends(suffix: str, piece: str) -> None:
    document = document_of(f"{piece * 5000}甲", suffix)
    assert len(list(laid_out(document))) <= 5001
