"""Short ways of checking give what the long ways give."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yigao import parts
from yigao.catalogs.places import LINE_END, place_at, places
from yigao.catalogs.reading import load, read_text
from yigao.checks._english_words import fold
from yigao.checks._names import _HEADS, _with_heads
from yigao.checks._numbers import _words, read_numbers
from yigao.checks._once import once
from yigao.checks._words import _ASCII, _MIXED, _SPACED, count_words
from yigao.checks.doubled_word import _doubled
from yigao.checks.mt_repetition import _ASCII_TOKEN, _TOKEN
from yigao.errors import CatalogError
from yigao.model.catalog import State
from yigao.model.checking import Side
from yigao.model.document import Code
from yigao.pipeline import sides
from yigao.text.repetition import pairs_again, said_again
from yigao.text.terms import _ascii, _pattern, find_rendering

_TAGS = ["<g1>", "</g1>", "<g2>", "</g2>", "文", "a", " ", "、", "b-c", "1.", "“", "）", "- ", "<x3/>", "\\"]
_WORDS = [
    "Policy",
    "policies",
    "Bus",
    "BUSES",
    "AI",
    "ai",
    "U.S.",
    "us",
    "&",
    " ",
    "-",
    "the ",
    "ſ",
    "\u212aey",
    "key",
    "ı",
    "Ümlaut",
    "湾区",
    "５G",
]
_PIECES = ["cross", "-", " ", "Bay", "3", "湾区", "’", ".", "\u3000", "--", ","]

_ROOT = Path(__file__).parent.parent
_CATALOGS = [path for folder in ("locales", "tests/cases") for path in sorted((_ROOT / folder).rglob("*.po"))]


def test_entries_are_found_where_reading_all_of_the_catalog_finds_them() -> None:
    count = 0
    for path in _CATALOGS:
        try:
            catalog, text = load(path), read_text(path)
        except CatalogError:
            continue
        lines, known = LINE_END.split(text), places(text)
        for entry in catalog.entries:
            if entry.state is not State.OBSOLETE:
                assert place_at(lines, entry.line) == known[entry.key], f"{path}:{entry.line}"
                count += 1
    assert count > 200


def test_ascii_is_folded_as_any_other_text() -> None:
    text = "".join(map(chr, range(128)))

    assert fold(text) == fold(f"{text}é")[:-1]


@given(
    st.lists(st.sampled_from(["实验室", "大学", "论坛", "的", "甲", "乙丙丁", "a", "，", "甲" * 9]), max_size=9).map(
        "".join
    )
)
def test_names_with_heads_are_what_one_pattern_finds(text: str) -> None:
    heads = "|".join(_HEADS)
    pattern = re.compile(f"[^的a，]{{2,16}}?(?P<head>{heads})")

    found = [(match.span(), match["head"]) for match in pattern.finditer(text)]

    assert [((span.start, span.end), head) for span, head in _with_heads(text)] == found


@given(st.text(st.characters(max_codepoint=127)).map(str.lower))
def test_words_of_ascii_are_those_of_any_text(text: str) -> None:
    assert _ASCII.findall(text) == _SPACED.findall(text) == _MIXED().findall(text)
    assert _ASCII_TOKEN.findall(text) == _TOKEN.findall(text)
    assert _words(text) == _words(f"{text} é")


@given(
    st.lists(st.sampled_from(["a", "é", "3", "’", "'", "_", " ", "文", "字", "カ", "。", "-"]), max_size=9).map("".join)
)
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == len(_MIXED().findall(text))


@pytest.mark.parametrize(
    "date",
    ["at the beginning of in March 3rd, 2025", "12th through the 13th of December of 2025", "Sept. 9 and 10", "May"],
)
@pytest.mark.parametrize("length", [0, 1, 19, 39, 41, 90])
def test_a_date_is_the_same_after_other_words(date: str, length: int) -> None:
    before = "." * length + " "

    found = [replace(one, start=one.start - length, end=one.end - length) for one in read_numbers(before + date)]

    assert found == list(read_numbers(" " + date))


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_doubled_words_are_found_wherever_they_stand(words: list[str]) -> None:
    expected = {
        (size, at)
        for size in range(1, 5)
        for at in range(len(words) - 2 * size + 1)
        if words[at : at + size] == words[at + size : at + 2 * size]
    }

    assert set(_doubled(words)) == expected


@given(st.lists(st.sampled_from("abc"), max_size=14), st.integers(2, 6))
def test_what_is_said_twice_has_pairs_that_come_again(tokens: list[str], least: int) -> None:
    assert not said_again(tokens, least) or pairs_again(tokens) >= least - 1


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_hyphens_inside_words_are_what_parsing_makes_of_them(middle: str) -> None:
    part, text = parts.load("formats", "markdown"), f"cross-{middle}sea-3"

    assert _seen(sides.side_of(text, part)) == _seen(sides.parsed(text, part))


@pytest.mark.parametrize("name", ["markdown", "html", "text"])
@given(st.lists(st.sampled_from(_TAGS), max_size=8).map("".join))
@example(text="<g1><g1></g1></g1>")
@example(text="1<g1><g2>文 a</g2></g1>1.")
def test_tags_of_catalogs_are_what_parsing_makes_of_them(name: str, text: str) -> None:
    part = parts.load("formats", name)

    assert _seen(sides.side_of(f"<{text}>", part)) == _seen(sides.parsed(f"<{text}>", part))
    assert _seen(sides.side_of(f"文{text}a", part)) == _seen(sides.parsed(f"文{text}a", part))


def _seen(side: Side) -> tuple[str, list[int], tuple[Code, ...]]:
    return side.plain, list(side.offsets), side.codes


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


@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map("".join),
    st.sampled_from(["en", "fr", "id"]),
)
def test_renderings_are_sought_from_where_they_may_begin(text: str, rendering: str, language: str) -> None:
    plain, _, mixed = _ascii(text)
    places = [match.span() for match in _pattern(rendering, language, mixed)[0].finditer(plain)]

    assert [(span.start, span.end) for span in find_rendering(text, rendering, language)] == places
