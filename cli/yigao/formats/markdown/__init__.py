"""Markdown: CommonMark with the GitHub extensions, inline HTML, footnotes, math and front matter."""

from yigao.formats.markdown import titles
from yigao.formats.markdown.blocks import blocks, definitions
from yigao.formats.markdown.escaping import escape, plain
from yigao.formats.markdown.inline import segments_of
from yigao.model.document import Parsed
from yigao.model.interfaces import FormatOptions, Spelling

__all__ = ["SPELLINGS", "SUFFIXES", "parse"]

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
"""File name endings of this format, lower case."""


SPELLINGS = {"": Spelling(plain, escape), **titles.SPELLINGS}
"""Markdown's own, and those of its titles."""


def parse(text: str, options: FormatOptions = FormatOptions()) -> Parsed:  # noqa: B008 - frozen
    """The segments of a Markdown article, in order of their start. Ends on any text; raises nothing."""
    del options
    found = [segment for block in blocks(text) for segment in segments_of(block, text)]
    found += titles.definition_segments(text, definitions(text))
    return Parsed(tuple(sorted(found, key=lambda segment: (segment.span.start, -segment.span.end))))
