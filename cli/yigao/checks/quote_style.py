"""Quotation marks or brackets that do not pair, stand the wrong way round, or stand for title marks as << >>.

What: “ without ” and the reverse, ‘ without ’, an odd number of straight ", and the title marks 《》 rendered as << >> or
« »; brackets of which one is missing. Apostrophes, feet and inches are no quotation marks, and the bracket behind a list's
number, a), and of a smiley none. Where the source itself opens a quotation or bracket that ends in another entry, so may
the translation. How many words are quoted is not compared: Chinese quotes far more than English does.

Why: a lost mark moves words into or out of somebody's mouth.

Bad: 他提出“先试后买”的办法。 ⇒ He proposed the “try before you buy approach.

Good: 他提出“先试后买”的办法。 ⇒ He proposed the “try before you buy” approach.
"""

import re
from collections.abc import Iterator

from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
LANGUAGES = frozenset("ca en es fr id it ms nl pt tr vi".split())
"""Those that open with “ and close with ”, whatever else they also use."""

_DOUBLE = re.compile('[“”"]')
_SINGLE_OPEN = re.compile(r"(?<!\w)‘(?=\w)(?!(?:\d\ds?|em|n|tis|til|twas|cause)\b)", re.IGNORECASE)
_SINGLE_CLOSE = re.compile(r"’(?!\w)")
_GUILLEMETS = re.compile("<<[^<>]+>>|«[^«»]+»")
_SOURCE_QUOTES = re.compile('[“”「」"]')
_BRACKET = re.compile("[()]")
_ITEM = re.compile(r"(?<!\S)\w{1,3}\)\Z")
_SMILEY = re.compile(r"(?<!\S)[:;=]-?[()]\Z")
_ROUND = str.maketrans("（）", "()")
_SHOWN = 24


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a lone mark."""
    target = unit.target.plain
    if "《" in unit.source.plain and (context.main_language == "en" or "<<" in target):
        for match in _GUILLEMETS.finditer(target):
            marks = f"{match.group()[0]}…{match.group()[-1]}" if match.group()[0] == "«" else "<<…>>"
            at = unit.target.at(match.start())
            yield Problem(say("《》 is rendered as {marks}", marks=marks), match.group(), at, "italics or “…”")
    yield from _brackets(unit)
    if _is_open(unit.source.plain):
        return
    for at, said in [*_double(target), *_single(target)]:
        yield Problem(said, _around(target, at), unit.target.at(at))


def _brackets(unit: Checked) -> Iterator[Problem]:
    """A round bracket without its partner, where those of the source pair."""
    target = unit.target.plain
    if "(" not in target and ")" not in target:
        return
    lone = _lone_bracket(target)
    if lone is not None and _lone_bracket(unit.source.plain.translate(_ROUND)) is None:
        partner = ")" if target[lone] == "(" else "("
        said = say("{mark} without {partner}", mark=target[lone], partner=partner)
        yield Problem(said, _around(target, lone), unit.target.at(lone))


def _lone_bracket(text: str) -> int | None:
    """Where a bracket stands that has no partner; None where all have one."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if _SMILEY.search(text, 0, match.end()):
            continue
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif not _ITEM.search(text, 0, match.end()):
            return match.start()
    return opened[0] if opened else None


def _is_open(source: str) -> bool:
    """Whether a quotation in the source begins or ends in another entry."""
    marks = "".join(_SOURCE_QUOTES.findall(source))
    opened = marks.count("“") + marks.count("「")
    return opened != marks.count("”") + marks.count("」") or marks.count('"') % 2 == 1


def _double(text: str) -> list[tuple[int, str]]:
    """Lone double quotation marks. A straight one closes what is open and opens where nothing is."""
    marks = [(match.start(), match.group()) for match in _DOUBLE.finditer(text)]
    if [mark for _, mark in marks] == ["”", "“"]:
        return [(marks[0][0], "the quotation marks stand the wrong way round: ”…“")]
    lone: list[tuple[int, str]] = []
    opened: tuple[int, str] | None = None
    for at, mark in marks:
        if opened and (mark != "“" or not _opens(text, at)):
            lone += [(at, "“ should be ”")] if mark == "“" else []
            opened = None
        elif mark == "”":
            lone.append((at, "” without “"))
        elif not (mark == '"' and text[at - 1 : at].isdigit()):  # inches
            lone += [_lone(*opened)] if opened else []
            opened = at, mark
    return [*lone, _lone(*opened)] if opened else lone


def _opens(text: str, at: int) -> bool:
    """Whether a word follows the mark."""
    return at + 1 < len(text) and text[at + 1] not in " .,;:!?)"


def _lone(at: int, mark: str) -> tuple[int, str]:
    return at, "“ without ”" if mark == "“" else '" without its partner'


def _single(text: str) -> list[tuple[int, str]]:
    """Opening single marks that nothing closes."""
    if "‘" not in text:
        return []
    closing = len(_SINGLE_CLOSE.findall(text))
    opening = [match.start() for match in _SINGLE_OPEN.finditer(text)]
    return [(at, "‘ without ’") for at in opening[closing:]]


def _around(text: str, at: int) -> str:
    """The mark with a few of the words that follow it, or come before it at the end."""
    return text[at : at + _SHOWN] if at + 1 < len(text) else text[max(0, at - _SHOWN) :]
