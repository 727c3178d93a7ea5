"""The rows of a CSV or TSV term base under the names of its columns; what they say is not judged here.

The first line names the columns, in any order: ``source`` and ``target``, and as wanted ``variants``, ``forbidden``
(several in one cell are separated by ``|``), ``kind`` and ``note``. Blank lines are skipped, and lines whose first
cell starts with ``#``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from yigao.errors import GlossaryError
from yigao.glossary.records import Cell, Record, read_records
from yigao.glossary.vetting import invisible, short
from yigao.messages import message

COLUMNS = ("source", "target", "variants", "forbidden", "kind", "note")

_HEADER_HELP = (
    "the first line names the columns: source,target[,variants,forbidden,kind,note]; "
    "the separator is a comma, in a .tsv file a tab"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One term as it is written."""

    where: str
    """``file:line``."""
    cells: dict[str, Cell]
    """By column; the columns that the file has."""

    def text(self, name: str) -> str:
        """What a cell says; empty if there is no such column."""
        return self.cells[name].text if name in self.cells else ""

    def place(self, name: str) -> str:
        """``file:line:column`` of a cell; of the row if there is no such column."""
        return self.cells[name].where if name in self.cells else self.where

    def renderings(self, name: str) -> tuple[str, ...]:
        """The renderings in a cell, each once, in order."""
        found = (part.strip() for part in self.text(name).split("|"))
        return tuple(dict.fromkeys(rendering for rendering in found if rendering))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one file, in its order.

    ``GlossaryError``, with the line where the record begins and mostly the column, if the file cannot be read, is not UTF-8
    or breaks the rules of quoting; if a column is missing, unknown or named twice; or if a line has another number of
    cells than the header.
    """
    columns: tuple[str, ...] = ()
    for record in read_records(path):
        if _is_skipped(record):
            continue
        if columns:
            yield _row(record, columns)
        else:
            columns = _read_header(record)
    if not columns:
        raise GlossaryError("the term base has no header line", where=f"{path.as_posix()}:1", remedy=_HEADER_HELP)


def _is_skipped(record: Record) -> bool:
    # A spreadsheet pads blank lines with empty cells, and puts a comment with a comma in quotes.
    return record.cells[0].text.startswith("#") or not any(cell.text for cell in record.cells)


def _read_header(record: Record) -> tuple[str, ...]:
    names: list[str] = []
    for cell in record.cells:
        name = cell.text.strip()
        bad = invisible("header", cell.text)
        if bad:
            raise GlossaryError(bad, where=cell.where, remedy="remove it")
        if name not in COLUMNS:
            near = get_close_matches(name.lower(), COLUMNS, n=1, cutoff=0.65)
            remedy = f"did you mean “{near[0]}”?" if near else _HEADER_HELP
            raise GlossaryError(message("unknown column “{value}”", value=short(name)), where=cell.where, remedy=remedy)
        if name in names:
            raise GlossaryError(
                message("column “{name}” stands twice", name=name), where=cell.where, remedy="remove one of the two"
            )
        names.append(name)
    for name in ("source", "target"):
        if name not in names:
            raise GlossaryError(
                message("column “{name}” is missing", name=name), where=record.where, remedy=_HEADER_HELP
            )
    return tuple(names)


def _row(record: Record, columns: tuple[str, ...]) -> Row:
    if len(record.cells) != len(columns):
        raise GlossaryError(
            message(
                "{number} cells in a line, {number2} in the header", number=len(record.cells), number2=len(columns)
            ),
            where=record.where,
            remedy="put a cell that holds the separator in quotes, and leave no cell out, empty ones included",
        )
    return Row(record.where, dict(zip(columns, record.cells, strict=True)))
