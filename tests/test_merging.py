"""What becomes of entries when their article changes."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.catalogs.merging import hinted, merge
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, Previous, Reference, State
from yigao.model.drafts import signed

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
    ours = {(one.source, one.target, one.state, one.previous) for one in merge(fresh, known)}
    theirs = {(one.source, one.target, one.state, one.previous) for one in gnu_merge(tmp_path, fresh, known)}
    assert ours == theirs


CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "merging.jsonl").read_text(encoding="utf-8").splitlines()
]


def gnu_merge(folder: Path, fresh: Sequence[Entry], known: Sequence[Entry]) -> tuple[Entry, ...]:
    (folder / "old.po").write_text(dumps(Catalog("en", HEADERS, tuple(known))), encoding="utf-8")
    (folder / "new.pot").write_text(dumps(Catalog("", HEADERS, tuple(fresh))), encoding="utf-8")
    command: list[str | Path] = [
        "msgmerge",
        "--previous",
        "-q",
        "-o",
        folder / "theirs.po",
        folder / "old.po",
        folder / "new.pot",
    ]
    subprocess.run(command, check=True)
    return load(folder / "theirs.po").entries


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_beside_msgmerge(tmp_path: Path, case: dict[str, Any]) -> None:
    """As good as GNU msgmerge where a case says ``same``, and better in the way that it says elsewhere."""
    known = [entry(source, target) for source, target in case["before"]]
    fresh = [entry(source) for source in case["after"]]
    ours = {one.key: one for one in merge(fresh, known)}
    theirs = {one.key: one for one in gnu_merge(tmp_path, fresh, known)}
    taken = [(ours[one.key].target, theirs[one.key].target) for one in fresh]
    told = {key: (one.target, one.state, one.previous) for key, one in ours.items()}
    if case["msgmerge"] == "same":
        assert told == {key: (one.target, one.state, one.previous) for key, one in theirs.items()}
    elif case["msgmerge"] == "nothing taken over":
        assert all(target and not other for target, other in taken)
    elif case["msgmerge"] == "less taken over":
        assert sum(bool(other) for _, other in taken) < sum(bool(target) for target, _ in taken)
    elif case["msgmerge"] == "taken over twice":
        assert [bool(target) for target, _ in taken] == [False, True]
        assert len({other for _, other in taken}) == 1
    else:
        assert all(target != other for target, other in taken)
    for target in (target for _, target in case["before"]):
        assert any(target in one.target for one in ours.values())


def test_a_sentence_cut_in_two_keeps_its_translation_in_both_halves() -> None:
    case = next(case for case in CASES if case["name"] == "split")
    ((source, target),) = case["before"]
    merged = merge([entry(one) for one in case["after"]], [entry(source, target)])
    assert [(one.target, one.state, one.previous) for one in merged] == [(target, State.DRAFT, Previous(source))] * 2


def test_two_sentences_made_one_bring_both_translations_and_stay() -> None:
    case = next(case for case in CASES if case["name"] == "merged")
    known = [entry(source, target) for source, target in case["before"]]
    first, *rest = merge([entry(one) for one in case["after"]], known)
    assert first.target == f"{known[0].target} {known[1].target}"
    assert first.previous == Previous(known[0].source + known[1].source)
    assert [(one.target, one.state) for one in rest] == [(one.target, State.OBSOLETE) for one in known]


def test_a_machines_draft_is_not_taken_over() -> None:
    comment = signed("MT: pseudo", "More than 1 billion yuan.")
    known = entry("合作金额超过10亿元。", "More than 1 billion yuan.", State.DRAFT, comments=(comment,))
    assert [one.state for one in merge([entry("合作金额超过12亿元。")], [known])] == [State.NEW, State.OBSOLETE]
    touched = replace(known, target="Over 1 billion yuan.")
    (merged,) = merge([entry("合作金额超过12亿元。")], [touched])
    assert (merged.target, merged.comments) == ("Over 1 billion yuan.", ())


def test_an_obsolete_translation_is_of_use_and_stays() -> None:
    gone = entry("与会嘉宾来自海内外各地。", "The guests came from home and abroad.", State.OBSOLETE)
    first, second = merge([entry("与会专家来自海内外各地。")], [gone])
    assert (first.target, first.state, second) == (gone.target, State.DRAFT, gone)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("金额达10亿元。", "金额达12亿元。", "changed: 10亿 → 12亿"),
        ("论坛开幕。", "论坛昨天开幕。", "added: 昨天"),
        ("论坛昨天开幕。", "论坛开幕。", "removed: 昨天"),
        ("他说Python好。", "他说Rust好。", "changed: Python → Rust"),
        ("见<g1>甲</g1>。", "见甲。", "changed: <g1>甲</g1> → 甲"),
        ("一样。", "一样。", ""),
    ],
)
def test_what_changed_is_told_in_words(before: str, after: str, told: str) -> None:
    draft = entry(after, "T", State.DRAFT, previous=Previous(before), extracted=("heading",))
    assert hinted(draft).extracted == (("heading", told) if told else ("heading",))
    reviewed = replace(draft, state=State.REVIEWED)
    assert hinted(reviewed) == reviewed


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
