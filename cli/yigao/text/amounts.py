"""Amounts in a Chinese text: figures with their approximators, currencies before the number, and ranges.

Precision before recall: what is found is forced into the draft, so a number counts only where it can be neither a name
nor half an idiom. Arabic digits need a magnitude (万, 亿), a unit or a measure word; Chinese numerals need two
characters, an approximator or a unit: 三家 and 五个 stay with the engine, which reads them well, and with them
三个代表 and 五个一工程.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from yigao.model.making import quickly_made
from yigao.text.approximators import approximator_after, approximator_before, combined
from yigao.text.figures import FIGURE, Figure, next_figure, read_figure
from yigao.text.measures import PREFIXED, may_mean_past
from yigao.text.numerals import whole
from yigao.text.surroundings import (
    counts_what_follows,
    floor_end,
    is_attribute,
    is_counted,
    is_place,
    is_price,
)


@quickly_made
@dataclass(frozen=True, slots=True)
class Amount:
    """One amount and where it stands."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    low: Decimal
    """The value; of a range the lower end; of a fraction the numerator. Not yet its minus: see :mod:`yigao.text.signs`."""
    high: Decimal | None = None
    """The upper end of a range."""
    over: int = 0
    """The denominator of a fraction, else 0."""
    kind: str = "number"
    """number, count, money, measure or percent."""
    unit: str = ""
    """As in :class:`yigao.model.term.Quantity`."""
    approximator: str = ""
    """As in :class:`yigao.model.term.Quantity`; also ``from`` (199元起), which is exact."""
    scaled: bool = False
    """It is written with 万 or 亿, not with all its digits."""
    is_counted: bool = False
    """It is less than so many things or people that one counts: fewer, in English."""
    is_before_noun: bool = False
    """What it is a number of follows at once: 350万个检测盒."""
    is_attribute: bool = False
    """It describes a noun: 一艘126吨的船."""
    prefix: str = ""
    """Signs before it that every language writes alike: ≥, ±, 25±."""


_TO = re.compile(r"[ \xa0]?(?:-(?!-)|~|至|到)[ \xa0]?")
_LEVEL = re.compile(r"(?:美?元|吨|人|公里|千?瓦|千?米)?级")  # 百亿级, 10万吨级: an attribute, not an amount
_HAN = re.compile("[\u4e00-\u9fff]")

# What stands before a number that is part of a name, a code, an ordinal, a ratio or a longer number.
_NO_START = re.compile(
    r"(?:[0-9百千万亿][ \xa0]|[A-Za-z0-9_%$€£¥￥#@^=&*×+/\\.]|第[ \xa0]?|[A-Za-z0-9一二三四五六七八九十两][-:∶,~、到至])$"
)
_GROUP = re.compile("[0-9]{3}(?![0-9])")
_GROUP_BEFORE = re.compile("[0-9]，$")  # 2，300万: a full-width comma that groups digits, or a new clause
_COUNTS_ON = re.compile("[ \xa0][0-9]+[ \xa0]?[百千万]|[ \xa0]?[万亿]")  # 2 万 4 千 or 1600 亿亿: one number
_YEAR = re.compile("19[0-9]{2}|20[0-9]{2}")
_OF_YEAR = re.compile("[ \xa0]?年")
_LATIN = re.compile("[A-Za-z][ \xa0]$")  # Windows 11 个
_NO_HAN_START = re.compile(r"[点数几好成上期周初高拜之〇一二两三四五六七八九十百千万亿]$")

_LEADS = tuple((lead, code) for name, code in PREFIXED.items() for lead in (name, f"{name} "))
_LEADS_BY_END = {end: tuple(each for each in _LEADS if each[0][-1] == end) for end in {lead[-1] for lead, _ in _LEADS}}
"""What may stand before a number for a currency, by its last character."""
_OWN = 1000
"""A range's first figure that is at least this may do without the magnitude of the second: 8000—1万."""
_BITS = (8, 16, 32, 48, 64, 128, 256, 512, 1024)
_PEOPLE = re.compile("(?![的或和及与长])[\u4e00-\u9fff]")
"""64位日志, 小数点后10位, 32位或64位: bits and digits are 位, too; people follow it."""


def find_amounts(text: str, *, words: bool) -> Iterator[Amount]:
    """The amounts of folded text, left to right, without overlaps.

    ``words``: whether the target's units and approximators can be written and measure words be dropped. Otherwise only
    what digits and signs can say is taken (numbers, percentages), and the words stay in the text.
    """
    at = 0
    while match := next_figure(text, at):
        amount = _read(text, match, words=words)
        if amount:
            yield amount
        at = max(match.end(), amount.end if amount else 0)


def approximator_around(text: str, start: int, figure: Figure) -> str:
    """The approximator of a figure of folded text that begins at ``start``, whether or not it is surely an amount.

    As in :class:`yigao.model.term.Quantity`; empty where none stands or what stands contradicts itself.
    """
    if not (figure.more or approximator_before(text, start)[0] or approximator_after(text, figure.end)[0]):
        return ""
    amount = _approximate(text, _single(start, figure), figure)
    return amount.approximator if amount else ""


def _first(text: str, match: re.Match[str], *, words: bool) -> Figure | None:
    """The figure at a match, unless what stands before it makes a name or part of a longer number of it."""
    before = text[max(0, match.start() - 2) : match.start()]
    if _NO_START.search(before) or (_GROUP_BEFORE.search(before) and _GROUP.match(match["number"])):
        return None
    first = read_figure(text, match, words=words)
    if (
        first
        and words
        and first.kind == "count"
        and text[first.end - 1] in "位名"
        and is_place(text, match.start(), first.end)
    ):
        first = replace(first, kind="measure", unit="place")
    if first is None or (first.han and _NO_HAN_START.search(before)) or _is_no_amount(text, match, first):
        return None
    if _LATIN.search(before) and not first.scaled and first.kind in ("", "count", "other"):
        return None
    return first


def _read(text: str, match: re.Match[str], *, words: bool) -> Amount | None:
    first = _first(text, match, words=words)
    if first is None:
        return None
    second = _upper(text, first, words=words)
    amount = _join(match.start(), first, second) if second else _single(match.start(), first)
    if amount is None or _LEVEL.match(text, amount.end):
        return None
    if words:
        amount = _approximate(text, _prefixed_currency(text, amount), first)
    if amount is None or (first.more and not words):
        return None
    if not (_sure_range(second) if second else _sure(text, first, approximate=bool(amount.approximator))):
        return None
    return _of_surroundings(text, amount, first) if words else amount


def _of_surroundings(text: str, amount: Amount, figure: Figure) -> Amount:
    """The amount with what the words around it make of it: a price from which on (199元起), less than one counts."""
    if (
        (amount.scaled or amount.over)
        and not amount.unit
        and counts_what_follows(text, amount.end, is_share=amount.over > 0)
    ):
        amount = replace(amount, is_before_noun=True)
    if amount.unit and not amount.approximator and amount.high is None and is_attribute(text, amount.start, amount.end):
        return replace(amount, is_attribute=True)
    if amount.approximator == "less" and figure.kind in ("count", "other"):
        return replace(amount, is_counted=is_counted(text, figure.end, stays=figure.kind == "other"))
    if amount.approximator or amount.high is not None:
        return amount
    if amount.kind == "count" and text[amount.end - 1] == "起":
        is_from = is_price(text, amount.start) and floor_end(text, amount.end - 1) == amount.end
        return replace(amount, kind="number", approximator="from") if is_from else amount
    end = floor_end(text, amount.end)
    is_from = end > amount.end and (amount.kind == "money" or is_price(text, amount.start))
    return replace(amount, end=end, approximator="from") if is_from else amount


def _is_no_amount(text: str, match: re.Match[str], figure: Figure) -> bool:
    """Whether a figure is half a number, a year (2018款, 超2019年), a version (自 3.10 起) or a number of bits (超过32位的)."""
    if figure.scaled:
        return figure.kind == "" and _COUNTS_ON.match(text, figure.end) is not None
    last = text[figure.end - 1]
    if last == "位" and figure.value in _BITS and figure.kind == "count":
        return _PEOPLE.match(text, figure.end) is None
    if last == "起":
        return "." in match["number"] or text.endswith(("自", "自 ", "从", "从 "), 0, match.start())
    if _YEAR.fullmatch(match["number"]):
        return last == "款" or (figure.value % 100 != 0 and _OF_YEAR.match(text, figure.end) is not None)
    return False


def _single(start: int, figure: Figure) -> Amount:
    kind = figure.kind if figure.kind in ("count", "money", "measure", "percent") else "number"
    return Amount(start, figure.end, figure.value, over=figure.over, kind=kind, unit=figure.unit, scaled=figure.scaled)


def _upper(text: str, first: Figure, *, words: bool) -> Figure | None:
    """The upper end of a range that ``first`` opens."""
    to = _TO.match(text, first.end)
    match = FIGURE.match(text, to.end()) if to and not first.more and not first.bare else None
    second = read_figure(text, match, words=words) if match else None
    if second is None or second.bare or second.more or "fraction" in (first.kind, second.kind):
        return None
    return second if first.kind in ("", second.kind) and first.unit in ("", second.unit) else None


def _join(start: int, first: Figure, second: Figure) -> Amount | None:
    """A rising range; the magnitude of the second figure is the first one's too, where that keeps it rising."""
    low, high = first.value, second.value
    if second.scaled and not first.scaled and not first.kind:
        shared = whole(low * second.size)
        if low < shared < high:
            low = shared
        elif low < _OWN:
            return None
    return replace(_single(start, second), low=low, high=high) if low < high else None


def _sure(text: str, figure: Figure, *, approximate: bool) -> bool:
    """Whether a single figure is certainly an amount."""
    if figure.bare:
        return approximate and figure.kind != ""
    if figure.han == 1 and figure.value == 1 and figure.kind not in ("percent", "fraction"):
        return figure.unit.endswith(("point", "place"))  # 不到一年, 最后一公里
    if figure.kind == "":
        return figure.scaled and (not figure.han or not _HAN.match(text, figure.end))
    if figure.kind == "money":
        return figure.han != 1 or approximate  # 三元里 is a place
    return approximate or figure.kind not in ("count", "other") or _counts(text, figure)


def _counts(text: str, figure: Figure) -> bool:
    """Whether an exact number before a measure word is one of people or things, not a name or an array of digits."""
    if figure.han:
        return figure.han > 1
    if text[figure.end - 1] == "位" and figure.kind == "count":
        return figure.value not in _BITS and _PEOPLE.match(text, figure.end) is not None
    return figure.kind == "count" or figure.scaled


def _sure_range(second: Figure) -> bool:
    return second.scaled or second.kind in ("percent", "money", "measure", "count")


def _prefixed_currency(text: str, amount: Amount) -> Amount:
    """Takes in a currency named before the number: 人民币180元."""
    if amount.kind not in ("number", "money") or amount.over:
        return amount
    for lead, code in _LEADS_BY_END.get(text[amount.start - 1 : amount.start], ()):
        if amount.unit in ("", "CNY", code) and text.endswith(lead, 0, amount.start):
            return replace(amount, start=amount.start - len(lead), kind="money", unit=code)
    return amount


def _approximate(text: str, amount: Amount, figure: Figure) -> Amount | None:
    """Takes in the approximators around an amount; None where they contradict each other or mean something else."""
    before, start = approximator_before(text, amount.start)
    if before == "nearly" and _means_past(text, figure):
        return None
    after, end = approximator_after(text, amount.end)
    if not (before or after or figure.more):
        return _prefixed_currency(text, amount)
    said = combined([name for name in (before, "more" if figure.more else "", after) if name])
    return _prefixed_currency(text, replace(amount, start=start, end=end, approximator=said)) if said else None


def _means_past(text: str, figure: Figure) -> bool:
    """Whether 近 may be “the past” (近三年, 近5项) or 场 a team's latest matches."""
    few = figure.kind in ("count", "other", "") and (
        figure.value < 10 or (figure.value < 20 and text[figure.end - 1] == "场")
    )
    return few or may_mean_past(text, figure.end)
