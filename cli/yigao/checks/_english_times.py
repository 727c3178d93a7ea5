"""Times of day in English: 5:30 p.m., 17:30, three o'clock, 1730 hours, noon."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from yigao.checks._number import Kind, Number, Reading

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR = rf"1[0-2]|0?[0-9]|{'|'.join(_WORDS)}"
_HALVES = r"(?P<half>[ap])\.? ?m(?![a-z])\.?"
_WHEN = r"(?:in the|this|that|on \w+day) (?P<when>morning|afternoon|evening)|(?:at|last) (?P<night>night)"
_LEFT = r"(?<![a-z0-9.:,/$])"

_DIGITAL = re.compile(
    rf"{_LEFT}(?P<hour>2[0-4]|[01]?[0-9])[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?:[ -]?{_HALVES}|(?![0-9:%])(?: {_WHEN})?)"
)
_SPOKEN = re.compile(rf"{_LEFT}(?P<hour>{_HOUR})(?P<clock> o'clock)?(?:[ -]?{_HALVES}| {_WHEN})?(?![a-z0-9])")
_MILITARY = re.compile(
    r"(?<![a-z0-9.,$-])(?P<hour>[01][0-9]|2[0-4])(?P<minute>[0-5][0-9]) ?(?:hours|hrs|h|gmt)(?![a-z0-9])"
)
_PAST = re.compile(
    rf"(?<![a-z])(?<!and-a-)(?<!and a )(?P<much>half|quarter) (?P<way>past|to) (?P<hour>{_HOUR})(?![a-z0-9])"
)
_FRACTION = re.compile(r"\.([0-9]{1,3})(?![0-9])")
_ALL_DAY = re.compile(r"(?<![a-z])(?:a?round[ -]the[ -]clock|day and night)(?![a-z])")
TIME_WORDS = frozenset("am pm m clock morning evening afternoon night half quarter".split())
"""What is in every time without a digit."""
_HAS_FIGURES = re.compile("[0-9](?:[:.][0-9]| ?(?:h|gmt))")


def find_times(folded: str, words: AbstractSet[str]) -> Iterator[tuple[Number, ...]]:
    """Times in a folded text, in no order; the first of overlapping ones is right.

    ``words`` are the text's words, which tell what need not be sought.
    """
    if words.isdisjoint(TIME_WORDS) and not _HAS_FIGURES.search(folded):
        return
    for match in _DIGITAL.finditer(folded):
        if match.group()[len(match["hour"])] == ":" or match["half"]:
            yield _time(match, int(match["hour"]), int(match["minute"]))
    for match in _PAST.finditer(folded):
        minutes = 30 if match["much"] == "half" else 15
        yield _time(match, _hour(match) - (match["way"] == "to"), minutes if match["way"] == "past" else 60 - minutes)
    for match in _SPOKEN.finditer(folded):
        if match["clock"] or match["half"] or match["when"] or match["night"]:
            yield _time(match, _hour(match), 0)
    for match in _ALL_DAY.finditer(folded):
        yield (Number(match.start(), match.end(), ((Kind.NUMBER, Decimal(24)),), loose=True),)
    for match in _MILITARY.finditer(folded):
        yield _time(match, int(match["hour"]), int(match["minute"]))


def _rest(minute: str, fraction: str) -> Iterator[Decimal]:
    """What else a time says if it is how long something took: 57, 57.79 and 79 of 1:57.79."""
    if minute:
        yield Decimal(minute)
    if minute and fraction:
        yield Decimal(f"{minute}.{fraction}")
        yield Decimal(fraction)


def _hour(match: re.Match[str]) -> int:
    word = match["hour"]
    return int(word) if word.isdecimal() else _WORDS.index(word) + 1


def _time(match: re.Match[str], hour: int, minute: int) -> tuple[Number, ...]:
    """A time, with both halves of the day where it does not say which."""
    said = match.groupdict()
    if said.get("half"):
        hours: tuple[int, ...] = ((hour % 12) + (12 if said["half"] == "p" else 0),)
    elif said.get("when") == "morning":
        hours = (hour % 12,) if hour == 12 else (hour,)
    elif said.get("when") and hour <= 12:
        hours = (hour % 12 + 12,)
    else:
        hours = (hour, (hour + 12) % 24) if hour <= 12 else (hour,)
    readings: tuple[Reading, ...] = tuple((Kind.TIME, Decimal(60 * each + minute)) for each in hours)
    fraction = _FRACTION.match(match.string, match.end())
    whole = Number(match.start(), (fraction or match).end(), (*readings, (Kind.NUMBER, Decimal(hour))))
    rest = _rest("" if said.get("half") else said.get("minute") or "", fraction[1] if fraction else "")
    return (whole, *(Number(whole.start, whole.end, ((Kind.NUMBER, one),), loose=True) for one in rest))
