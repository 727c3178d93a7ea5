"""Attribute values that a reader sees or hears: alternative texts, titles, labels, descriptions of the page."""

from collections.abc import Iterator

from yigao.formats._templates import has_templates
from yigao.formats.html.spelling import plain
from yigao.formats.html.texts import text_parts
from yigao.formats.html.tokens import Attribute, Token
from yigao.model.document import Segment, SegmentKind, Text
from yigao.model.span import Span
from yigao.text.han import has_han

_ANYWHERE = frozenset(
    "aria-description aria-label aria-placeholder aria-roledescription aria-valuetext placeholder title".split()
)
_LABELS = {"label": frozenset({"optgroup", "option", "tabitem", "track"}), "summary": frozenset({"table"})}
_BUTTONS = frozenset({"button", "reset", "submit"})
_DESCRIPTIONS = frozenset(
    "description og:title og:description og:image:alt twitter:title twitter:description twitter:image:alt".split()
)
_SPELLINGS = {'"': "attribute-double", "'": "attribute-single", "": "attribute-bare"}


def attribute_segments(tag: Token, text: str) -> Iterator[Segment]:
    """A segment for each attribute of a start tag whose value is Chinese text for readers."""
    for attribute in tag.attributes:
        value = attribute.value.cut(text)
        if len(value) > 0 and has_chinese(value):
            kind = _kind(tag, attribute, text)
            if kind is not None:
                yield _segment(attribute, kind, text)


def has_chinese(text: str) -> bool:
    """Whether text holds a Han character, spelled out or as a reference: ``&#20013;``."""
    return has_han(text) or ("&#" in text and has_han(plain(text)))


def unread_attributes(tag: Token, text: str) -> Iterator[tuple[Span, str]]:
    """The values that hold Chinese which no reader sees (keywords, addresses, scripts), and what they are."""
    for attribute in tag.attributes:
        value = attribute.value.cut(text)
        if has_chinese(value) and _kind(tag, attribute, text) is None:
            metadata = (tag.name, attribute.name) == ("meta", "content")
            yield attribute.value, "metadata" if metadata else f"attribute {attribute.name}"


def _kind(tag: Token, attribute: Attribute, text: str) -> SegmentKind | None:
    """What the value is to a reader; None if it is nothing."""
    name = attribute.name
    if not attribute.quote and has_templates(attribute.value.cut(text)):
        return None  # nobody can say which quotation marks it would need
    if name == "alt":
        return SegmentKind.ALT
    labels = name in _LABELS and tag.name in _LABELS[name]
    button = name == "value" and tag.name == "input" and _value(tag, "type", text) in _BUTTONS
    if name in _ANYWHERE or labels or button:
        return SegmentKind.TITLE
    return SegmentKind.META if name == "content" and _is_description(tag, text) else None


def _is_description(tag: Token, text: str) -> bool:
    return tag.name == "meta" and any(_value(tag, name, text) in _DESCRIPTIONS for name in ("name", "property"))


def _value(tag: Token, name: str, text: str) -> str:
    return next((one.value.cut(text).strip().lower() for one in tag.attributes if one.name == name), "")


def _segment(attribute: Attribute, kind: SegmentKind, text: str) -> Segment:
    span = attribute.value
    parts = tuple(text_parts(text, span)) if attribute.quote else (Text(span, span.cut(text)),)
    return Segment(span, kind, parts, _SPELLINGS[attribute.quote])
