"""From pyromark's events to blocks of inline events. Container and leaf blocks themselves are skeleton."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from yigao.formats.markdown.tables import late_tables, places_without, with_lines
from yigao.model.document import SegmentKind
from yigao.model.making import quickly_made
from yigao.model.span import Span

if TYPE_CHECKING:
    from pyromark import Markdown

Payload: TypeAlias = Any  # pyromark hands out plain dicts and strings, one shape an event name
"""What an event carries: a dict, a string, a number or None."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Event:
    """One parser event with its place in characters."""

    name: str
    """``Text``, ``Start``, ``End``, ``Code``, …"""
    tag: str
    """For ``Start`` and ``End`` the element; otherwise empty."""
    payload: Payload
    """What came with it."""
    span: Span
    """Where; for ``Start`` and ``End`` the whole element."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Block:
    """A run of inline events that belong together: what becomes a segment."""

    kind: SegmentKind
    """What it is to a reader."""
    events: tuple[Event, ...]
    """Its inline events in order; of a block of HTML its lines, of one of code all of it."""


INLINE_TAGS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript"})
LEAVES = frozenset(
    {"Text", "Code", "InlineMath", "DisplayMath", "InlineHtml", "SoftBreak", "HardBreak", "FootnoteReference"}
)
SKELETON_TAGS = frozenset({"CodeBlock", "HtmlBlock"})


def blocks(text: str) -> Iterator[Block]:
    """The blocks of inline content of ``text``, and those of HTML and code, in order."""
    kinds: list[SegmentKind] = [SegmentKind.PARAGRAPH]
    pending: list[Event] = []
    skipped = 0
    raw, offsets = _raw_events(text)
    for event, where in raw:
        name, tag, payload = _shape(event)
        if name in LEAVES or tag in INLINE_TAGS:
            if not skipped:
                pending.append(Event(name, tag, payload, Span(offsets[where["start"]], offsets[where["end"]])))
        elif name == "Html":
            pending.append(Event(name, tag, payload, Span(offsets[where["start"]], offsets[where["end"]])))
        elif tag:
            if pending:
                yield Block(kinds[-1], tuple(pending))
                pending = []
            _follow(kinds, name, tag)
            if tag in SKELETON_TAGS:
                skipped += 1 if name == "Start" else -1
            if tag == "CodeBlock" and name == "Start":
                span = Span(offsets[where["start"]], offsets[where["end"]])
                yield Block(kinds[-1], (Event(name, tag, payload, span),))


def _follow(kinds: list[SegmentKind], name: str, tag: str) -> None:
    """Keep the stack of enclosing kinds; a paragraph takes the kind of what it stands in."""
    if name == "End":
        if len(kinds) > 1:
            kinds.pop()
        return
    kinds.append(_KIND_OF_TAG.get(tag, kinds[-1]))


_KIND_OF_TAG = {
    "Heading": SegmentKind.HEADING,
    "Item": SegmentKind.ITEM,
    "BlockQuote": SegmentKind.QUOTE,
    "TableCell": SegmentKind.CELL,
    "DefinitionListTitle": SegmentKind.HEADING,
    "DefinitionListDefinition": SegmentKind.ITEM,
}


def definitions(text: str) -> dict[str, Span]:
    """The reference definitions in use, by label; footnotes are none."""
    if "]:" not in text:
        return {}
    found = {label: one["span"] for label, one in _parser().reference_definitions(_with_line_feeds(text)).items()}
    offsets = _character_offsets(text, {edge for where in found.values() for edge in (where["start"], where["end"])})
    return {label: Span(offsets[where["start"]], offsets[where["end"]]) for label, where in found.items()}


@cache
def _parser() -> "Markdown":
    import pyromark  # noqa: PLC0415 - a compiled parser: only loaded when an article is read

    on = pyromark.Options
    return pyromark.Markdown(
        options=on.ENABLE_TABLES
        | on.ENABLE_FOOTNOTES
        | on.ENABLE_STRIKETHROUGH
        | on.ENABLE_TASKLISTS
        | on.ENABLE_MATH
        | on.ENABLE_HEADING_ATTRIBUTES
        | on.ENABLE_GFM
        | on.ENABLE_DEFINITION_LIST
    )


def events(text: str) -> Iterator[Event]:
    """The parser's events in order, with their places in characters."""
    raw, offsets = _raw_events(text)
    for event, where in raw:
        yield Event(*_shape(event), Span(offsets[where["start"]], offsets[where["end"]]))


def _raw_events(text: str) -> tuple[Sequence[tuple[Payload, Payload]], Mapping[int, int]]:
    """The events as the parser gives them, with places in bytes, and the character at each of these."""
    shown = _with_line_feeds(text)
    raw: Sequence[tuple[Payload, Payload]] = list(_parser().events_with_range(shown))
    added = late_tables(shown.encode(), ((*_shape(event)[:2], where["start"]) for event, where in raw))
    if added:
        raw = list(_parser().events_with_range(with_lines(shown.encode(), added).decode()))
    places = {edge for _, where in raw for edge in (where["start"], where["end"])}
    if not added:
        return raw, _character_offsets(text, places)
    without = places_without(places, added)
    offsets = _character_offsets(text, {*without.values()})
    return raw, {place: offsets[without[place]] for place in places}


def as_html(text: str) -> str:
    """The text as HTML."""
    return _parser().html(_with_line_feeds(text))


def _with_line_feeds(text: str) -> str:
    """``text`` with a line feed for each lone carriage return, which the parser does not know as a line end."""
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


_LONE_RETURN = re.compile("\r(?!\n)")


def _shape(event: Payload) -> tuple[str, str, Payload]:
    """Name, tag and payload of an event."""
    if isinstance(event, str):
        return event, "", None
    ((name, payload),) = event.items()
    if name not in {"Start", "End"}:
        return name, "", payload
    if isinstance(payload, str):
        return name, payload, None
    ((tag, details),) = payload.items()
    return name, tag, details


def _character_offsets(text: str, byte_offsets: set[int]) -> dict[int, int]:
    """Character offset of each UTF-8 offset, in one pass."""
    data = text.encode()
    if len(data) == len(text):
        return {offset: offset for offset in byte_offsets}
    found: dict[int, int] = {}
    last_byte = last_character = 0
    for offset in sorted(byte_offsets):
        last_character += len(data[last_byte:offset].decode())
        last_byte = offset
        found[offset] = last_character
    return found
