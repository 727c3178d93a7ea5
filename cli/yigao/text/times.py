"""Times of day in a Chinese text: 下午3时30分, 上午9点, 19时45分, 4点多, and ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yigao.text.numerals import parse_number


@dataclass(frozen=True, slots=True)
class Time:
    """One time or range of times and where it stands; hours from 0 to 23, minutes from 0 to 59."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    low: tuple[int, int]
    """Hour and minute."""
    high: tuple[int, int] | None = None
    """Those of a range's end."""
    approximator: str = ""
    """about (3点左右) or after (4点多); empty when exact."""
    is_of_either_half: bool = False
    """It does not say whether before or after noon is meant."""


_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午", "今早", "明早")
_EVENING = ("傍晚", "晚上", "晚间", "夜间", "深夜", "当晚", "今晚", "昨晚", "明晚")
_AFTERNOON = ("中午", "下午", *_EVENING)
_SPOKEN = "|".join(word for word in (*_MORNING, *_AFTERNOON) if word[0] not in "今明昨当")
_HOUR = "2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[〇一二两三四五六七八九]"
_MINUTE = "[1-5][0-9]|0?[0-9]|[二三四五]?十[一二三四五六七八九]?|〇[一二三四五六七八九]"
_S = "[ \xa0]?"


_WORD = "[代期间长段刻候机速区尚常而空差事政下装光年效任隔意以评]|建议|要求|要点"
"""What follows 时 or 点 in other words: 时代, 时间, 3点建议."""


def _clock(n: int) -> str:
    return (
        rf"(?:(?P<hour{n}>{_HOUR}){_S}(?:(?P<sign{n}>[时点])"
        rf"(?:{_S}(?P<minute{n}>{_MINUTE}){_S}分(?![之钟])|{_S}(?P<half{n}>半)|整|钟|(?!{_S}[0-9一二三四五半]|{_WORD}))"
        rf"|[:：](?P<digits{n}>[0-5][0-9])(?![0-9:：])))"
    )


_AROUND = re.compile("(?:大约|(?<![签节预合公条特履制违契邀解续守赴])约)(?:[在为]|是在)?[ \xa0]?$")
_AFTER = re.compile(
    rf"{_S}(?:(?P<about>左右(?![翼手两])|前后|许(?![多可愿久诺是下]))|(?P<after>多钟?(?![余数元样边方种次家项个半是为由重功])))"
)
_POINTS = re.compile("[涨跌升降加减扣得了这那哪几每有出共低高差]$")
"""Before these 点 are points: 跌4点多, 这三点多."""
_NAME = re.compile("[A-Za-z][ \xa0]$")
_ZONE = re.compile("(?:UTC|GMT)[ \xa0]?$")

_TIME = re.compile(
    rf"(?:(?P<spoken>{_SPOKEN}){_S})?(?<![0-9A-Za-z:：./〇一二三四五六七八九十第-]){_clock(1)}"
    rf"(?:{_S}(?:-(?!-)|~|至|到){_S}(?:(?P<spoken2>{_SPOKEN}){_S})?{_clock(2)})?(?![0-9A-Za-z:：])"
)
_HOUR_OR_SO = re.compile(
    rf"(?<![0-9A-Za-z:：./〇一二三四五六七八九十第-])(?<![A-Za-z0-9] )(?P<hour>{_HOUR}){_S}点{_AFTER.pattern}"
)
_SIGN = re.compile("[时点:：]")
"""One of these is in every time."""
_CERTAIN = re.compile(r"(?:日|号|时间)[ \xa0]?$")


def find_times(text: str, *, words: bool) -> Iterator[Time]:
    """The times of folded text that say which half of the day they mean, and those such as 4点多.

    A bare 3时 may be afternoon where the sentence before said so: only hours from 13 on, or straight after a date or
    a time zone (北京时间9时), need no 上午 or 下午. ``words``: whether the target's approximators can be written.
    """
    if not _SIGN.search(text):
        return
    for time in _exact(text):
        yield _approximate(text, time) if words and time.high is None else time
    if words:
        yield from _of_either_half(text)


def _approximate(text: str, time: Time) -> Time:
    """Takes in what says that a time is not exact."""
    before, after = _AROUND.search(text, max(0, time.start - 6), time.start), _AFTER.match(text, time.end)
    said = "about" if before else str(after.lastgroup) if after else ""
    return replace(
        time,
        start=before.start() if before else time.start,
        end=after.end() if after else time.end,
        approximator=said,
    )


def _of_either_half(text: str) -> Iterator[Time]:
    """Whole hours that are not exact: 4点多, but no points."""
    for match in _HOUR_OR_SO.finditer(text):
        hour = _number(match["hour"])
        if (
            match["hour"] != "一"
            and 1 <= hour <= 12
            and not _POINTS.search(text, max(0, match.start() - 1), match.start())
        ):
            about = "after" if match["after"] else "about"
            yield Time(match.start(), match.end(), (hour, 0), approximator=about, is_of_either_half=True)


def _exact(text: str) -> Iterator[Time]:
    for match in _TIME.finditer(text):
        spoken = match["spoken"] or text[max(0, match.start() - 2) : match.start()]
        if not match["spoken"] and _is_after_name(text, match):
            continue
        certain = _CERTAIN.search(text[max(0, match.start() - 3) : match.start()]) is not None
        low = _read(match, 1, spoken, certain=certain)
        if low is None:
            continue
        if match["hour2"] is None:
            yield Time(match.start(), match.end(), low)
        elif (high := _read(match, 2, match["spoken2"] or spoken, certain=certain)) and low < high:
            yield Time(match.start(), match.end(), low, high)


def _is_after_name(text: str, match: re.Match[str]) -> bool:
    """Whether a bare hour is the number of what is named before it: Fedora 19 时."""
    if match["minute1"] or match["digits1"] or match["half1"]:
        return False
    before = text[max(0, match.start() - 5) : match.start()]
    return _NAME.search(before) is not None and not _ZONE.search(before)


def _read(match: re.Match[str], n: int, spoken: str, *, certain: bool) -> tuple[int, int] | None:
    """Hour and minute of the ``n``-th clock of a match, on the 24-hour clock; None where it cannot be sure."""
    hour, minute = _number(match[f"hour{n}"]), _number(match[f"minute{n}"] or match[f"digits{n}"])
    if match[f"half{n}"]:
        minute = 30
    said = spoken in _MORNING or spoken in _AFTERNOON
    exact = match[f"minute{n}"] or match[f"half{n}"]
    if hour > 23 or (not said and (match[f"sign{n}"] != "时" and not exact)):
        return None  # 15:30 is plain enough, 涨15点 no time
    shift = 0 if hour > 12 or not said else _shift(spoken, hour)
    known = hour > 12 or said or certain
    return None if shift is None or not known else (hour + shift, minute)


def _shift(spoken: str, hour: int) -> int | None:
    """What to add to an hour up to 12; None where the words contradict it or leave two readings (晚上12点, 昨晚3点)."""
    if spoken in _MORNING:
        return 0 if hour < 12 else None
    if spoken == "中午":
        return 0 if hour > 10 else 12 if 0 < hour < 3 else None
    if hour == 12:
        return 0 if spoken == "下午" else None
    return None if hour == 0 or (hour < 5 and spoken in _EVENING) else 12


def _number(text: str | None) -> int:
    if text and text.isascii():
        return int(text)
    return int(parse_number(text.lstrip("〇") or "〇") or 0) if text else 0
