"""Classes of characters."""

import re
from collections.abc import Callable

import pytest

from yigao.text import han

HAN = "中々〇㐀鿿豈⼀𠀀𪜀𫝀𫠠𬺰𮯰𰀀𱍐丽"
KANA = "あアーｱﾞゝㇰ"
PUNCTUATION = "。，、「》（｡·—…“’・"
FULLWIDTH = "Ａ１￥"
FULLWIDTH_PUNCTUATION = "！～（，\u3000"
OTHER = "a1 .!é한🎉"
ALL = {*HAN, *KANA, *PUNCTUATION, *FULLWIDTH, *FULLWIDTH_PUNCTUATION, *OTHER, "", "中文"}


@pytest.mark.parametrize(
    ("judge", "members"),
    [
        (han.is_han, HAN),
        (han.is_kana, KANA),
        (han.is_cjk_punctuation, PUNCTUATION + FULLWIDTH_PUNCTUATION),
        (han.is_fullwidth, FULLWIDTH + FULLWIDTH_PUNCTUATION),
    ],
)
def test_each_character_is_what_it_is(judge: Callable[[str], bool], members: str) -> None:
    assert {char for char in ALL if judge(char)} == set(members)


def test_han_is_found_anywhere() -> None:
    assert han.has_han("GDP增长")
    assert han.has_han("𠮷")
    assert not han.has_han("GDP, 。カナ！")


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("中", "文", True),
        ("，", "文", True),
        ("。", "“", True),
        ("か", "な", True),
        ("中", "a", False),
        ("b", "文", False),
        ("a", "b", False),
        ("。", "A", False),
        ("3", "年", False),
        ("文", "", False),
    ],
)
def test_a_soft_newline_vanishes_between_unspaced_characters(left: str, right: str, joined: bool) -> None:
    assert han.joins_without_space(left, right) is joined


def test_the_class_bodies_serve_other_patterns() -> None:
    pattern = re.compile(f"[{han.HAN}{han.KANA}{han.FULLWIDTH}{han.CJK_PUNCTUATION}]+")
    assert pattern.fullmatch("中文かなＡ１。“”")
    assert not pattern.search("abc 123 .")
