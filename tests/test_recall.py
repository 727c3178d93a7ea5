"""What the memory makes of a sentence: the same text, other figures, what is like it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.memory.store import Memory
from yigao.model.catalog import Catalog, Entry, Previous, State
from yigao.model.memory import Remembered
from yigao.model.term import TermMatch
from yigao.pipeline.formats import format_named
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.slots import filled
from yigao.text.quantities import find_quantities

CASES = Path(__file__).parent / "cases" / "memory"
Run = Callable[..., Any]


def _no_terms(_text: str) -> list[TermMatch]:
    return []


KNOWLEDGE = Knowledge(_no_terms, lambda text: find_quantities(text, "en"), "en")
FILLED = [json.loads(line) for line in (CASES / "filled.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", FILLED, ids=[case["name"] for case in FILLED])
def test_figures_and_code_are_put_in_or_nothing_is(case: dict[str, str]) -> None:
    known = Remembered(case["source"], case["target"], "zh", "en")
    found = filled(Entry(case["asked"]), known, format_named("markdown"), KNOWLEDGE, "en")
    assert (found.target if found else None) == case["filled"]


@pytest.fixture
def project(yigao: Run, tmp_path: Path) -> Callable[..., dict[str, Entry]]:
    """``project(known, text, *options)``: the entries of a new article of this text, by source, in a project in which
    ``known`` is reviewed: pairs of source and translation, or more fields of an entry.
    """

    def made(known: dict[str, str | Entry], text: str, *options: str) -> dict[str, Entry]:
        entries = tuple(
            replace(one, source=source, state=State.REVIEWED)
            if isinstance(one, Entry)
            else Entry(source, one, state=State.REVIEWED)
            for source, one in known.items()
        )
        headers = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8", "X-Source-File": "old.md"}
        (tmp_path / "old.md").write_text("旧", encoding="utf-8")
        path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "old.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(Catalog("en", headers, entries)), encoding="utf-8")
        (tmp_path / "new.md").write_text(text, encoding="utf-8")
        assert yigao("translate", "new.md", "--engine", "pseudo", *options).code == 0
        return {entry.source: entry for entry in load(path.with_name("new.po")).entries}

    return made


def test_the_very_text_is_a_draft_with_its_origin(project: Run) -> None:
    (entry,) = project({"论坛昨天闭幕。": "The forum closed yesterday."}, "论坛昨天闭幕。").values()
    assert (entry.target, entry.state, entry.previous) == ("The forum closed yesterday.", State.DRAFT, None)
    assert entry.comments[0].startswith("TM: 100 % from locales/en/LC_MESSAGES/old.po, in context, text ")


def test_a_draft_tells_which_terms_it_keeps(project: Run, tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.csv").write_text("source,target\n论坛,Forum\n广州,Guangzhou\n", encoding="utf-8")
    (entry,) = project({"论坛在广州闭幕。": "The meeting closed in Guangzhou."}, "论坛在广州闭幕。").values()
    assert ", terms 1/2, text " in entry.comments[0]


def test_the_very_text_is_reviewed_when_asked(project: Run) -> None:
    known = {"论坛昨天闭幕。": "The forum closed yesterday.", "论坛很好": Entry("", "Good Forum", context="heading")}
    found = project(known, "论坛昨天闭幕。论坛昨天开幕。\n\n论坛很好", "--accept-exact")
    assert [entry.state for entry in found.values()] == [State.REVIEWED, State.DRAFT, State.DRAFT]
    assert "there heading" in found["论坛很好"].comments[0]


def test_the_surroundings_decide_between_two_translations(project: Run) -> None:
    known = {
        "甲在前。": "A first.",
        "他来了。": "He came.",
        "乙在后。": "B last.",
        "他来了。 ": "It is there.",
    }
    assert project(known, "甲在前。他来了。乙在后。")["他来了。"].comments[0].split(", ")[1] == "in context"


def test_two_translations_that_fit_alike_are_not_accepted(project: Run, tmp_path: Path) -> None:
    project({"论坛昨天闭幕。": "The forum closed yesterday."}, "别的。")
    first = tmp_path / "locales" / "en" / "LC_MESSAGES" / "old.po"
    text = first.read_text(encoding="utf-8").replace("closed", "ended")
    first.with_name("older.po").write_text(text, encoding="utf-8")
    found = project({"论坛昨天闭幕。": "The forum closed yesterday."}, "论坛昨天闭幕。", "--accept-exact")
    assert found["论坛昨天闭幕。"].state is State.DRAFT
    assert "1 other translation there" in found["论坛昨天闭幕。"].comments[0]


def test_other_figures_are_put_in_and_told(project: Run) -> None:
    (entry,) = project({"共发布27项成果。": "In all, 27 results were released."}, "共发布128项成果。").values()
    assert (entry.target, entry.state) == ("In all, 128 results were released.", State.DRAFT)
    assert entry.previous == Previous("共发布27项成果。")
    assert ", with 128项 for 27项, text " in entry.comments[0]
    assert "changed: 27 → 128" in entry.extracted


def test_what_is_like_it_is_a_draft_above_the_threshold(project: Run, tmp_path: Path) -> None:
    known = {"与会嘉宾来自海内外各地。": "The guests came from home and abroad."}
    (entry,) = project(known, "与会专家来自海内外各地。").values()
    assert (entry.target, entry.state) == ("The guests came from home and abroad.", State.DRAFT)
    assert entry.comments[0].startswith("TM: 83 % from locales/en/LC_MESSAGES/old.po, text ")
    assert entry.previous == Previous("与会嘉宾来自海内外各地。")
    (tmp_path / "yigao.toml").write_text("threshold = 90\n", encoding="utf-8")
    shutil.rmtree(tmp_path / "locales")
    (entry,) = project(known, "与会专家来自海内外各地。").values()
    assert entry.comments[0].startswith("MT: pseudo")


def test_a_translation_that_lost_a_code_is_not_the_same(project: Run) -> None:
    source = '他<font color="red">来</font>了。'
    (entry,) = project({"他<g1>来</g1>了。": "He came."}, source, "--accept-exact").values()
    assert entry.comments[0].startswith("TM: 90 %")
    assert entry.state is State.DRAFT


def test_without_a_memory_nothing_is_remembered(project: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text("memory = false\n", encoding="utf-8")
    (entry,) = project({"论坛昨天闭幕。": "The forum closed yesterday."}, "论坛昨天闭幕。").values()
    assert entry.comments[0].startswith("MT: pseudo")
    assert not (tmp_path / ".yigao" / "memory.sqlite").exists()


def test_the_memory_may_be_elsewhere(project: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text('memory = "kept/tm.sqlite"\n', encoding="utf-8")
    (entry,) = project({"论坛昨天闭幕。": "The forum closed yesterday."}, "论坛昨天闭幕。").values()
    assert entry.comments[0].startswith("TM: 100 %")
    assert (tmp_path / "kept" / "tm.sqlite").exists()


def test_a_deleted_memory_is_made_anew(project: Run, yigao: Run, tmp_path: Path) -> None:
    project({"论坛昨天闭幕。": "The forum closed yesterday."}, "别的。")
    (tmp_path / ".yigao" / "memory.sqlite").unlink()
    assert yigao("memory", "search", "论坛昨天闭幕。").out.splitlines()[2] == "  The forum closed yesterday."


def test_a_catalog_that_does_not_parse_is_told_and_left_out(project: Run, yigao: Run, tmp_path: Path) -> None:
    project({"论坛昨天闭幕。": "The forum closed yesterday."}, "别的。")
    broken = tmp_path / "locales" / "en" / "LC_MESSAGES" / "broken.po"
    broken.write_text('msgid "', encoding="utf-8")
    ran = yigao("translate", "new.md", "--engine", "pseudo")
    assert ran.code == 0
    assert "not remembered: " in ran.err
    assert "broken.po:1" in ran.err


@pytest.mark.parametrize(
    ("key", "said"),
    [("threshold = 101", "more than 100"), ("memory = 3", "true, false or a path"), ('memory = ""', "true, false")],
)
def test_settings_that_mean_nothing_are_refused(yigao: Run, tmp_path: Path, key: str, said: str) -> None:
    (tmp_path / "yigao.toml").write_text(f"{key}\n", encoding="utf-8")
    ran = yigao("status")
    assert (ran.code, said in ran.err) == (2, True)


def test_units_go_out_and_come_in_as_po(project: Run, yigao: Run, tmp_path: Path) -> None:
    known: dict[str, str | Entry] = {
        "论坛昨天闭幕。": "The forum closed yesterday.",
        "题": Entry("", "Title", context="heading"),
    }
    project(known, "别的。")
    assert yigao("memory", "export", "out.po").code == 0
    shutil.rmtree(tmp_path / "locales")
    shutil.rmtree(tmp_path / ".yigao")
    assert yigao("memory", "search", "论坛昨天闭幕。").code == 1
    assert "2 units" in yigao("memory", "import", "out.po").err
    found = yigao("memory", "search", "论坛昨天闭幕。")
    assert found.out.splitlines() == [
        "100 %  .yigao/imported/out.po",
        "  论坛昨天闭幕。",
        "  The forum closed yesterday.",
    ]
    assert yigao("memory", "status").out.splitlines()[-1].split() == ["total", "2"]
    assert "read 1 files" in yigao("memory", "rebuild").err
    (tmp_path / ".yigao" / "imported" / "out.po").unlink()
    assert yigao("memory", "search", "论坛昨天闭幕。").code == 1


def test_units_go_out_and_come_in_as_tmx(project: Run, yigao: Run, tmp_path: Path) -> None:
    pytest.importorskip("translate.storage.tmx", reason="the extra exchange is not installed")
    known: dict[str, str | Entry] = {
        "论坛昨天闭幕。": "The forum closed yesterday.",
        "见<g1>说明</g1>。": "See the <g1>notes</g1>.",
        "题": Entry("", "Title", context="heading"),
    }
    project(known, "别的。")
    with Memory(tmp_path / ".yigao" / "memory.sqlite") as memory:
        before = {replace(unit, origin="") for unit in memory.units()}
    assert yigao("memory", "export", "out.tmx").code == 0
    shutil.rmtree(tmp_path / "locales")
    assert "3 units" in yigao("memory", "import", "out.tmx").err
    with Memory(tmp_path / ".yigao" / "memory.sqlite") as memory:
        assert {replace(unit, origin="") for unit in memory.units()} == before
        assert set(memory.stamps()) == {".yigao/imported/out.tmx"}


BAD = {
    "unknown ending": (["memory", "import", "a.docx"], "known: "),
    "export to an unknown ending": (["memory", "export", "a.docx"], "known: "),
    "missing file": (["memory", "import", "nowhere.po"], "nowhere.po"),
    "nothing to export": (["memory", "export", "a.po"], "one pair of languages"),
    "a name with a folder": (["memory", "import", "good.po", "--name", "../good.po"], "is no name"),
    "a name with another ending": (["memory", "import", "good.po", "--name", "good.txt"], "is no name"),
    "no language": (["memory", "import", "headless.po"], "Language"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD)
def test_bad_use_is_one_clear_line(yigao: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "a.docx").write_text("x", encoding="utf-8")
    headers = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
    one = (Entry("甲", "A", state=State.REVIEWED),)
    (tmp_path / "good.po").write_text(dumps(Catalog("en", headers, one)), encoding="utf-8")
    (tmp_path / "headless.po").write_text('msgid "甲"\nmsgstr "A"\n', encoding="utf-8")
    ran = yigao(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not list(tmp_path.rglob("imported/*"))
