"""Plain text: paragraphs of one line or of lines broken at a margin, a title, lists, dialogue, tables with tabs."""

from collections.abc import Iterator, Sequence

from yigao.formats._addresses import addresses_apart
from yigao.formats.text.filling import fill
from yigao.formats.text.layout import layouts
from yigao.formats.text.lines import Line, blocks
from yigao.formats.text.paragraphs import paragraphs, take_title
from yigao.formats.text.preview import appendix, bilingual, to_html
from yigao.model.document import Code, CodeKind, Parsed, Part, Segment, SegmentKind, Text
from yigao.model.interfaces import FormatOptions, Spelling
from yigao.model.span import Span

__all__ = ["SPELLINGS", "SUFFIXES", "appendix", "bilingual", "finish", "layouts", "parse", "to_html"]

SUFFIXES = (".txt", ".text")
"""File name endings of this format, lower case."""
SPELLINGS = {"": Spelling()}
"""Plain text is spelled as it is."""


def parse(text: str, options: FormatOptions = FormatOptions()) -> Parsed:  # noqa: B008 - frozen
    """The segments of a plain text, in order. Ends on any text; raises nothing."""
    del options
    runs = list(blocks(text))
    title = take_title(runs)
    found = [Segment(Span(title.start, title.end), SegmentKind.HEADING, tuple(_parts([title], text)))] if title else []
    for lines in paragraphs(runs):
        found += _segments(lines, text)
    return Parsed(tuple(found))


def finish(translated: str, segment: Segment, text: str, options: FormatOptions) -> str:
    """What is written for a segment of ``text`` in which something was translated: lines broken as configured."""
    return fill(translated, segment, text, options.wrap) if options.wrap else translated


def _segments(lines: Sequence[Line], text: str) -> Iterator[Segment]:
    first = lines[0]
    if len(first.cells) > 1:
        for start, end in first.cells:
            span = Span(start, end)
            yield Segment(span, SegmentKind.CELL, tuple(addresses_apart(Text(span, span.cut(text)))))
        return
    kind = SegmentKind.PARAGRAPH
    if first.is_labelled:
        kind = SegmentKind.ITEM
    elif ">" in first.indent:
        kind = SegmentKind.QUOTE
    yield Segment(Span(first.start, lines[-1].end), kind, tuple(_parts(lines, text)))


def _parts(lines: Sequence[Line], text: str) -> Iterator[Part]:
    """The words of the lines, addresses apart, and what stands between two lines as a soft line end."""
    at = lines[0].start
    for line in lines:
        if line.start > at:
            span = Span(at, line.start)
            yield Code(span, span.cut(text), CodeKind.SOFT_BREAK)
        yield from addresses_apart(Text(Span(line.start, line.end), line.text))
        at = line.end
