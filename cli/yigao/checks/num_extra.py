"""A number in the translation that the source does not have.

What: a number of the translation whose value is nowhere in the source, nor in a rendering of one of its terms, and that
does not stand in the place of one. What says no count often (one, first, second, both, half, dozens), names (COVID-19),
numbers of list items and conversions in brackets (30 mu (2 hectares)) are let be. A year or day where the source says 今年,
昨日 or the like, and the year of a date, are a hint only.

Why: machines invent numbers, and a translator who looks one up should put it in the source's terms or say so.

Bad: 多家媒体对活动作了报道。 ⇒ The event was covered by 45 media outlets.

Good: 多家媒体对活动作了报道。 ⇒ The event was covered by many media outlets.
"""

import re
from collections.abc import Iterator

from yigao.checks._compared import Compared, compared
from yigao.checks._number import Kind, Number
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
LANGUAGES = frozenset({"en"})

_RELATIVE = re.compile(
    "[今去明前当本上下次]年|[今昨明前当同次][日天晚早]|[本上下当]月|近日|日前|[周期拜][一二三四五六日天末]|同期|世纪"
)
_DATES = frozenset({Kind.YEAR, Kind.DATE, Kind.MONTH, Kind.DAY, Kind.DECADE})
_CONVERTED = re.compile(
    r"[0-9a-z²³]\)? ?[(\[](?:or |about |around |approximately |approx\. |some |nearly |over |more than )?[a-z]{0,3}[$€£¥]? ?$"
)
_NUMBERED = re.compile(
    r"(?:\b(?:no\.?|nos\.?|number|top|article|page|chapter|figure|table|part|grade|level|phase)|#) ?$"
)
_BEFORE = 40


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem a number."""
    numbers = compared(unit)
    for number in numbers.added:
        before = unit.target.plain[max(0, number.start - _BEFORE) : number.start].lower()
        if _CONVERTED.search(before) or (number.value <= 1 and _NUMBERED.search(before)):
            continue
        said = unit.target.plain[number.start : number.end]
        severity = Severity.INFO if _is_explained(unit, number, numbers) else None
        yield Problem(
            say("{said} is not in the source", said=said), said, unit.target.at(number.start), severity=severity
        )


def _is_explained(unit: Checked, number: Number, numbers: Compared) -> bool:
    """Whether a date says what the source says by another word, or a year completes a date."""
    if number.kind not in _DATES:
        return False
    if _RELATIVE.search(unit.source.plain):
        return True
    dates = (pair.found.end for pair in numbers.pairs if pair.found.kind is Kind.DATE)
    return number.kind is Kind.YEAR and any(0 <= number.start - end <= 2 for end in dates)
