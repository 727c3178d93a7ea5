"""The corrections of tag-spacing."""

import pytest

from yigao.checks.tag_spacing import check
from yigao.model.catalog import Entry, State
from yigao.model.checking import Context
from yigao.model.finding import Edit, Problem
from yigao.pipeline.formats import format_named
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.sides import checked


def problems(source: str, target: str) -> list[Problem]:
    found = checked(
        Entry(source, target, "", State.REVIEWED), format_named("markdown"), Knowledge(lambda _: [], lambda _: [])
    )
    assert found
    return list(check(found, Context("en")))


def corrected(target: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        target = target[: edit.span.start] + edit.text + target[edit.span.end :]
    return target


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("从<g1>研究</g1>到产业", "From<g1>research</g1> to industry", "From <g1>research</g1> to industry"),
        ("在**南沙**，他", "In **Nansha** , he", "In **Nansha**, he"),
        ("在<g1>南沙</g1>。", "In <g1>Nansha </g1>.", "In <g1>Nansha</g1>."),
        ("<g1>甲</g1><g2>乙</g2>", "<g1>One</g1><g2>two</g2>", "<g1>One</g1> <g2>two</g2>"),
        ("见[说明](a.md)和`make`", "See the[help](a.md) and`make`", "See the [help](a.md) and `make`"),
    ],
)
def test_safe_corrections(source: str, target: str, expected: str) -> None:
    found = problems(source, target)
    assert corrected(target, [problem.edit for problem in found if problem.edit]) == expected
    assert problems(source, expected) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("从<g1>研究</g1>到产业", "From <g1>research</g1>to industry"),  # it may be the ending of a word
        ("从<g1>研究</g1>到产业", "From <g1> research</g1> to industry"),  # which of the two spaces goes is a choice
    ],
)
def test_no_correction_where_it_might_be_wrong(source: str, target: str) -> None:
    assert [problem.edit for problem in problems(source, target)] == [None]
