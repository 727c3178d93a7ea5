"""Quantities found in sentences and rendered in a target language, against the cases of ``cases/quantities``."""

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.errors import ConfigError
from yigao.text.quantities import find_quantities

_CASES = Path(__file__).parent / "cases" / "quantities"
_PIECES = st.sampled_from(
    [
        *"0123456789０９.．,，、:：-—~至到%‰〇零一二两三四五六七八九十百千万亿点分之成半第届位名个项人元年月日号时上下近约超逾余多",
        *(
            "百分之",
            "美元",
            "下午",
            "凌晨",
            "世纪",
            "年代",
            "季度",
            "以上",
            "左右",
            "公里",
            "不超过",
            "人民币",
            "零下",
            "℃",
            "大约",
            "售价",
            "起",
            "上升",
            "两千零",
            "一艘",
            "的",
            "Ab",
            " ",
            "\xa0",
            "“",
            "”",
        ),
    ],
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))
_TARGETS = st.sampled_from(["en", "en_GB", "fr", "de", "es", "it", "ru", "ja", "ar", "hi", "pt_PT"])


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}:{case['name']}")
        for path in sorted(_CASES.glob("*.jsonl"))
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    found = find_quantities(case["text"], case["target"])
    assert [[each.source, each.target, each.kind] for each in found] == case["expect"]


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, target=_TARGETS)
def test_any_text_gives_ordered_disjoint_rendered_spans(text: str, target: str) -> None:
    end = 0
    for each in find_quantities(text, target):
        assert each.span.start >= end
        assert each.span.cut(text) == each.source
        assert each.source.strip()
        assert each.target.strip()
        end = each.span.end


@settings(max_examples=150, deadline=None)
@given(value=st.integers(min_value=10, max_value=99999), scale=st.sampled_from(["万", "亿"]))
def test_a_magnitude_keeps_its_value(value: int, scale: str) -> None:
    (found,) = find_quantities(f"共{value}{scale}元。")
    assert found.value == value * {"万": 10**4, "亿": 10**8}[scale]
    words = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    number, *rest = found.target.replace(",", "").split()
    assert round(float(number) * words.get(rest[0], 1)) == found.value
    assert found.unit == "CNY"


def test_fields() -> None:
    (money,) = find_quantities("超过10亿元")
    assert (money.value, money.unit, money.approximator) == (Decimal(10**9), "CNY", "more")
    (percent,) = find_quantities("近三成，")
    assert (percent.value, percent.unit, percent.approximator) == (Decimal(30), "percent", "nearly")
    (spread,) = find_quantities("3至5吨")
    assert (spread.value, spread.unit, spread.kind) == (None, "tonne", "range")


@pytest.mark.parametrize("piece", ["一", "1", "1,", "第1", "百分之", "12月", "2020年至", "超过1", "“", "人民币", "3-"])
def test_time_is_linear(piece: str) -> None:
    """Ten times the text takes far less than a hundred times as long."""

    def seconds(length: int) -> float:
        started = time.process_time()
        find_quantities(piece * (length // len(piece)))
        return time.process_time() - started

    seconds(100)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.002)


def test_unknown_target() -> None:
    with pytest.raises(ConfigError, match="unknown language 'xx'"):
        find_quantities("10亿元", "xx")
