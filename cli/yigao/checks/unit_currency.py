"""A unit or currency is missing or another.

What: an amount of money keeps its currency (元: yuan, RMB, CNY; 美元: US$; 港元: HK$), a measure its unit (标箱: TEU, 吨: tonnes,
公里: km, 英里: miles, 千瓦时: kWh), a span of time its own (三个月: months). One that is named once for several amounts is
enough; an amount without any currency is a warning, and so is a bare $ for the dollars of another country. Converted
measures (1500亩 as 100 hectares) are right if the number is.

Why: “$6 million” for 600万元 is seven times too much.

Bad: 项目总投资3200万元。 ⇒ Total investment in the project is $32 million.

Good: 项目总投资3200万元。 ⇒ Total investment in the project is RMB 32 million.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from yigao.checks._compared import Pair, compared
from yigao.checks._english_words import fold
from yigao.checks._number import Kind
from yigao.checks._units import UNITS, Unit, unit_at, unit_of
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
LANGUAGES = frozenset({"en"})

_DOLLARS = frozenset({"HKD", "TWD", "AUD", "CAD", "SGD"})
_BARE = re.compile(r"(?<![a-z.])\$ ?$")
_COUNTED = frozenset({Kind.NUMBER, Kind.YEAR, Kind.TIMES, Kind.FRACTION, Kind.ITEM})
_FOREIGN = frozenset({"mile", "foot", "inch", "acre", "pound"})
"""Units that the reader of quantities leaves alone: only another one in their place is wrong."""
_SPAN = re.compile(
    r"[ \xa0]?(?:多|余)?(?:个半?)?[ \xa0]?(?:(?P<hour>小时|钟头)|(?P<minute>分钟)|(?P<second>秒)"
    r"|(?P<week>星期|周(?![年岁边围期]))|(?P<month>(?<=[个半])月)|(?P<day>天(?![然空气津下]))|(?P<year>岁|年(?![级代份轻底初末中])))"
)
_SPAN_BEGINS = frozenset(" \xa0多余个小钟分秒星周月天岁年")
_ENGLISH_SPAN = re.compile(
    r"[ -](?:(?:more|full|consecutive|straight|long|whole|additional|extra|odd|working|calendar) )?"
    r"(?P<name>year|month|week|day|hour|minute|second)s?(?![a-z])"
)


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem an amount."""
    counted: list[tuple[Pair, re.Match[str]]] = []
    folded = ""
    for pair in compared(unit).pairs:
        given = pair.given
        if given.kind not in _COUNTED:
            continue
        wanted = UNITS.get(unit_of(given.quantity, unit.source.plain, given.span.start, given.span.end))
        if wanted is None and given.kind is Kind.NUMBER and (span := _span_of(unit, pair)):
            counted.append((pair, span))
        if wanted is None or pair.is_converted:
            continue
        folded = folded or fold(unit.target.plain)
        if problem := _problem(unit, pair, wanted, folded):
            yield problem
    if counted:
        yield from _spans(unit, counted, folded or fold(unit.target.plain))


def _spans(unit: Checked, wanted: Sequence[tuple[Pair, re.Match[str]]], folded: str) -> Iterator[Problem]:
    """Spans of time that are counted in another unit, which stands where the right one is missing."""
    needed = Counter(str(span.lastgroup) for _, span in wanted)
    for pair, span in wanted:
        name = str(span.lastgroup)
        match = _ENGLISH_SPAN.match(folded, pair.found.end)
        if match is None or match["name"] == name or len(re.findall(rf"(?<![a-z]){name}", folded)) >= needed[name]:
            continue
        said = unit.target.plain[pair.found.start : match.end()]
        text = unit.source.plain[pair.given.span.start : span.end()]
        message = say("{text} is in {shown}, the target has {shown2}", text=text, shown=f"{name}s", shown2=said)
        yield Problem(message, text, unit.target.at(pair.found.start))


def _span_of(unit: Checked, pair: Pair) -> re.Match[str] | None:
    """The unit of time that a number of the source counts, by its name."""
    counted = pair.given.span.end - (pair.given.text[-1:] == "个")
    plain = unit.source.plain
    return _SPAN.match(plain, counted) if plain[counted : counted + 1] in _SPAN_BEGINS else None


def _problem(unit: Checked, pair: Pair, wanted: Unit, folded: str) -> Problem | None:
    said = unit_at(folded, pair.found.start, pair.found.end, wanted.sort)
    other = UNITS[said] if said and said != wanted.name else None
    severity = None
    if other is None or wanted.words.search(other.shown.lower()):
        if wanted.name in _FOREIGN or wanted.words.search(folded):
            return None
        message = say("{shown} ({text}) is not in the target", shown=wanted.shown, text=pair.given.text)
        severity = Severity.WARNING if wanted.sort == "money" else None
    else:
        message = say(
            "{text} is in {shown}, the target has {shown2}",
            text=pair.given.text,
            shown=wanted.shown,
            shown2=other.shown,
        )
        severity = Severity.WARNING if wanted.name in _DOLLARS and _is_bare(folded, pair.found.start) else None
    at = unit.target.at(pair.found.start)
    return Problem(message, pair.given.text, at, pair.given.shown, severity)


def _is_bare(folded: str, start: int) -> bool:
    """Whether a number has a dollar sign that names no country: in Sydney it is theirs."""
    return _BARE.search(folded, max(0, start - 3), start) is not None
