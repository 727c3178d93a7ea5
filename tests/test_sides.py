"""What rules see of a source or translation: the words that a reader of the article would see, wherever they stand."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.pipeline.formats import format_named
from yigao.pipeline.sides import side_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "sides.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_the_words_are_seen(case: dict[str, str]) -> None:
    side = side_of(case["text"], format_named(case.get("format", "markdown")))
    assert (side.plain, " ".join(code.source for code in side.codes)) == (case["plain"], case["codes"])


@pytest.mark.parametrize("name", ["markdown", "html", "text"])
@given(text=st.text("ab 中。<>/*_`$[](){}\\&;#-|~!:\n\r1.", max_size=30))
@settings(max_examples=100, deadline=None)
def test_places_lie_in_the_text_and_rise(name: str, text: str) -> None:
    side = side_of(text, format_named(name))
    assert len(side.offsets) == len(side.plain) + 1
    assert list(side.offsets) == sorted(side.offsets)
    assert side.offsets[-1] == len(text)
    for character, offset in zip(side.plain, side.offsets, strict=False):
        assert character in {"\n", " "} or character == text[offset] or text[offset] in "\\&"
    for code in side.codes:
        assert 0 <= code.span.start <= code.span.end <= len(text)
