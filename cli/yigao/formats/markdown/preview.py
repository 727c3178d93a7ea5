"""Markdown in two languages, and as HTML."""

import re
from collections.abc import Sequence

from yigao.formats._beside import UNSEEN, broken, wrapped
from yigao.formats._front_matter import find_front_matter
from yigao.formats.markdown.blocks import as_html
from yigao.formats.markdown.escaping import escape
from yigao.model.document import Segment, SegmentKind
from yigao.model.interfaces import FormatOptions

_BARE = re.compile(r"(?:^|[\r\n])[ \u3000]{0,3}\Z")
_SPELLINGS = frozenset({"", "html"})


def bilingual(segment: Segment, text: str, translated: str, language: str) -> str | None:
    """A segment with its translation: a paragraph of its own behind a paragraph, else on the next line of the block."""
    if segment.kind in UNSEEN or segment.spelling not in _SPELLINGS:
        return None
    before = text[max(0, segment.span.start - 4) : segment.span.start]
    if segment.kind is not SegmentKind.PARAGRAPH or segment.spelling or not _BARE.search(before):
        return broken(segment, text, translated, language)
    gap = "\r\n\r\n" if "\r\n" in text else "\n\n"
    return f"{segment.span.cut(text)}{gap}{wrapped(translated, language)}"


def appendix(text: str, lines: Sequence[str], language: str) -> str:
    """The text with plain lines at its end."""
    del language
    if not lines:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    paragraphs = (escape(" ".join(line.split())) for line in lines)
    return f"{text.rstrip()}{end}{end}---{end}{end}{f'{end}{end}'.join(paragraphs)}{end}"


def to_html(text: str) -> str:
    """The text without its front matter as HTML; HTML in it stays as it is."""
    front = find_front_matter(text, FormatOptions().front_matter).span
    return as_html(text[front.end :])
