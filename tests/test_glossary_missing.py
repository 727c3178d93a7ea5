"""How bad a missing term is, and where it shows."""

from yigao.checks.glossary_missing import check
from yigao.glossary.matching import Matcher
from yigao.model.catalog import Entry, State
from yigao.model.checking import Context
from yigao.model.finding import Problem, Severity
from yigao.model.term import Term
from yigao.pipeline.formats import format_named
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.sides import checked

MATCHER = Matcher([Term("青屿", "Qingyu"), Term("青屿灯塔", "Qingyu Lighthouse", ("Green Isle Light",))])


def problems(source: str, target: str) -> list[Problem]:
    knowledge = Knowledge(MATCHER.find, lambda _: [])
    found = checked(Entry(source, target, "", State.REVIEWED), format_named("markdown"), knowledge)
    assert found
    return list(check(found, Context("en")))


def test_a_missing_term_is_as_bad_as_the_rule_says_and_names_its_rendering() -> None:
    (problem,) = problems("青屿灯塔亮了。", "The Qingyu light is on.")
    assert (problem.severity, problem.evidence, problem.suggestion, problem.at) == (
        None,
        "青屿灯塔",
        "Qingyu Lighthouse",
        None,
    )


def test_a_term_inside_a_longer_one_is_a_warning_at_its_place() -> None:
    (problem,) = problems("青屿的青屿灯塔", "The *great* Qingyu Lighthouse")
    assert (problem.severity, problem.evidence, problem.at) == (Severity.WARNING, "青屿", 12)


def test_a_variant_of_the_longer_term_leaves_the_shorter_one_missing() -> None:
    assert [problem.evidence for problem in problems("青屿的青屿灯塔", "The Green Isle Light")] == ["青屿"]
