"""The numbers of an English text: amounts, ordinals, percentages, fractions, dates and times, with all that they may say."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from yigao.checks._english_dates import DATE_WORDS, find_dates
from yigao.checks._english_times import TIME_WORDS, find_times
from yigao.checks._english_words import WORDS, fold
from yigao.checks._number import Kind, Number, Reading
from yigao.checks._number_words import Core, cores_of
from yigao.model.span import Span, masked

_LETTERS = re.compile("[a-z]+")
_SPACED = "".join(chr(code) if chr(code).isalpha() else " " for code in range(128))
"""As a table for ``translate``: what is no letter becomes a space."""
_DIGIT = re.compile("[0-9]")
_TELLING = DATE_WORDS | TIME_WORDS | WORDS.keys()
"""Without one of these words, and without a digit, a text says no number but that of a list item."""
_PERCENT = re.compile(
    r"[ -]?(?:(?P<point>(?:%|percent|per cent|percentage)[ -]?points?|ppts?|pp)|(?P<basis>basis points?|bps?)"
    r"|(?P<mille>‰|per mille?|per thousand)|(?:%|percent|per cent|pct|percentage))(?![a-z])"
)
_TIMES = re.compile(r"[ -]?(?:fold|times)(?![a-z])")
_POINTS = re.compile("[ -]points?(?![a-z])")
_UNITS = frozenset(
    "km kms kg kgs m cm mm g mg l ml ft in mph kph kw kwh mw gw w v c f h hr hrs min mins s sec am pm x bn sq t lb lbs oz "
    "p mm gb tb mb kb hz khz mhz ghz nm dm ha yr yrs cc kv kn".split()
)
"""Abbreviations that may stand right after digits."""
_BEFORE_HYPHEN = re.compile(
    r"(?:^|[^a-z])(?:mid|pre|post|sub|under|over|to|by|and|or|of|a|the|ex|non|early|late|all|plus|minus|percent|through"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)-$"
)
_SHARED = re.compile(
    r" ?(?:-|to|and|or|through|until|/|,|but|than|per cent to) ?(?:[a-z]{0,3}[$€£¥] ?|rmb ?|nearly |almost |about |over )?"
)
_ITEM = re.compile(r"[\s\"“]*(?:[(（]?(?P<number>[0-9]{1,2})(?:[)）]|[.、](?![0-9]))|(?P<roman>[IVX]{1,5})[.、)](?= ))")
_NOONS = {"noon": (720,), "midday": (720,), "midnight": (0, 1440)}
_LEAST_YEAR, _MOST_YEAR = 1000, 2100
_ROMAN = {"I": 1, "V": 5, "X": 10}
_HAS_ROMAN = re.compile(" [IVX]")
_ROMAN_NAME = re.compile(r"\b[A-Z][a-z]+ (?!I\b)([IVX]{1,4})\b(?!')")


@lru_cache(maxsize=4096)
def read_numbers(text: str) -> tuple[Number, ...]:
    """All numbers of an English text in order. A date with a year makes two: the day and the year."""
    folded = fold(text)
    words = _words(folded)
    groups = [*_items(text)]
    is_telling = _DIGIT.search(folded) is not None or not words.isdisjoint(_TELLING)
    if is_telling:
        groups += [*find_times(folded, words), *find_dates(text, folded, words)]
    found = _taken(len(text), groups)
    if is_telling:
        rest = masked(folded, [Span(each.start, each.end) for each in found], "\0")
        for core in cores_of(rest, spelled=not words.isdisjoint(WORDS)):
            found += _number(folded, core)
    if _HAS_ROMAN.search(text):
        found += _roman_ordinals(text)
    found.sort(key=lambda each: (each.start, each.end))
    return tuple(_shared(folded, found))


def _words(folded: str) -> frozenset[str]:
    """The rows of letters of a folded text."""
    return frozenset(folded.translate(_SPACED).split() if folded.isascii() else _LETTERS.findall(folded))


def _taken(length: int, groups: Iterable[tuple[Number, ...]]) -> list[Number]:
    """The numbers of those matches that overlap no earlier one."""
    kept: list[Number] = []
    covered = bytearray(length)
    for group in groups:
        start, end = group[0].start, group[-1].end
        if 1 not in covered[start:end]:
            covered[start:end] = b"\1" * (end - start)
            kept.extend(group)
    return kept


def _items(text: str) -> Iterable[tuple[Number, ...]]:
    """The number of the list item or heading that the text is."""
    match = _ITEM.match(text)
    if not match:
        return ()
    name = "number" if match["number"] else "roman"
    value = Decimal(match["number"] or _roman(match["roman"]))
    return ((Number(match.start(name), match.end(name), ((Kind.ITEM, value), (Kind.NUMBER, value)), loose=True),),)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < two else one for one, two in pairwise([*values, 0]))


def _roman_ordinals(text: str) -> Iterable[Number]:
    """World War II, Part III."""
    for match in _ROMAN_NAME.finditer(text):
        value = Decimal(_roman(match[1]))
        yield Number(match.start(1), match.end(1), ((Kind.ORDINAL, value), (Kind.NUMBER, value)), loose=True)


def _number(folded: str, core: Core) -> tuple[Number, ...]:
    """A number with the percent sign or the like that follows it; of a share such as 3 out of 4 its numbers, too."""
    value = core.values[0]
    if core.kind == "ordinal":
        parts = tuple((Kind.FRACTION, part) for part in core.values[1:])
        loose = value <= (2 if core.spelled else 1)  # first, second: steps of an argument; a second, seconds
        return (Number(core.start, core.end, ((Kind.ORDINAL, value), (Kind.DAY, value), *parts), loose),)
    if core.kind == "fraction":
        whole = _fraction(core)
        both = tuple(replace(whole, readings=((Kind.NUMBER, one),)) for one in core.values[2:])
        return whole, *both
    if core.kind == "number":
        match = _PERCENT.match(folded, core.end)
        return (Number(core.start, match.end(), (_percentage(match, value),)) if match else _plain(folded, core),)
    return (Number(core.start, core.end, tuple(_word_readings(folded, core)), loose=True),)


def _fraction(core: Core) -> Number:
    """Part of one, or 2018/19."""
    value, *others = core.values
    if not core.spelled and _LEAST_YEAR <= others[0] <= _MOST_YEAR:
        year = others[0]
        readings = (Kind.YEAR, year), (Kind.NUMBER, year), (Kind.YEAR, year - year % 100 + others[1])
        return Number(core.start, core.end, readings)
    numbers = tuple((Kind.NUMBER, other) for other in others)
    return Number(core.start, core.end, ((Kind.FRACTION, value), *numbers), loose=True)


def _word_readings(folded: str, core: Core) -> Iterable[Reading]:
    """Both, twice, noon, dozens."""
    value = core.values[0]
    yield from ((Kind.TIME, Decimal(at)) for at in _NOONS.get(folded[core.start : core.end], ()))
    kinds = (Kind.TIMES, Kind.NUMBER) if core.kind == "multiple" else (Kind.NUMBER, Kind.TIMES)
    yield from ((kind, value) for kind in kinds)


def _percentage(match: re.Match[str], value: Decimal) -> Reading:
    if match["point"]:
        return Kind.POINT, value
    if match["basis"]:
        return Kind.BASIS, value
    return Kind.PERCENT, value / 10 if match["mille"] else value


def _plain(folded: str, core: Core) -> Number:
    readings = [(Kind.NUMBER, value) for value in core.values]
    value = core.values[0]
    if not core.spelled and core.suffix == "" and _LEAST_YEAR <= value <= _MOST_YEAR and core.end - core.start == 4:
        readings.insert(0, (Kind.YEAR, value))
    match = _TIMES.match(folded, core.end)
    if match:
        readings.insert(0, (Kind.TIMES, value))
    elif _POINTS.match(folded, core.end):
        readings.append((Kind.POINT, value))
    end = match.end() if match else core.end
    before = folded[max(0, core.start - 12) : core.start]
    named = before[-1:] == "-" and before[-2:-1].isalpha() and not _BEFORE_HYPHEN.search(before)
    loose = (core.spelled and value <= 1) or (core.suffix != "" and core.suffix not in _UNITS)
    return Number(core.start, end, tuple(readings), loose or (named and not core.spelled), size=core.size)


def _shared(folded: str, found: list[Number]) -> Iterable[Number]:
    """The numbers, where two that belong together share what one of them says: 3–5%, 30 to 50 million, 2018-19."""
    before: Number | None = None
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        more: list[Reading] = []
        if after and after.start >= one.end and _SHARED.fullmatch(folded, one.end, after.start):
            more += _from_next(one, after)
        if before and before.kind is Kind.YEAR and folded[before.end : one.start] == "-" and 9 < one.value < 100:
            more.append((Kind.YEAR, before.value - before.value % 100 + one.value))
        yield replace(one, readings=(*one.readings, *more)) if more else one
        before = one


def _from_next(one: Number, two: Number) -> Iterable[Reading]:
    """What the first of two numbers may say, too, because of the second."""
    if one.kind is not Kind.NUMBER:
        return
    if two.kind in (Kind.PERCENT, Kind.POINT, Kind.BASIS, Kind.TIMES):
        yield two.kind, one.value
    elif two.kind is Kind.TIME and one.value <= 12:
        yield Kind.TIME, one.value * 60
        yield Kind.TIME, one.value * 60 + 720
    elif two.size > 1 and one.size == 1:
        yield Kind.NUMBER, one.value * two.size
