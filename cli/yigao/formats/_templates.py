"""Tags of template engines in the text of pages: ``{{ name }}`` and ``{% name … %}``, as in Jekyll, Hexo, Jinja and Vue."""

import re
from collections.abc import Iterator

from yigao.formats._addresses import is_short
from yigao.model.document import Code, CodeKind
from yigao.model.span import Span
from yigao.text.patterns import later

OPAQUE = frozenset(
    "chart code codeblock comment echarts highlight katex latex math mathjax mermaid plantuml raw rawhtml tikz".split()
)
"""Shortcodes and tags whose inside is not prose."""

_START = later(r"\{[{%]")
_VARIABLE = later(r"\{\{\{[^{}]{1,500}+\}\}\}|\{\{[^{}]{1,500}+\}\}")
_NAME = later(r"\{%-?\s*+([\w-]++)")


def template_codes(text: str, where: Span) -> Iterator[Code]:
    """The tags in a stretch of ``text``, in order; those in `OPAQUE` with all up to their end. Takes linear time."""
    absent: set[str] = set()
    at = where.start
    while found := _START().search(text, at, where.end):
        at = found.start()
        end = _tag_end(text, at, where.end, absent) if found[0] == "{%" else _variable_end(text, at, where.end)
        if end < 0:
            at += 2
            continue
        source = text[at:end]
        if found[0] == "{{":
            yield Code(Span(at, end), source, CodeKind.CODE, verbatim=is_short(source) and source.isprintable())
        else:
            yield Code(Span(at, end), source, CodeKind.TAG)
        at = end


def _variable_end(text: str, at: int, end: int) -> int:
    found = _VARIABLE().match(text, at, end)
    return found.end() if found else -1


def _tag_end(text: str, at: int, end: int, absent: set[str]) -> int:
    """Where the tag at ``at`` ends; -1 if it does not. ``absent`` holds what was sought in vain."""
    own = -1 if "" in absent else text.find("%}", at + 2, end)
    if own < 0:
        absent.add("")
        return -1
    own += 2
    called = _NAME().match(text, at, own)
    if not called or called[1] not in OPAQUE - absent:
        return own
    closing = re.compile(rf"\{{%-?\s*+end{called[1]}\s*+-?%\}}").search(text, own, end)
    if not closing:
        absent.add(called[1])
        return own
    return closing.end()
