"""Chinese numbers: Arabic digits of any width, Chinese numerals and mixtures of both, read as exact decimals."""

import re
from decimal import Decimal
from functools import lru_cache

_TRADITIONAL = (
    "萬万億亿兩两點点幣币餘余約约過过個个項项條条場场噸吨畝亩頃顷時时歐欧鎊镑門门韓韩盧卢將将數数幾几後后"
    "內内間间號号農农曆历來来輛辆棟栋處处筆笔種种類类層层鐘钟週周際际標标準准銖铢達达從从臺台"
)
_SAME = "零○"
_FOLD = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
    | dict.fromkeys(_SAME, "〇")
    | dict.fromkeys("‐‑‒–—―－", "-")
    | dict.fromkeys("～〜∼", "~")
    | {"％": "%", "．": "."},
)
_FOLDED = re.compile(f"[{''.join(map(chr, _FOLD))}]")

_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2}
_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 10**3), ("百", 10**2), ("十", 10))
_UNIT_CHARACTERS = "亿万千百十"

# A unit character that starts another word is no part of the number before it: 3百分, 50千瓦, 2万达广场.
_HUNDRED = r"百(?!分[之点]|帕)"
_THOUSAND = r"千(?!分之|[瓦米克卡伏帕焦赫兆])"
_MYRIAD = r"万(?!分之|能|科|达广场|一(?!千|百))"
_ARABIC = r"(?<![0-9])(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|0|[1-9][0-9]{0,11})(?:\.[0-9]{1,8})?(?![.,]?[0-9])"
_ARABIC_UNIT = rf"(?:{_HUNDRED}|{_THOUSAND}|{_MYRIAD}|亿)"
_HAN = rf"(?:[〇一二两三四五六七八九十亿]|{_HUNDRED}|{_THOUSAND}|{_MYRIAD})"
_NOT_AFTER_HAN = "(?<![〇一二两三四五六七八九十百千万亿])"  # else a long run would be tried from each of its characters
_HAN_FRACTION = r"点[〇一二三四五六七八九]{1,6}(?:[万亿]{1,2}|百万|千万)?"

NUMERAL = (
    rf"(?:{_ARABIC}(?:{_ARABIC_UNIT}{{1,3}}+(?:{_ARABIC}{_ARABIC_UNIT}{{1,3}}+){{0,2}}(?:{_ARABIC})?)?"
    rf"|{_NOT_AFTER_HAN}{_HAN}++(?:{_HAN_FRACTION})?)(?![0-9]|{_HAN})"
)
"""Regular expression of one number in folded text. It takes the longest run; what :func:`parse_number` then refuses
(``三五``, ``二〇二五``, ``一万二``) is no number."""

NUMERAL_START = "0-9〇一二两三四五六七八九十百千万亿"
"""Body of a character class: with what such a number begins. Looked for first, it saves most of the search."""

_LONGEST = 24


def fold(text: str) -> str:
    """``text`` with full-width digits, dashes and the traditional characters of numbers and units made plain.

    One character for one, so that offsets stay the same. For comparison only, never for output.
    """
    return text.translate(_FOLD) if _FOLDED.search(text) else text


@lru_cache(maxsize=4096)  # the same few numerals come again and again
def parse_number(text: str) -> Decimal | None:
    """The exact value of a folded number: ``3.1035万亿``, ``1亿2000万``, ``三千五百``, ``三点六``, ``万`` (10,000).

    None for what is no whole number or has no single reading: a row of Chinese digits (``三五``, ``二〇二五``), the
    colloquial ``一万二`` and ``三百五``, units out of order.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    return _read(text, 0)


def parse_year(text: str) -> int | None:
    """The year of four folded Arabic or Chinese digits, 1000 to 2100, otherwise None."""
    digits = "".join(str(_HAN_DIGITS.get(character, character)) for character in text)
    year = int(digits) if len(digits) == 4 and digits.isascii() and digits.isdecimal() else 0
    return year if 1000 <= year <= 2100 else None


def whole(value: Decimal) -> Decimal:
    """The same value without decimals where it needs none: 46000.0 is 46000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _read(text: str, level: int) -> Decimal | None:
    """The value of ``text`` made of the units from ``level`` on: split at the greatest, read both sides."""
    for below, (unit, size) in enumerate(_UNITS[level:], level + 1):
        if unit not in text or (size < 10**4 and "点" in text):
            continue
        head, _, tail = text.partition(unit)
        many = _read(head, below) if head else Decimal(1)
        rest = _remainder(tail, size, below)
        return None if many is None or rest is None else whole(many * size + rest)
    return _fraction(text, level) if "点" in text else _literal(text)


def _remainder(tail: str, size: int, level: int) -> Decimal | None:
    """What follows a unit of ``size``: smaller, and either marked by 〇, with its own unit, or of full length."""
    if not tail:
        return Decimal(0)
    bare = tail.lstrip("〇")
    value = _read(bare, level)
    if value is None or value >= size:
        return None
    full = bare.isascii() and len(bare) == len(str(size)) - 1
    placed = bare != tail or size == 10 or full or any(unit in bare for unit in _UNIT_CHARACTERS)
    return value if placed else None


def _fraction(text: str, level: int) -> Decimal | None:
    """A Chinese decimal: ``三十二点五``."""
    head, _, tail = text.partition("点")
    whole = _read(head, level)
    digits = [_HAN_DIGITS.get(character) for character in tail]
    if whole is None or not digits or None in digits or whole != whole.to_integral_value():
        return None
    return whole + Decimal("0." + "".join(map(str, digits)))


def _literal(text: str) -> Decimal | None:
    """A number without units: Arabic digits with or without grouping, or one Chinese digit."""
    if len(text) == 1 and text in _HAN_DIGITS:
        return Decimal(_HAN_DIGITS[text])
    return Decimal(text.replace(",", "")) if re.fullmatch(r"[0-9][0-9,]*(\.[0-9]+)?", text) else None
