"""How the blocks of a Markdown article are laid out."""

from collections.abc import Iterator

from yigao.formats._front_matter import find_front_matter
from yigao.formats.html.layout import html_layouts
from yigao.formats.markdown.blocks import Event, events
from yigao.formats.markdown.shortcodes import find_shortcodes, hidden
from yigao.model.document import SegmentKind
from yigao.model.interfaces import FormatOptions
from yigao.model.layout import Layout, Lists, Tables

HTML_TABLES = 1_000_000
"""Tables in blocks of HTML are counted from here, so that none has the number of a Markdown table."""


def layouts(text: str) -> Iterator[Layout]:
    """Headings, items, quotations and cells, also those in blocks of HTML, in order of their start."""
    options = FormatOptions()
    front = find_front_matter(text, options.front_matter).span
    readable = hidden(text, front, find_shortcodes(text, front.end, options.shortcode_parameters))
    lists, tables = Lists(), Tables()
    quotes = html = 0
    for event in events(readable):
        if event.tag == "BlockQuote":
            quotes += 1 if event.name == "Start" else -1
        if event.tag == "List" and event.name == "End":
            lists.close()
        if event.name != "Start":
            continue
        if event.tag == "HtmlBlock":
            html += 1
            yield from html_layouts(readable, event.span, HTML_TABLES * html)
        layout = _started(event, lists, tables, quotes)
        if layout:
            yield layout


def _started(event: Event, lists: Lists, tables: Tables, quotes: int) -> Layout | None:
    """What begins with an event, if it is a block of note."""
    if event.tag == "Heading":
        return Layout(event.span, SegmentKind.HEADING, level=int(event.payload["level"][1:]))
    if event.tag == "BlockQuote":
        return Layout(event.span, SegmentKind.QUOTE, level=quotes)
    if event.tag == "Item":
        return lists.item(event.span)
    if event.tag == "TableCell":
        return tables.cell(event.span)
    if event.tag in _DEFINITIONS:
        return Layout(event.span, *_DEFINITIONS[event.tag])
    if event.tag == "List":
        lists.open(event.payload)
    elif event.tag == "Table":
        tables.table()
    elif event.tag in {"TableHead", "TableRow"}:
        tables.row()
    return None


_DEFINITIONS = {
    "DefinitionListTitle": (SegmentKind.HEADING, 6),
    "DefinitionListDefinition": (SegmentKind.ITEM, 1),
}
