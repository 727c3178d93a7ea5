"""A number that is a name is altered or lost.

What: rows of digits in quotation marks (“12345”), version numbers (工业4.0), numbers that begin with 0 or have hyphens
(telephone numbers) and 从0到1 are names: they must stand in the translation digit for digit, without thousands separators.
Names in Latin letters with digits (5G, GPT-4o) belong to `latin-lost`. A separator too many can be taken out by `--fix`.

Why: “3,371” is a quantity, “3371” a name; 2.0 and 2 are two products.

Bad: 当地推行“1256”服务模式。 ⇒ The area has adopted a “1,256” service model.

Good: 当地推行“1256”服务模式。 ⇒ The area has adopted a “1256” service model.
"""

import re
from collections.abc import Iterator

from yigao.checks._compared import compared
from yigao.checks._loose_numbers import CODE
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Edit, Problem, Severity
from yigao.model.span import Span
from yigao.text.measures import read_measure
from yigao.text.numerals import fold

SEVERITY = Severity.WARNING

_HAS_DIGITS = re.compile("[0-9０-９]")
_QUOTED = re.compile('[“‘「『《"](?P<name>[0-9]+(?:[.+][0-9]+)*)[”’」』》"]')
_VERSION = re.compile(r"(?<![0-9.])(?P<name>[0-9]{1,2}\.0)(?![0-9.%‰万亿千百年米级度分岁倍个元多余以])")
_ZERO_TO_ONE = re.compile("0到1(?![0-9.])")
_NOT_DIGITS = re.compile("[^0-9]")


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a name."""
    if not _HAS_DIGITS.search(unit.source.plain):
        return
    source = fold(unit.source.plain)
    for match in _QUOTED.finditer(source):
        if problem := _name(unit, match["name"]):
            yield problem
    for match in _VERSION.finditer(source):
        if read_measure(source, match.end()) is None and (problem := _name(unit, match["name"])):
            yield problem
    for match in CODE.finditer(source):
        if problem := _code(unit, match.group()):
            yield problem
    if _ZERO_TO_ONE.search(source) and context.main_language == "en" and not _says_zero_and_one(unit):
        yield Problem(say("0到1 is not in the target"), "0到1", suggestion="zero-to-one")


def _name(unit: Checked, name: str) -> Problem | None:
    """A name that is not in the target as it is."""
    target = unit.target.plain
    if re.search(rf"(?<![0-9.,]){re.escape(name)}(?![0-9]|[.,][0-9])", target):
        return None
    grouped = f"{int(name):,}" if name.isdecimal() else name.split(".", 1)[0]
    match = re.search(rf"(?<![0-9.,]){re.escape(grouped)}(?![0-9]|[.,][0-9])", target)
    if match is None:
        return Problem(say("{name} is a name and not in the target", name=name), name, suggestion=name)
    span = Span(unit.target.at(match.start()), unit.target.at(match.end()))
    mends = name.isdecimal() and span.cut(unit.target.text) == grouped
    edit = Edit(span, name) if mends else None
    return Problem(
        say("{name} is a name, the target has {grouped}", name=name, grouped=grouped), name, span.start, name, edit=edit
    )


def _code(unit: Checked, name: str) -> Problem | None:
    """A code whose digits are not in the target in their order, whatever stands between them."""
    digits = _NOT_DIGITS.sub("", name)
    if re.search(r"(?<![0-9])" + r"[ ().+-]{0,3}".join(digits) + "(?![0-9])", unit.target.plain):
        return None
    return Problem(say("{name} is not in the target", name=name), name, suggestion=name)


def _says_zero_and_one(unit: Checked) -> bool:
    values = {reading[1] for number in compared(unit).found for reading in number.readings}
    said = unit.target.plain.lower()
    return (0 in values or "zero" in said or "scratch" in said) and (1 in values or "one" in said)
