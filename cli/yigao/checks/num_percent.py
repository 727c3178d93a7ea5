"""A percentage, share or multiple is missing or says something else.

What: 30%, 百分之三十 and 三成 are 30%; 三成五 is 35%; 2.9个百分点 are percentage points, not percent; 5‰ is 0.5%; 八折 is 20%
off or 80% of the price; 翻一番 is doubled, 翻两番 quadrupled; 三分之一 is a third. A percentage may be a fraction (两成 is one
fifth). For targets other than English, percentages in digits are looked for; one that may
well be a fraction in words (50%, a quarter) is a warning.

Why: 成 and 百分点 tempt to 3% for 30%, and to a rise by percent where it is one of percentage points.

Bad: 约四成受访者表示满意。 ⇒ About 4% of those surveyed were satisfied.

Good: 约四成受访者表示满意。 ⇒ About 40% of those surveyed were satisfied.
"""

from collections.abc import Iterator

from yigao.checks._compared import compared, lost_of
from yigao.checks._digits import lost_digits
from yigao.checks._given import Given, Need
from yigao.checks._number import Kind, Number
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR

_NAMES = {Kind.POINT: say("percentage points"), Kind.BASIS: say("basis points"), Kind.PERCENT: say("percent")}


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a share."""
    if context.main_language != "en":
        for quantity in lost_digits(unit, percent=True):
            in_words = quantity.value is not None and (quantity.value % 10 == 0 or quantity.value % 25 == 0)
            severity = Severity.WARNING if in_words else None
            message = say("{source} is not in the target", source=quantity.source)
            yield Problem(message, quantity.source, suggestion=quantity.target, severity=severity)
        return
    numbers = compared(unit)
    for given, found in lost_of(numbers, "percent"):
        repeated = any(given.value == pair.given.value and given.kind is pair.given.kind for pair in numbers.pairs)
        unsure = given.need is Need.LIKELY or (found is None and repeated)
        yield _problem(unit, given, found, Severity.WARNING if unsure and found is None else None)


def _problem(unit: Checked, given: Given, found: Number | None, severity: Severity | None) -> Problem:
    shown = given.shown or given.says
    if found is None:
        name = shown if shown == given.text else f"{shown} ({given.text})"
        return Problem(say("{name} is not in the target", name=name), given.text, None, shown, severity)
    said = unit.target.plain[found.start : found.end]
    if found.value == given.value and given.kind in _NAMES:
        message = say(
            "{text} is in {value}, the target has {said}", text=given.text, value=_NAMES[given.kind], said=said
        )
    else:
        message = say("{text} is {says}, the target has {said}", text=given.text, says=given.says, said=said)
    return Problem(message, given.text, unit.target.at(found.start), shown, severity)
