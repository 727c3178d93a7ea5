"""Whether the digits of a number stand in a language whose number words are not known."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from yigao.model.checking import Checked
from yigao.model.term import Quantity

_SCALED = re.compile("[十百千万萬亿億]")
_LEAST = 100
"""Smaller numbers are words in many languages."""
_GROUP = r"[.,'’ \u00a0\u202f]?"


def lost_digits(unit: Checked, *, percent: bool) -> Iterator[Quantity]:
    """The percentages, or the other numbers, that the source writes in digits and the target does not."""
    wanted = [quantity for quantity in unit.quantities if _is_plain(quantity, percent=percent)]
    if not wanted:
        return
    text = _ascii_digits(unit.target.plain)
    for quantity in wanted:
        if quantity.value is not None and not _pattern(quantity.value).search(text):
            yield quantity


def _is_plain(quantity: Quantity, *, percent: bool) -> bool:
    """Whether a quantity must have the same digits in every language."""
    if quantity.value is None or (quantity.unit == "percent") is not percent or quantity.kind == "ordinal":
        return False
    if not re.search("[0-9０-９]", quantity.source) or _SCALED.search(quantity.source):
        return False
    return quantity.value >= (1 if percent else _LEAST) and "‰" not in quantity.source


@lru_cache(maxsize=1024)
def _pattern(value: Decimal) -> re.Pattern[str]:
    """The digits with any separators of thousands, and a point or comma for the decimals."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    end = rf"[.,٫]{decimals}0*" if decimals else "(?:[.,٫]0+)?"
    return re.compile(rf"(?<![0-9]){_GROUP.join(whole)}{end}(?![0-9])")


def _ascii_digits(text: str) -> str:
    """``text`` with Arabic, Devanagari and other decimal digits made plain."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
