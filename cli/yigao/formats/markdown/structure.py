"""Whether two Markdown texts have the same blocks with the same codes in them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from yigao.formats._front_matter import find_front_matter
from yigao.formats.markdown.blocks import INLINE_TAGS, LEAVES, Event, Payload, events
from yigao.formats.markdown.shortcodes import find_shortcodes, hidden
from yigao.formats.markdown.tags import read_tag
from yigao.model.interfaces import FormatOptions
from yigao.model.span import Span

_EMPHASIS = frozenset({"em", "strong", "del"})
_SEEN: Mapping[str, Callable[[Payload], str]] = {
    "Heading": lambda payload: str(payload["level"]),
    "List": str,
    "Table": str,
    "CodeBlock": str,
    "BlockQuote": str,
    "FootnoteDefinition": str,
}
"""What else than its name matters of a block."""


@dataclass
class _Block:
    """A mark of block structure, and what is in the line of text that follows it."""

    name: str
    span: Span
    codes: Counter[str] = field(default_factory=Counter)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Block) and (self.name, self.codes) == (other.name, other.codes)

    __hash__ = None  # type: ignore[assignment]  # it changes while it is read


def altered(before: str, after: str) -> Span | None:
    """Where in ``before`` the first block stands that ``after`` no longer has there, with the same codes.

    Texts, titles of links and attributes of tags may differ, and emphasis, which `secure` keeps and may spell otherwise.
    """
    for old, new in zip_longest(_blocks(before), _blocks(after)):
        if old != new:
            return old.span if old else Span(len(before), len(before))
    return None


def _blocks(text: str) -> Iterator[_Block]:
    options = FormatOptions()
    front = find_front_matter(text, options.front_matter).span
    shortcodes = find_shortcodes(text, front.end, options.shortcode_parameters)
    codes = [one for one in shortcodes if not one.is_block]
    starts = [one.span.start for one in codes]
    block = _Block("", Span(0, 0))
    raw = False
    for event in events(hidden(text, front, shortcodes)):
        if event.tag in {"CodeBlock", "HtmlBlock"}:
            raw = event.name == "Start"
        if event.tag in INLINE_TAGS or (event.name in LEAVES and not raw):
            block.codes.update(_codes(event))
            first, last = (bisect_left(starts, at) for at in (event.span.start, event.span.end))
            block.codes.update(f"{one.kind} {one.pairing}" for one in codes[first:last] if event.name == "Text")
        elif event.name in {"Start", "End", "Rule", "TaskListMarker"}:
            yield block
            seen = _SEEN.get(event.tag) if event.name == "Start" else None
            block = _Block(f"{event.name} {event.tag} {seen(event.payload) if seen else ''}", event.span)
    yield block


def _codes(event: Event) -> Iterator[str]:
    """What an inline event is, but for its words."""
    if event.name == "InlineHtml":
        tag = read_tag(event.payload)
        if tag.name not in _EMPHASIS:
            yield f"<{tag.name}> {tag.pairing}"
    elif event.tag in {"Link", "Image"}:
        if event.name == "Start":
            yield f"{event.tag} {event.payload['dest_url']}"
    elif event.name not in {"Text", "SoftBreak", "Start", "End"}:
        yield f"{event.name} {event.payload}"
