"""A list joined by 、 has lost an item.

What: three or more items joined by 、 (and 和, 与, 或 or 以及 before the last), beside the lists of the English translation,
whose items stand between commas and end with “and” or “or”. Each list of the source wants a list of at least as many
items. Approximate numbers (五、六个) and list numbers (一、) are no lists. Where the source states the count (五大), it is an
error.

Why: the seventh of nine items is what eyes and machines skip.

Bad: 产业、科创、开放、人才、宜居“五大高地” ⇒ five highlands in industry, innovation, opening up and talent

Good: 高校、科研院所、创新企业、创投机构等 ⇒ universities, research institutes, innovative companies and others
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.numerals import fold, parse_number
from yigao.text.terms import find_terms

SEVERITY = Severity.WARNING
LANGUAGES = frozenset({"en"})

_LEAST = 3
_QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’|「[^「」]*」|《[^《》]*》|（[^（）]*）|\\([^()]*\\)")
_CLAUSES = re.compile("[，。；：？！,;:?!—… ]+")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})、")
_DIGITS = frozenset("一二三四五六七八九十百千万两几0123456789")
_LAST_ITEM = re.compile("^.{1,8}(?:以及|[和与及或])")
_STATED = re.compile(r"([〇一二两三四五六七八九十]{1,3}|\d{1,2})大")

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+|[—–()]|\s-\s")
_ASIDE = re.compile(r"(?<=\d),(?=\d{3})|\s*\([^(),]*\)")
_COMMA = re.compile(r"[,、/]\s*")
_AND = re.compile(r"\b(?:and|or|nor|as well as)\b|&")
_AND_FIRST = re.compile(r"(?:and|or|nor|as well as)\b|&")
_NO_ITEM = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|said|says|he|she|they|we|it|which|who|that|where|when)\b"
)
_LEAD = re.compile(
    r"(?:In(?! addition)|On|At|As|After|To|According|However|During|For|Meanwhile|Moreover|Furthermore|Therefore|Thus"
    r"|Then|While|When|If|Since|Before|Through|Under|Currently|Recently|First|Second|Finally|So|But|And|Now|Today)\b"
)
_LONGEST_ITEM = 8
_MOST_ITEMS = 40
_TRACE = re.compile(r"[A-Za-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the source."""

    text: str
    """As it stands there, quoted parts aside."""
    count: int
    """How many items it has at least."""


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem a list of the source that no list of the translation can hold."""
    if "、" not in unit.source.plain:
        return
    left = sorted(_counts(_ASIDE.sub("", unit.target.plain)))
    stated = {parse_number(match[1]) for match in _STATED.finditer(fold(unit.source.plain))}
    for found in sorted(_lists(unit.source.plain), key=_by_count):
        fitting = bisect_left(left, found.count)
        if fitting == len(left):
            most = left[-1] if left else 1
            message = say("{count} items in the source, {most} in the translation", count=found.count, most=most)
            severity = Severity.ERROR if found.count in stated else None
            yield Problem(message, found.text, suggestion=_missing(found, unit), severity=severity)
        else:
            insort(left, max(1, left.pop(fitting) - found.count))


def _by_count(found: _List) -> int:
    return -found.count


def _lists(text: str) -> list[_List]:
    """The lists of the source, those inside of quotation marks and brackets for themselves."""
    found = [each for match in _QUOTED.finditer(text) for each in _lists(match.group()[1:-1])]
    for clause in _CLAUSES.split(_QUOTED.sub("□", text)):
        listed = _NUMBERED.sub("", clause)
        items = listed.split("、")
        approximate = sum(one[-1:] in _DIGITS and two[:1] in _DIGITS for one, two in pairwise(items))
        count = len(items) - approximate + bool(_LAST_ITEM.match(items[-1]))
        if count >= _LEAST:
            found.append(_List(listed, count))
    return found


def _counts(text: str) -> Iterator[int]:
    """How many items each list of an English text has."""
    for sentence in _SENTENCES.split(text):
        parts = _COMMA.split(sentence)
        start = 1 if len(parts) > 2 and _LEAD.match(parts[0]) and len(parts[0].split()) <= _LONGEST_ITEM else 0
        for at, part in enumerate(parts):
            if _AND.search(part):
                yield at - start + (1 if _AND_FIRST.match(part) else 2)
            elif at > start and (_NO_ITEM.match(part) or len(part.split()) > _LONGEST_ITEM):
                yield at - start
                start = at
        yield len(parts) - start
    yield text.count("; ") + 1


def _missing(found: _List, unit: Checked) -> str:
    """The item whose term, number or Latin word the translation has not."""
    target = unit.target.plain.casefold()
    for item in found.text.split("、")[:_MOST_ITEMS]:
        terms = [match.term for match in unit.terms if match.term.source in item]
        lost = {*terms} - {one.term for one in find_terms(unit.target.plain, terms, "en")}
        if lost or any(trace.casefold() not in target for trace in _TRACE.findall(item)):
            return say("a rendering of {item}", item=item)
    return ""
