"""Sentence segmentation: cases by family, marks given by a caller, and what holds for any text."""

import json
import re
import time
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.model.span import Span
from yigao.text import sentences
from yigao.text.marks import Mark, Role
from yigao.text.scanning import find_marks
from yigao.text.sentences import sentence_ends, sentence_spans, split_sentences

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases" / "sentences").glob("*.jsonl"))
GIVEN = HERE / "cases" / "sentences" / "given" / "marks.jsonl"
SHARED = HERE.parent.parent / "shared" / "data" / "segmentation-cases.jsonl"


def read(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def params(*paths: Path) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for path in paths for case in read(path)]


@pytest.mark.parametrize("case", params(*CASES))
def test_case(case: dict[str, Any]) -> None:
    assert "".join(case["segments"]) == case["text"]
    assert split_sentences(case["text"], semicolon=case.get("semicolon", False)) == case["segments"]


@pytest.mark.parametrize("case", params(GIVEN))
def test_given_marks(case: dict[str, Any]) -> None:
    text, marks, at = "".join(case["segments"]), [], 0
    for source, role in case["marks"]:
        at = text.index(source, at)
        marks.append(Mark(Span(at, at + len(source)), Role[role]))
        at += len(source)
    assert [span.cut(text) for span in sentence_spans(text, marks)] == case["segments"]
    assert [span.cut(text) for span in sentence_spans(text, marks[::-1])] == case["segments"]


def test_cases_of_the_design() -> None:
    if not SHARED.exists():
        pytest.skip("there is no folder ../shared beside this checkout")
    wrong = [case["id"] for case in read(SHARED) if split_sentences(case["text"]) != case["segments"]]
    assert wrong == []


def test_no_text_has_no_sentence() -> None:
    assert split_sentences("") == []
    assert sentence_spans("", []) == []


def test_overlapping_marks_are_one() -> None:
    marks = [Mark(Span(1, 4), Role.OPAQUE), Mark(Span(2, 6), Role.BREAK), Mark(Span(3, 4), Role.CLOSE)]
    assert sentence_spans("甲。。。。。乙。丙。", marks) == [Span(0, 8), Span(8, 10)]


def test_a_mark_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"3\.\.5 of 4"):
        sentence_spans("甲乙丙。", [Mark(Span(3, 5), Role.OPAQUE)])


def test_a_long_sentence_is_not_cut() -> None:
    long = "江水东流，" * 1000 + "不舍昼夜。"
    assert split_sentences(long + "完。") == [long, "完。"]
    assert split_sentences("江" * 5000) == ["江" * 5000]


PIECES = [
    *"甲乙说aB1。！？｡!?.．，：；;…—、“”‘’「」『』《》（）()【】[]{}\"'`*_~$<>&\\/@#　 \n\r🎉①",
    *(
        "\r\n",
        "\n\n",
        "  \n",
        "\\\n",
        "……",
        "...",
        "**",
        "“好。”",
        "他说",
        "：“",
        "[1]",
        "[^a]",
        "](u)",
        "![",
        "[a](u)",
    ),
    *("<br>", "<b>", "</b>", "<!--", "-->", '<a href="', "</a>", "<code>", "</code>", "&amp;", "&quot;", "&#12290;"),
    *("https://a.b/?c", "a@b.c", "Dr.", "$$", "``", "\u200d", "\ufe0f", "🇨🇳", "\ufdd0", "\ufdd7", "\ud800"),
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, semicolon=st.booleans())
def test_sentences_join_to_the_text(text: str, semicolon: bool) -> None:
    sentences = split_sentences(text, semicolon=semicolon)
    assert "".join(sentences) == text
    assert all(sentences)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_found_marks_are_in_order_and_never_cut_through(text: str) -> None:
    marks = find_marks(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(marks))
    assert_tiled(text, marks)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, data=st.data())
def test_any_marks_are_never_cut_through(text: str, data: st.DataObject) -> None:
    ends = st.integers(min_value=0, max_value=len(text))
    spans = st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))
    marks = data.draw(st.lists(st.builds(Mark, spans, st.sampled_from(Role)), max_size=12))
    assert_tiled(text, marks)


def assert_tiled(text: str, marks: list[Mark]) -> None:
    spans = sentence_spans(text, marks)
    assert "".join(span.cut(text) for span in spans) == text
    ends = [span.end for span in spans]
    assert [span.start for span in spans] == [0, *ends][: len(spans)]
    assert not any(mark.span.start < end < mark.span.end for mark in marks for end in ends)


PLAIN = st.lists(
    st.sampled_from(
        [*"甲乙aB19，；…—/-@ .。！？“”「」《》（）【】", "“甲”", "（乙）", "《丙》。", "Dr.", "2.5", "等", Role.OPAQUE]
    )
    | st.sampled_from([role for role in Role if role is not Role.CHARACTER]),
    max_size=14,
)


@settings(max_examples=500, deadline=None)
@given(pieces=PLAIN)
def test_plain_texts_are_cut_as_all_others_are(pieces: list[str | Role]) -> None:
    text = "".join(piece if isinstance(piece, str) else "**" for piece in pieces)
    ends = [*accumulate(len(piece) if isinstance(piece, str) else 2 for piece in pieces)]
    marks = [
        Mark(Span(end - 2, end), piece) for piece, end in zip(pieces, ends, strict=True) if isinstance(piece, Role)
    ]
    found = sentence_ends(text, marks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_STOP", re.compile(""))
        patch.setattr(sentences, "plain_cuts", lambda _: [])
        assert sentence_ends(text, marks) == found


@settings(max_examples=100, deadline=None)
@given(text=TEXTS.map("承".__add__))
def test_a_paragraph_before_changes_no_cut(text: str) -> None:
    assert split_sentences("起：“\n\n" + text) == ["起：“\n\n", *split_sentences(text)]


HOSTILE = [
    *("（", "“", '"', "'", "`", "<", "[", "$", "*", "&", "\\", "。", ".", "!a", " ", "\n", "“”", "“。”"),
    *("` `` ", '<a href="', "<!--\n\n", "[a](", "![", "a@", "http://a)", "***a ", "_\\\n", " <!-- -->\n\n", "<br> <i>"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    text = "“甲。”说" + unit * (100_000 // len(unit))
    started = time.process_time()
    sentences = split_sentences(text)
    assert time.process_time() - started < 3  # a tenth of a second as a rule; minutes if it were quadratic
    assert "".join(sentences) == text
