"""The floors of ``benchmarks/quality_floors.json``, held on one sample article by engines that know no Chinese."""

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.pipeline.engines import choose_engine

ROOT = Path(__file__).parent.parent
FLOORS = json.loads((ROOT / "benchmarks" / "quality_floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def quality() -> Any:
    spec = importlib.util.spec_from_file_location("quality", ROOT / "benchmarks" / "quality.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["quality"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_floors(quality: Any, name: str, make_package: Callable[..., Path]) -> None:
    if name == "pseudo":
        engine = choose_engine("pseudo", "zh", "en")()
    else:
        more = {"weights": "random"} if name == "random" else {}
        engine = choose_engine("argos", "zh", "en", model=make_package("zh", "en", **more))()
    known = quality.knowledge()
    tasks = quality.article_tasks([ROOT / "tests" / "articles" / "bay-area-ocean-forum.md"], known)
    measured = quality.inside(tasks, engine, known)
    assert quality.below(measured, FLOORS[name]["articles"]) == []
    assert quality.below(measured, {"terms": 1.1}) == [f"terms is {measured.terms}, the floor 1.1"]


def test_scores_of_what_is_right_and_of_what_is_not(quality: Any) -> None:
    known = quality.knowledge()
    tasks = quality.article_tasks([ROOT / "tests" / "articles" / "bay-area-ocean-forum.md"], known)
    nothing = quality.scores(tasks, [""] * len(tasks), 0.0)
    assert (nothing.terms, nothing.numbers, nothing.codes) == (0, 0, 0)
    same = quality.scores(tasks, [task.job.unit.source for task in tasks], 0.0)
    assert same.codes == 1
    assert same.terms < 0.1
