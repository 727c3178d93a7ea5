"""What goes wrong in translations is found, whatever it is, and translations that are right are let be."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from tests.mutations import MUTATIONS
from tests.test_checks import RULES, problems, unit_of

from yigao import parts
from yigao.catalogs.reading import load
from yigao.model.catalog import State
from yigao.model.checking import Checked
from yigao.model.finding import Severity

ROOT = Path(__file__).parent.parent
EVERY = [rule for rule in RULES if rule not in {"forbidden_word", "pattern"}]

FLOORS = {"a word is doubled": 0.99}
"""The least share that is found, where not all is: “that that” is lawful."""


def translations() -> list[Checked]:
    """Our own catalogs, as people left them, and a few sentences with every sort of code."""
    found = [
        unit_of(entry.source, entry.target, entry.context, extracted=entry.extracted)
        for path in sorted((ROOT / "locales").rglob("*.po"))
        for entry in load(path).entries
        if entry.state is State.REVIEWED
    ]
    lines = (Path(__file__).parent / "cases" / "mutations.jsonl").read_text(encoding="utf-8").splitlines()
    return found + [unit_of(**json.loads(line)) for line in lines]


UNITS = translations()


def said(units: list[Checked]) -> set[tuple[str, str]]:
    return {(rule, problem.message) for rule in EVERY for problem in problems(rule, units)}


def test_nothing_is_held_against_what_is_right() -> None:
    assert said(UNITS) == set()


def is_found(unit: Checked, mutant: str) -> bool:
    changed = unit_of(unit.entry.source, mutant, unit.entry.context, extracted=unit.entry.extracted)
    return any(problems(rule, [changed]) for rule in EVERY)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_found(name: str) -> None:
    counts: Counter[bool] = Counter()
    missed = []
    for unit in UNITS:
        for mutant in list(MUTATIONS[name](unit.entry.source, unit.target.text))[:3]:
            if mutant != unit.target.text:
                found = is_found(unit, mutant)
                counts[found] += 1
                if not found:
                    missed.append(f"{unit.entry.source} ⇒ {mutant}")
    assert counts[True] >= max(1, FLOORS.get(name, 1) * counts.total()), missed


def test_swapped_entries_are_found() -> None:
    """A translation that stands in another entry, among sentences of some length."""
    long = [unit for unit in UNITS if len(unit.source.plain) > 15]
    found = [is_found(one, two.target.text) for one, two in pairwise(long)]
    assert sum(found) >= 0.95 * len(found)


def test_severities_are_what_the_pages_say() -> None:
    """What changes the meaning or breaks the article is an error, what only looks bad is none."""
    errors = {rule for rule in EVERY if parts.load("checks", rule).SEVERITY is Severity.ERROR}
    assert {"num_magnitude", "tag_structure", "opaque_integrity", "han_leftover", "glossary_missing"} <= errors
    assert errors.isdisjoint({"fullwidth_punct", "doubled_word", "end_punct", "pinyin_leak", "negation"})
