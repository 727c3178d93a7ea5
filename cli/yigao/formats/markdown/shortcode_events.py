"""Shortcodes among the events of a block: each an event, those alone on their lines taken out."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from yigao.formats.markdown.blocks import Block, Event
from yigao.formats.markdown.dialects import Shortcode
from yigao.model.span import Span

_BREAKS = frozenset({"SoftBreak", "HardBreak"})


def blocks_around(
    blocks: Iterable[Block], shortcodes: Sequence[Shortcode], text: str, lone: list[Shortcode]
) -> Iterator[Block]:
    """The blocks with a ``Shortcode`` event for each of ``shortcodes``; those alone on their lines go into ``lone``.

    What stands above and below of one that is alone become blocks of their own.
    """
    if not shortcodes:
        yield from blocks
        return
    starts = [one.span.start for one in shortcodes]
    for block in blocks:
        pending: list[Event] = []
        for line in _lines(event for one in block.events for event in _cut(one, shortcodes, starts)):
            codes = _alone(line, text)
            if not codes:
                pending += line
                continue
            lone += codes
            yield from _block(block, pending)
            pending = []
        yield from _block(block, pending)


def _cut(event: Event, shortcodes: Sequence[Shortcode], starts: Sequence[int]) -> Iterator[Event]:
    """A text cut at the shortcodes in it; any other event as it is."""
    if event.name != "Text":
        yield event
        return
    at, end = event.span.start, event.span.end
    index = max(0, bisect_right(starts, at) - 1)
    while index < len(starts) and starts[index] < end:
        one = shortcodes[index]
        index += 1
        if one.is_block or one.span.start < at or one.span.end > end:
            continue  # where the parser cut into it, what is left is text to us
        if one.span.start > at:
            yield Event("Text", "", None, Span(at, one.span.start))
        yield Event("Shortcode", "", one, one.span)
        at = one.span.end
    if at < end:
        yield Event("Text", "", None, Span(at, end))


def _lines(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events line by line, each with the break at its end; a line end inside an element ends none."""
    line: list[Event] = []
    depth = 0
    for event in events:
        depth += {"Start": 1, "End": -1}.get(event.name, 0)
        line.append(event)
        if not depth and event.name in _BREAKS:
            yield line
            line = []
    if line:
        yield line


def _alone(line: Sequence[Event], text: str) -> list[Shortcode]:
    """The shortcodes of a line that holds nothing else."""
    codes = []
    for event in line:
        if event.name == "Shortcode":
            codes.append(event.payload)
        elif event.name not in _BREAKS and not (event.name == "Text" and not event.span.cut(text).strip()):
            return []
    return [] if all(code.is_word for code in codes) else codes


def _block(block: Block, events: list[Event]) -> Iterator[Block]:
    if events and events[-1].name in _BREAKS:
        events = events[:-1]
    if events:
        yield Block(block.kind, tuple(events))
