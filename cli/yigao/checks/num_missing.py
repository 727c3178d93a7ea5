"""A number of the source is not in the translation.

What: a number of the source that the translation does not say, neither in digits nor in words; “both”, “a dozen”, “half”
and “a decade” count. Percentages, ordinals and dates have rules of their own, and so have wrong magnitudes. Small numbers
in Chinese characters, which translators may leave out with reason (两国 is “the countries”), are a warning, and only of two
no more than a hint; where the translation has another number instead, it is an error. One may be “a” and zero “no”. For targets other than English, only
numbers of a hundred and more that are written in digits are looked for.

Why: a missing or different number is a wrong fact, and no reader of the translation alone can tell.

Bad: 全市新建36所学校。 ⇒ The city built new schools.

Good: 全市新建36所学校。 ⇒ The city built thirty-six new schools.
"""

from collections.abc import Iterator

from yigao.checks._compared import Compared, compared, lost_of
from yigao.checks._digits import lost_digits
from yigao.checks._given import Given, Need
from yigao.checks._number import Kind, Number
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a number."""
    if context.main_language != "en":
        for quantity in lost_digits(unit, percent=False):
            yield Problem(
                say("{source} is not in the target", source=quantity.source),
                quantity.source,
                suggestion=quantity.target,
            )
        return
    numbers = compared(unit)
    for given, found in lost_of(numbers, "number"):
        severity = _severity(given, found, numbers)
        if severity is not None or given.need is Need.SURE:
            yield _problem(unit, given, found, severity)


def _severity(given: Given, found: Number | None, numbers: Compared) -> Severity | None:
    """How bad it is, where that differs from the rule's; None for an unsure number that may well be left out."""
    if given.need is Need.SURE:
        repeated = any(given.value == pair.given.value and pair.given.need is Need.SURE for pair in numbers.pairs)
        return Severity.WARNING if found is None and repeated else None
    if found is not None:
        return Severity.ERROR
    if given.value <= 1:
        return None
    return Severity.INFO if given.value == 2 else Severity.WARNING


def _problem(unit: Checked, given: Given, found: Number | None, severity: Severity | None) -> Problem:
    says = given.says if given.kind is not Kind.ITEM else str(int(given.value))
    name = says if given.text == says else f"{says} ({given.text})"
    message = say("{name} is not in the target", name=name)
    if found is None:
        return Problem(message, given.text, None, given.shown or says, severity)
    said = unit.target.plain[found.start : found.end]
    return Problem(
        say("{message}, which has {said}", message=message, said=said),
        given.text,
        unit.target.at(found.start),
        given.shown or says,
        severity,
    )
