import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.engines import copy, pseudo
from yigao.engines._cutting import cut
from yigao.model.interfaces import Engine, EngineSpec, Translation
from yigao.text.repetition import looped

CASES = Path(__file__).parent / "cases" / "engines"
SENTENCE = "大湾区的实验室对学生开放，欢迎报名。"


def cases(name: str) -> list[Any]:
    rows = [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("name", ["argos", "copy", "pseudo"])
def test_an_engine_keeps_the_protocol(name: str, tiny_package_dir: Path) -> None:
    assert name in parts.names("engines")
    loaded: Engine = parts.load("engines", name).load(EngineSpec(name, "zh", "en", tiny_package_dir))
    assert loaded.fingerprint.startswith(name)
    assert loaded.verbatim is (name == "copy")
    assert loaded.translate(["", SENTENCE, ""])[::2] == [Translation(""), Translation("")]
    assert loaded.translate([]) == []


def test_every_file_discovered_is_an_engine() -> None:
    assert {"argos", "copy", "pseudo"} <= set(parts.names("engines"))
    for name in parts.names("engines"):
        module = parts.load("engines", name)
        assert callable(module.load)
        assert (module.__doc__ or "").partition("\n")[0].strip()


def test_importing_loads_no_engine() -> None:
    program = (
        "import sys, yigao.engines.argos, yigao.engines.pseudo, yigao.packages.find, yigao.packages.index\n"
        "import yigao.commands.model\n"
        "print({'ctranslate2', 'argostranslate', 'sentencepiece', 'numpy', 'rich'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"


@given(st.lists(st.text()))
def test_copy_gives_back_what_it_got(texts: list[str]) -> None:
    assert [item.text for item in copy.Copier().translate(texts)] == texts


@pytest.mark.parametrize("case", cases("pseudo.jsonl"))
def test_pseudo_text(case: dict[str, str]) -> None:
    assert pseudo.Pseudo().translate([case["text"]]) == [Translation(case["output"])]


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("的一是不了㈱㍿⼀々〇丽𠮷，。「」 aZ9⟦1⟧_"))))
@settings(max_examples=200, deadline=None)
def test_pseudo_leaves_no_han_and_keeps_words(text: str) -> None:
    (once,) = pseudo.Pseudo().translate([text])
    names = [unicodedata.name(character, "") for character in once.text]
    assert not [
        name for name in names if name.startswith(("CJK UNIFIED", "CJK COMPAT", "CJK RADICAL", "KANGXI RADICAL"))
    ]
    words = [character for character in text if (character.isascii() and character.isalnum()) or character in "⟦⟧"]
    rest = iter(once.text)
    assert all(word in rest for word in words)
    assert pseudo.Pseudo().translate([once.text]) == [once]


def test_pseudo_is_about_as_long_as_a_translation() -> None:
    source = "科学家在广州讨论海洋与气候，研究人员发现了新的材料。"
    (made,) = pseudo.Pseudo().translate([source])
    assert 1.5 * len(source) < len(made.text) < 5 * len(source)


@pytest.mark.parametrize("case", cases("cutting.jsonl"))
def test_cutting(case: dict[str, Any]) -> None:
    assert cut(case["text"], case["limit"], len) == case["pieces"]


@given(st.text(st.sampled_from("甲乙丙，。；、：”“ a1.,;!?⟦⟧\n")), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_cutting_loses_nothing_and_holds_the_limit(text: str, limit: int) -> None:
    pieces = cut(text, limit, len)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= limit for piece in pieces)
    assert all(pieces)


@pytest.mark.parametrize("unit", ["甲", "a", "，", "。", "，甲", "；”", "a, ", " "])
def test_cutting_takes_time_in_proportion(unit: str) -> None:
    measured = 0

    def length(text: str) -> int:
        nonlocal measured
        measured += len(text) + 1
        return len(text)

    text = unit * 50_000
    cut(text, 100, length)
    assert measured < 40 * (len(text) + 100)


@pytest.mark.parametrize("case", cases("repetition.jsonl"))
def test_repetition(case: dict[str, Any]) -> None:
    assert looped(case["output"].split(), case["source"]) is case["looped"]


@given(
    st.lists(st.text("abcd", min_size=1, max_size=3), min_size=1, max_size=18), st.text("甲乙丙丁戊己庚辛", max_size=30)
)
@settings(max_examples=100, deadline=None)
def test_any_unit_said_often_enough_is_a_loop(unit: list[str], source: str) -> None:
    assert looped(["▁It", "▁is", *unit * 40], source)
