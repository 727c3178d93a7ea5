"""Dates in English, in the usual forms: Dec. 9, 9 December 2025, 2025-12-09, the 1990s, the first half, Q3."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from yigao.checks._number import Kind, Number, Reading

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name: at for at, name in enumerate(_MONTHS, 1)} | {name[:3]: at for at, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBERS["sept"] = 9
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
_NUMBER_OF_DAY = "3[01]|[12][0-9]|0?[1-9]"
_DAY_END = "(?:st|nd|rd|th)?(?![0-9a-z]|[.,:][0-9]| ?%)"
_YEAR = "(?:,? (?:of )?(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9a-z]|,[0-9]))?"
_TO = "(?: ?(?:-|/|to|and|or|through|until|till|&) ?(?:the )?)"
_PART = "(?:(?P<part>early|mid|late|(?:the )?end of|(?:the )?beginning of)[ -](?:in )?)?"
_DAYS = rf"(?P<day>{_NUMBER_OF_DAY}){_DAY_END}(?:{_TO}(?P<last>{_NUMBER_OF_DAY}){_DAY_END})?"
_LEFT = "(?<![a-z0-9])"

_MONTH_FIRST = re.compile(rf"{_LEFT}{_PART}{_MONTH} (?:the )?{_DAYS}{_YEAR}")
_DAY_FIRST = re.compile(rf"(?<![a-z0-9.:$%,-]){_DAYS}(?: of)?[ -]{_MONTH}{_YEAR}")
_MONTH_ONLY = re.compile(rf"{_LEFT}{_PART}{_MONTH}{_YEAR}")
_MONTH_NAME = re.compile("|".join(name[:3] for name in _MONTHS))
"""Where a month may be: dates are sought from a little before the first place on."""
_LONGEST_BEFORE_MONTH = 40
"""Characters of a date before its month: two days and what joins them, or the part of the month."""
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|from|last|this|next|to|through|and|or|before|after|between|during|every|each|for|early|mid|late)[ -]$"
)
_AFTER_MONTH = re.compile(rf"(?:[ -]to[ -]|-|/| and | or )(?:{'|'.join(_MONTHS)})\b")
_NAMES = ("march", "april", "may", "june", "august")
"""Names of people, too, or other words."""
_SURE_NAMES = frozenset(_MONTHS) - {"march", "may", "august"}
"""Those that are months in small letters, too."""

_FIGURES = re.compile(
    rf"(?<![0-9./])(?<![0-9]-)(?:(?P<year>[12][0-9]{{3}})(?P<a>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=a)(?P<day>{_NUMBER_OF_DAY})"
    rf"|(?P<one>{_NUMBER_OF_DAY})(?P<b>[-/.])(?P<two>{_NUMBER_OF_DAY})(?P=b)(?P<year2>[12][0-9]{{3}}))(?![0-9/]|-[0-9])"
)
_PERIOD_WORDS = frozenset({"half", "quarter", "quarters"})
_HAS_QUARTER = re.compile("q[1-4]")
_HAS_FIGURES = re.compile("[0-9][-/.][0-9]")
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4}
_PERIODS = re.compile(
    rf"{_LEFT}(?:(?P<nth>{'|'.join(_NTH)})[ -](?P<what>half|quarter)(?![a-z]|-final)|q(?P<q>[1-4])(?![0-9a-z])"
    r"|(?:first|initial) (?P<many>three|two|3|2) quarters)"
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_DECADES = frozenset(f"{tens}ies" for tens in _TENS)
_DECADE = re.compile(
    rf"{_LEFT}(?:(?P<century>1[0-9]|20)?(?P<tens>[0-9]0)'?s(?![a-z])|(?P<word>{'|'.join(_TENS)})ies(?![a-z]))"
)
DATE_WORDS = frozenset(_MONTH_NUMBERS) | _PERIOD_WORDS | _DECADES
"""What is in every date without a digit."""
_HAS_SHORT_YEAR = re.compile("'[0-9]|fy ?[0-9]|fiscal")
_SHORT_YEAR = re.compile(r"(?:(?<![a-z0-9])'|\bfy ?|\bfiscal (?:year )?)(?P<year>[0-9]{2})(?![0-9a-z]|[.,][0-9])")


def find_dates(text: str, folded: str, words: AbstractSet[str]) -> Iterator[tuple[Number, ...]]:
    """Dates with their years, decades and parts of years; in no order, and the first of overlapping ones is right.

    ``text`` tells May from may; ``folded`` is searched; ``words`` are its words, which tell what need not be sought.
    """
    if not words.isdisjoint(_MONTH_NUMBERS) and (name := _MONTH_NAME.search(folded)):
        start = max(0, name.start() - _LONGEST_BEFORE_MONTH)
        yield from map(_days, _MONTH_FIRST.finditer(folded, start))
        yield from map(_days, _DAY_FIRST.finditer(folded, start))
        for match in _MONTH_ONLY.finditer(folded, start):
            if text[match.start("month")].isupper() or match["year"] or match["month"] in _SURE_NAMES:
                yield _month(match, loose=not _is_month(folded, match))
    if _HAS_FIGURES.search(folded):
        yield from map(_figures, _FIGURES.finditer(folded))
    if not words.isdisjoint(_PERIOD_WORDS) or _HAS_QUARTER.search(folded):
        yield from map(_period, _PERIODS.finditer(folded))
    if "0s" in folded or "0's" in folded or not words.isdisjoint(_DECADES):
        yield from map(_decade, _DECADE.finditer(folded))
    if _HAS_SHORT_YEAR.search(folded):
        yield from map(_short_year, _SHORT_YEAR.finditer(folded))


def date_reading(month: int, day: int) -> Reading:
    """A day of a month."""
    return Kind.DATE, Decimal(100 * month + day)


def _days(match: re.Match[str]) -> tuple[Number, ...]:
    month, part = _MONTH_NUMBERS[match["month"]], _part(match)
    days = [int(match[group]) for group in ("day", "last") if match[group]]
    ends = [match.end(group) for group in ("day", "last") if match[group]]
    ends[-1] = max(ends[-1], match.end("month"))
    found = [
        Number(match.start("last") if at else match.start(), ends[at], _day_readings(month, day), part=part)
        for at, day in enumerate(days)
    ]
    return (*found, *_year(match))


def _day_readings(month: int, day: int) -> tuple[Reading, ...]:
    return date_reading(month, day), (Kind.MONTH, Decimal(month)), (Kind.DAY, Decimal(day))


def _month(match: re.Match[str], *, loose: bool) -> tuple[Number, ...]:
    month = Decimal(_MONTH_NUMBERS[match["month"]])
    found = Number(match.start(), match.end("month"), ((Kind.MONTH, month),), loose, part=_part(match))
    return found, *_year(match)


def _year(match: re.Match[str]) -> tuple[Number, ...]:
    if not match["year"]:
        return ()
    year = Decimal(match["year"])
    return (Number(match.start("year"), match.end("year"), ((Kind.YEAR, year), (Kind.NUMBER, year))),)


def _part(match: re.Match[str]) -> str:
    words = (match.groupdict().get("part") or "").removeprefix("the ").split()
    return {"beginning": "early"}.get(words[0], words[0]) if words else ""


def _is_month(folded: str, match: re.Match[str]) -> bool:
    """Whether a month's name that stands alone and has a capital letter is certainly one, and no person or verb."""
    at, name = match.start("month"), match["month"]
    sure = match["year"] or match["part"] or (name in _MONTHS and name not in _NAMES)
    if sure or match.group() == folded or _AFTER_MONTH.match(folded, match.end()):
        return True
    return _BEFORE_MONTH.search(folded, max(0, at - 10), at) is not None


def _figures(match: re.Match[str]) -> tuple[Number, ...]:
    if match["year"]:
        days = [(int(match["month"]), int(match["day"]))]
    else:
        one, two = int(match["one"]), int(match["two"])
        days = [(month, day) for month, day in ((one, two), (two, one)) if month <= 12]
    dates = tuple(date_reading(month, day) for month, day in days) or ((Kind.NUMBER, Decimal(match["one"])),)
    year = Decimal(match["year"] or match["year2"])
    whole = Number(match.start(), match.end(), dates)
    return whole, replace(whole, readings=((Kind.YEAR, year), (Kind.NUMBER, year)))


def _period(match: re.Match[str]) -> tuple[Number, ...]:
    if match["many"]:
        many = Decimal({"two": 2, "three": 3}.get(match["many"]) or match["many"])
        kind, other = Kind.QUARTERS, Kind.NUMBER
    else:
        many = Decimal(match["q"] or _NTH[match["nth"]])
        kind, other = (Kind.HALF if match["what"] == "half" else Kind.QUARTER), Kind.ORDINAL
    many = min(many, Decimal(2)) if kind is Kind.HALF else many
    return (Number(match.start(), match.end(), ((kind, many), (other, many)), loose=True),)


def _decade(match: re.Match[str]) -> tuple[Number, ...]:
    tens = _TENS[match["word"]] if match["word"] else int(match["tens"])
    first = tens if match["century"] is None else 100 * int(match["century"]) + tens
    years = (first,) if first > 99 else (1900 + first, 1800 + first, 2000 + first)
    readings: tuple[Reading, ...] = tuple((Kind.DECADE, Decimal(year)) for year in years)
    loose = match["century"] is None
    return (Number(match.start(), match.end(), (*readings, (Kind.NUMBER, Decimal(tens))), loose=loose),)


def _short_year(match: re.Match[str]) -> tuple[Number, ...]:
    year = int(match["year"])
    readings = tuple((Kind.YEAR, Decimal(century + year)) for century in (2000, 1900))
    return (Number(match.start(), match.end(), (*readings, (Kind.NUMBER, Decimal(year)))),)
