from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from yigao.engines import argos
from yigao.engines._argos_model import ArgosModel
from yigao.engines._argos_options import ArgosOptions
from yigao.engines._argos_penalties import Penalties
from yigao.errors import EngineError
from yigao.model.interfaces import Translation


@dataclass
class Result:
    hypotheses: list[list[str]]
    scores: list[float]
    attention: tuple[()] = ()

    def result(self) -> "Result":
        return self


@dataclass
class Scripted:
    """A translator that answers by its settings."""

    answer: Callable[[list[str], dict[str, Any]], Sequence[str]]

    def translate_batch(self, source: list[list[str]], **settings: Any) -> list[Result]:
        return [Result([list(self.answer(tokens, settings))], [-1.0]) for tokens in source]


def scripted(
    answer: Callable[[list[str], dict[str, Any]], Sequence[str]],
    prefix: tuple[str, ...] = (),
    options: ArgosOptions = ArgosOptions(),  # noqa: B008 - frozen
    penalties: Penalties = Penalties(),  # noqa: B008 - frozen
) -> argos.ArgosEngine:
    translator: Any = Scripted(answer)
    model = ArgosModel(translator, 1, str.split, " ".join, prefix, " ", lambda _: False, "scripted", penalties)
    return argos.ArgosEngine(model, options)


LOOP = ["round"] * 9
RUNAWAY = [f"word{number}" for number in range(3000)]


@pytest.mark.parametrize("bad", [LOOP, RUNAWAY, []], ids=["loop", "no end", "nothing"])
@pytest.mark.parametrize("works", ["no_repeat_ngram_size", "repetition_penalty"])
def test_a_failure_is_decoded_again_in_other_ways(bad: list[str], works: str) -> None:
    def answer(tokens: list[str], how: dict[str, Any]) -> list[str]:
        return tokens if works in how or tokens == ["fine"] else bad[: how["max_decoding_length"]]

    made = scripted(answer).translate(["hard", "fine"])
    assert made == [Translation("hard", made[0].score), Translation("fine", made[1].score)]


@pytest.mark.parametrize(("bad", "problem"), [(LOOP, "repeats itself"), ([], "gave nothing")])
def test_a_failure_in_every_way_is_a_problem(bad: list[str], problem: str) -> None:
    made = scripted(lambda _, how: bad[: how["max_decoding_length"]]).translate(["hard"])
    assert made[0].text == ""
    assert made[0].score is None
    assert problem in made[0].problem


def test_what_does_not_end_in_any_way_is_cut_and_says_so() -> None:
    (made,) = scripted(lambda _, how: RUNAWAY[: how["max_decoding_length"]]).translate(["hard"])
    assert made.text == " ".join(RUNAWAY[:72])
    assert made.problem == "the model's output did not end and is cut at 72 tokens"


def test_one_bad_piece_spoils_its_text_only() -> None:
    def answer(tokens: list[str], how: dict[str, Any]) -> list[str]:
        return LOOP[: how["max_decoding_length"]] if "bad" in tokens else tokens

    long = ", ".join(f"good word{number}" for number in range(100)) + ", bad"
    made = scripted(answer).translate([long, "good"])
    assert [bool(item.problem) for item in made] == [True, False]


def test_the_limits_are_explicit_and_far_above_a_translation() -> None:
    seen: list[dict[str, Any]] = []

    def answer(tokens: list[str], how: dict[str, Any]) -> list[str]:
        seen.append({**how, "tokens": len(tokens)})
        return tokens

    scripted(answer).translate([" ".join(f"w{number}" for number in range(size)) for size in (1, 40, 150)])
    assert all(how["max_input_length"] == 0 for how in seen)
    assert all(3 * how["tokens"] < how["max_decoding_length"] < 1024 for how in seen)


def test_a_target_prefix_is_given_and_taken_away() -> None:
    def answer(tokens: list[str], how: dict[str, Any]) -> list[str]:
        assert how["target_prefix"] == [["__en__"]]
        return ["__en__", *tokens]

    assert scripted(answer, ("__en__",)).translate(["text"])[0].text == "text"


def test_a_failing_library_is_an_engine_error() -> None:
    def answer(_tokens: list[str], _how: dict[str, Any]) -> list[str]:
        raise RuntimeError("No position encodings")

    with pytest.raises(EngineError, match="No position encodings"):
        scripted(answer).translate(["text"])


def test_hypotheses_that_differ_and_hold() -> None:
    class Several:
        def translate_batch(self, source: list[list[str]], **_: Any) -> list[Result]:
            outputs = [["one"], ["two"], ["one"], LOOP, ["three"]]
            return [Result(outputs, [-1.0, -2.0, -3.0, -4.0, -5.0]) for _ in source]

    translator: Any = Several()
    several = argos.ArgosEngine(
        ArgosModel(translator, 1, str.split, " ".join, (), " ", lambda _: False, "", Penalties()), ArgosOptions()
    )
    (found,) = several.hypotheses(["text"], 5)
    assert [item.text for item in found] == ["one", "two", "three"]


def test_max_tokens_says_where_cutting_begins() -> None:
    seen: list[int] = []

    def answer(tokens: list[str], _how: dict[str, Any]) -> list[str]:
        seen.append(len(tokens))
        return tokens

    text = ", ".join(f"word{number} and more" for number in range(20))
    for limit in (16, 30):
        seen.clear()
        (made,) = scripted(answer, options=ArgosOptions(max_tokens=limit)).translate([text])
        assert limit // 2 < max(seen) <= limit
        assert sum(seen) == len(text.split())
        assert made.text == text


def test_the_model_weighs_length_and_coverage_as_its_package_wants() -> None:
    asked: list[dict[str, Any]] = []

    def answer(tokens: list[str], how: dict[str, Any]) -> list[str]:
        asked.append(how)
        return tokens

    made = scripted(answer, penalties=Penalties(1.0, 0.05)).translate(["three words here"])
    assert {(how["length_penalty"], how["coverage_penalty"]) for how in asked} == {(1.0, 0.05)}
    assert made[0].score == -1.0  # over the length already
