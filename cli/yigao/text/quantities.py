"""Quantities in a Chinese sentence, rendered in the target language.

A span covers what its rendering says, no more: an unknown unit stays in the sentence for the engine (2000万标箱 is
“20 million” and 标箱). A measure word that English has none for (项, 个, 家, 条, 位, 名, …) belongs to the span and
vanishes, so that the noun follows the number: 近300项成果 is “nearly 300” and 成果. 人 is “people”. Ordinals are “6th”,
with 届 as with 位 and 名. Two quantities may touch (2024年100家): whoever puts the renderings in must put spaces, too.
"""

import re
from collections.abc import Iterable, Iterator

from babel import Locale

from yigao.model.span import Span
from yigao.model.term import Quantity
from yigao.text.amounts import Amount, find_amounts
from yigao.text.dates import Date, find_dates
from yigao.text.languages import locale as locale_of
from yigao.text.numerals import NUMERAL_START, fold
from yigao.text.ordinals import Ordinal, find_ordinals
from yigao.text.patterns import matches
from yigao.text.renderings import (
    render_amount,
    render_date,
    render_moment,
    render_ordinal,
    render_time,
    render_turn,
    wording_of,
)
from yigao.text.signs import signed
from yigao.text.tallies import find_tallies
from yigao.text.times import Time, find_times

_Found = Amount | Date | Ordinal | Time

_NUMERAL = re.compile(f"[{NUMERAL_START}]")
"""There is one in every quantity."""
_REIGNS = (
    "建安|太康|太元|元嘉|太和|开皇|贞观|开元|天宝|元和|熙宁|元丰|崇宁|建炎|绍兴|淳熙|至元|洪武|永乐|宣德|成化|弘治|正德|嘉靖|隆庆"
    "|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国|明治|大正|昭和|平成|令和"
)
_NAMES = re.compile(
    "十万个为什么|一万个|万分之一|[百千]分之[一二两三四五六七八九几](?=[秒毫厘微纳寸度]|英寸)|分之[一二两]决赛|[二七]十七?国集团|两个一百年|(?:三十|百)年战争|费城76人"
    f"|(?:(?:{_REIGNS})[0-9〇一二三四五六七八九十]|[侯公王帝宗祖][一二三四五六七八九十])[0-9〇一二三四五六七八九十]{{0,3}}年"
)
"""Names and set phrases in which the patterns would see an amount; years of a reign (光绪二十四年, 文侯十九年)."""
_NAME_START = re.compile(
    f"[一二七十百千万三两分费侯公王帝宗祖{''.join(sorted({name[0] for name in _REIGNS.split('|')}))}]"
)
"""With one of these each of them begins."""
_QUOTES = ("“”", "‘’", "「」", "『』", "《》", '""')


def find_quantities(text: str, target: str = "en") -> list[Quantity]:
    """The quantities of ``text`` with their rendering in language ``target``: leftmost-longest, disjoint, in order.

    Never raises on any text; :class:`yigao.errors.ConfigError` where ``target`` is no known language. Takes time linear
    in the length of ``text``.
    """
    locale, folded = locale_of(target), fold(text)
    if not _NUMERAL.search(folded):
        return []
    candidates = list(_candidates(text, folded, locale))
    if not candidates:
        return []
    names = [(match.start(), match.end()) for match in matches(_NAMES, _NAME_START, folded)]
    found = _outside(names, _leftmost_longest(candidates))
    return [each for each in _rendered(text, found, locale) if not _is_quoted(text, each.span)]


def _candidates(text: str, folded: str, locale: Locale) -> Iterator[_Found]:
    """All that may be a quantity, in no order and with overlaps."""
    wording = wording_of(locale)
    says_about = wording is not None and bool(wording.times)
    amounts = (signed(text, folded, each) for each in find_amounts(folded, words=wording is not None))
    yield from filter(None, amounts)
    if wording is not None:
        yield from find_tallies(folded)
    yield from find_dates(folded, words=says_about)
    yield from find_times(folded, words=says_about)
    yield from find_ordinals(folded)


def _leftmost_longest(candidates: Iterable[_Found]) -> Iterator[_Found]:
    end = 0
    for each in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if each.start >= end:
            yield each
            end = each.end


def _outside(names: list[tuple[int, int]], found: Iterable[_Found]) -> Iterator[_Found]:
    """Those that overlap no name; both are in order."""
    at = 0
    for each in found:
        while at < len(names) and names[at][1] <= each.start:
            at += 1
        if at == len(names) or names[at][0] >= each.end:
            yield each


def _rendered(text: str, found: Iterable[_Found], locale: Locale) -> Iterator[Quantity]:
    """The quantity of each that the language can say; a date and the time right after it are one."""
    date: Date | None = None
    held: Quantity | None = None
    for each in found:
        quantity = _quantity(text, each, locale)
        if date and isinstance(each, Time) and each.start == date.end and (moment := render_moment(date, each, locale)):
            span = Span(date.start, each.end)
            held, quantity = None, Quantity(span, span.cut(text), moment, "time")
        if held:
            yield held
        date, held = (each if isinstance(each, Date) else None), quantity
    if held:
        yield held


def _quantity(text: str, found: _Found, locale: Locale) -> Quantity | None:
    span = Span(found.start, found.end)
    source = span.cut(text)
    if isinstance(found, Amount):
        return _amount(span, source, found, locale)
    if isinstance(found, Ordinal):
        render = render_turn if found.is_turn else render_ordinal
        target, kind = render(found.rank, locale), "ordinal"
    elif isinstance(found, Date):
        target, kind = render_date(found, locale), "date"
    else:
        target, kind = render_time(found, locale), "time"
    return Quantity(span, source, target, kind) if target else None


def _amount(span: Span, source: str, amount: Amount, locale: Locale) -> Quantity:
    is_lone = not amount.prefix[:-1]  # 25±2℃ says two numbers
    single = amount.high is None and not amount.over and amount.low >= 0 and is_lone
    return Quantity(
        span,
        source,
        render_amount(amount, locale),
        amount.kind if amount.high is None else "range",
        value=amount.low if single else None,
        unit=amount.unit,
        approximator="" if amount.approximator == "from" else amount.approximator,
    )


def _is_quoted(text: str, span: Span) -> bool:
    """Whether the quantity is all that stands in quotation marks: then it is a name, “3371” or “10亿”."""
    return span.beside(text) in _QUOTES
