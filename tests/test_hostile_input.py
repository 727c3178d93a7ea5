"""Any input is read in work that grows with its length, and comes back byte for byte, whatever was done to its bytes."""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yigao import parts
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document
from yigao.pipeline.render import render
from yigao.pipeline.skipped import left_out
from yigao.pipeline.units import UnitSize, units_of

HERE = Path(__file__).parent
ARTICLES = [
    *(HERE / "articles").iterdir(),
    *(HERE / "cases" / "formats").glob("*/*/article.*"),
    *HERE.parent.parent.glob("shared/articles/*.md"),
]


def document_of(text: str, format_name: str) -> Document:
    return Document("a", format_name, text, parts.load("formats", format_name).parse(text))


def come_back(document: Document, size: UnitSize = UnitSize.SENTENCE) -> str:
    """The article with every unit translated by itself, once what is left out was listed."""
    units = units_of(document, size)
    left_out(document, units)
    entries = tuple(Entry(unit.source, unit.source, unit.context, State.REVIEWED) for unit in dict.fromkeys(units))
    return render(document, units, Catalog("en", {}, entries)).text


PIECES = [
    *(
        "[",
        "[[",
        "[[中",
        "[[中]]",
        "[中](",
        '[中](/a "',
        "![中](",
        "[中][",
        "[a]: /中\n",
        "[^1]",
        "(",
        "{{",
        "{{<",
        "{% a %}",
        "{: ",
    ),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``中`",
        "$",
        "$$中",
        "\\(",
        "\\(中",
        "\\[x\\]",
        "==中",
        "%%中",
        "&",
        "<",
        "<a b='",
        "<!--",
        "<b>中",
    ),
    *(
        "</b>",
        "<span>",
        "<span></span>",
        "<div>\n",
        "<div>\n\n",
        "<svg>",
        "<rt>",
        "<table><tr><td>",
        "<p hidden>",
        "<q lang=en>1",
    ),
    *(
        "> ",
        "- ",
        "1. ",
        "#",
        "中\n: ",
        "::: 中\n",
        ":::[",
        '!!! a "中"\n',
        "> [!a] 中\n",
        "*[中]: 中\n",
        "import '",
        "export let\n",
    ),
    *(
        "| 中 |\n|--|\n",
        "---\n",
        "```\n",
        "\n",
        "\n\n",
        " ",
        "　",
        "“",
        "（",
        "「",
        "中，",
        "ありがとう中",
        "http://a中",
        "a@b.",
        "1.",
        "中1",
    ),
]


def work(text: str, format_name: str) -> int:
    """How many calls reading and rendering take."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        found = come_back(document_of(text, format_name))
    finally:
        sys.setprofile(None)
    assert found == text
    return calls


@pytest.mark.parametrize("format_name", parts.names("formats"))
@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_length(piece: str, format_name: str) -> None:
    short, long = (work(f"中{piece * repeats}中。", format_name) for repeats in (60, 240))
    assert long < 5 * short + 2000


DEPTH = 2000


@pytest.mark.parametrize("format_name", parts.names("formats"))
@pytest.mark.parametrize("piece", ["[", "(", "*", "<b>", "<div>", "> ", "{{< a >}}", "“", "- ", "[[", "!!! a\n    "])
def test_depth_ends(piece: str, format_name: str) -> None:
    text = f"{piece * DEPTH}中。"
    assert come_back(document_of(text, format_name)) == text


WORDS = """[ ] ( ) [[ ]] {{ }} {% %} * ** _ ~~ ` ``` < > </ <b> </b> <div> </div> <!-- --> $ $$ \\ & &amp; == %% ::: [!a] *[ ]:
[^1] | --- +++ 中 。 “ ” ！ （ ） ありがとう 👍 é a 1 ' " # 1. - ="""
TOKENS = [*WORDS.split(), "\n", "\n\n", "\r\n", "\r", "    ", "\t", "\u3000", "\u00a0", "\ufeff", "\0"]


def mutant(data: bytes, chance: random.Random) -> str:
    """A piece of ``data`` with some bytes put in, taken out, doubled or changed."""
    start = chance.randrange(max(1, len(data) - 3000))
    piece = bytearray(data[start : start + 3000])
    tokens: list[Callable[[int], bytes]] = [
        lambda _: chance.choice(TOKENS).encode(),
        lambda at: bytes(piece[at : at + chance.randrange(60)]) * 2,
        lambda _: bytes([chance.randrange(256)]),
        lambda _: b"",
    ]
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(piece) + 1)
        piece[at : at + chance.choice((0, 0, 1, 30))] = chance.choice(tokens)(at)
    return piece.decode(errors="ignore")


def mutants(count: int) -> Iterator[tuple[str, str]]:
    """Names of formats with texts, the same in every run."""
    chance = random.Random(20250301)
    articles = sorted(path for path in ARTICLES if path.is_relative_to(HERE))
    for _ in range(count):
        path = chance.choice(articles)
        name = next(name for name in parts.names("formats") if path.suffix in parts.load("formats", name).SUFFIXES)
        yield name, mutant(path.read_bytes(), chance)


def test_mutants_come_back() -> None:
    for name, text in mutants(150):
        for size in UnitSize:
            assert come_back(document_of(text, name), size) == text
