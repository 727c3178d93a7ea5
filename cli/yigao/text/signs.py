"""Signs before amounts: 零下12℃, 同比-3.2%, -3至-5℃, ≥60%, 25±2℃.

A hyphen before a figure may be a minus, but also a dash after a label (门票-50元) or part of a name (A-5); whether it is a
minus is told by what is measured and what stands before it. Where it cannot be told, sign and figure stay as they are.
"""

import re
from dataclasses import replace
from decimal import Decimal

from yigao.text.amounts import Amount

_FROST = re.compile("〇下[ \xa0]?$")
_SIGN = re.compile(r"(?<![-‐‑‒–—―−－﹣])[-‒–−－﹣]")
_SURE_SIGN = "−"
"""A minus wherever it stands before a figure."""
_NAME = re.compile(r"[A-Za-z0-9_%‰°℃/\\.#+*()\[\]）】」』”’〇一二两三四五六七八九十百千万亿]$")
"""After these a hyphen joins, separates or subtracts."""
_OPENS = re.compile(r"(?:^|[ \xa0（【「“‘：:，,；;、|]|[为是至到从由在于达])$")
_GROWTH = re.compile(
    "(?:[同环]比|增速|增幅|增长率?|涨幅|跌幅|降幅|收益率?|回报率?|利率|通胀率?|毛利率|净利率|变化率?|偏差|误差|预[计期测]|[升降跌涨]|约)[ \xa0]?$"
)
_LOWER = re.compile(
    r"(?P<sign>〇下|(?<![-−﹣A-Za-z0-9%℃])[-−﹣])?[ \xa0]?(?<![0-9.,])(?P<low>[0-9]{1,3}(?:\.[0-9]{1,3})?)"
    r"[ \xa0]?(?:[-~]|至|到)[ \xa0]?$"
)
"""In folded text, which has one hyphen and one tilde."""
_LONGEST = 16
"""Characters of a lower end with its sign and the word after it."""
_PREFIX = re.compile(
    r"(?:(?:(?<![0-9.,A-Za-z])[0-9]{1,6}(?:\.[0-9]{1,4})?[ \xa0]?)?±|(?<![-=<>＜＞|])(?:[≥≤≧≦⩾⩽≈＜＞<>]|[<>]=))[ \xa0]?$"
)
"""A tolerance or a comparison; arrows (->, =>) are none."""
_PLAIN = str.maketrans({"＜": "<", "＞": ">", " ": "", "\xa0": ""})


def signed(text: str, folded: str, amount: Amount) -> Amount | None:
    """The amount with the minus or another sign that stands before it; as it is where none does.

    ``folded`` is ``text`` folded; the amount stands in both. None where it ends a range whose lower end is another number
    below zero, so that it alone would say something else (零下5至3℃).
    """
    if prefix := _PREFIX.search(text, max(0, amount.start - _LONGEST), amount.start):
        return replace(amount, start=prefix.start(), prefix=prefix[0].translate(_PLAIN))
    if amount.over or amount.approximator:
        return amount
    if amount.unit == "celsius" and (frost := _FROST.search(folded, max(0, amount.start - 3), amount.start)):
        return _range_below(folded, _negated(amount, frost.start(), both=True))
    start = amount.start - 1
    if amount.start and _is_minus(text, start, amount):
        return _range_below(folded, _negated(amount, start, both=False))
    return None if _ends_a_range(folded, amount) else amount


def _negated(amount: Amount, start: int, *, both: bool) -> Amount:
    """With a minus before its only or lower figure, or before both."""
    high = -amount.high if both and amount.high is not None else amount.high
    return replace(amount, start=start, low=-amount.low, high=high)


def _is_minus(text: str, at: int, amount: Amount) -> bool:
    """Whether the character there is the amount's sign."""
    if _SIGN.match(text, at) is None:
        return False
    before = text[max(0, at - 6) : at]
    if _NAME.search(before):
        return False
    if text[at] == _SURE_SIGN or amount.unit == "celsius":
        return True
    if amount.unit == "percent":
        return _OPENS.search(before) is not None or _GROWTH.search(before) is not None
    return before != "" and _OPENS.search(before) is not None


def _lower(folded: str, amount: Amount) -> re.Match[str] | None:
    """The number before a temperature or share and 至, 到 or a dash between them, where it has no unit of its own."""
    if amount.high is not None or amount.unit not in ("celsius", "percent"):
        return None
    return _LOWER.search(folded, max(0, amount.start - _LONGEST), amount.start)


def _range_below(folded: str, amount: Amount) -> Amount:
    """The range that ends with an amount below zero: -3至-5℃, 3至-5℃."""
    match = _lower(folded, amount)
    if match is None:
        return amount
    low = Decimal(match["low"])
    if match["sign"]:
        return replace(amount, start=match.start("sign"), low=-low, high=amount.low)
    return replace(amount, start=match.start("low"), low=low, high=amount.low)


def _ends_a_range(folded: str, amount: Amount) -> bool:
    match = _lower(folded, amount)
    return match is not None and match["sign"] is not None
