"""Finding glossary renderings in translations."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.model.term import Term
from yigao.text.terms import find_rendering, find_terms, within

CASES = Path(__file__).parent / "cases" / "terms" / "renderings.jsonl"
WORDS = st.text(st.sampled_from("Aab&'.,-–()“”12 3sСя人の’Ｇ"), min_size=1, max_size=16)


def read_cases() -> list[dict[str, object]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["name"])
def test_rendering(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = find_rendering(text, str(case["rendering"]), str(case.get("language", "en")))
    assert [span.cut(text) for span in found] == case["found"]


def test_terms_are_found_inside_one_another() -> None:
    outer = Term("广州海洋实验室", "Guangzhou Marine Laboratory", ("GML",))
    inner = Term("广州", "Guangzhou")
    text = "The GML, or Guangzhou Marine Laboratory"
    found = find_terms(text, [inner, outer, inner], "en")
    assert [(one.term.source, one.rendering, one.span.cut(text)) for one in found] == [
        ("广州", "Guangzhou", "Guangzhou"),
        ("广州海洋实验室", "Guangzhou Marine Laboratory", "Guangzhou Marine Laboratory"),
        ("广州海洋实验室", "GML", "GML"),
    ]
    spans = [one.span for one in found]
    assert [within(span, spans) for span in spans] == [True, False, False]


@settings(deadline=None, max_examples=150)
@given(WORDS.filter(str.strip), st.sampled_from(["en", "de", "ja", "ru"]))
def test_a_rendering_is_found_where_it_stands_alone(rendering: str, language: str) -> None:
    text = f"前 {rendering.strip()} 后"
    assert list(find_rendering(text, rendering.strip(), language))


@settings(deadline=None, max_examples=150)
@given(WORDS, WORDS, st.sampled_from(["en", "fr", "zh"]))
def test_places_lie_in_the_text(text: str, rendering: str, language: str) -> None:
    assert all(span.end <= len(text) for span in find_rendering(text, rendering, language))
