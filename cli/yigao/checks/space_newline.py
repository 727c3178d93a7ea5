"""Stray white space in the translation, or a hard line break lost.

What: ideographic spaces, tabs, two spaces in a row, spaces or line ends at an end, spaces before a closing mark, commas
with no space behind them, zero-width spaces and blank lines that the source does not have at that place; and hard line
breaks, which must be as many as in the source. The indent of a Chinese paragraph is layout and need not be kept. Spaces
beside markup are tag-spacing's.

Why: a blank line ends the paragraph, a tab or two may make it a code block, and the rest is seen in print.

Bad: 论坛闭幕。 ⇒ The forum  closes .

Good: 论坛闭幕。 ⇒ The forum closes.
"""

import re
from collections.abc import Iterator

from yigao.checks._seen import OBJECT, Seen, seen
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.document import CodeKind
from yigao.model.finding import Edit, Problem, Severity
from yigao.model.span import Span
from yigao.text.han import has_han
from yigao.text.languages import spaces_sentences

SEVERITY = Severity.WARNING

_SUSPECT = re.compile("[\u3000\t\n\u200b\ufeff\u00a0]")
_MISPLACED = re.compile(r" [ ,.;:!?)\]”’%]")
_GLUED = re.compile(",(?<=[a-z],)[A-Za-z]")
_STRAY = re.compile(
    r"(?P<ideographic>[ \u00a0\t]*\u3000[\u3000 \u00a0\t]*)|(?P<tab>[ \u00a0]*\t[ \u00a0\t]*)|(?P<double>(?<=\S)[ \u00a0]{2,}(?=\S))"
    r"|(?P<zero>[\u200b\ufeff]+)|(?P<glued>(?<=[a-z]{2}),(?=[A-Za-z][a-z]))"
    r"|(?P<before>(?<=\S) (?=(?:[,.;:!?]+|[)\]])(?:[\s”’)]|$)))"
)
_HEAD = re.compile(r"[ \u00a0\n]*")
_TAIL = re.compile(r"(?<!\s)[ \u00a0\n]*\Z")
_NAMES = {
    "ideographic": say("ideographic space"),
    "tab": say("tab"),
    "double": say("two spaces"),
    "edge": say("space"),
    "end": say("line end"),
    "zero": say("zero-width space"),
    "glued": say("comma without a space"),
}
_LONGEST_WORD = 30
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FRENCH = frozenset({"fr", "br", "co"})
_FRENCH_MARKS = ";:!?"


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a place, and one if hard breaks differ."""
    text = unit.target.text
    if unit.source.codes or unit.target.codes:
        yield from _breaks(unit)
    if text != text.strip():
        yield from _edges(unit)
    elif not (_SUSPECT.search(text) or _MISPLACED.search(text) or _GLUED.search(text)):
        return
    if _BLANK_LINE.search(text) and not _BLANK_LINE.search(unit.source.text):
        yield Problem(say("a blank line would end the paragraph"), "", text.index("\n"))
    target = seen(unit.target)
    for match in _STRAY.finditer(target.text):
        kind = match.lastgroup or ""
        before = max(0, match.start() - (kind == "before"))  # behind markup that is tag-spacing's
        if target.span(before, match.end()) and not _is_meant(kind, match, unit, context):
            yield _problem(kind, match, target)


def _is_meant(kind: str, match: re.Match[str], unit: Checked, context: Context) -> bool:
    if kind == "before":
        french = context.main_language in _FRENCH and match.string[match.end()] in _FRENCH_MARKS
        return french or match.string.startswith("...", match.end()) or not has_han(unit.source.plain)
    if kind == "ideographic":
        return not spaces_sentences(context.language)
    if kind == "glued":
        return match.string[match.start() - 2 : match.end() + 2] in unit.source.plain
    return kind in {"zero", "tab", "double"} and match.group() in unit.source.plain


def _edges(unit: Checked) -> Iterator[Problem]:
    """White space before or behind the translation that the source does not have there."""
    source, target = unit.source.text, unit.target.text
    head, tail = _HEAD.match(target), _TAIL.search(target)
    if head and head.group() and not source[:1].isspace():
        yield _edge(head)
    if tail and tail.group() and target.strip() and not source[-1:].isspace():
        yield _edge(tail)


def _edge(match: re.Match[str]) -> Problem:
    name = _NAMES["end" if "\n" in match.group() else "edge"]
    word = match.string[max(0, match.start() - _LONGEST_WORD) : match.start()].rpartition(" ")[2]
    place = say(" after “{word}”", word=word) if word else say(" at the start") if not match.start() else ""
    span = Span(*match.span())
    return Problem(say("{name}{place}", name=name, place=place), name, span.start, edit=Edit(span, ""))


def _problem(kind: str, match: re.Match[str], target: Seen) -> Problem:
    text, start, end = match.string, match.start(), match.end()
    inside = start > 0 and end < len(text) and "\n" not in (text[start - 1], text[end])
    right = " " if inside and kind in {"ideographic", "tab", "double"} else ", " if kind == "glued" else ""
    name = say("space before {mark}", mark=text[end]) if kind == "before" else _NAMES[kind]
    word = text[max(0, start - _LONGEST_WORD) : start].rpartition(" ")[2].strip(OBJECT)
    place = say(" at the start") if not start else say(" after “{word}”", word=word) if word else ""
    span = target.span(start, end)
    return Problem(
        say("{name}{place}", name=name, place=place),
        name,
        target.offsets[start],
        edit=Edit(span, right) if span else None,
    )


def _breaks(unit: Checked) -> Iterator[Problem]:
    """Whether Markdown's hard breaks are kept; tags are compared elsewhere."""
    wanted = [code for code in unit.source.codes if code.kind is CodeKind.HARD_BREAK]
    found = [code for code in unit.target.codes if code.kind is CodeKind.HARD_BREAK]
    tags_alone = all(code.source.startswith("<") for code in [*wanted, *found])
    if len(wanted) != len(found) and not tags_alone:
        yield Problem(
            say(
                "the source has {value}, the translation {value2}",
                value=_counted(len(wanted)),
                value2=_counted(len(found)),
            ),
            "hard break",
        )


def _counted(count: int) -> str:
    return say("1 hard line break") if count == 1 else say("{count} hard line breaks", count=count)
