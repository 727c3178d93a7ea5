"""Markdown: CommonMark with the GitHub extensions, inline HTML, footnotes, math and front matter."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from yigao.formats import _front_matter as front_matter
from yigao.formats._front_matter import find_front_matter
from yigao.formats._leftovers import left_out
from yigao.formats.markdown import dialects, html_blocks, shortcode_parameters, titles
from yigao.formats.markdown.blocks import Block, blocks, definitions
from yigao.formats.markdown.escaping import escape, plain
from yigao.formats.markdown.inline import segments_of
from yigao.formats.markdown.preview import appendix, bilingual, to_html
from yigao.formats.markdown.shortcode_events import blocks_around
from yigao.formats.markdown.shortcodes import find_shortcodes, hidden
from yigao.model.document import Document, Parsed, Segment, Skipped
from yigao.model.interfaces import FormatOptions, Piece, Spelling
from yigao.model.span import Span

if TYPE_CHECKING:
    from yigao.model.layout import Layout

__all__ = ["SPELLINGS", "SUFFIXES", "altered", "appendix", "bilingual", "layouts", "parse", "secure", "to_html"]

SUFFIXES = (".md", ".markdown", ".mdown", ".mdx", ".mkd")
"""File name endings of this format, lower case."""


SPELLINGS = {
    "": Spelling(plain, escape),
    **titles.SPELLINGS,
    **front_matter.SPELLINGS,
    **shortcode_parameters.SPELLINGS,
    **dialects.SPELLINGS,
    **html_blocks.SPELLINGS,
}
"""Markdown's own, and those of titles, values in front matter, parameters of shortcodes and HTML."""


def parse(text: str, options: FormatOptions = FormatOptions()) -> Parsed:  # noqa: B008 - frozen
    """The segments of a Markdown article, in order of their start. Ends on any text; raises nothing."""
    front = find_front_matter(text, options.front_matter)
    shortcodes = find_shortcodes(text, front.span.end, options.shortcode_parameters)
    readable = hidden(text, front.span, shortcodes)
    lone = [one for one in shortcodes if one.is_block]
    found: list[Segment] = []
    html: list[Block] = []
    code: list[Block] = []
    for block in blocks_around(blocks(readable), shortcodes, text, lone):
        if block.events[0].name == "Html":
            html.append(block)
        elif block.events[0].tag == "CodeBlock":
            code.append(block)
        else:
            found += segments_of(block, text)
    defined: list[Skipped] = []
    for span in definitions(readable).values():
        title = list(titles.definition_segments(text, span))
        found += title
        defined += left_out(text, span, title, "reference definition")
    pages = html_blocks.read_blocks(text, readable, html, shortcodes)
    found = [*front.segments, *pages.segments, *(one for one in found if not pages.hides(one.span))]
    skipped = [*front.skipped, *pages.skipped, *(one for one in defined if not pages.hides(one.span))]
    raw = sorted(event.span for block in (*html, *code) for event in block.events)
    for one in lone:
        if not pages.hides(one.span):
            segments = () if _is_in(one.span, raw) else one.segments
            found += segments
            skipped += left_out(text, one.span, segments, one.reason)
    for span in (block.events[0].span for block in code):
        skipped += left_out(text, span, (), "code block") if not pages.hides(span) else ()
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    return Parsed(tuple(found), tuple(sorted(skipped, key=lambda one: one.span)))


def _is_in(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether a span begins in one of the stretches, which are in order."""
    index = bisect_right(stretches, span.start, key=lambda one: one.start) - 1
    return index >= 0 and span.start < stretches[index].end


def secure(document: Document, segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """See `yigao.formats.markdown.safety`."""
    from yigao.formats.markdown import safety  # noqa: PLC0415 - for rendering alone

    return safety.secure(document, segment, pieces)


def altered(before: str, after: str) -> Span | None:
    """See `yigao.formats.markdown.structure`."""
    from yigao.formats.markdown import structure  # noqa: PLC0415 - for rendering alone

    return structure.altered(before, after)


def layouts(text: str) -> "Iterator[Layout]":
    """See `yigao.formats.markdown.layout`."""
    from yigao.formats.markdown import layout  # noqa: PLC0415 - for rendering and review alone

    return layout.layouts(text)
