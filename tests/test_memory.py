"""The translation memory's file: what it holds, what it finds, and that it is never half-written."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from yigao.errors import TranslationMemoryError
from yigao.memory.lookup import Pair, but_for_figures, exact, nearest
from yigao.memory.store import Draft, Memory
from yigao.model.memory import Remembered
from yigao.text.skeletons import skeleton

PAIR = Pair("zh", "en")

ONE = Remembered("论坛期间共签约27个合作项目。", "In all, 27 projects were signed.", "zh", "en", origin="a.po")
TWO = Remembered("今年是论坛举办的第6年。", "This is the forum's 6th year.", "zh", "en", "", "前。", "后。", "a.po")
FRENCH = Remembered(ONE.source, "27 projets ont été signés.", "zh", "fr", origin="b.po", reviewed="2025-12-09")


def filled(path: Path, *records: Remembered) -> Memory:
    memory = Memory(path / "m.sqlite")
    with memory.changing():
        for origin in dict.fromkeys(record.origin for record in records):
            memory.add([record for record in records if record.origin == origin], origin, "stamp")
    return memory


def test_what_is_added_comes_back(tmp_path: Path) -> None:
    with filled(tmp_path, ONE, TWO, FRENCH) as memory:
        assert list(memory.units()) == [ONE, TWO, FRENCH]
        assert memory.stamps() == {"a.po": "stamp", "b.po": "stamp"}
    with Memory(tmp_path / "m.sqlite") as again:
        assert list(again.units()) == [ONE, TWO, FRENCH]


def test_an_origin_holds_what_was_added_last(tmp_path: Path) -> None:
    with filled(tmp_path, ONE, TWO, FRENCH) as memory:
        changed = replace(TWO, target="The forum is in its 6th year.")
        with memory.changing():
            assert memory.add([changed], "a.po", "later") == 1
        assert list(memory.units()) == [changed, FRENCH]
        with memory.changing():
            memory.forget("b.po")
        assert exact(memory, ONE.source, PAIR) == []
        assert nearest(memory, ONE.source, PAIR, 50) == []
        assert memory.stamps() == {"a.po": "later"}


def test_each_pair_of_languages_is_its_own(tmp_path: Path) -> None:
    with filled(tmp_path, ONE, TWO, FRENCH) as memory:
        assert exact(memory, ONE.source, PAIR) == [ONE]
        assert exact(memory, ONE.source, Pair("zh", "fr")) == [FRENCH]
        assert exact(memory, ONE.source, Pair("zh", "de")) == []


def test_what_is_like_it_is_found_with_its_score(tmp_path: Path) -> None:
    with filled(tmp_path, ONE, TWO, FRENCH) as memory:
        asked = "论坛期间共签约128个合作项目。"
        (near,) = nearest(memory, asked, PAIR, 60)
        assert near.unit == ONE
        assert near.score == pytest.approx(fuzz.ratio(asked, ONE.source))
        assert nearest(memory, asked, PAIR, 95) == []
        assert but_for_figures(memory, asked, PAIR) == [ONE]
        assert but_for_figures(memory, "论坛期间共签约合作项目。", PAIR) == []


def test_placeholders_do_not_make_sentences_alike(tmp_path: Path) -> None:
    known = replace(ONE, source="4、<g1>停车场办公</g1>")
    with filled(tmp_path, known) as memory:
        assert nearest(memory, "4、<g1>未来停车楼</g1>", PAIR, 75) == []
        assert [near.score for near in nearest(memory, "4、停车场办公", PAIR, 75)] == [99.0]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("共27个，总金额10亿元。", "共0个，总金额0元。"),
        ("12月9日至第十一届", "0月0日至第0届"),
        ("见[说明](https://a.example/b?c=1)，运行`make`。", "见[说明](<target>)，运行<code>。"),
        ("网址https://a.example/b，另见<g1>甲</g1><x2/>", "网址<address>，另见<g1>甲</g1><x2/>"),
        ("1,234.5万和3·15", "0和0"),
        ("没有数。", "没有数。"),
    ],
)
def test_skeletons(text: str, left: str) -> None:
    assert skeleton(text) == left


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with Memory(tmp_path_factory.mktemp("any") / "m.sqlite") as opened:
        yield opened


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_any_text_can_be_remembered_and_asked_for(memory: Memory, text: str, other: str) -> None:
    record = Remembered(text, "T", "zh", "en", origin="a.po")
    with memory.changing():
        memory.add([record], "a.po")
    assert exact(memory, text, PAIR) == ([record] if text else [])
    for near in nearest(memory, other, PAIR, 0):
        assert near.unit == record
    if len(text) > 2 and "\0" not in skeleton(text):
        assert [near.unit for near in nearest(memory, text, PAIR, 100)] == [record]


def test_a_change_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def stopping() -> Iterator[Remembered]:
        yield TWO
        raise KeyboardInterrupt

    with filled(tmp_path, ONE) as memory:
        with pytest.raises(KeyboardInterrupt), memory.changing():
            memory.add(stopping(), "b.po", "new")
        assert list(memory.units()) == [ONE]
        assert memory.stamps() == {"a.po": "stamp"}


def test_drafts_are_kept_as_they_were(tmp_path: Path) -> None:
    first = Draft("a.po", "", "甲", "argos", "One")
    with filled(tmp_path) as memory:
        with memory.changing():
            memory.keep_drafts([first], anew=True)
            memory.keep_drafts([replace(first, target="Uno")], anew=False)
        assert memory.drafts("a.po") == {("", "甲"): first}
        with memory.changing():
            memory.keep_drafts([replace(first, target="Uno")], anew=True)
            memory.move_drafts("a.po", "b.po")
        assert memory.drafts("a.po") == {}
        assert memory.drafts("b.po")["", "甲"].target == "Uno"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a database at all, whatever its name", "damaged"),
        (b"SQLite format 3\0" + b"\xff" * 2000, "damaged|cannot use"),
    ],
)
def test_a_file_that_is_no_memory_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(content)
    with pytest.raises(TranslationMemoryError, match=said):
        Memory(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(TranslationMemoryError, match="is not a translation memory"):
        Memory(path)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(TranslationMemoryError, match="cannot"):
        Memory(tmp_path)
