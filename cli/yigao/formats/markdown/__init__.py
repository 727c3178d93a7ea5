"""Markdown: CommonMark with the GitHub extensions, inline HTML, footnotes, math and front matter."""

from yigao.formats.markdown.blocks import blocks
from yigao.formats.markdown.escaping import escape, plain
from yigao.formats.markdown.inline import segments_of
from yigao.model.document import Segment

__all__ = ["SUFFIXES", "escape", "parse", "plain"]

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
"""File name endings of this format, lower case."""


def parse(text: str) -> tuple[Segment, ...]:
    """The segments of a Markdown article, in order of their start. Ends on any text; raises nothing."""
    found = [segment for block in blocks(text) for segment in segments_of(block, text)]
    return tuple(sorted(found, key=lambda segment: (segment.span.start, -segment.span.end)))
