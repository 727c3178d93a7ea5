"""The numbers of a Chinese source that are no quantities for sure: 72小时, 第3次, 12日, 三大, 2倍, 九十年代."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from yigao.checks._given import Given, Need, accepted, from_match, plain
from yigao.checks._loose_figures import HAN_VALUES, SIZES, find_figures
from yigao.checks._number import Kind, Reading
from yigao.model.span import Span, masked
from yigao.text.numerals import NUMERAL, NUMERAL_START, parse_number
from yigao.text.patterns import matches

_UNITS_OF_DIGITS = "km|kg|cm|mm|m|g|t|ml|l|kw|kwh|mw|gw|w|v|hz|mhz|ghz|tb|gb|mb|h|hrs?|min|s|k"
_HAN_DIGIT = "[一二两三四五六七八九]"
_DAY_OF_MONTH = "3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_SMALL_HOUR = "2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[〇一二两三四五六七八九]"
_SMALL = "[0-9]{1,3}|[〇一二两三四五六七八九十百]{1,5}"
"""A number of hours, years or the like; quicker to compile than any number."""
_TENS = f"(?:[0-9]0|{_HAN_DIGIT}十)"
_LEAST_YEAR = 1000
_CLEAR = "(?<![0-9.一二两三四五六七八九十百千万亿])"

_CODE = (
    r"(?<![0-9A-Za-z.:,/-])(?:(?:0[0-9]+(?:-[0-9]+)*|[0-9]{3,}(?:-[0-9]{3,}){2,}|[0-9]{3,4}-[0-9]{7,8}"
    r"|\+[0-9]{2,3}[- ]?[0-9][0-9 -]{5,}[0-9])(?![0-9A-Za-z:年月-]|/(?![0-9]+\.[0-9]+\.)|\.[0-9])"
    r"|[0-9]+(?:\.[0-9]+){2,}(?![0-9A-Za-z年月]|[:-][0-9]|\.[0-9]))"
)
CODE = re.compile(_CODE)
"""A telephone number, version or the like: digits that count nothing."""

_BEGINS = f"{NUMERAL_START}首翻周期拜半双俩仨对廿卅"
_ANY = re.compile(f"[{_BEGINS}]")
"""There is one in every number."""
_NAMED = re.compile(
    rf"(?P<latin>(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z-]*[0-9][A-Za-z0-9.-]*"
    rf"|[0-9]+(?:\.[0-9]+)?(?!(?i:{_UNITS_OF_DIGITS})(?![A-Za-z]))[A-Za-z][A-Za-z0-9-]*))"
    r"|(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    r"|(?P<clock>(?<![0-9:])(?:2[0-4]|[01]?[0-9])(?:[:：][0-5][0-9]){1,2}(?![0-9:：]))"
    rf"|(?P<code>{_CODE})"
    rf"|第[ \xa0]?(?P<nth>{NUMERAL})"
    r"|十(?P<plan>[一二三四五六七八九])五(?![0-9年个月日人名位家])"
    r"|(?P<first>首)(?=[届次个位批家名例台条座项场期轮日款])"
    rf"|(?P<many>{NUMERAL})(?:(?P<century>[ \xa0]?世纪)(?![ \xa0]?{_HAN_DIGIT}?{_TENS}[ \xa0]?年代)"
    r"|(?P<times>[ \xa0]?(?:多|余)?倍)|(?P<mass>个(?P<size>[万亿])))"
    rf"|{_CLEAR}(?:(?P<age>{_SMALL})[ \xa0]?世纪)?[ \xa0]?(?P<decade>[12][0-9][0-9]0|(?:{_HAN_DIGIT}(?={_HAN_DIGIT}十))?{_TENS})[ \xa0]?年代"
    rf"|{_CLEAR}(?P<of>1[0-2]|[1-9])[ \xa0]?月[ \xa0]?(?P<on>3[01]|[12][0-9]|[1-9])(?=[ \xa0]?(?:[和与及至到、，。；）)~-]|结束|开始|起|前|期间|$))"
    rf"|{_CLEAR}(?P<half_more>{_SMALL})[ \xa0]?(?:[年天周]|小时|世纪|个(?=半(?:月|小时|世纪|学期|赛季)))半(?![夜个])"
    rf"|{_CLEAR}(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])[ \xa0]?月"
    rf"|{_CLEAR}(?P<day>{_DAY_OF_MONTH})[ \xa0]?[日号](?![码线楼院])"
    rf"|{_CLEAR}(?P<hour>{_SMALL_HOUR})[ \xa0]?[点时](?:[ \xa0]?(?P<minute>{_SMALL})[ \xa0]?分|(?P<half>半))?(?![0-9一二三四五六七八九])"
    r"|(?P<tenths>(?<![0-9一二三四五六七八九十百千万])(?P<tens>[一二三四五六七八九])成(?P<five>[五半])?)"
    r"(?![一不果立为員员功本熟长就绩分人都套品语才交型年家份群林见书天因虫双对名体全])"
    rf"|(?P<doubling>翻了?(?P<doubled>{_HAN_DIGIT}|[1-9])?番)"
    rf"|{_CLEAR}(?P<discount>[1-9](?:\.[0-9])?|{_HAN_DIGIT}{{1,2}})折(?![扣射叠返磨腾中合])"
    r"|(?P<idiom>十分(?![钟之])|十字|[周期拜][一二三四五六七]|三轮|四座|四处|四周(?![年岁内])|三位一体|[一二三四五六七八九十]来[一二三四五六七八九十]去)"
    r"|(?P<named>[0-9]{1,2}·[0-9]{1,2})"
    r"|(?P<season>(?<![0-9])[12][0-9]{3})[/-](?P<next>[0-9]{2})(?![0-9/.-])"
    r"|(?P<slash>(?<![0-9/])[0-9]{1,3}/[0-9]{1,3}(?![0-9/]))"
    r"|(?P<some>半|双|俩|仨|对|廿|卅)"
)
_START = re.compile(f"[{_BEGINS}A-Za-z+第]")
"""What all of these begin with."""
_DIGITS = re.compile("[0-9]+(?:\\.[0-9]+)?")
_ITEM = re.compile(
    r"[\s“]*(?:[（(](?P<inside>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]|(?P<alone>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[、．）)]|\.(?![0-9])))"
)
_SO_MUCH = re.compile("数?(以上|以下|左右)")
_SENSES = {"以上": "at-least", "以下": "less", "左右": "about"}
_PAIRS = {"双": 2, "俩": 2, "对": 2, "仨": 3, "廿": 20, "卅": 30}


def find_loose(folded: str) -> Iterator[Given]:
    """The numbers of a folded text from which terms and quantities are masked out, in no order."""
    if not _ANY.search(folded):
        return
    rest = folded
    if item := _ITEM.match(folded):
        yield _item(item)
        rest = masked(rest, [Span(*item.span())], " ")
    named = list(matches(_NAMED, _START, rest))
    for match in named:
        group = str(match.lastgroup)
        build = _BUILDERS[_GROUP_OF.get(group, group)]
        yield from build(match)
    yield from find_figures(masked(rest, [Span(*match.span()) for match in named], " "))


def _item(match: re.Match[str]) -> Given:
    value = parse_number(match["inside"] or match["alone"]) or Decimal(0)
    return from_match(match, ((Kind.ITEM, value),), ((Kind.NUMBER, value), (Kind.ORDINAL, value)), Need.OPTIONAL)


def _digits(match: re.Match[str]) -> Iterator[Given]:
    """The digits of a name or a code: they may be said, and `num-name` says whether they must."""
    for digits in _DIGITS.findall(match.group()):
        value = Decimal(digits)
        readings = ((Kind.NUMBER, value), (Kind.YEAR, value), (Kind.ORDINAL, value))
        yield from_match(match, readings, (), Need.OPTIONAL)


def _date(match: re.Match[str]) -> Iterator[Given]:
    yield from_match(match, ((Kind.DATE, Decimal(100 * int(match["m"]) + int(match["d"]))),), (), Need.SURE)
    yield from_match(match, ((Kind.YEAR, Decimal(match["y"])),), (), Need.SURE)


def _clock(match: re.Match[str]) -> Iterator[Given]:
    hour, minute, *seconds = map(int, re.split("[:：]", match.group()))
    yield from_match(match, _times(hour, minute), ((Kind.NUMBER, Decimal(hour)),), Need.LIKELY)
    for rest in (minute, *seconds):
        yield from_match(match, ((Kind.NUMBER, Decimal(rest)),), (), Need.OPTIONAL)


def _times(hour: int, minute: int) -> tuple[Reading, ...]:
    hours = (hour, (hour + 12) % 24) if hour <= 12 else (hour,)
    return tuple((Kind.TIME, Decimal(60 * each + minute)) for each in hours)


def _ordinal(match: re.Match[str]) -> Iterator[Given]:
    text = match["nth"] or match["many"] or "一"
    value = parse_number(text)
    if value is None:
        return
    next_one = value == 2 and match.string[match.end() : match.end() + 1] in tuple("年天日晚早")
    need = Need.OPTIONAL if value == 1 else Need.LIKELY if next_one else Need.SURE
    others = ((Kind.DECADE, 100 * (value - 1)),) if match["century"] else ()
    yield Given(Span(match.start(), match.end()), match.group(), accepted(Kind.ORDINAL, value, others), need)


def _plan(match: re.Match[str]) -> Iterator[Given]:
    """十四五: the 14th five-year plan."""
    value = 10 + (parse_number(match["plan"]) or Decimal(0))
    yield Given(Span(match.start(), match.end()), match.group(), accepted(Kind.ORDINAL, value), Need.SURE)
    yield from_match(match, ((Kind.NUMBER, Decimal(5)),), (), Need.OPTIONAL)


def _season(match: re.Match[str]) -> Iterator[Given]:
    """2016/17赛季: two years, the second often not said."""
    first = Decimal(match["season"])
    second = first - first % 100 + Decimal(match["next"])
    yield from_match(match, ((Kind.YEAR, first),), ((Kind.NUMBER, first),), Need.SURE)
    yield from_match(match, ((Kind.YEAR, second), (Kind.NUMBER, Decimal(match["next"]))), (), Need.OPTIONAL)


def _day_of_month(match: re.Match[str]) -> Iterator[Given]:
    """7月17和22日."""
    month, day = int(match["of"]), int(match["on"])
    yield from_match(match, ((Kind.DATE, Decimal(100 * month + day)),), (), Need.SURE)


def _half_more(match: re.Match[str]) -> Iterator[Given]:
    """三年半: three and a half years, or three years and six months."""
    value = parse_number(match["half_more"])
    if value is not None:
        half = ((Kind.NUMBER, value + Decimal("0.5")), (Kind.NUMBER, value))
        yield from_match(match, half, (), Need.LIKELY)
        yield from_match(match, ((Kind.FRACTION, Decimal("0.5")), (Kind.NUMBER, Decimal(6))), (), Need.OPTIONAL)


def _decade(match: re.Match[str]) -> Iterator[Given]:
    for text in _decades(match["decade"]):
        yield from _decade_of(match, text)


def _decades(text: str) -> tuple[str, ...]:
    """六七十 in 六七十年代 are two."""
    return (f"{text[0]}十", text[1:]) if len(text) == 3 and not text.isascii() else (text,)


def _decade_of(match: re.Match[str], text: str) -> Iterator[Given]:
    tens = Decimal(text) if text.isascii() else parse_number(text) or Decimal(0)
    age = parse_number(match["age"]) if match["age"] else None
    centuries = (0,) if tens >= _LEAST_YEAR else (1900, 2000, 1800) if age is None else (100 * int(age - 1),)
    years = tuple((Kind.DECADE, century + tens) for century in map(Decimal, centuries))
    yield from_match(match, (*years, (Kind.NUMBER, tens)), (), Need.SURE)


def _month(match: re.Match[str]) -> Iterator[Given]:
    value = parse_number(match["month"])
    if value is not None:
        yield from_match(match, ((Kind.MONTH, value), (Kind.NUMBER, value)), ((Kind.ORDINAL, value),), Need.LIKELY)


def _day(match: re.Match[str]) -> Iterator[Given]:
    value = parse_number(match["day"].lstrip("0"))
    if value is not None:
        need = Need.LIKELY if match["day"].isascii() else Need.OPTIONAL
        yield from_match(match, ((Kind.DAY, value), (Kind.NUMBER, value)), ((Kind.ORDINAL, value),), need)


def _hour(match: re.Match[str]) -> Iterator[Given]:
    hour = parse_number(match["hour"].lstrip("0") or "0")
    minute = Decimal(30) if match["half"] else parse_number((match["minute"] or "0").lstrip("0") or "0")
    if hour is None or minute is None or minute > 59:
        return
    readings = (*_times(int(hour), int(minute)), (Kind.NUMBER, hour))
    need = Need.LIKELY if match["hour"].isascii() else Need.OPTIONAL
    yield from_match(match, readings, ((Kind.ORDINAL, hour),), need)
    if minute:
        yield from_match(match, ((Kind.NUMBER, minute),), (), Need.OPTIONAL)


def _tenths(match: re.Match[str]) -> Iterator[Given]:
    """三成 before a noun; the reader of quantities is sure of it only elsewhere."""
    value = Decimal(10 * HAN_VALUES[match["tens"]] + (5 if match["five"] else 0))
    accepts = (((Kind.PERCENT, value), (Kind.FRACTION, value / 100)),)
    sure = match.string[max(0, match.start() - 1) : match.start()] in tuple("约近超逾过占达有足到升降高低将")
    need = Need.LIKELY if sure else Need.OPTIONAL
    yield Given(Span(match.start(), match.end()), match.group(), accepts, need, f"{plain(value)}%")


def _multiple(match: re.Match[str]) -> Iterator[Given]:
    """倍 counts what is added or what it comes to: 增长两倍 is threefold, and so is 是三倍."""
    value = parse_number(match["many"])
    if value is not None:
        near = tuple((kind, value + more) for more in (1, -1) for kind in (Kind.TIMES, Kind.NUMBER))
        shares = tuple((Kind.PERCENT, 100 * (value + more)) for more in (0, 1, -1))
        yield from_match(
            match, ((Kind.TIMES, value), (Kind.NUMBER, value)), (*near, *shares), _digits_need(match["many"], value)
        )


def _doubled(match: re.Match[str]) -> Iterator[Given]:
    times = Decimal(2) ** int(parse_number(match["doubled"] or "1") or 1)
    shares = (Kind.PERCENT, 100 * times), (Kind.PERCENT, 100 * (times - 1))
    yield from_match(match, ((Kind.TIMES, times), (Kind.NUMBER, times)), shares, Need.SURE)


def _discount(match: re.Match[str]) -> Iterator[Given]:
    digits = "".join(str(HAN_VALUES.get(character, character)) for character in match["discount"])
    paid = Decimal(digits) if "." in digits else Decimal(f"{digits[0]}.{digits[1:] or 0}")
    readings = (Kind.PERCENT, 100 - 10 * paid), (Kind.PERCENT, 10 * paid)
    yield from_match(match, readings, ((Kind.FRACTION, paid / 10), (Kind.FRACTION, 1 - paid / 10)), Need.SURE)


def _slash(match: re.Match[str]) -> Iterator[Given]:
    one, two = map(Decimal, match.group().split("/"))
    if not two:
        return
    numbers = ((Kind.NUMBER, one), (Kind.PERCENT, 100 * one / two))
    yield from_match(match, ((Kind.FRACTION, one / two),), numbers, Need.LIKELY)
    yield from_match(match, ((Kind.NUMBER, two),), (), Need.OPTIONAL)


def _mass(match: re.Match[str]) -> Iterator[Given]:
    """4个亿."""
    value = parse_number(match["many"])
    if value is not None:
        accepts = accepted(Kind.NUMBER, value * SIZES[match["size"]])
        yield Given(Span(match.start(), match.end()), match.group(), accepts, _digits_need(match["many"], value + 1))


def _idiom(match: re.Match[str]) -> Iterator[Given]:
    """Numerals that count nothing. A translator may still say what they stand for."""
    for character in match.group():
        if character in HAN_VALUES or character == "十":
            value = Decimal(HAN_VALUES.get(character, 10))
            yield from_match(match, ((Kind.NUMBER, value), (Kind.ORDINAL, value)), (), Need.OPTIONAL)


def _some(match: re.Match[str]) -> Iterator[Given]:
    if match.group() == "半":
        after = _SO_MUCH.match(match.string, match.end())
        readings: tuple[Reading, ...] = ((Kind.FRACTION, Decimal("0.5")), (Kind.NUMBER, Decimal(6)))
        half = from_match(
            match, (*readings, (Kind.NUMBER, Decimal(30)), (Kind.PERCENT, Decimal(50))), (), Need.OPTIONAL
        )
        yield replace(half, approximator=_SENSES[after[1]]) if after else half
    else:
        yield from_match(match, ((Kind.NUMBER, Decimal(_PAIRS[match.group()])),), (), Need.OPTIONAL)


def _digits_need(text: str, value: Decimal) -> Need:
    return Need.LIKELY if text.isascii() and value > 1 else Need.OPTIONAL


_BUILDERS: dict[str, Callable[[re.Match[str]], Iterator[Given]]] = {
    "latin": _digits, "code": _digits, "date": _date, "clock": _clock, "nth": _ordinal, "plan": _plan, "first": _ordinal,
    "century": _ordinal, "decade": _decade, "month": _month, "day": _day, "hour": _hour, "tenths": _tenths, "times": _multiple,
    "doubling": _doubled, "next": _season, "on": _day_of_month, "half_more": _half_more, "discount": _discount, "mass": _mass, "idiom": _idiom, "named": _digits,
    "slash": _slash, "some": _some,
}  # fmt: skip
_GROUP_OF = {"d": "date", "minute": "hour", "half": "hour"}
