"""Dates in a Chinese text: days, months, years, parts of these, and ranges.

Lunar and era dates stay with the engine, and all-digit dates (2025-12-09) are right as they are.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yigao.text.numerals import parse_number, parse_year


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date, or as much of one as is written; 0 stands for what is not."""

    year: int = 0
    """The year."""
    month: int = 0
    """1 to 12."""
    day: int = 0
    """1 to 31."""


@dataclass(frozen=True, slots=True)
class Date:
    """One date or range of dates and where it stands."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    low: Day
    """The date, or the first of a range."""
    high: Day | None = None
    """The last of a range, with the year and month that the first one gives it."""
    part: str = ""
    """Which part is meant: early, mid or late; end; half-1, half-2; quarter-1 to quarter-4, quarters-3 (the first
    three); decade. Empty for the whole."""
    is_about: bool = False
    """Whether it is not exact: 2020年2月21日左右, 大约1960年."""


_YEAR = "1[0-9]{3}|20[0-9]{2}|2100|(?:一[〇一二三四五六七八九]|二〇)[〇一二三四五六七八九]{2}"
_YEAR += "|[两二]千〇(?:[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"  # 两千〇八年
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_S = "[ \xa0]?"
_TO = rf"{_S}(?:-(?!-)|~|至|到){_S}"
_LEFT = r"(?<![0-9A-Za-z_./%$¥〇一二三四五六七八九十百千万亿两第])(?<![0-9一二三四五六七八九十][-:,、~])"
_THE_DAY = rf"{_S}(?:日|号(?![码线楼院]))"

_DAYS = re.compile(
    rf"{_LEFT}(?:(?P<y>{_YEAR}){_S}年{_S})?(?P<m>{_MONTH}){_S}月{_S}(?P<d>{_DAY})"
    rf"(?:{_THE_DAY}(?:{_TO}(?:(?:(?P<y2>{_YEAR}){_S}年{_S})?(?P<m2>{_MONTH}){_S}月{_S})?(?P<d2>{_DAY}){_THE_DAY})?"
    rf"|{_TO}(?P<d3>{_DAY}){_THE_DAY})"
)
_MONTHS = re.compile(
    rf"{_LEFT}(?:(?P<y>{_YEAR}){_S}年{_S})?(?P<m>{_MONTH}){_S}(?:月(?:份(?!额))?)?"
    rf"{_TO}(?:(?P<y2>{_YEAR}){_S}年{_S})?(?P<m2>{_MONTH}){_S}月(?:份(?!额))?(?!{_S}[0-9一二三四五六七八九十])"
)
_MONTH_ALONE = re.compile(
    rf"{_LEFT}(?<![前近满每个])(?:(?P<y>{_YEAR}){_S}年{_S}(?P<m>{_MONTH})|(?P<m2>1[0-2]|[1-9])){_S}月"
    rf"(?:份(?=[上中下]旬))?(?:(?P<early>上旬|初(?![一二三四五六七八九十步期级中]))|(?P<mid>中旬)|(?P<late>下旬)|(?P<end>底(?![层部气盘])|末)"
    rf"|份(?!额))?(?!{_S}[0-9一二三四五六七八九十]|[大龄票饼球亮色经嫂日])"
)
_YEARS = re.compile(
    rf"{_LEFT}(?P<y>{_YEAR}){_S}年?{_TO}(?P<y2>{_YEAR}){_S}年"
    rf"(?![度代级货龄薪画夜味费]|{_S}(?:{_MONTH}){_S}月)"
)
_YEAR_ALONE = re.compile(
    rf"{_LEFT}(?P<y>{_YEAR}){_S}年(?:{_S}(?P<half>[上下])半年|{_S}(?:第{_S})?(?P<quarter>[一二三四1-4]){_S}季度(?!假)"
    rf"|{_S}(?P<three>前三季度)|(?P<early>初(?![步期级中次心衷夏秋冬春创选赛审评稿定]))"
    rf"|(?P<end>底(?![层部蕴线气色座盘价])|末(?!位))|(?P<decade>代(?![表理替价办初中末后]))"
    rf"|(?![度代级货龄薪画夜味费检鉴轮多余]|{_S}[0-9]{{1,2}}{_S}月|报(?![告道名送考])|表(?![示明现决彰演])))"
)
_QUARTER = re.compile(
    r"(?<![0-9一二三四五六七八九十第上下每首前个])"
    r"(?:(?:第[ \xa0]?)?(?P<quarter>[一二三四])季度(?!假)|(?P<three>前三季度))"
)
_DECADE = re.compile(
    rf"{_LEFT}(?P<century>上|1[6-9]|20|二十|十[六七八九])世纪(?P<tens>[1-9]0|[一二三四五六七八九]?十)年代(?![初中末后])"
)
_OTHER_CALENDAR = re.compile(r"(?:农历|阴历|旧历|夏历|公元前|民国|昭和|平成|令和|闰)[ \xa0]?$")
_SPAN_OF_YEARS = re.compile(r"[ \xa0]?(?:的?(?:历史|文明)|前|以?来|间)")  # 2000年历史: two thousand years of history
_LASTS = re.compile("[了过达有近约超经逾]$")  # 过了两千〇八年
_AROUND_IT = re.compile(r"[ \xa0]?(?:左右(?![翼手两])|前后(?![左两矛期相三]))")
_ABOUT = re.compile(r"大约(?:[在于]|是在)?[ \xa0]?$")
_NAMED_PARTS = ("early", "mid", "late", "end", "decade")


def find_dates(text: str, *, words: bool) -> Iterator[Date]:
    """The dates of folded text, in no order and with overlaps: the longest at a place is the right one.

    ``words``: whether the target's approximators can be written.
    """
    for sign, pattern, build in _PATTERNS:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            date = build(match)
            if date and not _OTHER_CALENDAR.search(text[max(0, date.start - 4) : date.start]):
                yield _approximate(text, date) if words and not date.high and not date.part else date


def _approximate(text: str, date: Date) -> Date:
    """Takes in what says that a date is not exact."""
    after = _AROUND_IT.match(text, date.end)
    before = _ABOUT.search(text, max(0, date.start - 5), date.start)
    if not after and not before:
        return date
    start, end = before.start() if before else date.start, after.end() if after else date.end
    return replace(date, start=start, end=end, is_about=True)


def _days(match: re.Match[str]) -> Date | None:
    low = Day(_year(match["y"]), _number(match["m"]), _number(match["d"]))
    last = match["d2"] or match["d3"]
    if not _exists(low) or not last:
        return Date(match.start(), match.end(), low) if _exists(low) else None
    high = Day(_year(match["y2"]) or low.year, _number(match["m2"]) or low.month, _number(last))
    return Date(match.start(), match.end(), low, high) if _exists(high) and _rises(low, high) else None


def _months(match: re.Match[str]) -> Date | None:
    low = Day(_year(match["y"]), _number(match["m"]))
    high = Day(_year(match["y2"]) or low.year, _number(match["m2"]))
    return Date(match.start(), match.end(), low, high) if _rises(low, high) else None


def _month_alone(match: re.Match[str]) -> Date:
    return Date(
        match.start(), match.end(), Day(_year(match["y"]), _number(match["m"] or match["m2"])), part=_part(match)
    )


def _years(match: re.Match[str]) -> Date | None:
    low, high = Day(_year(match["y"])), Day(_year(match["y2"]))
    return Date(match.start(), match.end(), low, high) if low < high else None


def _year_alone(match: re.Match[str]) -> Date | None:
    year, part = _year(match["y"]), _part(match)
    odd_decade = part == "decade" and year % 10
    is_spelled = "千" in match["y"]
    long_ago = (year < 1900 or year % 100 == 0 or is_spelled) and _SPAN_OF_YEARS.match(match.string, match.end())
    lasts = is_spelled and _LASTS.search(match.string, max(0, match.start() - 2), match.start())
    return None if odd_decade or long_ago or lasts else Date(match.start(), match.end(), Day(year), part=part)


def _quarter(match: re.Match[str]) -> Date:
    return Date(match.start(), match.end(), Day(), part=_part(match))


def _decade(match: re.Match[str]) -> Date:
    century = 20 if match["century"] == "上" else _number(match["century"])
    return Date(match.start(), match.end(), Day((century - 1) * 100 + _number(match["tens"])), part="decade")


def _part(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("half"):
        return "half-1" if groups["half"] == "上" else "half-2"
    if groups.get("three"):
        return "quarters-3"
    if quarter := groups.get("quarter"):
        return f"quarter-{_number(quarter)}"
    return next((name for name in _NAMED_PARTS if groups.get(name)), "")


def _rises(low: Day, high: Day) -> bool:
    """Whether a range is one; without a year any other month may be the next year's."""
    return low < high or (not high.year and low.month != high.month)


def _exists(day: Day) -> bool:
    """Whether the calendar has it; February 29 where the year is not known."""
    return day.day <= calendar.monthrange(day.year or 2000, day.month)[1]


def _year(text: str | None) -> int:
    return (parse_year(text) or int(parse_number(text) or 0)) if text else 0


def _number(text: str | None) -> int:
    if text and text.isascii():
        return int(text)
    return int(parse_number(text) or 0) if text else 0


_PATTERNS = (
    ("月", _DAYS, _days),
    ("月", _MONTHS, _months),
    ("月", _MONTH_ALONE, _month_alone),
    ("年", _YEARS, _years),
    ("年", _YEAR_ALONE, _year_alone),
    ("季度", _QUARTER, _quarter),
    ("世纪", _DECADE, _decade),
)
"""What each form of date has in it, the form, and what reads it."""
