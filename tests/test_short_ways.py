"""Short ways of checking give what the long ways give."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao import parts
from yigao.checks._english_words import fold
from yigao.checks._once import once
from yigao.checks.doubled_word import _doubled
from yigao.pipeline import sides
from yigao.text.terms import find_rendering

_PIECES = ["cross", "-", " ", "Bay", "3", "湾区", "’", ".", "\u3000", "--", ","]


def test_ascii_is_folded_as_any_other_text() -> None:
    text = "".join(map(chr, range(128)))

    assert fold(text) == fold(f"{text}é")[:-1]


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_doubled_words_are_found_wherever_they_stand(words: list[str]) -> None:
    expected = {
        (size, at)
        for size in range(1, 5)
        for at in range(len(words) - 2 * size + 1)
        if words[at : at + size] == words[at + size : at + 2 * size]
    }

    assert set(_doubled(words)) == expected


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_hyphens_inside_words_are_what_parsing_makes_of_them(middle: str) -> None:
    part, text = parts.load("formats", "markdown"), f"cross-{middle}sea-3"
    short = sides.side_of(text, part)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sides, "_MARKUP", re.compile(""))

        assert sides.side_of(text, part) == short


def test_the_same_is_computed_once_of_each_object() -> None:
    asked: list[tuple[list[str], str]] = []

    @once
    def noted(text: list[str], language: str) -> int:
        asked.append((text, language))
        return len(asked)

    one, other = ["Macau"], ["Macau"]

    assert [noted(one, "en"), noted(one, "en"), noted(other, "en"), noted(one, "de")] == [1, 1, 2, 3]


def test_a_rendering_is_found_again_in_the_same_text() -> None:
    text = "The University of Macau and Macaulay"

    assert find_rendering(text, "Macau", "en") == find_rendering(text, "Macau", "en")
    assert [span.cut(text) for span in find_rendering(text, "Macau", "en")] == ["Macau"]
