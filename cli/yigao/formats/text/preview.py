"""Plain text in two languages, and as HTML."""

from collections.abc import Sequence
from html import escape

from yigao.model.document import Segment, SegmentKind


def bilingual(segment: Segment, text: str, translated: str, language: str) -> str | None:
    """A paragraph with its translation on the next line, a cell with it behind a stroke."""
    del language
    source = segment.span.cut(text)
    if segment.kind is SegmentKind.CELL:
        return f"{source} / {translated}"
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{source}{end}{translated}"


def appendix(text: str, lines: Sequence[str], language: str) -> str:
    """The text with plain lines at its end."""
    del language
    if not lines:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text.rstrip()}{end}{end}{'-' * 8}{end}{end.join(lines)}{end}"


def to_html(text: str) -> str:
    """The text as HTML, line by line."""
    return f"<pre>{escape(text)}</pre>"
