"""HTML pages and exports: text between tags, and the attributes that readers see."""

from typing import TYPE_CHECKING

from yigao.formats import _front_matter as front_matter
from yigao.formats._front_matter import find_front_matter
from yigao.formats.html.preview import appendix, bilingual
from yigao.formats.html.safety import secure
from yigao.formats.html.spelling import ATTRIBUTES, HTML
from yigao.model.document import Parsed, SegmentKind
from yigao.model.interfaces import FormatOptions, Spelling
from yigao.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yigao.formats.html.reading import Found
    from yigao.model.layout import Layout

__all__ = ["NAMES_ENCODING", "SPELLINGS", "SUFFIXES", "appendix", "bilingual", "layouts", "localise", "parse", "secure"]

SUFFIXES = (".html", ".htm", ".xhtml")
"""File name endings of this format, lower case."""

NAMES_ENCODING = True
"""Whether its files may name their own encoding."""

SPELLINGS: dict[str, Spelling] = {"": HTML, **ATTRIBUTES, **front_matter.SPELLINGS}
"""HTML's own, and those of attribute values and of values in front matter."""


def parse(text: str, options: FormatOptions = FormatOptions()) -> Parsed:  # noqa: B008 - frozen
    """The segments of a page, in order of their start, and what is left out. Ends on any text; raises nothing."""
    front = find_front_matter(text, options.front_matter)
    found = _read_below(front.span, text)
    return Parsed((*front.segments, *found.segments), (*front.skipped, *found.skipped))


def _read_below(front: Span, text: str) -> "Found":
    """What a page holds below its front matter, which publishing programs take off it."""
    from yigao.formats.html.reading import Region, read  # noqa: PLC0415 - for pages alone

    return read(text, [Region(Span(front.end, len(text)), SegmentKind.PARAGRAPH)] if front.end else ())


def localise(text: str, target: str) -> list[tuple[Span, str]]:
    """What else to replace in a page that is rendered in the language ``target``, in order.

    That is the language tags of the page and of the elements that say they are in Chinese and whose text is translated.
    ``target`` is a tag as catalogs or HTML spell it: ``pt_BR``, ``pt-BR``.
    """
    front = find_front_matter(text, FormatOptions().front_matter).span
    return [(span, target.replace("_", "-")) for span in _read_below(front, text).languages]


def layouts(text: str) -> "Iterator[Layout]":
    """Headings, items, quotations and cells, in order of their start."""
    from yigao.formats.html.layout import html_layouts  # noqa: PLC0415 - for rendering and review alone

    yield from html_layouts(text)
