"""What post-editing cost: `yigao status --edits`."""

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import State
from yigao.pipeline import edits
from yigao.pipeline.edits import Cost, Edited

Run = Callable[..., Any]

ARTICLE = "签约27个项目，总额10亿元。\n\n论坛昨天闭幕。\n\n广州南沙\n\n今天有小雨。\n"


@pytest.fixture
def catalog(yigao: Run, tmp_path: Path) -> Path:
    """A drafted catalog of which a person rewrote one entry and accepted two; the last is still a draft."""
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.csv").write_text('source,target\n论坛,Forum\n广州南沙,"Nansha, Guangzhou"\n', "utf-8")
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    found = load(path)
    first, second, third, last = found.entries
    first = replace(first, target="Twenty-seven projects worth 1 billion yuan were signed.", state=State.REVIEWED)
    kept = [replace(one, state=State.REVIEWED) for one in (second, third)]
    path.write_text(dumps(replace(found, entries=(first, *kept, last))), encoding="utf-8")
    return path


def rows(told: str) -> list[list[str]]:
    return [line.split() for line in told.splitlines() if ".po" in line or line.startswith("total")]


def test_reviewed_entries_are_held_against_their_drafts(yigao: Run, catalog: Path) -> None:
    ran = yigao("status", "--edits")
    assert ran.code == 0
    rules, pseudo, total = rows(ran.out)
    assert rules[1:7] == ["glossary", "and", "numbers", "1", "1", "0.0"]
    assert pseudo[1:4] == ["pseudo", "2", "1"]
    assert float(pseudo[4]) > 50
    assert total[1:3] == ["3", "2"]
    assert "number: 27个 → 27 corrected 1 of 1 times" in ran.out or "count: 27个 → 27 corrected 1 of 1 times" in ran.out
    assert "论坛" not in ran.out
    assert catalog.exists()


def test_drafts_stay_known_when_the_catalog_is_renamed(yigao: Run, tmp_path: Path, catalog: Path) -> None:
    before = [row[1:] for row in rows(yigao("status", "--edits").out)]
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    assert yigao("translate", "b.md", "--engine", "pseudo").code == 0
    assert not catalog.exists()
    assert [row[1:] for row in rows(yigao("status", "--edits").out)] == before


def test_a_deleted_memory_is_told(yigao: Run, tmp_path: Path, catalog: Path) -> None:
    (tmp_path / ".yigao" / "memory.sqlite").unlink()
    for _ in range(2):
        ran = yigao("status", "--edits")
        assert rows(ran.out)[-1][1:4] == ["pseudo", "1", "1"]
        assert "2 reviewed entries were drafts of which nothing is kept" in ran.err
        assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    assert catalog.exists()


def test_without_reviewed_entries_that_is_said(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    assert "no reviewed entry whose draft is known" in yigao("status", "--edits").err


@pytest.mark.parametrize(
    ("draft", "target", "edits_", "words"),
    [
        ("the forum closed", "the forum closed", 0, 3),
        ("the forum closed", "the forum has closed", 1, 4),
        ("a b c", "x y", 3, 2),
        ("论坛闭幕", "论坛已闭幕", 1, 5),
    ],
)
def test_edits_are_counted_in_words(draft: str, target: str, edits_: int, words: int) -> None:
    one = Edited("a.po", "argos", "甲", draft, target)
    assert (one.edits, one.words) == (edits_, words)
    assert Cost("a.po", "argos", (one,)).rate == pytest.approx(100 * edits_ / words)


def test_a_moved_phrase_is_one_edit_for_ter() -> None:
    one = Edited("a.po", "argos", "甲", "yesterday the forum closed", "the forum closed yesterday")
    assert one.edits == 2
    assert Cost("a.po", "argos", (one,)).ter == pytest.approx(25.0)


def test_without_sacrebleu_there_is_no_ter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "find_spec", lambda name: None if name == "sacrebleu" else find_spec(name))
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    one = Edited("a.po", "argos", "甲", "a", "b")
    assert Cost("a.po", "argos", (one,)).ter is None
