"""Amounts, dates and times in a target language: digits, signs and month names by CLDR, words by ``wordings``."""

import copy
import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import NumberPattern, format_compact_decimal

from yigao.text.amounts import Amount
from yigao.text.dates import Date, Day
from yigao.text.numerals import whole
from yigao.text.times import Time
from yigao.text.wordings import WORDINGS, Wording

_IN_WORDS = 10**6
_MOST_DIGITS = 6
"""A large number with more significant digits than this is written out: 123,456,789."""


def wording_of(locale: Locale) -> Wording | None:
    """The words of a locale's language, None where only CLDR is known."""
    return WORDINGS.get(locale.language)


def render_amount(amount: Amount, locale: Locale) -> str:
    """An amount as the language writes it: ``more than 1 billion yuan``, ``30 million to 50 million``, ``3.6%``.

    The unit and approximator must be empty, or percent, where the language has no wording.
    """
    wording = wording_of(locale)
    if amount.over:
        core = _fraction(int(amount.low), amount.over, wording)
        core += wording.link.rstrip() if wording and amount.is_before_noun and not core[-1].isdigit() else ""
    elif amount.high is None:
        core = _measured(amount.low, amount, locale)
    else:
        core = _between(
            _lower(amount.low, amount.high, amount, locale), _measured(amount.high, amount, locale), wording
        )
    core = amount.prefix + core
    return _approximated(core, amount, wording) if wording and amount.approximator else core


def _approximated(core: str, amount: Amount, wording: Wording) -> str:
    template = (amount.is_counted and wording.fewer) or wording.approximators[amount.approximator]
    elided, vowels = wording.elided
    if elided and core[0] in vowels:
        template = template.replace("de {}", f"{elided}{{}}")
    return template.format(core)


def _lower(low: Decimal, high: Decimal, amount: Amount, locale: Locale) -> str:
    """The lower end of a range, without what the upper end says for both."""
    wording = wording_of(locale)
    if wording and wording.shares_magnitude:
        scale = _scale(low, amount, wording)
        if amount.unit == "percent":
            return _digits(low, locale)
        if scale and scale == _scale(high, amount, wording):
            return _digits(whole(low / scale[0]), locale)
    return _number(low, amount, locale)


def render_turn(rank: int, locale: Locale) -> str | None:
    """``second time``; None where the language has no words for so many times."""
    wording = wording_of(locale)
    template, words = wording.turns if wording else ("", "")
    return template.format(words.split()[rank - 1]) if 1 <= rank <= len(words.split()) else None


def render_ordinal(rank: int, locale: Locale) -> str | None:
    """``6th``; None where the language has no form that fits every noun."""
    wording = wording_of(locale)
    template = wording.ordinals.get(locale.ordinal_form(rank)) if wording else None
    return template.format(rank) if template else None


def render_date(date: Date, locale: Locale) -> str | None:
    """``December 9, 2025``, ``the first half of 2025``; None where the language has no words for the part."""
    wording = wording_of(locale)
    if date.high is not None:
        return _range_of_days(date.low, date.high, locale)
    if not date.part:
        day = _day(date.low, locale)
        return wording.dates[1 if date.low.day else 0].format(day) if wording and day and date.is_about else day
    if wording is None:
        return None
    if date.part in wording.quarters:
        name = wording.quarters[date.part]
        return wording.of_year.format(name, date.low.year) if date.low.year else name
    whole = _day(date.low, locale)
    return wording.parts[date.part].format(whole) if whole else None


def render_time(time: Time, locale: Locale) -> str:
    """``3:30 p.m.``, ``15 h 30``, ``a little after 4 o'clock``."""
    wording, low = wording_of(locale), _clock(time.low, locale)
    if wording is None or not (wording.hours or wording.times):
        return low if time.high is None else _between(low, _clock(time.high, locale), wording)
    if time.is_of_either_half and wording.oclock:
        low = wording.oclock.format(time.low[0])
    said = low if time.high is None else _between(low, _clock(time.high, locale), wording)
    said += wording.hours[2] if wording.hours else ""
    return wording.times[time.approximator].format(said) if time.approximator else said


def render_moment(date: Date, time: Time, locale: Locale) -> str | None:
    """A time on a date; None where the language has no words for it or either is a range."""
    wording, day = wording_of(locale), render_date(date, locale)
    if wording is None or day is None or date.high or time.high or date.is_about:
        return None
    template = wording.moment_about if time.approximator else wording.moment
    return template.format(date=day, time=render_time(time, locale))


def _between(low: str, high: str, wording: Wording | None) -> str:
    return wording.interval.format(low, high) if wording else f"{low}–{high}"


def _measured(value: Decimal, amount: Amount, locale: Locale) -> str:
    unit = amount.unit
    number, wording = _number(value, amount, locale), wording_of(locale)
    if unit in ("", "percent") or wording is None:
        counts_on = wording and amount.is_before_noun and not unit and _scale(value, amount, wording)
        return number + wording.link.rstrip() if wording and counts_on else number
    if amount.is_attribute and unit in wording.attributes:
        return f"{number} {wording.units[unit][0]}".replace(" ", "-")
    single = abs(value) < wording.one_below if wording.one_below else value == 1 and not _decimals(value)
    word = wording.units[unit][0 if single else 1]
    if unit == "person" and wording.crowd and _scale(value, amount, wording):
        word = wording.crowd
    if unit == "celsius":
        return f"{number}{word}" if locale.language == "en" else f"{number}\xa0{word}"
    return number + _link(number, word, wording) + word


def _link(number: str, word: str, wording: Wording) -> str:
    if number[-1].isdigit():
        return " "
    elided, vowels = wording.elided
    return f" {elided}" if elided and word[0] in vowels else wording.link


def _number(value: Decimal, amount: Amount, locale: Locale) -> str:
    """A percentage; a large round number with its magnitude in words; any other number in grouped digits."""
    if amount.unit == "percent":
        return _percent(value, locale)
    wording = wording_of(locale)
    if wording is None:
        return _compact(value, locale) if _is_large(value, amount) else _digits(value, locale)
    scale = _scale(value, amount, wording)
    if scale is None:
        return _digits(value, locale)
    size, one, many = scale
    scaled = whole(value / size)
    single = abs(scaled) < wording.one_below if wording.one_below else scaled == 1
    return f"{_digits(scaled, locale)} {one if single else many}"


def _scale(value: Decimal, amount: Amount, wording: Wording) -> tuple[int, str, str] | None:
    """The magnitude of a value that is written with one in words."""
    return next(each for each in wording.scales if abs(value) >= each[0]) if _is_large(value, amount) else None


def _is_large(value: Decimal, amount: Amount) -> bool:
    """Whether a number is large and round enough for a magnitude in words."""
    return amount.scaled and abs(value) >= _IN_WORDS and len(value.normalize().as_tuple().digits) <= _MOST_DIGITS


def _compact(value: Decimal, locale: Locale) -> str:
    """As CLDR has it, where it has a word for the magnitude; with two (pt_PT “mil milhões”) the grammar goes wrong."""
    if "long" not in locale.compact_decimal_formats:
        return _digits(value, locale)
    text = format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=_MOST_DIGITS)
    word = text.lstrip("0123456789.,\xa0\u202f ")
    return text if word and not re.search(r"\s", word) else _digits(value, locale)


def _digits(value: Decimal, locale: Locale) -> str:
    """Grouped digits with the decimals that the source has."""
    return _written(value, locale, _decimals(value), is_percent=False)


def _percent(value: Decimal, locale: Locale) -> str:
    return _written(value.scaleb(-2), locale, _decimals(value), is_percent=True)


@lru_cache(maxsize=4096)  # years, small numbers and shares come again and again
def _written(value: Decimal, locale: Locale, decimals: int, *, is_percent: bool) -> str:
    return str(_pattern(locale, decimals, is_percent=is_percent).apply(value, locale))


@lru_cache(maxsize=64)
def _pattern(locale: Locale, decimals: int, *, is_percent: bool) -> NumberPattern:
    """How a locale writes numbers of so many decimals."""
    pattern: NumberPattern = copy.copy((locale.percent_formats if is_percent else locale.decimal_formats)[None])
    pattern.frac_prec = (decimals, decimals)
    return pattern


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _fraction(part: int, over: int, wording: Wording | None) -> str:
    names = wording.fractions.get(over) if wording else None
    if wording is None or names is None:
        return f"{part}/{over}"
    return names[0] if part == 1 else names[1].format(wording.counted.split()[part - 2])


@lru_cache(maxsize=4096)
def _day(day: Day, locale: Locale) -> str | None:
    """A date as far as it is written. Month names alone are left to the engine where CLDR inflects them."""
    date = dt.date(day.year or 2000, day.month or 1, day.day or 1)
    if day.day:
        wording = wording_of(locale)
        if day.day == 1 and wording and wording.first_day:
            return _with_day(wording.first_day, date, locale, with_year=day.year > 0)
        return format_date(date, "long", locale=locale) if day.year else format_skeleton("MMMMd", date, locale=locale)
    if not day.month:
        return str(format_skeleton("y", date, locale=locale))
    if wording_of(locale) is None:
        return None
    return format_skeleton("yMMMM", date, locale=locale) if day.year else format_date(date, "MMMM", locale=locale)


def _range_of_days(low: Day, high: Day, locale: Locale) -> str | None:
    wording, last = wording_of(locale), _day(high, locale)
    if wording is None or not low.day or (low.year, low.month) != (high.year, high.month):
        same_year = wording is not None and low.month and low.year == high.year
        first = _day(Day(0 if same_year else low.year, low.month, low.day), locale)
        if first and last and wording and low.day and wording.between_days:
            return wording.between_days.format(first, last)
        return _between(first, last, wording) if first and last else None
    date = dt.date(high.year or 2000, high.month, high.day)
    both = wording.days.format((low.day == 1 and wording.first_day) or low.day, high.day)
    return _with_day(both, date, locale, with_year=high.year > 0)


def _with_day(day: str, date: dt.date, locale: Locale, *, with_year: bool) -> str:
    """A date with ``day`` in the place of its day."""
    pattern = locale.date_formats["long"] if with_year else locale.datetime_skeletons["MMMMd"]
    # The one “d” of the pattern that is a field, not a letter of a quoted word.
    return str(format_date(date, re.sub(r"(?<!['\w])d(?!\w)", f"'{day}'", str(pattern.pattern)), locale=locale))


def _clock(time: tuple[int, int], locale: Locale) -> str:
    """The locale's short time; on a 12-hour clock with the language's own a.m. and p.m., and no :00."""
    hour, minute = time
    wording = wording_of(locale)
    if wording and wording.hours:
        return wording.hours[1 if minute else 0].format(hour, minute)
    if wording is None or wording.clock is None or "a" not in str(locale.time_formats["short"].pattern):
        return str(format_time(dt.time(hour, minute), "short", locale=locale))
    midnight, before_noon, noon, after_noon = wording.clock
    if minute == 0 and hour in (0, 12):
        return noon if hour else midnight
    shown = f"{(hour + 11) % 12 + 1}" + (f":{minute:02d}" if minute else "")
    return f"{shown} {before_noon if hour < 12 else after_noon}"
