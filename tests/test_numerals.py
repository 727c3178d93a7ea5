"""Chinese numbers read as decimals."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.text.numerals import fold, parse_number, parse_year

_CASES = Path(__file__).parent / "cases" / "numerals" / "numbers.jsonl"
_DIGITS = "零一二三四五六七八九"


def _cases() -> list[Any]:
    lines = _CASES.read_text(encoding="utf-8").splitlines()
    return [pytest.param(case["text"], case["value"], id=case["name"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize(("text", "value"), _cases())
def test_case(text: str, value: str | None) -> None:
    assert parse_number(text) == (None if value is None else Decimal(value))


def _chinese(number: int) -> str:
    """The standard Chinese numeral of a number below 10^12."""
    for unit, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= size:
            head, rest = divmod(number, size)
            zero = "零" if 0 < rest < size // 10 else ""
            return _chinese(head) + unit + zero + (_chinese(rest) if rest else "")
    return _DIGITS[number]


@settings(max_examples=300, deadline=None)
@given(number=st.integers(min_value=0, max_value=10**12 - 1))
def test_standard_numerals_round_trip(number: int) -> None:
    assert parse_number(fold(_chinese(number))) == number


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="〇一二两三九十百千万亿点0123456789.,", max_size=30))
def test_any_string_is_read_or_refused(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_fold() -> None:
    assert fold("２０．５％—３萬億") == "20.5%-3万亿"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", 2025),
        ("二〇二五", 2025),
        ("一九七八", 1978),
        ("20二五", 2025),
        ("0999", None),
        ("3000", None),
        ("202", None),
        ("二〇二", None),
        ("²025", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert parse_year(text) == year
