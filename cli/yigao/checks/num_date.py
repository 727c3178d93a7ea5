"""A date, year or time is missing or another.

What: days, months, years, decades, quarters and times of the source must be in the translation, in any usual form: December
9, 9 December, Dec. 9, 2025-12-09; 15:30, 3:30 p.m. Days of the week must be the same where both name as many; 上旬, 中旬 and 下旬
are early, mid and late. A year that the translation gives as “last year” is a warning, and so is an all-digit date in
American English that could be read two ways, and a month that no date of the source has.

Why: a wrong month or year is a wrong fact that survives every proofreading for style.

Bad: 展览将于8月3日开幕。 ⇒ The exhibition will open on March 8.

Good: 展览将于8月3日开幕。 ⇒ The exhibition will open on Aug. 3.
"""

import re
from collections.abc import Iterator

from yigao.checks._compared import Compared, Pair, compared, lost_of
from yigao.checks._given import Given, Need
from yigao.checks._number import Kind, Number
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
LANGUAGES = frozenset({"en"})

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ENGLISH_DAY = re.compile(
    rf"\b({'|'.join(day[:3] for day in _WEEKDAYS)})(?:\.|day|sday|nesday|rsday|urday|s)?\b", re.IGNORECASE
)
_CHINESE_DAY = re.compile(
    "(?:星期|礼拜|禮拜|(?<![一两二三四五六七八九十前后后])[周週])([一二三四五六日天])(?![年期次个節节場场天趟集更岁均])"
)
_CHINESE_DAYS = {character: day for day, character in enumerate("一二三四五六日")} | {"天": 6}
_RELATIVE = re.compile(
    r"(?i)\b(?:last|this|next|same|that|previous|following|current|coming|past|a|one) (?:year|month|day)|\byear(?:'s|’s)? (?:ago|earlier|later)|\byesterday|\btoday|\btomorrow"
)
_ALL_DIGITS = 2


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a date, and one about the day of the week."""
    numbers = compared(unit)
    for given, found in lost_of(numbers, "date"):
        yield _problem(unit, given, found, numbers)
    for pair in numbers.pairs:
        if problem := _part_problem(unit, pair) or _month_problem(unit, pair, numbers) or _time_problem(unit, pair):
            yield problem
        elif context.language == "en_US" and _is_ambiguous(pair.found):
            said = unit.target.plain[pair.found.start : pair.found.end]
            message = say("{said} may be read as two dates", said=said)
            yield Problem(message, said, unit.target.at(pair.found.start), pair.given.shown, Severity.WARNING)
    yield from _weekday(unit)


def _problem(unit: Checked, given: Given, found: Number | None, numbers: Compared) -> Problem:
    shown = given.shown or given.says
    if found is None:
        name = shown if shown == given.text else f"{shown} ({given.text})"
        message = say("{name} is not in the target", name=name)
        return Problem(message, given.text, None, shown, _severity(unit, given, numbers))
    said = unit.target.plain[found.start : found.end]
    if given.kind is Kind.YEAR:
        message = say("{says} is not in the target, which has {said}", says=given.says, said=said)
    else:
        message = say("{text} is {shown}, the target has {said}", text=given.text, shown=shown, said=said)
    return Problem(message, given.text, unit.target.at(found.start), shown)


def _severity(unit: Checked, given: Given, numbers: Compared) -> Severity | None:
    """A warning where a day or year is told in another way, said once for twice, or not sure to be one."""
    repeated = any(given.value == pair.given.value and given.kind is pair.given.kind for pair in numbers.pairs)
    if given.need is Need.LIKELY or repeated or _RELATIVE.search(unit.target.plain):
        return Severity.WARNING
    return None


def _part_problem(unit: Checked, pair: Pair) -> Problem | None:
    """Early for late."""
    wanted, said = pair.given.part, pair.found.part
    if not wanted or wanted == said or (wanted == "end" and said in ("", "late")):
        return None
    text = unit.target.plain[pair.found.start : pair.found.end]
    severity = None if said else Severity.WARNING
    message = say("{text} is {shown}, the target has {text2}", text=pair.given.text, shown=pair.given.shown, text2=text)
    return Problem(message, pair.given.text, unit.target.at(pair.found.start), pair.given.shown, severity)


def _month_problem(unit: Checked, pair: Pair, numbers: Compared) -> Problem | None:
    """A day that the source gives without its month, with a month that none of its dates has."""
    if pair.given.kind is not Kind.DAY or pair.found.kind is not Kind.DATE:
        return None
    dates = [one.given for one in numbers.pairs if one.given.kind in (Kind.DATE, Kind.MONTH)]
    months = {given.value // 100 if given.kind is Kind.DATE else given.value for given in dates}
    if not months or pair.found.value // 100 in months:
        return None
    said = unit.target.plain[pair.found.start : pair.found.end]
    message = say(
        "{said} stands for {text}, and no date of the source is in that month", said=said, text=pair.given.text
    )
    return Problem(message, pair.given.text, unit.target.at(pair.found.start), severity=Severity.WARNING)


def _time_problem(unit: Checked, pair: Pair) -> Problem | None:
    """A time of day with the same hour and other minutes."""
    given, found = pair.given, pair.found
    if given.kind is not Kind.TIME or found.kind is not Kind.TIME:
        return None
    wanted = {reading for group in given.accepts for reading in group if reading[0] is Kind.TIME}
    if not wanted.isdisjoint(found.readings):
        return None
    said = unit.target.plain[found.start : found.end]
    message = say("{text} is {shown}, the target has {text2}", text=given.text, shown=given.says, text2=said)
    return Problem(message, given.text, unit.target.at(found.start), given.says)


def _is_ambiguous(number: Number) -> bool:
    return sum(kind is Kind.DATE for kind, _ in number.readings) == _ALL_DIGITS


def _weekday(unit: Checked) -> Iterator[Problem]:
    """A day of the week that differs."""
    sources = list(_CHINESE_DAY.finditer(unit.source.plain))
    if not sources:
        return
    targets = list(_ENGLISH_DAY.finditer(unit.target.plain))
    found = {_number(match[1]): match for match in targets}
    wanted = {_CHINESE_DAYS[match[1]]: match for match in sources}
    lost = [day for day in wanted if day not in found]
    added = [day for day in found if day not in wanted]
    said = found[added[0]] if added else targets[-1] if len(targets) > len(found) >= len(sources) - 1 else None
    if lost and said:
        match = wanted[lost[0]]
        name = _WEEKDAYS[lost[0]].capitalize()
        message = say("{value} is {name}, the target has {value2}", value=match.group(), name=name, value2=said.group())
        yield Problem(message, match.group(), unit.target.at(said.start()), name)


def _number(name: str) -> int:
    return next(at for at, day in enumerate(_WEEKDAYS) if day.startswith(name.lower()))
