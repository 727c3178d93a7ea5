"""A unit or currency is missing or another.

What: an amount of money keeps its currency (元: yuan, RMB, CNY; 美元: US$; 港元: HK$), a measure its unit (标箱: TEU, 吨: tonnes,
公里: km, 千瓦时: kWh). One that is named once for several amounts is enough; an amount without any currency is a warning, and so is a bare $ for
the dollars of another country. Converted measures (1500亩 as 100 hectares) are
right if the number is.

Why: “$6 million” for 600万元 is seven times too much.

Bad: 项目总投资3200万元。 ⇒ Total investment in the project is $32 million.

Good: 项目总投资3200万元。 ⇒ Total investment in the project is RMB 32 million.
"""

import re
from collections.abc import Iterator

from yigao.checks._compared import Pair, compared
from yigao.checks._english_words import fold
from yigao.checks._units import UNITS, Unit, unit_at, unit_of
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
LANGUAGES = frozenset({"en"})

_DOLLARS = frozenset({"HKD", "TWD", "AUD", "CAD", "SGD"})
_BARE = re.compile(r"(?<![a-z.])\$ ?$")


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem an amount."""
    folded = ""
    for pair in compared(unit).pairs:
        wanted = UNITS.get(unit_of(pair.given.quantity, unit.source.plain, pair.given.span.end))
        if wanted is None or pair.is_converted:
            continue
        folded = folded or fold(unit.target.plain)
        if problem := _problem(unit, pair, wanted, folded):
            yield problem


def _problem(unit: Checked, pair: Pair, wanted: Unit, folded: str) -> Problem | None:
    said = unit_at(folded, pair.found.start, pair.found.end, wanted.sort)
    other = UNITS[said] if said and said != wanted.name else None
    severity = None
    if other is None or wanted.words.search(other.shown.lower()):
        if wanted.words.search(folded):
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
