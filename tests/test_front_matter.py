"""Front matter: what is read, what is written, and that a translation changes its own value alone."""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.formats import markdown
from yigao.formats._front_matter import find_front_matter
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, SegmentKind, Text, Unit
from yigao.model.interfaces import FormatOptions
from yigao.pipeline.render import Rendering, render
from yigao.pipeline.units import units_of

CASES = sorted((Path(__file__).parent / "cases" / "formats" / "markdown").glob("[jty][aos][mo][ln]-*/article.md"))
KEYS = FormatOptions().front_matter
LINES = frozenset({"yaml-block", "toml-lines", "toml-literal-lines"})
"""Spellings of text over several lines: their units are sentences."""


def document_of(text: str) -> Document:
    return Document("a.md", "markdown", text, markdown.parse(text))


def values(text: str) -> list[tuple[tuple[str | int, ...], Any]]:
    """What a YAML, TOML or JSON parser of its own makes of the front matter: values by their paths."""
    span = find_front_matter(text, KEYS).span
    if text.startswith("{"):
        return list(flat((), json.loads(span.cut(text))))
    content = span.cut(text).splitlines(keepends=True)
    inside = "".join(content[1:-1])
    data = yaml.safe_load(inside) if content[0].strip().endswith("---") else tomllib.loads(inside)
    return list(flat((), data))


def flat(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from flat((*path, str(key)), one)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from flat((*path, index), one)
    else:
        yield path, value


def squashed(text: str) -> str:
    return "".join(text.split())


def rendered(document: Document, unit: Unit, target: str) -> Rendering:
    entry = Entry(unit.source, target, unit.context, State.REVIEWED)
    return render(document, [unit], Catalog("en", {}, (entry,)))


def check_value(before: Any, after: Any, unit: Unit, target: str) -> None:
    """A value that changed changed into the translation; in text over several lines, around the sentence."""
    if unit.spelling in LINES:
        assert squashed(after) == squashed(before).replace(squashed(unit.source), squashed(target), 1)
        assert " ".join(target.split("\n")).strip() in after
    else:
        assert after == target


def readable(path: Path) -> bool:
    return not path.parent.name.endswith(("-broken", "-rules"))


ODD = st.text(
    st.one_of(
        st.sampled_from("\"'\\:#-?,[]{}&*!|>%@`~=<\n\t .+0123456789eExn真译👍\u00a0\u2028\x85\x07"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    ),
    min_size=1,
    max_size=12,
)
SAID = [
    "true",
    "No",
    "~",
    "null",
    "12:30",
    "0x1F",
    "1e5",
    "2024-05-01",
    "- x",
    "a: b",
    "a #b",
    "---",
    "...",
    "+++",
    "'''",
    '"""',
    "x'",
    '"',
    "\\",
    "<<",
    ".inf",
    "@a",
    "`a`",
    "a:",
    " a ",
    "a\nb",
    "\n",
    "[a]",
    "{a",
    "a, b",
    "\ufeffa",
]
TARGETS = st.one_of(ODD, st.sampled_from(SAID), st.builds("{}{}".format, st.sampled_from(SAID), ODD))


@pytest.mark.parametrize("path", [path for path in CASES if readable(path)], ids=lambda path: path.parent.name)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_translation_is_what_its_value_becomes_and_all_else_stays(path: Path, data: st.DataObject) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    document = document_of(text)
    front = find_front_matter(text, KEYS)
    units = [unit for unit in units_of(document) if front.span.covers(unit.span)]
    unit = data.draw(st.sampled_from(units))
    target = data.draw(TARGETS)
    rendering = rendered(document, unit, target)
    if rendering.refused:
        assert rendering.text == text
        assert unit.spelling in LINES or not target.strip()
        return
    new = rendering.text
    assert new.startswith(text[: unit.span.start])
    assert new.endswith(text[unit.span.end :])
    before, after = values(text), values(new)
    assert [at for at, _ in before] == [at for at, _ in after]
    changed = [(old, one) for (_, old), (_, one) in zip(before, after, strict=True) if old != one]
    aliased = path.parent.name == "yaml-anchors"
    assert len(changed) <= 1 or aliased
    for old, one in changed:
        check_value(old, one, unit, target)
    if not changed:
        assert any(old == target or squashed(target) == squashed(unit.source) for _, old in before)


@given(st.lists(TARGETS, min_size=6, max_size=6), st.sampled_from(["---", "+++", "{}"]))
@settings(max_examples=150, deadline=None)
def test_many_translations_at_once(targets: list[str], fence: str) -> None:
    yaml_text = "title: 甲\nsubtitle: '乙'\ntags:\n- 丙\n- [丁, \"戊\"]\nalt: {caption: 己}\n"
    toml_text = "title = '甲'\nsubtitle = \"乙\"\ntags = [\n'丙',\n\"丁\",\n]\nalt = {caption = '戊', alt = '己'}\n"
    json_text = '{"title": "甲", "subtitle":"乙",\n"tags": ["丙", ["丁"]], "alt": {"caption": "戊", "alt": "己"}}'
    text = f"{json_text if fence == '{}' else ''}\n正文。\n"
    if fence != "{}":
        text = f"{fence}\n{yaml_text if fence == '---' else toml_text}{fence}\n正文。\n"
    document = document_of(text)
    units = units_of(document)[:6]
    entries = [
        Entry(unit.source, target, unit.context, State.REVIEWED) for unit, target in zip(units, targets, strict=True)
    ]
    new = render(document, units, Catalog("en", {}, tuple(entries))).text
    expected = [target if target.strip() else unit.source for unit, target in zip(units, targets, strict=True)]
    assert [value for _, value in values(new)] == expected


YAMLISH = st.lists(
    st.sampled_from(
        [
            *"甲乙: ,-?|>'\"[]{}#&*!%@`\\~\t中。\n",
            *["title: ", "\ntitle: ", "\n  ", "\n- ", "tags:\n", ": |\n  ", ": >-\n  ", "''", "\\u4e2d", "\\n", "\r\n"],
            *[
                "&a ",
                "*a",
                "!!str ",
                "? ",
                "\nalt: [",
                "{caption: ",
                " # 注",
                "\n\n",
                "\ntitle = ",
                '"""',
                "'''",
                " = ",
            ],
            *["\n[params]\n", "\n[[a]]\n", "\\\n", "+++", "---"],
        ]
    ),
    max_size=30,
).map("".join)


@given(YAMLISH, st.sampled_from(["---", "+++"]))
@settings(max_examples=400, deadline=None)
def test_any_front_matter_is_read_without_a_change(inside: str, fence: str) -> None:
    text = f"{fence}\ntitle{':' if fence == '---' else ' ='} '甲'\n{inside}\n{fence}\n\n正文。\n"
    document = document_of(text)
    for one in document.segments:
        assert "".join(part.text if isinstance(part, Text) else part.source for part in one.parts) == one.span.cut(text)
    units = units_of(document)
    entries = tuple(Entry(unit.source, unit.source, unit.context, State.REVIEWED) for unit in dict.fromkeys(units))
    assert render(document, units, Catalog("en", {}, entries)).text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: 甲: 乙\n---\n", "front matter is not YAML: mapping values are not allowed here"),
        ("---\na: \x07甲\n---\n", "front matter is not YAML: special characters are not allowed"),
        ("---\na: " + "[" * 30000 + "甲\n---\n", "front matter nested more than 64 deep"),
        ("---\n甲: 1\n" + "a: b\n" * 20000 + "---\n", "front matter of more than 64 Ki characters"),
        (
            "---\ntitle: *甲\n---\n",
            "front matter is not YAML: expected alphabetic or numeric character, but found '甲'",
        ),
        ("+++\ntitle = 甲\n+++\n", "front matter is not TOML: Invalid value"),
        ("+++\na = '甲'\na" + ".a" * 20000 + " = 1\n+++\n", "front matter with a key of more than 64 parts"),
        ("+++\na = '甲'\nb = " + "[" * 70 + "]" * 70 + "\n+++\n", "front matter nested more than 64 deep"),
    ],
    ids=lambda text: text[:20].replace("\n", "|"),
)
def test_what_cannot_be_read_is_left_alone_and_told(text: str, reason: str) -> None:
    parsed = markdown.parse(f"{text}正文。\n")
    assert [one.reason for one in parsed.skipped] == [reason]
    assert [one.span.cut(f"{text}正文。\n") for one in parsed.segments] == ["正文。"]


def test_aliases_do_not_multiply() -> None:
    bomb = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    text = f"---\nl0: &l0 [甲]\n{bomb}tags: *l29\ntitle: 乙\n---\n"
    assert [one.span.cut(text) for one in find_front_matter(text, KEYS).segments] == ["乙"]


@pytest.mark.parametrize(
    "text",
    [
        "\n---\ntitle: 甲\n---\n",
        "----\ntitle: 甲\n----\n",
        "---\ntitle: 甲\n",
        "---\n# 甲\n---\n",
        "---\n甲：乙\n---\n",
        "---\n- title: 甲\n---\n",
        "+++\n甲\n+++\n",
        "+++ title = '甲'\n+++\n",
        '{"title": "甲"} 乙\n',
        '{"title": "甲",}\n',
        '{"title": "甲"\n',
        '["title", "甲"]\n',
        '{"title": "甲"}}\n',
        '{"title": "甲", "a": ' + "[" * 70 + "]" * 70 + "}\n",
        '{"title": "甲", "a": "' + "b" * 70_000 + '"}\n',
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert find_front_matter(text, KEYS).segments == ()
    assert len(find_front_matter(text, KEYS).span) == 0
    assert units_of(document_of(text))


def test_kinds_keys_and_what_is_left_out() -> None:
    text = "---\nTITLE: 甲\nlinkTitle: 乙\ndescription: 丙\nauthor: 丁 # 戊\n---\n"
    found = find_front_matter(text, ["Title", "linktitle", "author"])
    assert [(one.span.cut(text), one.kind) for one in found.segments] == [
        ("甲", SegmentKind.TITLE),
        ("乙", SegmentKind.TITLE),
        ("丁", SegmentKind.META),
    ]
    assert [one.span.cut(text) for one in found.skipped] == ["description: 丙", "# 戊"]


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        ("", "title: EN(甲)\nnote: 乙"),
        ("front_matter = ['note']\n", "title: 甲\nnote: EN(乙)"),
        ("front_matter = []\n", "title: 甲\nnote: 乙"),
    ],
)
def test_keys_can_be_configured(tmp_path: Path, yigao: Callable[..., Any], configured: str, expected: str) -> None:
    (tmp_path / "yigao.toml").write_text(f"to = ['en']\nengine = 'copy'\n{configured}", encoding="utf-8")
    article = "---\ntitle: 甲\nnote: 乙\n---\n正文。\n"
    (tmp_path / "a.md").write_text(article, encoding="utf-8")
    assert yigao("translate", "a.md").code == 0
    catalog = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    written = catalog.read_text(encoding="utf-8").replace('msgstr "甲"', 'msgstr "EN(甲)"')
    catalog.write_text(written.replace('msgstr "乙"', 'msgstr "EN(乙)"'), encoding="utf-8")
    ran = yigao("render", "a.md", "--drafts")
    assert ran.code == 0
    assert ran.out == article.replace("title: 甲\nnote: 乙", expected)
