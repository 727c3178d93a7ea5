"""Units and currencies: how English says them, and into what they are converted."""

import re
from dataclasses import dataclass
from decimal import Decimal

from yigao.model.term import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a currency."""

    name: str
    """ISO 4217 code, CLDR name or our own."""
    shown: str
    """How to write it."""
    words: re.Pattern[str]
    """How folded English text says it."""
    sort: str
    """money, length, area, volume, mass, energy, power, heat or count: one sort's units stand for one another."""


def _unit(name: str, sort: str, shown: str, words: str) -> Unit:
    return Unit(name, shown, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"), sort)


_UNITS = (
    _unit("CNY", "money", "yuan", r"yuans?|rmb|cny|renminbi|¥|￥"),
    _unit("USD", "money", "US dollars", r"(?:us|u\.s\.) ?\$|usd|(?:(?:us|u\.s\.|american) )?dollars?|\$|greenbacks?"),
    _unit("HKD", "money", "Hong Kong dollars", r"hk ?\$|hkd|(?:hong kong|hk) dollars?"),
    _unit("MOP", "money", "Macao patacas", r"mop(?: ?\$)?|patacas?"),
    _unit("TWD", "money", "New Taiwan dollars", r"nt ?\$|twd|ntd|(?:new )?taiwan(?:ese)? dollars?"),
    _unit("AUD", "money", "Australian dollars", r"a\$|au ?\$|aud|australian dollars?"),
    _unit("CAD", "money", "Canadian dollars", r"c\$|ca ?\$|cad|canadian dollars?"),
    _unit("SGD", "money", "Singapore dollars", r"s\$|sg ?\$|sgd|singapore(?:an)? dollars?"),
    _unit("EUR", "money", "euros", r"euros?|eur|€"),
    _unit("GBP", "money", "pounds", r"(?:british )?pounds?(?: sterling)?|gbp|sterling|quid|£"),
    _unit("JPY", "money", "yen", r"(?:japanese )?yen|jpy|¥|￥"),
    _unit("KRW", "money", "won", r"(?:south korean |korean )?won|krw|₩"),
    _unit("CHF", "money", "Swiss francs", r"(?:swiss )?francs?|chf|sfr"),
    _unit("RUB", "money", "rubles", r"(?:russian )?rou?bles?|rub|₽"),
    _unit("THB", "money", "baht", r"(?:thai )?bahts?|thb|฿"),
    _unit("MYR", "money", "ringgit", r"(?:malaysian )?ringgits?|myr|rm"),
    _unit("VND", "money", "dong", r"(?:vietnamese )?dongs?|vnd|₫"),
    _unit("BRL", "money", "reais", r"(?:brazilian )?re(?:ais|al|als)|brl|r ?\$"),
    _unit("square-kilometer", "area", "square kilometers", r"(?:sq(?:uare)?\.?)[ -]?(?:km|kms|kilomet(?:er|re)s?)|km ?(?:2|²)|km2|square-kilomet(?:er|re)"),
    _unit("square-meter", "area", "square meters", r"(?:sq(?:uare)?\.?)[ -]?(?:m|met(?:er|re)s?)|m ?(?:2|²)|m2|sqm|square-met(?:er|re)"),
    _unit("hectare", "area", "hectares", r"hectares?|ha"),
    _unit("mu", "area", "mu", r"mus?"),
    _unit("acre", "area", "acres", r"acres?"),
    _unit("square-mile", "area", "square miles", r"sq(?:uare)?\.?[ -]?mi(?:les?)?"),
    _unit("square-foot", "area", "square feet", r"sq(?:uare)?\.?[ -]?(?:f(?:ee|oo)?t)"),
    _unit("cubic-meter", "volume", "cubic meters", r"cubic[ -]?(?:m|met(?:er|re)s?)|cu\.? ?m|m ?(?:3|³)|m3"),
    _unit("kilometer", "length", "kilometers", r"kms?|kilomet(?:er|re)s?|km/h|kph|kmh|kmph|k"),
    _unit("meter", "length", "meters", r"m|met(?:er|re)s?"),
    _unit("centimeter", "length", "centimeters", r"cms?|centimet(?:er|re)s?"),
    _unit("millimeter", "length", "millimeters", r"mms?|millimet(?:er|re)s?"),
    _unit("nautical-mile", "length", "nautical miles", r"nautical miles?|nm|nmi"),
    _unit("mile", "length", "miles", r"miles?|mi|mph"),
    _unit("foot", "length", "feet", r"f(?:ee|oo)t|ft"),
    _unit("inch", "length", "inches", r"inch(?:es)?|in\."),
    _unit("tonne", "mass", "tonnes", r"(?:metric )?ton(?:ne)?s?|t|mt|-tonners?"),
    _unit("kilogram", "mass", "kilograms", r"kgs?|kilos?|kilogram(?:me)?s?"),
    _unit("pound", "mass", "pounds", r"pounds?|lbs?"),
    _unit("kilowatt-hour", "energy", "kilowatt-hours", r"kwh|kilowatt[ -]hours?"),
    _unit("megawatt-hour", "energy", "megawatt-hours", r"mwh|megawatt[ -]hours?"),
    _unit("kilowatt", "power", "kilowatts", r"kw|kilowatts?"),
    _unit("megawatt", "power", "megawatts", r"mw|megawatts?"),
    _unit("gigawatt", "power", "gigawatts", r"gw|gigawatts?"),
    _unit("celsius", "heat", "°C", r"°? ?c|℃|degrees?(?: celsius| centigrade)?|celsius|centigrade|°"),
    _unit("kilometer-per-hour", "speed", "km/h", r"km/h|kmh|kph|kmph|kilomet(?:er|re)s? (?:per|an) hour|km per hour"),
    _unit("teu", "count", "TEU", r"teus?|twenty[ -]foot equivalent(?: units?)?|standard containers?"),
)  # fmt: skip
UNITS = {unit.name: unit for unit in _UNITS}
"""All units by name."""

CONVERSIONS = {
    ("mu", "hectare"): Decimal(1) / 15,
    ("mu", "acre"): Decimal("0.1647"),
    ("hectare", "acre"): Decimal("2.471"),
    ("square-kilometer", "square-mile"): Decimal("0.3861"),
    ("square-kilometer", "hectare"): Decimal(100),
    ("square-meter", "square-foot"): Decimal("10.764"),
    ("kilometer", "mile"): Decimal("0.6214"),
    ("kilometer", "meter"): Decimal(1000),
    ("kilometer-per-hour", "mile"): Decimal("0.6214"),
    ("meter", "foot"): Decimal("3.2808"),
    ("meter", "kilometer"): Decimal("0.001"),
    ("meter", "centimeter"): Decimal(100),
    ("centimeter", "inch"): Decimal("0.3937"),
    ("centimeter", "meter"): Decimal("0.01"),
    ("kilogram", "pound"): Decimal("2.2046"),
    ("kilogram", "tonne"): Decimal("0.001"),
    ("tonne", "kilogram"): Decimal(1000),
    ("kilowatt", "megawatt"): Decimal("0.001"),
    ("kilowatt", "gigawatt"): Decimal("0.000001"),
    ("kilowatt-hour", "megawatt-hour"): Decimal("0.001"),
    ("megawatt", "gigawatt"): Decimal("0.001"),
    ("megawatt", "kilowatt"): Decimal(1000),
    ("jin", "kilogram"): Decimal("0.5"),
    ("jin", "tonne"): Decimal("0.0005"),
    ("li", "kilometer"): Decimal("0.5"),
    ("mile", "kilometer"): Decimal("1.6093"),
    ("foot", "meter"): Decimal("0.3048"),
    ("inch", "centimeter"): Decimal("2.54"),
    ("inch", "millimeter"): Decimal("25.4"),
    ("pound", "kilogram"): Decimal("0.4536"),
    ("acre", "hectare"): Decimal("0.4047"),
}
"""What a number in the first unit is multiplied by to be in the second."""

_ROUNDING = Decimal("0.03")
_AFTER = re.compile(
    r"[ \xa0]?(?:(?P<teu>标箱|标准箱)|(?P<jin>市?斤)|(?P<li>华?里(?![约面程斯昂奇的]))|(?P<tonne>公吨)|(?P<CNY>块钱)"
    r"|(?P<mile>英里)|(?P<foot>英尺)|(?P<inch>英寸)|(?P<acre>英亩)|(?P<pound>磅(?!礴)))"
)
_AFTER_BEGINS = frozenset(" \xa0标市斤华里公块英磅")
_YUAN = re.compile("[0-9十百千万亿]元$")
_SIGNS = {"$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP"}
_SIGN = re.compile(r"(?<![A-Za-z])(?:(?:US|HK) ?)?\$ ?$|[€£] ?$")
_PREFIX = re.compile(
    r"(?<![a-z])(?:(?:us|u\.s\.|hk|nt|au|ca|sg|mop) ?\$|[acrs]\$|[$£€¥￥₩₽฿₫]|rmb|cny|usd|hkd|eur|gbp|jpy|mop|twd|chf)[ -]?$"
)
_SUFFIX = re.compile(
    r"[ -]?(?:(?:worth |each )?(?:of |in )?)?(?P<words>[^\s\d,;)(-][^\s,;)(]*(?:[ -][a-z$²³]+){0,3}|[$€£¥])"
)


def unit_of(quantity: Quantity | None, source: str, start: int, end: int) -> str:
    """The name of the unit of a number of ``source``, which stands there; empty where it has none known."""
    if quantity is not None and quantity.unit in UNITS:
        return quantity.unit
    match = _AFTER.match(source, end) if source[end : end + 1] in _AFTER_BEGINS else None
    if match:
        return str(match.lastgroup)
    if source[end - 1] == "元" and _YUAN.search(source, start, end):
        return "CNY"
    sign = _SIGN.search(source, max(0, start - 4), start) if source[start - 1] in "$€£ " else None
    return _SIGNS[sign.group().replace(" ", "")] if sign else ""


def unit_at(folded: str, start: int, end: int, sort: str) -> str:
    """The name of the unit of that sort right before or after a number in folded English text; empty without one."""
    before = _PREFIX.search(folded, max(0, start - 8), start)
    if before and sort == "money":
        return _named(before.group().strip(" -"), sort)
    after = _SUFFIX.match(folded, end)
    return _named(after["words"], sort) if after else ""


def is_converted(unit: str, value: Decimal, folded: str, start: int, end: int, other: Decimal) -> bool:
    """Whether a number of folded English text is ``value`` in another unit, more or less."""
    for (one, two), factor in CONVERSIONS.items():
        if one == unit and abs(other - value * factor) <= value * factor * _ROUNDING:
            return unit_at(folded, start, end, UNITS[two].sort) == two
    return False


def _named(text: str, sort: str) -> str:
    """The unit of that sort whose words ``text`` begins with, the longest ones."""
    found = (
        (len(match.group()), unit.name) for unit in _UNITS if unit.sort == sort and (match := unit.words.match(text))
    )
    return max(found, default=(0, ""))[1]
