"""Names in quotation marks, titles and names of institutions; how a translation renders them, and whether two renderings are forms of one name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yigao.checks._codes import covered, marks_of, nesting_of
from yigao.model.checking import Checked
from yigao.model.document import CodeKind
from yigao.model.span import Span
from yigao.text.han import HAN
from yigao.text.terms import find_terms


@dataclass(frozen=True, slots=True)
class Named:
    """A name in an entry."""

    source: str
    """As the article writes it."""
    renderings: tuple[str, ...]
    """What may render it in the translation: one, or as many as there are names of its kind."""
    quoted: bool
    """Whether it stands in quotation marks or is a title in 《》."""
    listed: bool
    """Whether it is a glossary term and the translation has one of its right renderings."""


_QUOTED = re.compile(r"“([^“”]{2,30})”|「([^「」]{2,30})」|《([^《》]{2,40})》")
_RENDERED = re.compile(r"“([^“”]{2,120})”|\"([^\"]{2,120})\"|«\s*([^«»]{2,120}?)\s*»|„([^„“”]{2,120})[“”]")
_HEADS = {
    "实验室": "Laboratory Lab",
    "大学": "University",
    "中心": "Center Centre Hub",
    "联盟": "Alliance Union League Coalition Consortium",
    "论坛": "Forum",
    "计划": "Program Programme Plan Project Initiative Scheme",
    "工程": "Project Program Programme Initiative",
    "基金": "Fund Foundation",
    "报告": "Report",
}
_PARTING = "的和与及在由对向是为到从据以了将被把这该各"
"""Characters that names seldom hold: what precedes one of them is no part of the name."""
_HEAD = re.compile("|".join(_HEADS))
_SHORTEST, _LONGEST = 2, 16
"""Characters of a name before its head."""
_RUN = re.compile(rf"(?:(?![{_PARTING}])[{HAN}])+")
_TITLE_CASE = re.compile(
    r"(?<![\w-])[A-Z][\w&'’().-]*(?: (?:(?:of|for|and|in|on|the) )*(?:[A-Z(&][\w&'’().-]*|of|for))*"
)
_OPENERS = frozenset("The A An In On At By For From With And As This That Its Our His Her".split())
_SMALL = frozenset("a an the of for in on at to and with by from as".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPELLINGS = {"centre": "center", "programme": "program", "sci": "science", "tech": "technology", "labor": "labour"}


def names_in(unit: Checked, language: str) -> Iterator[Named]:
    """The names of an entry whose renderings can be told."""
    yield from _quoted(unit, language)
    if not unit.is_heading:  # all words of a heading may be in capitals
        yield from _headed(unit, language)


def _quoted(unit: Checked, language: str) -> Iterator[Named]:
    found = list(_QUOTED.finditer(unit.source.plain))
    if not found:
        return
    renderings = [next(filter(None, match.groups())).rstrip(",.") for match in _RENDERED.finditer(unit.target.plain)]
    if any(code.kind is CodeKind.EMPHASIS for code in unit.target.codes):
        nesting = nesting_of(marks_of(unit.target, {}))
        italics = (pair for pair in nesting.pairs if pair.opening.name == "*")
        renderings += [covered(unit.target, pair).cut(unit.target.plain) for pair in italics]
    if len(renderings) != len(found):
        return
    for match in found:
        listed = _is_listed(unit, Span(match.start() + 1, match.end() - 1), language)
        yield Named(match.group()[1:-1], tuple(renderings), quoted=True, listed=listed)


def _is_listed(unit: Checked, span: Span, language: str) -> bool:
    """See `Named`."""
    terms = [match.term for match in unit.terms if match.span.covers(span)]
    return bool(find_terms(unit.target.plain, terms, language))


def _headed(unit: Checked, language: str) -> Iterator[Named]:
    """Names such as …实验室 that stand alone of their kind, with the one name in capitals of that kind."""
    plain = unit.source.plain
    if not any(head in plain for head in _HEADS):
        return
    for span, head in _with_heads(plain):
        if plain.count(head) != 1:
            continue
        words = set(_HEADS[head].split())
        spans = [span for span in map(_trimmed, _TITLE_CASE.findall(unit.target.plain)) if words & set(span.split())]
        if len(spans) == 1 and len([word for word in spans[0].split() if word[0].isupper()]) > 1:
            yield Named(span.cut(plain), (spans[0],), quoted=False, listed=_is_listed(unit, span, language))


def _with_heads(text: str) -> Iterator[tuple[Span, str]]:
    """Each row of characters that may be a name and ends in a head, and the head."""
    for run in _RUN.finditer(text):
        start = run.start()
        for head in _HEAD.finditer(text, *run.span()):
            if head.start() >= start + _SHORTEST:
                yield Span(max(start, head.start() - _LONGEST), head.end()), head.group()
                start = head.end()


def _trimmed(span: str) -> str:
    """A run of capitals without the words that are only capitals because a sentence begins, nor small ones at its end."""
    words = span.rstrip(".'’").split()
    while words and words[0] in _OPENERS:
        del words[0]
    while words and words[-1] in _SMALL:
        del words[-1]
    return " ".join(words)


def content(rendering: str) -> frozenset[str]:
    """What a rendering says: its words without small ones, endings and spellings."""
    words = (word.casefold() for word in _WORD.findall(rendering))
    return frozenset(_SPELLINGS.get(stem, stem) for word in words if word not in _SMALL for stem in [_stem(word)])


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def alike(one: str, other: str, *, loosely: bool = False) -> bool:
    """Whether two renderings are forms of one name: one may be short for the other, or an abbreviation.

    ``loosely`` accepts renderings that share most of their words.
    """
    first, second = content(one), content(other)
    if first <= second or second <= first or is_acronym(one) or is_acronym(other):
        return True
    if "".join(_WORD.findall(one)).casefold() == "".join(_WORD.findall(other)).casefold():
        return True
    return loosely and 2 * len(first & second) > len(first | second)


def is_acronym(rendering: str) -> bool:
    """Whether a rendering is an abbreviation: GBA, HKUST(GZ), CityUHK."""
    words = _WORD.findall(rendering)
    return all(sum(character.isupper() for character in word) > 1 for word in words[:1]) and len(words) <= 2
