"""A number with the right digits and the wrong magnitude.

What: a number of the source (with 十, 百, 千, 万, 亿) whose value the translation does not have, while it has one with the
same leading digits and other zeros or another place of the point. Both sides are read to exact values, so that “0.67
billion”, “670 million” and “670m” are all the same. Numbers grouped by fours (1,0000) are found, too, and can be mended, and so is 数百 as “thousands”, a warning. For targets other than English, numbers of a million and more are compared where the
language has words for millions.

Why: Chinese counts in ten thousands and hundred millions; 亿 as “billion” is wrong by ten times and reads well.

Bad: 两地企业当天签下8.5亿元订单。 ⇒ Companies from both places signed orders worth 8.5 billion yuan that day.

Good: 两地企业当天签下8.5亿元订单。 ⇒ Companies from both places signed orders worth 850 million yuan that day.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yigao.checks._compared import compared
from yigao.checks._english_words import SCALES
from yigao.checks._given import plain
from yigao.checks._number import Kind
from yigao.checks._scaled_digits import wrong_magnitudes
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Edit, Problem, Severity
from yigao.model.span import Span

SEVERITY = Severity.ERROR

_VAGUE = re.compile("(?:[数數几幾]|(?<!成[百千])上)(十[万亿]?|百[万亿]?|千万?|万亿?|亿)(?![分倍一二三四五六七八九十])")
_SIZES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Powers of ten, of which characters in a row make a sum."""
_ENGLISH_VAGUE = re.compile(
    r"(?<![a-z])(?:(?P<many>tens|dozens|scores|hundreds) of |several (?P<some>hundred )?)?"
    r"(?P<size>hundred|thousand|million|billion|trillion|ten|dozen|score)s(?![a-z])"
)
_POWERS = SCALES | {"ten": 1, "dozen": 1, "score": 1}
_BY_FOURS = re.compile(r"(?<![0-9.,])[0-9]{1,4}(?:,[0-9]{4})+(?![0-9]|,[0-9])")


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a number."""
    if context.main_language != "en":
        for quantity, match in wrong_magnitudes(unit, context.language):
            values = {"text": quantity.source, "says": quantity.target, "said": match.group()}
            message = say("{text} is {says}, the target has {said}", **values)
            yield Problem(message, quantity.source, unit.target.at(match.start()), quantity.target)
        return
    numbers = compared(unit)
    for pair in numbers.scaled:
        said = unit.target.plain[pair.found.start : pair.found.end]
        value = plain(pair.found.value)
        shown = said if said == value else f"{value} ({said})"
        message = say(
            "{text} is {says}, the target has {shown}", text=pair.given.text, says=pair.given.says, shown=shown
        )
        at = unit.target.at(pair.found.start)
        yield Problem(message, pair.given.text, at, pair.given.shown or pair.given.says)
    if _is_vague(unit):
        yield from _vague(unit)
    if "," in unit.target.plain:
        right = {pair.given.value for pair in numbers.pairs if pair.given.kind is Kind.NUMBER}
        for match in _BY_FOURS.finditer(unit.target.plain):
            yield _grouped(unit, match, right)


def _vague(unit: Checked) -> Iterator[Problem]:
    """数百 as “thousands”, where each side has one such word."""
    sources = list(_VAGUE.finditer(unit.source.plain))
    found = list(_ENGLISH_VAGUE.finditer(unit.target.plain.lower())) if len(sources) == 1 else []
    if len(found) != 1:
        return
    many = found[0]["many"] or ("hundreds" if found[0]["some"] else "")
    said = _POWERS[found[0]["size"]] + (_POWERS[many.removesuffix("s")] if many else 0)
    if said != sum(_SIZES[character] for character in sources[0][1]):
        text = sources[0].group()
        message = say("{text} is of another magnitude than {said}", text=text, said=found[0].group())
        yield Problem(message, text, unit.target.at(found[0].start()), severity=Severity.WARNING)


def _is_vague(unit: Checked) -> bool:
    """Whether both sides may have one of those words; quicker than looking for them all."""
    source, target = unit.source.plain, unit.target.plain
    return ("数" in source or "几" in source or "上" in source or "數" in source or "幾" in source) and (
        "ousands" in target or "undreds" in target or "illions" in target or "zens of" in target or "ens of" in target
    )


def _grouped(unit: Checked, match: re.Match[str], right: set[Decimal]) -> Problem:
    """A number grouped by fours; mended where its value is the source's."""
    value = Decimal(match.group().replace(",", ""))
    span = Span(unit.target.at(match.start()), unit.target.at(match.end()))
    whole = span.cut(unit.target.text) == match.group()
    edit = Edit(span, plain(value)) if value in right and whole else None
    return Problem(
        say("{value} is grouped by fours", value=match.group()), match.group(), span.start, plain(value), edit=edit
    )
