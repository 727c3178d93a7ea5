"""Rules: each finds what it should and stays quiet otherwise."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from yigao import parts
from yigao.glossary.matching import Matcher
from yigao.glossary.reading import read_glossary
from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.model.term import Term
from yigao.pipeline.formats import format_named
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.sides import checked
from yigao.text.quantities import find_quantities

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "checks"
EXAMPLES = ROOT.parent / "shared" / "data" / "checks-examples.jsonl"
OF_CATALOGS = {"stale_source", "unreviewed_mt", "unused_ignore", "ignore_reason"}
"""Rules about more than pairs of sentences; `test_rule_pages.py` runs their examples."""
COMPARING = {"same_source_diff", "term_inconsistent"}
"""Rules that compare entries: their examples in that file tell of several entries in words and cannot be run as pairs."""
RULES = [name for name in parts.names("checks") if name not in OF_CATALOGS]


@cache
def terms() -> tuple[Term, ...]:
    return tuple(read_glossary(ROOT / "glossary" / "greater-bay-area.csv"))


@cache
def knowledge(language: str = "en") -> Knowledge:
    """What drafting into a language knows; the glossary is for English."""
    known = terms() if language == "en" else ()
    return Knowledge(Matcher(known).find, lambda text: find_quantities(text, language))


def unit_of(source: str, target: str, context: str = "", language: str = "en", **more: object) -> Checked:
    entry = Entry(source, target, context, State.REVIEWED, **more)  # type: ignore[arg-type] # fields from case files
    found = checked(entry, format_named("markdown"), knowledge(language))
    assert found
    return found


def problems(rule: str, units: list[Checked], language: str = "en") -> list[Problem]:
    """What a rule has to say about entries of one catalog."""
    module = parts.load("checks", rule)
    more = getattr(module, "EXAMPLE", {})
    context = Context(language, terms() if language == "en" else (), **more)
    languages = getattr(module, "LANGUAGES", None)
    if languages is not None and context.main_language not in languages:
        return []
    if hasattr(module, "check_catalog"):
        return [problem for _, problem in module.check_catalog(units, context)]
    return [problem for unit in units for problem in module.check(unit, context)]


def page(rule: str) -> dict[str, str]:
    """The paragraphs of a rule's docstring by their first word."""
    text = parts.load("checks", rule).__doc__ or ""
    found = {"": text.split("\n", 1)[0]}
    for paragraph in text.split("\n\n")[1:]:
        name, _, rest = paragraph.strip().partition(":")
        found[name] = " ".join(rest.split())
    return found


def pairs_of(text: str) -> list[Checked]:
    """``甲 ⇒ One.`` as units; several entries of one catalog are separated by `` | ``."""
    return [unit_of(*(side.strip() for side in pair.split("⇒"))) for pair in text.split(" | ")]


@pytest.mark.parametrize("rule", RULES)
def test_the_page_of_a_rule_is_whole_and_true(rule: str) -> None:
    found = page(rule)
    assert found[""].endswith(".")
    assert {"What", "Why", "Bad", "Good"} <= set(found)
    assert isinstance(parts.load("checks", rule).SEVERITY, Severity)
    assert problems(rule, pairs_of(found["Bad"]))
    assert problems(rule, pairs_of(found["Good"])) == []


def read_cases() -> list[tuple[str, dict[str, object]]]:
    """``tests/cases/checks/<rule>.jsonl``: name, source, target (or pairs), expected messages, and more."""
    return [
        (path.stem.replace("-", "_"), json.loads(line))
        for path in sorted(CASES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize(
    ("rule", "case"), read_cases(), ids=lambda item: item if isinstance(item, str) else item["name"]
)
def test_case(rule: str, case: dict[str, object]) -> None:
    pairs = case.get("pairs") or [[case["source"], case["target"], case.get("context", "")]]
    assert isinstance(pairs, list)
    language = str(case.get("language", "en"))
    units = [unit_of(source, target, "".join(context), language) for source, target, *context in pairs]
    found = problems(rule, units, language)
    assert [one.message for one in found] == case["problems"]


def test_the_shared_examples() -> None:
    """At least 95 % of the bad examples are found, at most 3 % of the good ones raise a false alarm of their rule."""
    if not EXAMPLES.exists():
        pytest.skip("../shared/data/checks-examples.jsonl is not here")
    counts: dict[bool, list[str]] = defaultdict(list)
    wrong: dict[bool, list[str]] = defaultdict(list)
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        rule = example["rule"].replace("-", "_")
        if rule not in RULES or rule in COMPARING:
            continue
        counts[example["expect"]].append(example["id"])
        found = problems(rule, [unit_of(example["source"], example["target"])])
        if bool(found) != example["expect"]:
            wrong[example["expect"]].append(example["id"])
    assert len(wrong[True]) <= 0.05 * len(counts[True]), wrong
    assert len(wrong[False]) <= 0.03 * len(counts[False]), wrong
