"""What PO editors and tools make of our catalogs, from bytes that they wrote.

Poedit 3.2.2, Lokalize 22.12 and Gtranslator 42 each opened `drafted.po`, got one translation typed over a draft, and saved.
`msgcat` 0.21 rewrote Poedit's file. The files of Weblate are what its library, translate-toolkit 3.14, writes with
Weblate's headers for its three ways of wrapping.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.wrapping import PAGE_WIDTH
from yigao.catalogs.writing import UNFOLDED, dumps, width_of
from yigao.model.catalog import State

CASES = Path(__file__).parent / "cases" / "editors"
SAVED = sorted(path.stem for path in CASES.glob("*.po") if path.stem != "drafted")
EDITED, TYPED = "港口通讯 <g1>原文</g1>", "Harbor Newsletter <g1>original</g1>"
CATALOG = Path("locales/en/LC_MESSAGES/harbor.po")
NEW = "\n明天码头休息一天。\n"


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """``project("poedit")``: the sample project with the catalog as that editor saved it; the catalog's path."""

    def put(name: str) -> Path:
        shutil.copytree(CASES, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.po"))
        (tmp_path / CATALOG).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CASES / f"{name}.po", tmp_path / CATALOG)
        return tmp_path / CATALOG

    return put


def test_every_editor_has_left_its_file() -> None:
    assert {"poedit", "lokalize", "gtranslator", "msgcat-60", "msgcat-no-wrap", "weblate-77"} <= set(SAVED)


@pytest.mark.parametrize("name", SAVED)
def test_nothing_is_lost_between_editor_and_us(name: str) -> None:
    expected = tuple(
        replace(entry, target=TYPED, state=State.REVIEWED) if entry.source == EDITED else entry
        for entry in load(CASES / "drafted.po").entries
    )
    assert load(CASES / f"{name}.po").entries == expected


@pytest.mark.parametrize("name", SAVED)
def test_no_new_finding(project: Callable[[str], Path], yigao: Callable[..., Any], name: str) -> None:
    def findings() -> set[tuple[str, ...]]:
        report = json.loads(yigao("check", "--format", "json").out)
        return {(one["rule"], one["msgid"], one["message"]) for one in report["findings"]}

    project("drafted")
    before = findings()
    assert before
    project(name)
    assert findings() <= before


@pytest.mark.parametrize("name", ["drafted", *SAVED])
def test_an_unchanged_article_changes_no_byte(
    project: Callable[[str], Path], yigao: Callable[..., Any], name: str
) -> None:
    catalog = project(name)
    before = catalog.read_bytes()
    assert yigao("translate", "--engine", "pseudo").code == 0
    assert catalog.read_bytes() == before


@pytest.mark.parametrize("name", SAVED)
def test_a_changed_article_changes_what_it_must(
    project: Callable[[str], Path], yigao: Callable[..., Any], name: str
) -> None:
    catalog = project(name)
    before = load(catalog)
    blocks = catalog.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    article = catalog.parents[3] / "articles" / "harbor.md"
    article.write_text(article.read_text(encoding="utf-8") + NEW, encoding="utf-8")
    assert yigao("translate", "--engine", "pseudo").code == 0
    after = load(catalog)
    (added,) = set(after.entries) - set(before.entries)
    assert added.source == NEW.strip()
    assert set(before.entries) < set(after.entries)
    kept = before.headers.keys() - {"Project-Id-Version", "X-Source-SHA256"}
    assert {key: after.headers[key] for key in kept} == {key: before.headers[key] for key in kept}
    assert after.comment == before.comment
    if name != "msgcat-60":  # folded narrower than we fold
        text = catalog.read_text(encoding="utf-8")
        assert [block for block in blocks if block not in text] == []


@pytest.mark.parametrize("name", ["drafted", *SAVED])
def test_width_is_seen(name: str) -> None:
    unfolded = name in {"msgcat-no-wrap", "weblate-no-wrap", "weblate-newlines"}
    assert width_of((CASES / f"{name}.po").read_text(encoding="utf-8")) == (UNFOLDED if unfolded else PAGE_WIDTH)


def test_unfolded_is_what_msgcat_writes() -> None:
    path = CASES / "msgcat-no-wrap.po"
    assert dumps(load(path), UNFOLDED) == path.read_text(encoding="utf-8")


def test_the_article_is_found_from_the_catalog(project: Callable[[str], Path]) -> None:
    """Poedit opens a reference relative to this header; a search path would let it "update from code"."""
    catalog = project("poedit")
    loaded = load(catalog)
    for entry in loaded.entries:
        for reference in entry.references:
            assert (catalog.parent / loaded.headers["X-Poedit-Basepath"] / reference.path).is_file()
    assert not any(name.startswith("X-Poedit-SearchPath") for name in loaded.headers)


def test_lokalize_finds_its_project_and_terms(
    project: Callable[[str], Path], yigao: Callable[..., Any], compare: Callable[[Path, bytes], None]
) -> None:
    folder = project("lokalize").parents[1]
    assert yigao("lokalize").code == 0
    settings = (
        (folder / "index.lokalize")
        .read_text(encoding="utf-8")
        .replace(f"ProjectID={folder.parents[1].name}-", "ProjectID=")
    )
    assert "GlossaryTbx=./terms.tbx\n" in settings
    assert "ProjectID=en\n" in settings
    compare(CASES / "terms.tbx", (folder / "terms.tbx").read_bytes())


def test_lokalize_is_led_to_each_term() -> None:
    """Its panel looks up whole words, which in Chinese are clauses: each clause with a term must lead to it."""
    entries = ET.parse(CASES / "terms.tbx").getroot().iter("termEntry")  # noqa: S314 - our own file
    names = {tuple(str(term.text) for term in entry[-2].iter("term")) for entry in entries}
    assert any(name[0] == "青螺港" and "青螺港新码头启用" in name[1].split() for name in names)
    assert any(name[0] == "海洋牧场" and "海洋牧场今年又扩大了" in name[1].split() for name in names)


def test_lokalize_sees_the_lines_of_the_file(tmp_path: Path, yigao: Callable[..., Any]) -> None:
    """The end of a line in the file ends a word, a tag does not."""
    (tmp_path / "glossary").mkdir()
    shutil.copy(CASES / "glossary/harbor.csv", tmp_path / "glossary")
    source = "码头附近的居民每年都来参加活动，今年来得最多的一次是在<font color='red'>青螺港</font>的新码头上举办的。"
    (tmp_path / "a.md").write_text(f"{source}\n", encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "copy").code == 0
    assert yigao("lokalize").code == 0
    folder = tmp_path / "locales/en"
    lines = (folder / "LC_MESSAGES/a.po").read_text(encoding="utf-8").split('msgid ""\n')[-1].splitlines()
    line = next(each for each in lines if "青螺港" in each)
    word = line.strip('"').split("，")[-1].replace("<g1>", "").replace("</g1>", "").rstrip("。")
    assert word != "今年来得最多的一次是在青螺港的新码头上举办的"
    assert word in (folder / "terms.tbx").read_text(encoding="utf-8")


def test_lokalize_without_catalogs(yigao: Callable[..., Any]) -> None:
    ran = yigao("lokalize", "--to", "fr")
    assert ran.code == 2
    assert "`yigao translate` makes them" in ran.err
