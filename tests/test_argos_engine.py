from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from yigao.engines import argos
from yigao.model.interfaces import EngineSpec, Translation

SENTENCE = "大湾区的实验室对学生开放，欢迎报名。"


def load_argos(folder: Path | None, **options: str) -> argos.ArgosEngine:
    return argos.load(EngineSpec("argos", "zh", "en", folder, options))


@pytest.fixture(scope="module")
def engine(tiny_package_dir: Path) -> argos.ArgosEngine:
    return load_argos(tiny_package_dir)


def test_order_and_equal_texts(engine: argos.ArgosEngine) -> None:
    texts = ["科学家", "", SENTENCE, "科学家", "  ", "海洋"]
    made = [item.text for item in engine.translate(texts)]
    assert made == [engine.translate([text])[0].text for text in texts]
    assert made[0] == made[3] == "gentle opens school"
    assert made[1] == made[4] == ""
    assert made[2].endswith(".")


def test_good_translations_have_a_score_and_no_problem(engine: argos.ArgosEngine) -> None:
    (made,) = engine.translate([SENTENCE])
    assert made.problem == ""
    assert made.score is not None
    assert -0.01 < made.score < 0


@pytest.mark.parametrize(
    "kept", ["a_b", "snake_case_name", "Greater Bay Area", "⟦1⟧", "{0}", "<g1>x</g1>", "3.5%", "1,000", "c/d"]
)
def test_what_stands_in_the_source_survives_the_tokenizer(engine: argos.ArgosEngine, kept: str) -> None:
    (made,) = engine.translate([f"科学家讨论 {kept} 与气候"])
    assert kept in made.text


@pytest.mark.parametrize(
    "text", ["\ud800海洋", "海\x00洋", "海\u2028洋", "\ufeff海洋", "海洋\n\n气候", "𠮷", "🙂", "▁", "a" * 3000]
)
def test_odd_characters_do_no_harm(engine: argos.ArgosEngine, text: str) -> None:
    (made,) = engine.translate([text])
    assert not made.problem
    assert "\n" not in made.text
    assert "▁" not in made.text


@pytest.mark.parametrize(
    "text",
    [
        "科学家讨论海洋，" * 60 + "气候。",
        "科学家讨论海洋；" * 30 + "气候、" * 90,
        "科学家讨论海洋与气候" * 60,
        "科学家讨论。" * 80,
    ],
    ids=["commas", "semicolons", "no marks", "sentences"],
)
def test_nothing_is_cut_off_an_over_long_text(engine: argos.ArgosEngine, text: str) -> None:
    (made,) = engine.translate([text])
    assert not made.problem
    # Each Han character becomes one word here.
    assert len(made.text.split()) == sum(character.isalpha() for character in text)
    assert made.score is not None


def test_a_text_alone_and_among_others(engine: argos.ArgosEngine) -> None:
    texts = [f"科学家第{number}次讨论海洋与气候" + "和材料" * (number % 7) for number in range(60)]
    together = engine.translate(texts)
    assert together == engine.translate(texts[::-1])[::-1]
    assert [item.text for item in together[:5]] == [engine.translate([text])[0].text for text in texts[:5]]


def test_threads_may_share_an_engine(engine: argos.ArgosEngine) -> None:
    batches = [[f"第{number}次讨论海洋"] * 3 for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(engine.translate, batches)) == [engine.translate(batch) for batch in batches]


def test_sentences_join_without_spaces_where_the_language_has_none(make_package: Callable[..., Path]) -> None:
    made = load_argos(make_package("en", "zh"), max_tokens="16").translate(["open port, " * 12])
    assert ",open" in made[0].text


def test_hypotheses(engine: argos.ArgosEngine) -> None:
    many, empty, long = engine.hypotheses([SENTENCE, "", "科学家讨论海洋，" * 60], 3)
    assert replace(many[0], links=()) == engine.translate([SENTENCE])[0]
    assert 1 <= len(many) <= 3
    assert len({item.text for item in many}) == len(many)
    assert [item.score for item in many] == sorted((item.score for item in many if item.score), reverse=True)
    assert empty == [Translation("")]
    assert long == engine.translate(["科学家讨论海洋，" * 60])


def test_links_say_what_became_of_each_word(engine: argos.ArgosEngine) -> None:
    """The model writes word for word, so that its links must lie side by side and in order."""
    ((made, *_),) = engine.hypotheses([SENTENCE], 1)
    assert len(made.links) > 5
    assert [link.target for link in made.links] == sorted(link.target for link in made.links)
    assert [link.source for link in made.links] == sorted(link.source for link in made.links)
    for link in made.links:
        assert link.weight > 0.9
        if link.source.cut(SENTENCE).isascii():
            assert link.target.cut(made.text) == link.source.cut(SENTENCE)


def test_what_the_tokenizer_knows_is_what_the_model_carries(engine: argos.ArgosEngine) -> None:
    assert (engine.tags, engine.placeholder) == (False, "X{}")


def test_a_rambling_model_says_where_it_was_cut(make_package: Callable[..., Path]) -> None:
    rambling = load_argos(make_package("zh", "en", weights="random"))
    made = rambling.translate([SENTENCE, "", "科学家讨论海洋，" * 40])
    assert [bool(item.text) for item in made] == [True, False, True]
    assert ["is cut at" in item.problem for item in made] == [True, False, True]
    (hypotheses,) = rambling.hypotheses([SENTENCE], 2)
    assert hypotheses == made[:1]
