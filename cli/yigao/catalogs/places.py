"""Where the entries of a catalog stand in its text, to the character; and changing one there without touching the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from polib import unescape

from yigao.catalogs.writing import string_lines

LINE_END = re.compile(r"\r\n|[\n\r]")
"""What ends a line of a catalog. Python's ``splitlines`` knows more line ends, which gettext takes for characters."""

_STRING = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"(.*)"$')
_CHARACTER = re.compile(r"\\[\\ntrvbf\"]|.", re.DOTALL)

Key = tuple[str, str]
"""Context and source of an entry."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a string."""

    line: int
    """From 1."""
    column: int
    """Of the first character behind the opening quote, from 1."""
    raw: str
    """What stands between the quotes."""


@dataclass(slots=True)
class Place:
    """Where an entry stands. Not frozen: it grows while the catalog is read."""

    first: int
    """Its first line, comments included, from 1."""
    last: int = 0
    """Its last line."""
    strings: dict[str, list[Piece]] = field(default_factory=dict)
    """Lines of ``msgctxt``, ``msgid``, ``msgstr``, …"""

    @property
    def key(self) -> Key:
        """Context and source of the entry."""
        return self._value("msgctxt"), self._value("msgid")

    def _value(self, keyword: str) -> str:
        return "".join(str(unescape(piece.raw)) for piece in self.strings.get(keyword, ()))

    def position(self, offset: int | None) -> tuple[int, int]:
        """Line and column, from 1, of a character of the translation; of its beginning for None."""
        pieces = self.strings.get("msgstr") or [Piece(self.first, 1, "")]
        if offset is None:
            return pieces[0].line, 1
        for piece in pieces:
            starts = _starts(piece.raw)
            if offset < len(starts):
                return piece.line, piece.column + starts[offset]
            offset -= len(starts)
        return pieces[-1].line, pieces[-1].column + len(pieces[-1].raw)


@lru_cache(maxsize=64)
def _starts(raw: str) -> tuple[int, ...]:
    """Where each character begins in what stands between quotes."""
    return tuple(match.start() for match in _CHARACTER.finditer(raw))


def places(text: str) -> dict[Key, Place]:
    """The places of the entries in use; ``text`` is a catalog that `reading.loads` accepts."""
    return {place.key: place for place in _blocks(LINE_END.split(text)) if "msgid" in place.strings}


def place_at(lines: Sequence[str], first: int) -> Place | None:
    """The place of the entry whose first line, comments included, is that one, from 1; ``lines`` are all of the catalog."""
    start = max(1, first)
    return next(_blocks((lines[at - 1] for at in range(start, len(lines) + 1)), start), None)


def _blocks(lines: Iterable[str], first: int = 1) -> Iterator[Place]:
    block = None
    keyword = ""
    for number, line in enumerate(lines, first):
        stripped = line.strip().removeprefix("\ufeff")
        if not stripped:
            continue
        match = _STRING.match(stripped)
        opens = match is None or match[1] in {"msgctxt", "msgid"}
        if block and ((opens and "msgstr" in block.strings) or stripped.startswith("#~")):
            yield block
            block = None
        if stripped.startswith("#~"):
            continue
        block = block or Place(number)
        if match:
            keyword = (match[1] or keyword).removesuffix("[0]")
            column = len(line) - len(line.lstrip()) + match.start(2) + 1
            block.strings.setdefault(keyword, []).append(Piece(number, column, match[2]))
            block.last = number
    if block:
        yield block


def replaced(text: str, targets: Mapping[Key, str]) -> str:
    """``text`` with other translations in the entries of these keys, folded as gettext folds; nothing else changes."""
    lines = _kept(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    where = places(text)
    for key, target in targets.items():
        pieces = where[key].strings["msgstr"]
        first, last = pieces[0].line - 1, pieces[-1].line
        new = [line.replace("\n", end) for line in string_lines("", "msgstr", target)]
        lines[first:last] = ["".join(new), *[""] * (last - first - 1)]
    return "".join(lines)


def _kept(text: str) -> list[str]:
    """The lines with their ends."""
    ends = [match.end() for match in LINE_END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
