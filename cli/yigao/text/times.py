"""Times of day in a Chinese text: 下午3时30分, 上午9点, 19时45分, and ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


_TIME = re.compile(
    rf"(?:(?P<spoken>{_SPOKEN}){_S})?(?<![0-9A-Za-z:：./〇一二三四五六七八九十第-]){_clock(1)}"
    rf"(?:{_S}(?:-(?!-)|~|至|到){_S}(?:(?P<spoken2>{_SPOKEN}){_S})?{_clock(2)})?(?![0-9A-Za-z:：])"
)
_SIGN = re.compile("[时点:：]")
"""One of these is in every time."""
_CERTAIN = re.compile(r"(?:日|号|时间)[ \xa0]?$")


def find_times(text: str) -> Iterator[Time]:
    """The times of folded text that say which half of the day they mean.

    A bare 3时 may be afternoon where the sentence before said so: only hours from 13 on, or straight after a date or
    a time zone (北京时间9时), need no 上午 or 下午.
    """
    if not _SIGN.search(text):
        return
    for match in _TIME.finditer(text):
        spoken = match["spoken"] or text[max(0, match.start() - 2) : match.start()]
        certain = _CERTAIN.search(text[max(0, match.start() - 3) : match.start()]) is not None
        low = _read(match, 1, spoken, certain=certain)
        if low is None:
            continue
        if match["hour2"] is None:
            yield Time(match.start(), match.end(), low)
        elif (high := _read(match, 2, match["spoken2"] or spoken, certain=certain)) and low < high:
            yield Time(match.start(), match.end(), low, high)


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
    """What to add to an hour up to 12; None where the words contradict it or leave two readings (晚上12点)."""
    if spoken in _MORNING:
        return 0 if hour < 12 else None
    if spoken == "中午":
        return 0 if hour > 10 else 12 if 0 < hour < 3 else None
    if hour == 12:
        return 0 if spoken == "下午" else None
    return 12 if hour else None


def _number(text: str | None) -> int:
    if text and text.isascii():
        return int(text)
    return int(parse_number(text.lstrip("〇") or "〇") or 0) if text else 0
