"""Other pairs of languages: through a pivot, and from Traditional Chinese."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao.catalogs.reading import load
from yigao.model.catalog import State
from yigao.text.script import simplified

Run = Callable[..., Any]

TRADITIONAL = "粵港澳大灣區的科學論壇於12月9日舉行，金額達10億元，逾萬人參會。\n"
GLOSSARY = "source,target\n粤港澳大湾区,Guangdong-Hong Kong-Macao Greater Bay Area\n"


@pytest.fixture
def install(argos_home: Path, make_package: Callable[..., Path]) -> Callable[..., None]:
    """``install("zh", "en")``: a tiny package in Argos's own folder."""

    def put(source: str, target: str) -> None:
        shutil.copytree(make_package(source, target), argos_home / f"translate-{source}_{target}-1_0")

    return put


def translated(yigao: Run, tmp_path: Path, text: str, target: str) -> Any:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    ran = yigao("translate", "a.md", "--to", target)
    assert ran.code == 0
    (entry,) = load(tmp_path / "locales" / target / "LC_MESSAGES" / "a.po").entries
    return entry, ran.err


def test_a_pair_without_a_package_goes_through_english(
    yigao: Run, tmp_path: Path, install: Callable[..., None]
) -> None:
    install("zh", "en")
    install("en", "fr")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "names.fr.csv").write_text("source,target\n大湾区,région de la baie\n", encoding="utf-8")
    entry, _ = translated(yigao, tmp_path, "大湾区的金额达10亿元。\n", "fr")
    assert entry.state is State.DRAFT
    assert entry.target.startswith("Région de la baie ")
    assert "1 milliard de yuans" in entry.target
    assert "argos zh→en" in entry.comments[0]
    assert "argos en→fr" in entry.comments[0]


def test_half_a_way_is_no_way(yigao: Run, tmp_path: Path, install: Callable[..., None]) -> None:
    install("zh", "en")
    entry, errors = translated(yigao, tmp_path, "大湾区的论坛。\n", "fr")
    assert entry.state is State.NEW
    assert "no zh→fr model" in errors


def test_a_package_of_its_own_comes_first(yigao: Run, tmp_path: Path, install: Callable[..., None]) -> None:
    for pair in (("zh", "en"), ("en", "fr"), ("zh", "fr")):
        install(*pair)
    entry, _ = translated(yigao, tmp_path, "大湾区的论坛。\n", "fr")
    assert "argos zh→fr" in entry.comments[0]
    assert "zh→en" not in entry.comments[0]


@pytest.mark.parametrize("package", ["zh", "zt"])
def test_traditional_articles(yigao: Run, tmp_path: Path, install: Callable[..., None], package: str) -> None:
    """A Simplified term base and the rules for numbers read Traditional text when the project says that it is such."""
    install(package, "en")
    (tmp_path / "yigao.toml").write_text('source = "zh-Hant"\n')
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    entry, _ = translated(yigao, tmp_path, TRADITIONAL, "en")
    assert entry.source == TRADITIONAL.strip()
    for rendering in (
        "Guangdong-Hong Kong-Macao Greater Bay Area",
        "December 9",
        "1 billion yuan",
        "more than 10,000 people",
    ):
        assert rendering in entry.target
    assert "term: 粵港澳大灣區 → Guangdong-Hong Kong-Macao Greater Bay Area" in entry.extracted
    assert ("read as Simplified" in entry.comments[0]) == (package == "zh")
    assert yigao("check", "--select", "glossary-missing,num-magnitude", "--glossary", "glossary/names.csv").code == 0


def test_traditional_text_is_not_read_so_unless_asked(yigao: Run, tmp_path: Path, install: Callable[..., None]) -> None:
    install("zh", "en")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    entry, _ = translated(yigao, tmp_path, TRADITIONAL, "en")
    assert not any(line.startswith("term:") for line in entry.extracted)


@given(st.text(st.characters()))
def test_places_stay_what_they_were(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert [one.isascii() for one in simplified(text)] == [one.isascii() for one in text]


def test_simplified() -> None:
    assert simplified("兩岸的軟體與餘額") == "两岸的软体与余额"
