"""What becomes of entries when their article changes."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.catalogs.merging import merge
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, Previous, Reference, State

HEADERS = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}


def entry(source: str, target: str = "", state: State = State.REVIEWED, **more: Any) -> Entry:
    return replace(Entry(source, target, state=state if target else State.NEW), **more)


def test_unchanged_text_keeps_all_that_people_wrote() -> None:
    known = entry("甲句。", "One.", comments=("checked",), flags=("no-wrap",), references=(Reference("a.md", 1),))
    fresh = entry("甲句。", references=(Reference("a.md", 9),), extracted=("heading",))
    assert merge([fresh], [known]) == (replace(known, references=fresh.references, extracted=fresh.extracted),)


def test_a_changed_sentence_becomes_a_draft_that_names_its_earlier_text() -> None:
    known = entry("合作金额超过10亿元。", "The deals are worth more than 1 billion yuan.", comments=("checked",))
    (merged,) = merge([entry("合作金额超过12亿元。")], [known])
    assert merged.state is State.DRAFT
    assert merged.target == known.target
    assert merged.comments == known.comments
    assert merged.previous == Previous("合作金额超过10亿元。")


def test_a_draft_changed_twice_still_names_the_text_it_translates() -> None:
    first = entry("合作金额超过10亿元。", "More than 1 billion yuan.")
    second = merge([entry("合作金额超过12亿元。")], [first])
    (third,) = merge([entry("合作金额超过13亿元。")], second)
    assert third.previous == Previous("合作金额超过10亿元。")


def test_another_context_of_the_same_text_is_a_change() -> None:
    known = entry("论坛闭幕", "Forum Closes", context="heading")
    (merged,) = merge([entry("论坛闭幕")], [known])
    assert (merged.state, merged.previous) == (State.DRAFT, Previous("论坛闭幕", "heading"))


def test_a_different_sentence_takes_nothing_over() -> None:
    merged = merge([entry("天气很好。")], [entry("合作金额超过10亿元。", "More than 1 billion yuan.")])
    assert [one.state for one in merged] == [State.NEW, State.OBSOLETE]


@pytest.mark.parametrize("state", [State.REVIEWED, State.DRAFT])
def test_a_sentence_that_comes_back_is_what_it_was(state: State) -> None:
    known = entry("甲句。", "One.", state)
    gone = merge([entry("完全不同的另一句话。")], [known])
    assert gone[-1].state is State.OBSOLETE
    (back,) = merge([entry("甲句。")], gone)
    assert (back.target, back.state, back.flags) == ("One.", state, ())


def test_each_translation_is_taken_over_once() -> None:
    known = entry("合作金额超过10亿元。", "More than 1 billion yuan.")
    merged = merge([entry("合作金额超过11亿元。"), entry("合作金额超过12亿元。")], [known])
    assert [one.state for one in merged] == [State.DRAFT, State.NEW]


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_msgmerge_agrees(tmp_path: Path) -> None:
    """The same states and translations as GNU msgmerge for kept, changed, new and vanished sentences."""
    known = (
        entry("论坛在广州开幕，逾万人参加。", "The forum opened in Guangzhou with more than 10,000 people."),
        entry("合作金额超过10亿元，创历史新高。", "The deals are worth more than 1 billion yuan, a record."),
        entry("与会嘉宾来自海内外。", "The guests came from home and abroad."),
    )
    fresh = (
        entry("论坛在广州开幕，逾万人参加。"),
        entry("合作金额超过12亿元，创历史新高。"),
        entry("明年的论坛将移师深圳。"),
    )
    (tmp_path / "old.po").write_text(dumps(Catalog("en", HEADERS, known)), encoding="utf-8")
    (tmp_path / "new.pot").write_text(dumps(Catalog("", HEADERS, fresh)), encoding="utf-8")
    subprocess.run(
        ["msgmerge", "--previous", "-q", "-o", tmp_path / "theirs.po", tmp_path / "old.po", tmp_path / "new.pot"],
        check=True,
    )
    ours = {(one.source, one.target, one.state, one.previous) for one in merge(fresh, known)}
    theirs = {(one.source, one.target, one.state, one.previous) for one in load(tmp_path / "theirs.po").entries}
    assert ours == theirs


SENTENCES = st.text(alphabet=st.sampled_from("甲乙丙丁12，。"), min_size=1, max_size=8)


@given(st.lists(SENTENCES, unique=True, max_size=8), st.lists(SENTENCES, unique=True, max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_reviewed_translation_ever_disappears(before: list[str], after: list[str]) -> None:
    known = [entry(source, f"T {source}") for source in before]
    merged = merge([entry(source) for source in after], known)
    assert {one.target for one in known} <= {one.target for one in merged}
    again = merge([entry(source) for source in after], merged)
    assert again == merged
    kept = {one.source for one in merged if one.state is State.REVIEWED}
    assert kept == set(before) & set(after)
