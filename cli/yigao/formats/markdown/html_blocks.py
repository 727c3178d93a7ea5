"""HTML blocks of Markdown: read as HTML, whatever stands between the lines and blocks of it.

CommonMark ends most HTML blocks at a blank line, so that an element may begin in one and end in another, with Markdown
between them. All blocks of an article are therefore read in one go; what is left out (``hidden``, ``translate="no"``)
is left out with the Markdown in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yigao.formats.html.spelling import ATTRIBUTES, HTML
from yigao.formats.markdown.blocks import Block
from yigao.formats.markdown.dialects import Shortcode
from yigao.model.document import Code, Pairing, Part, Segment, Skipped, Text
from yigao.model.interfaces import Spelling
from yigao.model.span import Span

if TYPE_CHECKING:
    from yigao.formats.html.reading import Region

SPELLINGS: dict[str, Spelling] = {"html": HTML, **ATTRIBUTES}
"""Of text between tags, and of attribute values."""

_SHORTCODES = ("{{<", "{{%")
_QUOTED_LINE = re.compile(r"[\r\n][ \t]*+>")


@dataclass(frozen=True, slots=True)
class HtmlBlocks:
    """What the HTML blocks of an article hold."""

    segments: tuple[Segment, ...]
    """In order of their start."""
    skipped: tuple[Skipped, ...]
    """In order, disjoint."""
    starts: list[int] = field(init=False, repr=False, compare=False)
    """Where these begin."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [one.span.start for one in self.skipped])

    def hides(self, span: Span) -> bool:
        """Whether what stands in ``span`` is left out with the element around it."""
        index = bisect_right(self.starts, span.start) - 1
        return index >= 0 and self.skipped[index].span.covers(span)


def read_blocks(text: str, readable: str, blocks: Sequence[Block], shortcodes: Sequence[Shortcode]) -> HtmlBlocks:
    """What the HTML ``blocks`` of ``text`` hold; ``readable`` is the same text with ``shortcodes`` masked."""
    if not blocks:
        return HtmlBlocks((), ())
    from yigao.formats.html.reading import read  # noqa: PLC0415 - most articles hold no HTML

    lines = [[_with_return(event.span, text) for event in block.events if len(event.span)] for block in blocks]
    places = _Places([span for spans in lines for span in spans])
    joined = "".join(span.cut(readable) for span in places.spans)
    found = read(joined, list(_regions(blocks, lines)), "html")
    skipped = tuple(Skipped(places.outer(one.span), one.reason) for one in found.skipped)
    held = [one for one in shortcodes if places.hold(one.span) and _is_code(one)]
    restored = (_restored(segment, text, places, held) for segment in found.segments)
    segments = [segment for segment in restored if not _quotes_shortcode(segment)]
    read_too = HtmlBlocks((), skipped)
    segments += [inner for one in held if not read_too.hides(one.span) for inner in one.segments]
    return HtmlBlocks(tuple(sorted(segments, key=lambda one: (one.span.start, -one.span.end))), skipped)


def _is_code(one: Shortcode) -> bool:
    """Whether a shortcode is one in HTML too; wikis and publishers read their own marks in Markdown alone."""
    return not one.disguise or (one.pairing is Pairing.ALONE and not one.is_block)


def _with_return(span: Span, text: str) -> Span:
    """A line feed with the carriage return before it, which the parser leaves out."""
    return Span(span.start - 1, span.end) if text.startswith("\r\n", max(0, span.start - 1)) else span


def _regions(blocks: Iterable[Block], lines: Iterable[Sequence[Span]]) -> "Iterator[Region]":
    """Where each block stands in all of them joined, given the stretches of each."""
    from yigao.formats.html.reading import Region  # noqa: PLC0415

    at = 0
    for block, spans in zip(blocks, lines, strict=True):
        end = at + sum(map(len, spans))
        yield Region(Span(at, end), block.kind)
        at = end


class _Places:
    """Where in an article the characters of joined stretches stand."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts: list[int] = []
        at = 0
        for span in spans:
            self._starts.append(at)
            at += len(span)

    def of(self, at: int) -> int:
        """Where the character at an offset stands; between two stretches, the first of the second."""
        index = bisect_right(self._starts, at) - 1
        return self.spans[index].start + at - self._starts[index]

    def end(self, at: int) -> int:
        """Where what ends at an offset ends: in the first of two stretches."""
        return self.of(at - 1) + 1 if at else self.of(at)

    def outer(self, span: Span) -> Span:
        """From the first to the last character of a stretch."""
        return Span(self.of(span.start), self.end(span.end))

    def hold(self, span: Span) -> bool:
        """Whether a stretch of the article is in one of those that were joined."""
        index = bisect_right(self.spans, span.start, key=lambda one: one.start) - 1
        return index >= 0 and self.spans[index].covers(span)


def _restored(segment: Segment, text: str, places: _Places, shortcodes: Sequence[Shortcode]) -> Segment:
    """A segment of the joined text as one of the article: line ends with what stands before the next line."""
    outer = places.outer(segment.span)
    parts: list[Part] = []
    for part in segment.parts:
        end = outer.end if part.span.end == segment.span.end else places.of(part.span.end)
        span = Span(places.of(part.span.start), end)
        if isinstance(part, Text):
            parts += _texts(span, text, shortcodes)
        else:
            parts.append(replace(part, span=span, source=span.cut(text)))
    return replace(segment, span=outer, parts=tuple(parts))


def _quotes_shortcode(segment: Segment) -> bool:
    """Whether an attribute value holds a shortcode with quotation marks, which HTML and Hugo read differently."""
    codes = (part.source for part in segment.parts if isinstance(part, Code) and part.source.startswith(_SHORTCODES))
    return segment.spelling in ATTRIBUTES and any('"' in source or "'" in source for source in codes)


def _texts(span: Span, text: str, shortcodes: Sequence[Shortcode]) -> Iterator[Part]:
    """A text cut at the shortcodes in it, which are codes."""
    at = span.start
    index = bisect_left(shortcodes, at, key=lambda one: one.span.start)
    while index < len(shortcodes) and shortcodes[index].span.end <= span.end:
        inner = shortcodes[index].span
        if inner.start > at:
            yield Text(Span(at, inner.start), text[at : inner.start])
        yield Code(inner, inner.cut(text), shortcodes[index].kind)
        at = inner.end
        index += 1
    if at < span.end:
        yield Text(Span(at, span.end), text[at : span.end])


def attribute_texts(text: str, tag: Span) -> Iterator[Segment]:
    """The attributes for readers of an inline tag; those with shortcodes or over lines of a quotation are left alone."""
    source = tag.cut(text)
    if "=" not in source or any(opening in source for opening in _SHORTCODES):
        return
    from yigao.formats.html.attributes import attribute_segments, has_chinese  # noqa: PLC0415
    from yigao.formats.html.tokens import tokens  # noqa: PLC0415

    if not has_chinese(source):
        return
    places = _Places([tag])
    for token in tokens(source):
        for segment in attribute_segments(token, source):
            if not _QUOTED_LINE.search(segment.span.cut(source)):
                yield _restored(segment, text, places, ())
