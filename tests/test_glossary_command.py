"""`yigao glossary`: lint, find, suggest, convert."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.glossary.linting import RULES
from yigao.glossary.reading import read_glossary

HERE = Path(__file__).parent
OURS = HERE.parent / "glossary" / "greater-bay-area.csv"

Run = Callable[..., Any]

BAD = """source,target,variants,forbidden,kind,note
蓝湾,Blue Bay,,blue bay,place,
白鹭,egret,heron,heron,,
白鹭,white egret,,,,
海牛,manatee,,,,
海牛,manatee,,,,
,nothing,,,,
珊瑚,,,,,
贝壳,=shell,,,,@home
海龟,Manatee,,,,
鲸\u200b,whale,,,,
蓝湾科学,Blue Bay Science,,,,
科学馆,Science Hall,,,,
北岛,North Island,,,isle,
南岛,South Island,,,isle,
东岛,East Island,,,isle,
西岛,West Island,,,isle,
中岛,Middle Island,,,isle,
大岛,Big Island,,,isle,
长岛,Long Island,,,isle,
小岛,Small Island,,,isle,
高岛,High Island,,,isle,
低岛,low island,,,isle,
"""
FOUND = [
    "2:14: error term-contradiction: 蓝湾: “blue bay” is both right and forbidden",
    "3:16: error term-contradiction: 白鹭: “heron” is both right and forbidden",
    "4:4: error term-conflict: 白鹭: is “egret” on line 3, “white egret” here",
    "6:1: warning term-duplicate: 海牛: stands on line 5 already",
    "7:1: error term-empty: the source is empty",
    "8:4: error term-empty: 珊瑚: the target is empty",
    "9:4: warning term-formula: 贝壳: begins with =: a spreadsheet takes it for a formula",
    "9:14: warning term-formula: 贝壳: begins with @: a spreadsheet takes it for a formula",
    "10:4: warning term-casing: 海龟: “Manatee” is written “manatee” on line 5",
    "11:1: error term-invisible: 鲸\u200b: invisible character U+200B in the source",
    "12:1: warning term-overlap: 蓝湾科学: hides “科学馆”, whose beginning is its end, at a.md:1",
    "23:4: warning term-casing: 低岛: begins with a small letter, unlike the others of the kind isle",
    (
        "24:1: warning term-long: 海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海海…: "
        "the source has 61 characters"
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "terms.csv").write_text(f"{BAD}{'海' * 61},sea,,,,\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("蓝湾科学馆开门。\n\n蓝湾有白鹭、海牛、珊瑚、贝壳、海龟。\n", encoding="utf-8")
    (tmp_path / "yigao.toml").write_text('articles = ["."]\nglossary = ["terms.csv"]\n', encoding="utf-8")
    return tmp_path


def test_lint_names_each_mistake_with_its_place(project: Path, yigao: Run) -> None:
    ran = yigao("glossary", "lint", "terms.csv", "--ignore", "term-unused")
    assert ran.code == 1
    assert ran.out.splitlines() == [f"terms.csv:{line}" for line in FOUND]
    unused = yigao("glossary", "lint", "--select", "term-unused").out
    assert [line.split(": ")[2] for line in unused.splitlines()][:3] == ["鲸\u200b", "科学馆", "北岛"]
    assert "terms.csv:14:1: info term-unused: 北岛: in no article" in unused
    rules = {line.split(" ")[2].rstrip(":") for line in FOUND} | {"term-unused"}
    assert rules == set(RULES), "a rule without a case"
    del project


def test_lint_for_programs(project: Path, yigao: Run) -> None:
    ran = yigao("glossary", "lint", "--format", "json", "--select", "term-conflict")
    (finding,) = json.loads(ran.out)["findings"]
    assert finding == {
        "rule": "term-conflict",
        "severity": "error",
        "message": "白鹭: is “egret” on line 3, “white egret” here",
        "path": "terms.csv",
        "line": 4,
        "column": 4,
        "source": "白鹭",
        "target": "white egret",
    }
    assert yigao("glossary", "lint", "--select", "no-such").code == 2
    del project


def test_our_own_term_base_has_no_mistakes(yigao: Run) -> None:
    articles = HERE / "articles"
    ran = yigao("glossary", "lint", OURS, "--articles", articles, "--ignore", "term-unused")
    assert (ran.code, ran.out) == (0, "")


def test_lint_of_other_forms(project: Path, yigao: Run) -> None:
    for form in ("tbx", "po"):
        (project / "good.csv").write_text("source,target\n蓝湾,Blue Bay\n白鹭,=egret\n", encoding="utf-8")
        assert yigao("glossary", "convert", "good.csv", f"x.{form}").code == (1 if form == "csv" else 0)
        ran = yigao("glossary", "lint", f"x.{form}", "--ignore", "term-unused")
        assert (ran.code, ran.out.count("term-formula: 白鹭"), ran.out.startswith(f"x.{form}:")) == (1, 1, True)


def test_find(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(
        "source,target,variants,forbidden\n白鹭,egret,heron,crane\n海,sea,,\n", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("# 海\n\n白**鹭**飞。\n", encoding="utf-8")
    ran = yigao("glossary", "find", "海上白鹭飞", "--glossary", "g.csv")
    assert (ran.code, ran.out) == (
        0,
        "1:1: 海 → sea [g.csv:3]\n1:3: 白鹭 → egret (or heron; not crane) [g.csv:2]\n",
    )
    ran = yigao("glossary", "find", "a.md", "--glossary", "g.csv", "--format", "json")
    assert [(one["where"], one["source"]) for one in json.loads(ran.out)["matches"]] == [
        ("a.md:1", "海"),
        ("a.md:3", "白鹭"),
    ]
    assert yigao("glossary", "find", "Heron", "--glossary", "g.csv").out.startswith("glossary: 白鹭 → egret")
    assert yigao("glossary", "find", "鲸", "--glossary", "g.csv").code == 1


def test_suggestions_of_our_own_articles(yigao: Run, compare: Callable[[Path, bytes], None]) -> None:
    catalogs = HERE.parent / "locales" / "en"
    ran = yigao("glossary", "suggest", HERE / "articles", "--glossary", OURS, "--catalogs", catalogs)
    assert ran.code == 0
    compare(HERE / "cases" / "naming" / "suggested.csv", ran.out.encode())


def test_suggestions_can_be_added_to_a_term_base(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(OURS.read_bytes())
    given = (HERE / "articles", "--catalogs", HERE.parent / "locales" / "en", "--glossary", "g.csv")
    before = read_glossary(tmp_path / "g.csv")
    assert yigao("glossary", "suggest", *given, "-o", "g.csv").code == 0
    after = read_glossary(tmp_path / "g.csv")
    assert after[: len(before)] == before
    assert [(term.source, term.target, term.kind) for term in after[len(before) :]] == [
        ("湾区海洋科技论坛", "Bay Area Ocean Science and Technology Forum", "event")
    ]
    assert yigao("glossary", "suggest", *given, "-o", "new.csv").code == 0
    assert read_glossary(tmp_path / "new.csv") == ()
    (tmp_path / "narrow.csv").write_text("source,target\n海,sea\n", encoding="utf-8")
    assert yigao("glossary", "suggest", *given, "-o", "narrow.csv").code == 2


def test_convert_says_what_is_lost(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(
        'msgid ""\nmsgstr "Language: en\\n"\n\n#. variant: b|c\nmsgid "海"\nmsgstr "sea"\n', encoding="utf-8"
    )
    ran = yigao("glossary", "convert", "a.po", "a.csv")
    assert (ran.code, "because | separates them: b|c" in ran.err) == (1, True)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[1] == "海,sea,,,,"
    assert yigao("glossary", "convert", "a.csv", "a.csv").code == 2
    assert yigao("glossary", "convert", "a.csv", "a.xlsx").code == 2
    assert yigao("glossary", "convert", "missing.csv", "b.tbx").code == 2
    assert not (tmp_path / "b.tbx").exists()


def test_traditional_chinese_is_read_as_term_bases_are_written(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text('source = "zh-Hant"\nglossary = ["g.csv"]\n', encoding="utf-8")
    (tmp_path / "g.csv").write_text("source,target\n白鹭,egret\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("白鷺飛過藍灣海洋大學。\n\n藍灣海洋大學開學。\n", encoding="utf-8")
    assert yigao("glossary", "find", "白鷺飛").out.startswith("1:1: 白鹭 → egret")
    assert yigao("glossary", "find", "a.md").out.startswith("a.md:1: 白鹭 → egret")
    assert "# 蓝湾海洋大学,,,,organisation," in yigao("glossary", "suggest", "a.md").out


def test_what_catalogs_agree_on_is_suggested(yigao: Run, tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: en\\n"\n'
    for name, target in (("a", "Lead Image"), ("b", "Lead Image"), ("c", "Banner")):
        entries = f'\nmsgctxt "heading"\nmsgid "题图"\nmsgstr "{target}"\n' if name != "c" else ""
        both = f'\nmsgid "编者的话"\nmsgstr "{"Editorial" if name == "a" else target}"\n'
        draft = '\n#, fuzzy\nmsgid "附录"\nmsgstr "Appendix"\n'
        path = tmp_path / "locales" / "en" / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + entries + both + draft, encoding="utf-8")
    (tmp_path / "a.md").write_text("海。\n", encoding="utf-8")
    (tmp_path / "g.csv").write_text("source,target\n海,sea\n", encoding="utf-8")
    ran = yigao("glossary", "suggest", "a.md", "--glossary", "g.csv")
    assert ran.out.splitlines()[1:] == ['题图,Lead Image,,,,"2×, so in 2 reviewed entries"']
    (tmp_path / "g.csv").write_text("source,target\n题图,lead image\n", encoding="utf-8")
    assert yigao("glossary", "suggest", "a.md", "--glossary", "g.csv").out.splitlines()[1:] == []
