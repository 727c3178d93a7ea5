"""An ordinal, rank or edition is missing or another.

What: 第六届, 第3次, 第6位, 十四五 and 21世纪 must be ordinals of the same value in the translation: 6th, sixth, No. 6, ranked
sixth, Chapter 6. A rank that has become a count (“rose 6 places”) is found. For 首 and 第一, which English often says by a
verb (“topped”), only another ordinal in their place is. A second or third that is not said at all is a warning: English has
other words for it (next, another).

Why: editions and ranks are copied from last year's text more often than any other number.

Bad: 第八届创客大赛开幕。 ⇒ The 7th Maker Contest has opened.

Good: 第八届创客大赛开幕。 ⇒ The Eighth Maker Contest has opened.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from yigao.checks._compared import Compared, Pair, compared, lost_of
from yigao.checks._given import Given, Need
from yigao.checks._number import Kind, Number
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
LANGUAGES = frozenset({"en"})

_LABEL = re.compile(
    r"(?:\b[A-Z][A-Za-z]*\.?|#|\b(?:number|no\.?|rank(?:s|ed|ing)?|place[ds]?|position|spot|(?:is|was|are|were|at|to|from|and|top))) ?$"
)
_FIRST = re.compile(
    r"(?i)\b(?:top|lead|champion|best|premier|primary|chief|debut|initial|inaugural|maiden|gold|title|record|won|first|1st"
    r"|foremost|(?:is|was|mark(?:s|ed|ing)?) the beginning|highest|largest|original|newly|earliest|never before|unprecedented)"
)
_BEFORE = 30
_SECOND = 2
_SPOKEN = 3
"""Up to here English has other words for ordinals: next, another, sequel, runner-up."""


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem an ordinal."""
    numbers = compared(unit)
    for given, found in lost_of(numbers, "ordinal"):
        if given.need is Need.SURE or found is not None:
            yield _problem(unit, given, found, numbers)
    for pair in numbers.pairs:
        if _is_count(unit, pair):
            said = unit.target.plain[pair.found.start : pair.found.end]
            message = say("{text} is a rank, the target has the count {said}", text=pair.given.text, said=said)
            yield Problem(message, pair.given.text, unit.target.at(pair.found.start), pair.given.says)
    for pair in numbers.denied:
        firsts = sum(one.given.kind is Kind.ORDINAL and one.given.value == 1 for one in numbers.pairs)
        counted = len(_FIRST.findall(unit.target.plain))
        if not counted or (counted <= firsts and pair.found.value == _SECOND):
            problem = _problem(unit, pair.given, pair.found, numbers)
            yield replace(problem, severity=Severity.WARNING) if counted else problem


def _problem(unit: Checked, given: Given, found: Number | None, numbers: Compared) -> Problem:
    if found is None:
        repeated = any(given.value == pair.given.value and pair.given.kind is Kind.ORDINAL for pair in numbers.pairs)
        severity = Severity.WARNING if repeated or given.value <= _SPOKEN else None
        return Problem(
            say("{says} ({text}) is not in the target", says=given.says, text=given.text),
            given.text,
            None,
            given.says,
            severity,
        )
    said = unit.target.plain[found.start : found.end]
    return Problem(
        say("{text} is {says}, the target has {said}", text=given.text, says=given.says, said=said),
        given.text,
        unit.target.at(found.start),
        given.says,
    )


def _is_count(unit: Checked, pair: Pair) -> bool:
    """Whether a rank has become a number before a noun."""
    if pair.given.kind is not Kind.ORDINAL or pair.given.quantity is None or pair.found.kind is not Kind.NUMBER:
        return False
    before = unit.target.plain[max(0, pair.found.start - _BEFORE) : pair.found.start]
    after = unit.target.plain[pair.found.end : pair.found.end + 2].lstrip()
    return not _LABEL.search(before) and after[:1].isalpha()
