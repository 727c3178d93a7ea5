"""Plain numbers of a Chinese source, sure or not: digits, numerals before words that are counted, numerals in idioms."""

import re
from collections.abc import Iterator
from decimal import Decimal

from yigao.checks._given import Given, Need, accepted, from_match
from yigao.checks._number import Kind, Reading
from yigao.model.span import Span
from yigao.text.amounts import approximator_around
from yigao.text.figures import Figure, next_figure, read_figure

HAN_VALUES = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2}
SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LEAST_YEARS, _MOST_YEARS = 1000, 2100

_MANY = re.compile(
    r"[ \xa0]?(?:[岁分秒度集票代局门道张块片句声遍回趟队桌杯瓶区省市州人名位只本份步排枪箭发拳级员强冠连胜负平战届者子]"
    r"|大(?![学家夫量会小众使臣选街道])|地(?!区|带|球))"
)
"""What follows a Chinese numeral that is a number of something, beside the measure words of quantities."""
_BEFORE_VAGUE = "几数上成百千万"


def find_figures(text: str) -> Iterator[Given]:
    """All other numbers."""
    at = 0
    while match := next_figure(text, at):
        figure = read_figure(text, match, words=True)
        if figure is None:
            yield from _pieces(match)
            at = match.end()
        else:
            yield _figure(text, match.start(), figure)
            at = max(match.end(), figure.end)


def _figure(text: str, start: int, figure: Figure) -> Given:
    span = Span(start, figure.end)
    if figure.kind == "percent":
        accepts = accepted(Kind.PERCENT, figure.value)
    elif figure.kind == "fraction":
        accepts = accepted(Kind.FRACTION, figure.value / figure.over)
    else:
        accepts = _amount(figure, SIZES.get(text[figure.end : figure.end + 1], 0))
    approximator = approximator_around(text, start, figure)
    return Given(span, span.cut(text), accepts, _figure_need(text, start, figure), approximator=approximator)


def _amount(figure: Figure, size: int) -> tuple[tuple[Reading, ...], ...]:
    """What a translation may say for a plain number: of four digits it may be a year, of two one of a century.

    ``size`` is the magnitude after it that was not read because another word may begin there: 6万能干嘛.
    """
    others: tuple[Reading, ...] = ((Kind.NUMBER, figure.value * size),) if size else ()
    first, then = accepted(Kind.NUMBER, figure.value, others)
    if not figure.han and not figure.scaled and figure.kind in ("", "other"):
        if _LEAST_YEARS <= figure.value <= _MOST_YEARS:
            first = (Kind.YEAR, figure.value), *first
        elif figure.value < 100:
            then = (*then, (Kind.YEAR, 1900 + figure.value), (Kind.YEAR, 2000 + figure.value))
    return first, then


def _figure_need(text: str, start: int, figure: Figure) -> Need:
    if figure.bare or text[start - 1 : start] in tuple(_BEFORE_VAGUE):
        return Need.OPTIONAL
    if not figure.han:
        return Need.SURE if figure.value > 1 else Need.LIKELY
    counted = figure.kind != "" or _MANY.match(text, figure.end) is not None
    if figure.han == 1 and figure.value == 1:
        return Need.OPTIONAL
    return Need.LIKELY if counted or figure.han > 2 else Need.OPTIONAL


def _pieces(match: re.Match[str]) -> Iterator[Given]:
    """What a row of numerals may say that is no number: 三五 (three to five), 七八百, 一二九."""
    number = match["number"]
    size = next((SIZES[character] for character in reversed(number) if character in SIZES), 1)
    for character in dict.fromkeys(number):
        value = Decimal(HAN_VALUES.get(character, 0))
        if value:
            yield from_match(match, ((Kind.NUMBER, value), (Kind.NUMBER, value * size)), (), Need.OPTIONAL)
    digits = "".join(str(HAN_VALUES.get(character, "")) for character in number)
    if digits:
        value = Decimal(digits)
        yield from_match(match, ((Kind.YEAR, value), (Kind.NUMBER, value)), (), Need.OPTIONAL)
