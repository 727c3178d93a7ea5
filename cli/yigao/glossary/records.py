"""Comma- and tab-separated records, strictly after RFC 4180, with the place of every cell.

The standard ``csv`` reader knows lines but no columns, limits the length of a cell, and lets quotes stand anywhere.
Here a record may end with LF or CRLF, white space may stand around a quoted cell, and the rest is as the RFC has it:
a cell with a delimiter, a quote or a line break is written in quotes, and a quote inside it twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yigao.errors import GlossaryError
from yigao.messages import message

_SPACES = " \t\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a record."""

    text: str
    """What it says, without its quotes and the white space around it."""
    where: str
    """``file:line:column`` of its first character; ``file:line`` of the record when a line break comes before it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: mostly one line."""

    cells: tuple[Cell, ...]
    """At least one; a blank line is one empty cell."""
    where: str
    """``file:line``, the line on which it begins."""


class _Shape:
    """The patterns of one delimiter. Possessive, so that no input makes them try twice."""

    __slots__ = ("comment", "delimiter", "quoted", "stop")

    def __init__(self, delimiter: str) -> None:
        space = f"[{_SPACES.replace(delimiter, '')}]*+"
        self.delimiter = delimiter
        self.comment = re.compile(rf"{space}#[^\n]*+\n?+")
        self.quoted = re.compile(rf'{space}"((?:[^"]++|"")*+)"{space}')
        self.stop = re.compile(rf'[{delimiter}"\n]')


def read_records(path: Path) -> Iterator[Record]:
    """The records of a UTF-8 file, tab-separated if its name ends in ``.tsv``, comma-separated otherwise.

    Lines that start with ``#`` are left out unread: a comment may hold any quotes. ``GlossaryError`` if the file
    cannot be read, or at the first place that breaks the rules of quoting.
    """
    text = _decode(path)
    shape = _Shape("\t" if path.suffix.lower() == ".tsv" else ",")
    at, line = 0, 1
    while at < len(text):
        comment = shape.comment.match(text, at)
        if comment:
            end = comment.end()
        else:
            cells, end = _read_cells(text, at, shape, f"{path.as_posix()}:{line}")
            yield Record(cells, f"{path.as_posix()}:{line}")
        line += text.count("\n", at, end)
        at = end


def _read_cells(text: str, start: int, shape: _Shape, where: str) -> tuple[tuple[Cell, ...], int]:
    """The cells of the record at ``start``, and where the next record begins."""
    cells: list[Cell] = []
    at, one_line = start, True
    while True:
        place = f"{where}:{at - start + 1}" if one_line else where
        quoted = shape.quoted.match(text, at)
        if quoted:
            content, end = quoted[1].replace('""', '"'), quoted.end()
            one_line = one_line and "\n" not in content
        else:
            stop = shape.stop.search(text, at)
            end = stop.start() if stop else len(text)
            content = text[at:end].removesuffix("\r") if text.startswith("\n", end) else text[at:end]
        cells.append(Cell(content.strip(_SPACES), place))
        if text.startswith(shape.delimiter, end):
            at = end + 1
            continue
        for newline in ("\n", "\r\n"):
            if text.startswith(newline, end):
                return tuple(cells), end + len(newline)
        if end == len(text):
            return tuple(cells), end
        raise _misquoted(quoted is not None, content, place)


def _misquoted(quoted: bool, content: str, where: str) -> GlossaryError:
    if quoted:
        return GlossaryError(
            "text after the closing quote of a cell",
            where=where,
            remedy='write a quote inside a quoted cell twice: ""',
        )
    if content.strip(_SPACES):
        return GlossaryError(
            "a quote inside a cell that has none around it",
            where=where,
            remedy='put the whole cell in quotes and write the quote inside twice: ""',
        )
    return GlossaryError("the quote that opens this cell is never closed", where=where, remedy='close it with "')


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise GlossaryError(
            message("the term base cannot be read: {reason}", reason=reason),
            where=path.as_posix(),
            remedy="check the path",
        ) from error
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise GlossaryError(
            "the bytes here are not UTF-8",
            where=f"{path.as_posix()}:{line}:{column}",
            remedy="save the file as UTF-8; in Excel that is “CSV UTF-8”",
        ) from error
