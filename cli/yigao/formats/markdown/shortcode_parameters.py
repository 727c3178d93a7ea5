"""Named parameters of shortcodes and Liquid tags: ``caption="…"``, and how their quotes spell text.

Hugo has two strings: in ``"…"`` a backslash before a quote is dropped, and with it every other backslash; a raw one stands
between backticks and may run over lines. Liquid has none, but Jekyll's `include` reads a backslash before a quote.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from yigao.model.document import Segment, SegmentKind, Text
from yigao.model.interfaces import Spelling
from yigao.model.span import Span
from yigao.text.han import has_han, joins_without_space

_PARAMETER = r"""(?:(?<![\w-])(?P<name>[\w-]++)\s*+=\s*+)?+(?P<value>(?P<quote>["'])(?:\\.|(?!(?P=quote))[^\\\r\n])*+(?P=quote)"""
_PARAMETERS = {
    True: re.compile(rf"{_PARAMETER}|`[^`]*+`)", re.DOTALL),
    False: re.compile(rf"{_PARAMETER})", re.DOTALL),
}
"""With Hugo's raw strings and without."""


def parameter_segments(text: str, span: Span, names: Collection[str], *, hugo: bool) -> Iterator[Segment]:
    """The values that hold Chinese of the parameters ``names``, lower case, in the tag at ``span``."""
    for match in _PARAMETERS[hugo].finditer(text, span.start, span.end):
        name = (match["name"] or "").lower()
        if name in names and has_han(match["value"]):
            value = Span(match.start("value"), match.end("value"))
            kind = SegmentKind.ALT if name == "alt" else SegmentKind.META
            quotes = _QUOTES[match["value"][0]]
            yield Segment(value, kind, (Text(value, match["value"]),), f"{'hugo' if hugo else 'liquid'}-{quotes}")


_QUOTES = {'"': "double", "'": "single", "`": "raw"}


def _read(raw: str) -> str:
    """The text of a value, given with its quotes."""
    quote, inside = raw[0], raw[1:-1]
    return _one_line(inside if quote == "`" else inside.replace(f"\\{quote}", quote)).strip()


def _read_hugo(raw: str) -> str:
    """The same of ``"…"`` in Hugo."""
    return _one_line(raw[1:-1].replace("\\", "") if '\\"' in raw else raw[1:-1]).strip()


def _one_line(text: str) -> str:
    return _LINE_END.sub(_joint, text)


_LINE_END = re.compile(r"[ \t]++(?:[\r\n]\s*+)?+|[\r\n]\s*+")


def _joint(match: re.Match[str]) -> str:
    """What a line end is: nothing between Chinese, else a space."""
    if not match[0].strip(" \t"):
        return match[0]
    left, right = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if left and right and joins_without_space(left, right) else " "


def _on_one_line(write: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: write(re.sub(r"\r\n|[\r\n]", " ", text))


def _write_double(text: str) -> str:
    return _write_raw(text) if "\\" in text else '"{}"'.format(text.replace('"', '\\"'))


def _write_raw(text: str) -> str:
    if "`" not in text:
        return f"`{text}`"
    if "\\" in text:
        raise ValueError("a shortcode cannot hold a backtick and a backslash in one parameter")
    return _write_double(text)


def _write_single(text: str) -> str:
    """As it was if it can be; Hugo itself knows no single quotes."""
    return _write_double(text) if re.search(r"""["'\\]|[%>]\}\}|\{\{""", text) else f"'{text}'"


def _write_liquid(quotes: str, text: str) -> str:
    """``text`` in the first of two ``quotes`` that it does not hold; in the first with backslashes if it holds both."""
    if re.search(r"[%}]\}|\{[{%]", text):
        raise ValueError("braces in pairs cannot stand in a Liquid tag")
    if text.endswith("\\"):
        raise ValueError("a backslash cannot stand before a quote in a Liquid tag")
    for quote in quotes:
        if quote not in text:
            return f"{quote}{text}{quote}"
    if "\\" in text:
        raise ValueError("a Liquid tag cannot hold backslashes and both quotes in one parameter")
    return quotes[0] + text.replace(quotes[0], f"\\{quotes[0]}") + quotes[0]


def _spelling(read: Callable[[str], str], write: Callable[[str], str]) -> Spelling:
    return Spelling(read=read, write=_on_one_line(write), whole=True)


SPELLINGS: Mapping[str, Spelling] = {
    "hugo-double": _spelling(_read_hugo, _write_double),
    "hugo-raw": _spelling(_read, _write_raw),
    "hugo-single": _spelling(_read, _write_single),
    "liquid-double": _spelling(_read, lambda text: _write_liquid("\"'", text)),
    "liquid-single": _spelling(_read, lambda text: _write_liquid("'\"", text)),
}
"""By the language of the tag and the quotes."""
