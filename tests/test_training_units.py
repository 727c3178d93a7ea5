"""What the recipe's aligner links: characters, stems, signs, and the tokens that they stand in."""

import numpy as np
import pytest
from training.aligner import align, new_aligner, train_aligner
from training.arrays import NONE, Side
from training.tags import NEWS_TAGS_FILE, TAGS_FILE, read_tag_cases
from training.units import Reader, Units, stem

PIECES = [
    "▁",
    "▁图",
    "图书",
    "馆",
    "。",
    "▁li",
    "br",
    "ary",
    "▁Li",
    "br",
    "aries",
    ".",
    "<g1>",
    "<0xE2>",
    "▁the",
    "▁Git",
    "Hub",
]


def read(*texts: list[str]) -> tuple[Reader, Units]:
    reader = Reader(PIECES)
    return reader, reader.units(Side.of([[PIECES.index(piece) for piece in text] for text in texts]))


@pytest.mark.parametrize(
    "forms",
    [
        "study studies",
        "plan planned planning",
        "create created creating creates",
        "box boxes",
        "class classes",
        "see sees",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, [stem(form) for form in forms.split()]


@pytest.mark.parametrize("word", ["the", "bring", "1980s", "图", "。", "red", "class", "<g1>"])
def test_what_is_no_form_stays(word: str) -> None:
    assert stem(word) == word


def test_a_unit_is_a_character_or_a_word_whatever_its_tokens() -> None:
    _, units = read(["▁", "图书", "馆", "。"], ["▁the", "▁li", "br", "ary", "."], ["<g1>", "<0xE2>"])
    assert units.lengths.tolist() == [4, 3, 2]
    assert units.starts.tolist() == [0, 4, 7]
    # The lone mark of a space belongs to what follows it, but does not say it.
    assert units.tokens.tolist()[:4] == [[0, 1, 1], [1, 1, 1], [2, 2, 2], [3, 3, 3]]
    assert units.tokens.tolist()[4:7] == [[0, 0, 0], [1, 1, 3], [4, 4, 4]]


def test_equal_units_have_equal_numbers_in_any_tokens() -> None:
    reader, units = read(["▁图", "图书"], ["▁li", "br", "ary", "▁Li", "br", "aries"])
    assert units.numbers[0] == units.numbers[1]
    assert reader.size == 3
    assert [bool(sign) for sign in reader.signs()] == [False] * 3
    assert read(["."])[0].signs().tolist() == [True]


def test_a_word_that_both_languages_spell_alike_is_linked_token_by_token() -> None:
    aligner = new_aligner(PIECES)
    rows = (
        [["▁", "图书", "馆", "。"], ["▁Git", "Hub", "。"]],
        [["▁the", "▁li", "br", "ary", "."], ["▁the", "▁Git", "Hub", "."]],
    )
    source, target = (Side.of([[PIECES.index(piece) for piece in text] for text in side]) for side in rows)
    train_aligner(aligner, source, target, (False, False, True))
    to_source, to_target = align(aligner, source, target)
    assert to_source[target.starts[1] :].tolist()[1:3] == [0, 1]
    assert to_target[source.starts[1] :].tolist()[:2] == [1, 2]


def test_texts_without_units_have_no_links() -> None:
    aligner = new_aligner(PIECES)
    one = Side.of([[PIECES.index("馆")], [], [PIECES.index("馆")]])
    other = Side.of([[PIECES.index("▁the")], [PIECES.index("▁the")], []])
    train_aligner(aligner, one, other, (False, True))
    to_source, to_target = align(aligner, one, other)
    assert to_source.tolist()[1:] == [NONE]
    assert to_target.tolist()[1:] == [NONE]
    assert np.isfinite(aligner.forward.lexicon).all()


def test_the_sentences_for_tuning_are_none_of_the_test() -> None:
    tuned, tested = ({case.zh for case in read_tag_cases(path)} for path in (NEWS_TAGS_FILE, TAGS_FILE))
    assert len(tuned) == 100
    assert not tuned & tested
