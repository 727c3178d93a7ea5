"""How the blocks of an article are laid out: what a page that shows the article must know beside its segments."""

from dataclasses import dataclass, field

from yigao.model.document import SegmentKind
from yigao.model.span import Span


@dataclass(frozen=True, slots=True)
class Layout:
    """A heading, list item, quotation or table cell with its place among others of its kind."""

    span: Span
    """Where in the article; what lies in it is laid out so, unless a block inside says otherwise."""
    kind: SegmentKind = SegmentKind.PARAGRAPH
    """What it is."""
    level: int = 0
    """Of a heading, from 1; of an item or quotation, how deep it is nested, from 1."""
    marker: str = ""
    """What stands before an item: ``•`` or ``3.``."""
    table: int = 0
    """Of a cell, which table of the article, from 1."""
    row: int = 0
    """Likewise, which row of its table, from 1."""
    column: int = 0
    """Likewise, which column, from 1."""


@dataclass(slots=True)
class Lists:
    """The lists around a place. Not frozen: it follows the reading of an article."""

    _numbers: list[int | None] = field(default_factory=list)

    def open(self, first: int | None) -> None:
        """A list begins: its first number, None if its items have none."""
        self._numbers.append(first)

    def close(self) -> None:
        """The innermost list ends."""
        if self._numbers:
            self._numbers.pop()

    def item(self, span: Span) -> Layout:
        """The next item of the innermost list."""
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._numbers[-1] = number + 1
        marker = "•" if number is None else f"{number}."
        return Layout(span, SegmentKind.ITEM, level=max(1, len(self._numbers)), marker=marker)


@dataclass(slots=True)
class Tables:
    """Counts tables, rows and columns. Not frozen: it follows the reading of an article."""

    _table: int = 0
    _row: int = 0
    _column: int = 0

    def table(self) -> None:
        """A table begins."""
        self._table += 1
        self._row = self._column = 0

    def row(self) -> None:
        """A row begins."""
        self._row += 1
        self._column = 0

    def cell(self, span: Span, columns: int = 1) -> Layout:
        """The next cell, which may span several columns."""
        first = self._column + 1
        self._column += columns
        return Layout(span, SegmentKind.CELL, table=max(1, self._table), row=max(1, self._row), column=first)
