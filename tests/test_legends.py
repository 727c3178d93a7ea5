"""Legends of placeholders: what is written is read back, and equal ones share a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao.text.legends import legend_lines, read_legend

NAMES = [f"g{number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    ("codes", "lines"),
    [
        ([("g1", "<b>")], ["g1 = <b>"]),
        ([("g1", "<b>"), ("g2", "<b>"), ("g3", "<b>")], ["g1–g3 = <b>"]),
        ([("g1", "<b>"), ("g2", "<i>"), ("g3", "<b>")], ["g1, g3 = <b>", "g2 = <i>"]),
        ([("g1", "<b>"), ("x2", "<br>"), ("x3", "<br>"), ("g4", "<b>")], ["g1, g4 = <b>", "x2–x3 = <br>"]),
        ([("x1", "a = b")], ["x1 = a = b"]),
    ],
)
def test_lines(codes: list[tuple[str, str]], lines: list[str]) -> None:
    assert list(legend_lines(codes)) == lines


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["<b>", "<i>", "x = y"])), unique_by=lambda one: one[0])
)
def test_read_back(codes: list[tuple[str, str]]) -> None:
    assert read_legend(legend_lines(codes)) == dict(codes)


@pytest.mark.parametrize(
    "line", ["term: g1 → b", "number: 1 = 2", "g1 = ", "list item", f"g{'9' * 5000} = <b>", "g = b"]
)
def test_what_is_no_legend(line: str) -> None:
    assert read_legend([line]) == ({"g1": ""} if line == "g1 = " else {})


def test_a_hostile_legend_stays_small() -> None:
    assert len(read_legend(["g0–g9999 = <b>"] * 1000)) <= 1000
