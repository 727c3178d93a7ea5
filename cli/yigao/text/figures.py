"""One figure of a Chinese text: a number with the magnitude, unit, measure word or percent sign on its right."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from yigao.model.making import quickly_made
from yigao.text.measures import read_measure
from yigao.text.numerals import NUMERAL, NUMERAL_START, parse_number, whole
from yigao.text.patterns import search


@quickly_made
@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what belongs to it on the right."""

    end: int
    """Offset after it."""
    value: Decimal
    """Its value; a fraction's numerator."""
    kind: str = ""
    """count, money, measure, percent or fraction; ``other`` where a measure word follows that stays in the sentence;
    empty where nothing known follows."""
    unit: str = ""
    """As in :class:`yigao.model.term.Quantity`."""
    over: int = 0
    """A fraction's denominator, else 0."""
    han: int = 0
    """How many Chinese numeral characters it is written with, 0 for Arabic digits."""
    bare: bool = False
    """It has magnitudes only, no digit: 万, 百万."""
    scaled: bool = False
    """万 or 亿 is in it."""
    size: int = 0
    """The one magnitude that multiplies all of it (3百亿: 10^10); 0 where there is none or not one (3亿5千万)."""
    more: bool = False
    """多 or 余 is in or after it."""


FIGURE = re.compile(rf"(?:(?P<per>[百千万])分之[ \xa0]?)?(?P<number>{NUMERAL})")
"""Where a figure may start; its match is what :func:`read_figure` takes."""
_START = re.compile(f"[{NUMERAL_START}]")

_DIGIT = re.compile("[0-9〇一二两三四五六七八九十]")
_ONE_SIZE = re.compile("(?:[0-9.,]+|[〇一二两三四五六七八九十点]+)(?P<size>[百千万亿]+)")
_SCALE = re.compile(r"[ \xa0]?(?P<more>[多余])?[ \xa0]?(?P<size>[百千]?(?:万亿|亿|万(?!分之|能|科|达广场)))")
_MORE = re.compile(r"[ \xa0]?(?:多(?!元化|样|边|方|媒|功能|层次|模态|维)|余(?![额量热杭姚下]))")
_PERCENT = re.compile(r"[ \xa0]?(?P<sign>[%‰])(?![0-9A-Za-z%])")
_TENTHS = re.compile(r"成(?P<half>[五半])?(?=$|[\s，。、；：！？,;:）)”’]|以上|以下|左右|的|是|来自)")
_MORE_SHARE = re.compile(
    r"[ \xa0]?多(?:一(?:点|些)|点(?![0-9一二三四五六七八九])|些)?(?![数出于达是为由余元样边方种次家项个半一点些])"
)
"""70%多的人, 三分之一多一点; not 三分之二多数 or 高30%多于."""
_DIVIDED = re.compile(rf"分之(?P<number>{NUMERAL})")
_HUNDREDTHS = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def next_figure(text: str, at: int) -> re.Match[str] | None:
    """The first match of ``FIGURE`` from there on."""
    return search(FIGURE, _START, text, at)


def read_figure(text: str, match: re.Match[str], *, words: bool) -> Figure | None:
    """The figure at a match of ``FIGURE`` in folded text; None where it has no single reading.

    ``words``: whether units and pure measure words are taken in; otherwise each counts as ``other`` and stays outside.
    """
    number = match["number"]
    value = parse_number(number)
    if value is None:
        return None
    figure = Figure(
        match.end(),
        value,
        han=0 if number[0].isascii() else len(number),
        bare=not _DIGIT.search(number),
        scaled="万" in number or "亿" in number,
        size=_size(number),
    )
    if match["per"]:
        value *= _HUNDREDTHS[match["per"]]
        share: Figure | None = replace(figure, value=value, kind="percent", unit="percent", bare=False)
    else:
        share = _percentage(text, figure) or _fraction(text, figure)
    return _more_share(text, share) if share else _measured(text, _scaled(text, figure), words=words)


def _size(number: str) -> int:
    match = _ONE_SIZE.fullmatch(number)
    return int(parse_number(match["size"]) or 0) if match else 0


def _percentage(text: str, figure: Figure) -> Figure | None:
    """Percent signs and tenths: 20.6%, 3‰, 三成五."""
    if match := _PERCENT.match(text, figure.end):
        value = figure.value if match["sign"] == "%" else figure.value * _HUNDREDTHS["千"]
    elif (match := _TENTHS.match(text, figure.end)) and 0 < figure.value < 10:
        value = figure.value * 10 + (5 if match["half"] else 0)
    else:
        return None
    return replace(figure, value=value, kind="percent", unit="percent", end=match.end())


def _fraction(text: str, figure: Figure) -> Figure | None:
    """Proper fractions of whole numbers: 三分之二."""
    match = _DIVIDED.match(text, figure.end)
    part = parse_number(match["number"]) if match else None
    if not match or part is None or part != int(part) or figure.value != int(figure.value):
        return None
    over = int(figure.value)
    return replace(figure, value=part, over=over, kind="fraction", end=match.end()) if 0 < part < over <= 100 else None


def _more_share(text: str, share: Figure) -> Figure:
    """Takes in 多 after a share."""
    after = _MORE_SHARE.match(text, share.end)
    return replace(share, end=after.end(), more=True) if after else share


def _scaled(text: str, figure: Figure) -> Figure:
    """Takes in 多 or 余 and a magnitude after the number: 20多亿, 3 万, 50余."""
    match = None if figure.scaled else _SCALE.match(text, figure.end)
    size = parse_number(match["size"]) if match and (match["more"] or not figure.han) else None
    if match and size is not None:
        more = match["more"] is not None
        value = whole(figure.value * size)
        figure = replace(figure, value=value, end=match.end(), scaled=True, size=int(size), more=more)
    after = _MORE.match(text, figure.end)
    return replace(figure, end=after.end(), more=True) if after and not figure.more else figure


def _measured(text: str, figure: Figure, *, words: bool) -> Figure:
    measure = read_measure(text, figure.end)
    if measure is None:
        return figure
    if measure.kind == "other" or not words:
        return _of_kind(figure, "other", "", figure.end)
    kind = "count" if measure.kind in ("person", "classifier") else measure.kind
    return _of_kind(figure, kind, measure.unit, measure.end)


def _of_kind(figure: Figure, kind: str, unit: str, end: int) -> Figure:
    """The figure with what follows it; as ``replace`` makes it, which takes several times as long."""
    value, over, han = figure.value, figure.over, figure.han
    return Figure(end, value, kind, unit, over, han, figure.bare, figure.scaled, figure.size, figure.more)
