"""Tags of template engines in pages: ``{{ name }}`` and ``{% name … %}``, as in Jekyll, Hexo, Jinja and Vue.

The engine reads them before any browser sees the page, so they go before its markup: the ``<b>`` in ``{{ "<b>" | raw }}``
is no tag, nor is anything between ``{% raw %}`` and ``{% endraw %}``.
"""

import re
from collections.abc import Callable, Iterator

from yigao.formats._addresses import is_short
from yigao.model.document import Code, CodeKind
from yigao.model.span import Span
from yigao.text.patterns import later

OPAQUE = frozenset(
    "chart code codeblock comment echarts highlight katex latex math mathjax mermaid plantuml raw rawhtml tikz".split()
)
"""Shortcodes and tags whose inside is not prose."""

_LONGEST = 2000
"""Characters of the longest tag of a page."""
_START = later(r"\{[{%]")
_VARIABLE = later(r"\{\{\{[^{}]{1,500}+\}\}\}|\{\{[^{}]{1,500}+\}\}")
_NAME = later(r"\{%-?\s*+([\w-]++)")
_MARKUP = later(r"<[A-Za-z/!?]")
_QUOTED_MARKUP = later(r"""(?:[^"'<]++|"[^"]*+"|'[^']*+'|<(?![A-Za-z/!?]))*+""")

_INSIDE = r"(?:[^{%]|%(?!\}|[{%])|\{(?![{%]))"


def _tag(quote: str = "") -> str:
    """The pattern of a tag in an attribute; between quotes like ``quote`` only with an even number of these in it."""
    if not quote:
        return rf"\{{\{{[^{{}}<]*+\}}\}}|\{{%(?:(?!<[A-Za-z/!?]){_INSIDE})*+%\}}"
    variable, tag = (rf"(?:(?!{quote}){inside})*+" for inside in ("[^{}]", _INSIDE))
    return "|".join(
        rf"{opening}(?!{quote}){words}(?:{quote}{words}{quote}{words})*+{closing}"
        for opening, words, closing in ((r"\{\{", variable, r"\}\}"), (r"\{%", tag, r"%\}"))
    )


IN_ATTRIBUTES = {"": _tag(), '"': _tag('"'), "'": _tag("'")}
"""Patterns of tags in attribute values, by the quotes around these, and outside of values. Take linear time."""


def has_templates(text: str) -> bool:
    """Whether there may be tags in a text at all."""
    return "{{" in text or "{%" in text


def template_codes(text: str, where: Span) -> Iterator[Code]:
    """The tags in a stretch of ``text``, in order; those in `OPAQUE` with all up to their end. Takes linear time."""
    end_of = tag_ends(text, where.end)
    at = where.start
    while found := _START().search(text, at, where.end):
        at = found.start()
        end = end_of(at)
        if end < 0:
            at += 2
            continue
        yield _code(Span(at, end), text[at:end])
        at = end


def _code(span: Span, source: str) -> Code:
    if source.startswith("{{"):
        return Code(span, source, CodeKind.CODE, verbatim=is_short(source) and source.isprintable())
    called = _NAME().match(source)
    opaque = called is not None and called[1] in OPAQUE and source.count("%}") > 1
    kind = CodeKind.TAG if not opaque else CodeKind.COMMENT if called and called[1] == "comment" else CodeKind.CODE
    return Code(span, source, kind)


def tag_ends(text: str, limit: int) -> Callable[[int], int]:
    """A function that tells where the tag ends that begins at a place in ``text``, up to ``limit``; -1 if it does not.

    It is to be asked for one place after the other.
    """
    absent: set[str] = set()  # opaque names whose end was sought in vain

    def end_of(at: int) -> int:
        if text[at + 1] == "{":
            found = _VARIABLE().match(text, at, limit)
            return found.end() if found and _holds_no_markup(found[0]) else -1
        own = text.find("%}", at + 2, min(limit, at + _LONGEST)) + 2
        if own < 2 or not _holds_no_markup(text[at:own]):
            return -1
        called = _NAME().match(text, at, own)
        # What an element closes right behind is shown and not run: `<code>{% raw %}</code>`.
        if not called or called[1] not in OPAQUE - absent or text.startswith("</", own):
            return own
        closing = re.compile(rf"\{{%-?\s*+end{called[1]}\s*+-?%\}}").search(text, own, limit)
        if not closing:
            absent.add(called[1])
            return own
        return closing.end()

    return end_of


def _holds_no_markup(tag: str) -> bool:
    """Whether a browser's tags stand in one of templates between quotation marks at most."""
    return not _MARKUP().search(tag) or _QUOTED_MARKUP().fullmatch(tag) is not None
