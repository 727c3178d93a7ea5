"""Names in Chinese text, and how translations render them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.text.naming import agreed_rendering, find_institutions, find_marked, find_quoted

CASES = Path(__file__).parent / "cases" / "naming"


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", cases("marked.jsonl"), ids=lambda case: str(case["text"]))
def test_marked_names(case: dict[str, Any]) -> None:
    found = list(find_marked(case["text"]))
    assert [[one.name, one.kind, one.rendering, one.is_sure] for one in found] == case["found"]


@pytest.mark.parametrize("case", cases("institutions.jsonl"), ids=lambda case: str(case["name"]))
def test_institutions(case: dict[str, Any]) -> None:
    assert sorted({naming.name for _, naming in find_institutions(case["texts"])}) == case["found"]


def test_quoted_phrases() -> None:
    found = list(find_quoted("“先投后股”和“补，改投”，以及“蓝湾论坛”"))
    assert [(one.name, one.kind) for one in found] == [("先投后股", ""), ("蓝湾论坛", "event")]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("《》“”（）()·ABab的在海洋大学公司论坛，。院士陈表示\n"), max_size=40), max_size=4)
)
def test_a_name_stands_where_it_is_said_to(texts: list[str]) -> None:
    found = [(text, one) for text in texts for one in (*find_marked(text), *find_quoted(text))]
    found += [(texts[index], one) for index, one in find_institutions(texts, 1)]
    for text, one in found:
        assert one.name
        assert one.span.cut(text) == one.name


def test_long_texts_end() -> None:
    for text in ("海洋大学" * 5000, "《" * 20000, "·海" * 10000, "海" * 20000 + "（ABC", "院士陈" * 7000):
        list(find_marked(text))
        list(find_quoted(text))
        find_institutions([text])


def test_what_translations_agree_on() -> None:
    pairs = [
        ("蓝湾论坛开幕", "The Blue Bay Forum Opens"),
        ("蓝湾论坛在岛上举行", "The Blue Bay Forum was held on the Island."),
        ("岛上有灯塔", "There is a lighthouse on the Island."),
    ]
    assert agreed_rendering("蓝湾论坛", pairs) == ("The Blue Bay Forum", 2)
    assert agreed_rendering("岛上", pairs) == ("Island", 2)
    assert agreed_rendering("灯塔", pairs) == ("", 0)
    assert agreed_rendering("蓝湾论坛", [*pairs, ("蓝湾论坛闭幕", "The forum closed")]) == ("", 0)
    assert agreed_rendering("海", [("海", "Sea")]) == ("Sea", 1)
