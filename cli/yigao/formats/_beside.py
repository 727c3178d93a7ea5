"""A text followed by its translation, in formats that have HTML tags."""

from html import escape

from yigao.model.document import Segment, SegmentKind

UNSEEN = frozenset({SegmentKind.ALT, SegmentKind.TITLE, SegmentKind.META})
"""Kinds that readers do not see where they stand."""

CLASS = "yigao-translation"


def wrapped(translated: str, language: str) -> str:
    """The translation as an element that says its language; as it is for none."""
    return f'<span class="{CLASS}" lang="{escape(language)}" dir="auto">{translated}</span>' if language else translated


def broken(segment: Segment, text: str, translated: str, language: str) -> str:
    """A segment with its translation on the next line, in the same element."""
    return f"{segment.span.cut(text)}<br>{wrapped(translated, language)}"
