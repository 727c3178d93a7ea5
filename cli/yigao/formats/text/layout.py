"""How the blocks of a plain text are laid out."""

from collections.abc import Iterator

from yigao.formats.text.lines import blocks, label_of
from yigao.formats.text.paragraphs import paragraphs, take_title
from yigao.model.document import SegmentKind
from yigao.model.layout import Layout, Tables
from yigao.model.span import Span


def layouts(text: str) -> Iterator[Layout]:
    """The title, labelled items and cells, in order of their start. Their labels are words of theirs."""
    runs = list(blocks(text))
    title = take_title(runs)
    if title:
        yield Layout(Span(title.start, title.end), SegmentKind.HEADING, level=1)
    tables = Tables()
    in_table = False
    for lines in paragraphs(runs):
        first = lines[0]
        is_row = len(first.cells) > 1
        if is_row and not in_table:
            tables.table()
        in_table = is_row
        if is_row:
            tables.row()
            yield from (tables.cell(Span(*cell)) for cell in first.cells)
        elif label_of(first.text):
            yield Layout(Span(first.start, lines[-1].end), SegmentKind.ITEM, level=1)
