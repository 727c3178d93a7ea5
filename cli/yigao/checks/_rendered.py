"""Where a translation renders the terms of its source: several rules ask."""

from yigao.checks._once import once
from yigao.model.checking import Checked
from yigao.text.terms import Rendered, find_terms


@once
def rendered(unit: Checked, language: str) -> list[Rendered]:
    """Every place of a right rendering in the target, also those inside one another."""
    return find_terms(unit.target.plain, (match.term for match in unit.terms), language) if unit.terms else []
