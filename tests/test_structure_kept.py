"""Rendering keeps the structure of an article whatever a translation holds, and fits what stands around it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.formats.markdown.blocks import Event, events
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Unit
from yigao.pipeline.formats import format_named
from yigao.pipeline.render import Rendering, render
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.typography import Style, style_of

HERE = Path(__file__).parent
CASES = [
    pytest.param(case, id=f"{path.stem}-{case['name']}")
    for path in sorted((HERE / "cases" / "rendering").glob("*.jsonl"))
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
]
ARTICLES = [
    *(HERE / "articles").glob("*.md"),
    *(HERE / "cases" / "formats" / "markdown").glob("*/article.md"),
    *HERE.parent.parent.glob("shared/articles/*.md"),
]


def document_of(text: str, format_name: str = "markdown") -> Document:
    return Document("a", format_name, text, format_named(format_name).parse(text))


def rendered(
    document: Document,
    target: Callable[[Unit], str | None],
    language: str = "en",
    style: Style | None = None,
    size: UnitSize = UnitSize.SENTENCE,
) -> Rendering:
    """The article with every unit reviewed for which there is a target."""
    units = units_of(document, size)
    found = [(unit, target(unit)) for unit in dict.fromkeys(units)]
    entries = tuple(Entry(unit.source, text, unit.context, State.REVIEWED) for unit, text in found if text)
    return render(document, units, Catalog(language, {}, entries), style=style or style_of(language))


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """``target`` translates the first unit, or units by their sources; ``to`` asks for the habits of a language."""
    document = document_of(case["article"], case.get("format", "markdown"))
    targets = case["target"]
    if isinstance(targets, str):
        targets = {units_of(document)[0].source: targets}
    assert targets.keys() <= {unit.source for unit in units_of(document)}
    style = style_of(case["to"], case.get("indent", "drop")) if "to" in case else Style()
    rendering = rendered(document, lambda unit: targets.get(unit.source), case.get("to", "en"), style)
    assert rendering.text == case["rendered"]
    assert "; ".join(dict.fromkeys(refusal.reason for refusal in rendering.refused)) == case["refused"]


FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)\r?\n.*?^\1\s*?$", re.DOTALL | re.MULTILINE)
NOTE = re.compile(r"^((?:> ?)*\[\^[^\]]+\]):", re.MULTILINE)
UNKNOWN = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{:.*?\}", re.DOTALL)
TAB = re.compile(r"^===(?= \")", re.MULTILINE)
"""What the other parser does not know: without extensions definitions of footnotes, and always shortcodes and tabs."""


def parser_of(*, extended: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin).use(admon_plugin) if extended else parser


def structure(text: str, *, extended: bool = False) -> list[object]:
    """Blocks, and the codes in each, as another parser sees them, with ``extended`` one that knows three extensions."""
    plain = UNKNOWN.sub("x", FRONT_MATTER.sub("", text))
    plain = TAB.sub("!!! tab", plain) if extended else NOTE.sub(r"\1", plain)
    parser = parser_of(extended=extended)
    found: list[object] = []
    for token in parser.parse(plain):
        found.append((token.type, token.tag, token.content if token.type in {"fence", "code_block"} else ""))
        found.append(Counter(codes(token.children or ())))
    return found


def codes(tokens: Sequence[Token]) -> Iterator[tuple[object, ...]]:
    for token in tokens:
        if token.type in {"link_open", "image"}:
            yield token.type, token.attrGet("href") or token.attrGet("src")
        elif token.type in {"code_inline", "hardbreak"}:
            yield token.type, token.content
        elif token.type == "html_inline" and not re.fullmatch(r"</?(?:em|strong|del)>", token.content):
            yield (token.content.split()[0],)
        if token.type != "image":
            yield from codes(token.children or ())


@pytest.mark.parametrize("size", UnitSize)
@pytest.mark.parametrize("path", sorted(ARTICLES), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_articles_keep_their_structure(path: Path, size: UnitSize) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    rendering = rendered(document_of(text), lambda unit: f"EN({unit.source})", size=size)
    assert rendering.refused == ()
    assert structure(rendering.text, extended=True) == structure(text, extended=True)


PLAIN = [*"中文。！？；“”（）《》…\n　 ~[]()<>!-+={}^#*_`\\&\t\"'1aA.,/👍"]
BLOCKS = [
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "    ",
    "---\n",
    "```\n",
    "\n# ",
    "\n\n甲",
    "甲。",
    "乙，",
    "<div>",
    "</div>",
]
INLINE = [
    "**",
    "<b>",
    "</b>",
    "<br>",
    "<!-- 注 -->",
    "![图](a.png)",
    "[链](http://a.b)",
    "`码`",
    "**甲**",
    "https://x.y",
]
TABLES = ["| 甲 | 乙 |\n", "|--|--|\n", "|", ":", "[^1]", "[^1]: 注", "$", "$$", "{#id}", "&amp;", "\n: ", "{{< x >}}"]
DIALECTS = """::: tip 题\n|:::\n|:::note[题]\n|!!! note "题"\n|=== "题"\n|    甲。\n|> [!NOTE] 题\n|*[词]: 释\n|*[|]: |:|==|[[|]]|[[甲]]|![[甲]]
||%%|\\(|\\)|$$|import 'x'\n|export const |\n|\n\n|甲。|乙|a""".split("|")
HOSTILE = (
    "# |1. |- |> |    |```|===|---|**|*|_|`|~~|<b>|<div>|<!--|-->|](|[x]|[^1]|[a](b)|![|\\|\n|\t|$|$x$|<http://a.b>"
    "|&copy;|{#i}|#|[ ] |+|=|{{< x >}}|{%|https://q.r|word|A|The |. |(|)|甲|| a|: |:|::: x|==|[[|]]|%%|\\(|!!! x|[!x] |*[a]: "
).split("|")


def hostile(pieces: Sequence[str]) -> st.SearchStrategy[tuple[str, list[str]]]:
    """An article, and what is typed into its translations."""
    return st.tuples(
        st.lists(st.sampled_from(pieces), max_size=30).map("".join),
        st.lists(st.lists(st.sampled_from(HOSTILE), max_size=5).map("".join), min_size=1, max_size=4),
    )


def typed(document: Document, targets: Sequence[str], language: str = "en") -> Rendering:
    """Rendered with targets that are typed text alone, or the source with it put in at some place."""
    order = {unit.source: index for index, unit in enumerate(units_of(document))}

    def target(unit: Unit) -> str:
        index = order[unit.source]
        text = targets[index % len(targets)]
        at = (7 * index) % (len(unit.source) + 1)
        return text if index % 3 == 2 else f"{unit.source[:at]}{text}{unit.source[at:]}"

    return rendered(document, target, language)


@given(hostile([*PLAIN, *BLOCKS, *INLINE]))
@settings(max_examples=250, deadline=None)
def test_another_parser_sees_the_same_structure(given_: tuple[str, list[str]]) -> None:
    text, targets = given_
    assert structure(typed(document_of(text), targets).text) == structure(text)


def outline(document: Document) -> list[object]:
    """The segments of an article and the codes in each, as we read them, without what depends on words."""
    return [
        (segment.kind, Counter(part.kind for part in segment.parts if hasattr(part, "kind") and part.kind in COUNTED))
        for segment in document.segments
        if not segment.spelling
    ]


COUNTED = frozenset({"link", "image", "code", "url", "math", "footnote", "comment", "hard-break"})


@given(
    st.one_of(hostile([*PLAIN, *BLOCKS, *INLINE, *TABLES]), hostile([*BLOCKS, *DIALECTS])),
    st.sampled_from(["en", "ja", "ar"]),
)
@settings(max_examples=250, deadline=None)
def test_our_parser_sees_the_same_structure(given_: tuple[str, list[str]], language: str) -> None:
    text, targets = given_
    document = document_of(text)
    assert outline(document_of(typed(document, targets, language).text)) == outline(document)


@pytest.mark.parametrize("target", ["EN({})", "# *x* 2*3*4 `{}", "x**(y)**z", "x <b>", "{} [a](b)", "**"])
def test_a_long_paragraph_is_read_a_fixed_number_of_times(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def counting(text: str) -> Iterator[Event]:
        nonlocal read
        read += len(text)
        return events(text)

    document = document_of("".join(f"这是第{number}句**话**。" for number in range(400)))
    monkeypatch.setattr(import_module("yigao.formats.markdown.blocks"), "events", counting)
    rendered(document, lambda unit: target.format(unit.source))
    assert read < 60 * len(document.text)


def test_what_changes_the_blocks_costs_only_what_is_around_it() -> None:
    before, after = "甲。\n\n" * 60, "丙。\n\n" * 60
    text = f'{before}!!! note "题"\n    乙。\n\n{after}'
    targets = {"甲。": "A.", "丙。": "C.", "题": 'The "title"', "乙。": "B."}
    rendering = rendered(document_of(text), lambda unit: targets[unit.source])
    assert {refusal.entry.source for refusal in rendering.refused} <= {"甲。", "题", "乙。"}
    assert rendering.text.count("A.") >= 58
    assert rendering.text.count("C.") == 60


def test_the_command_names_line_and_reason(yigao: Callable[..., Any], tmp_path: Path, argos_home: Path) -> None:
    assert argos_home
    (tmp_path / "a.md").write_text("甲**乙**丙。\n\n丁。\n", encoding="utf-8")
    assert yigao("translate", "a.md", "--to", "en", "--engine", "copy").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    targets = {"甲**乙**丙。": "One two.", "丁。": "# Two."}
    catalog = load(path)
    entries = tuple(replace(one, target=targets[one.source], state=State.REVIEWED) for one in catalog.entries)
    path.write_text(dumps(replace(catalog, entries=entries)), encoding="utf-8")
    ran = yigao("render", "a.md", "--to", "en", "-o", "b.md")
    assert ran.code == 1
    line = next(entry.line for entry in load(path).entries if entry.source == "甲**乙**丙。")
    assert path.read_text(encoding="utf-8").splitlines()[line - 2] == ""
    assert f"a.po:{line}: not used, ** is missing: 甲**乙**丙。" in ran.err
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "甲**乙**丙。\n\n\\# Two.\n"


def test_the_configuration_keeps_indents(yigao: Callable[..., Any], tmp_path: Path, argos_home: Path) -> None:
    assert argos_home
    (tmp_path / "a.md").write_text("　　甲句。\n", encoding="utf-8")
    for setting, text in (("drop", "EN"), ("keep", "　　EN")):
        (tmp_path / "yigao.toml").write_text(f'to = "en"\nindent = "{setting}"\n', encoding="utf-8")
        assert yigao("translate", "a.md", "--engine", "copy").code == 0
        path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
        catalog = load(path)
        entries = tuple(replace(entry, target="EN") for entry in catalog.entries)
        path.write_text(dumps(replace(catalog, entries=entries)), encoding="utf-8")
        assert yigao("render", "a.md", "--drafts").out == f"{text}\n"
    (tmp_path / "yigao.toml").write_text('indent = "shed"\n', encoding="utf-8")
    assert "neither 'drop' nor 'keep'" in yigao("render", "a.md", "--to", "en").err
