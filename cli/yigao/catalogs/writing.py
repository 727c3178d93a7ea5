"""A catalog as the bytes of a `.po` file: what `msgcat` itself would write, so that tools make quiet diffs."""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from yigao.catalogs.wrapping import PAGE_WIDTH, fits, fold
from yigao.model.catalog import Catalog, Entry, Reference, State

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
    }
)
_ESCAPED = re.compile(r'[\\"\n\r\t\a\b\f\v]')


UNFOLDED = sys.maxsize
"""The width of lines where nothing is folded, as ``msgcat --no-wrap`` writes them, and Weblate if it is set so."""


def width_of(text: str) -> int:
    """The width at which the lines of a catalog's file are folded: gettext's, or `UNFOLDED`."""
    lines = text.splitlines()
    folded = any(_is_continued(line, following) for line, following in pairwise(lines))
    return PAGE_WIDTH if folded or all(fits(line, PAGE_WIDTH) for line in lines) else UNFOLDED


def _is_continued(line: str, following: str) -> bool:
    """Whether a string goes on in the next line without a line end between."""
    if not following.removeprefix("#~ ").startswith('"'):
        return False
    return line.endswith('"') and not line.endswith(('\\n"', '""'))


def dumps(catalog: Catalog, width: int = PAGE_WIDTH) -> str:
    """The text of the catalog's file, to be encoded as UTF-8."""
    header = "".join(f"{name}: {value}\n" for name, value in catalog.headers.items())
    head = [
        *_comment_lines("#", catalog.comment),
        *string_lines("", "msgid", "", width),
        *string_lines("", "msgstr", header, width),
    ]
    lines = ["".join(head)]
    for entry in catalog.entries:
        lines.append("\n")
        lines += _entry_lines(entry, width)
    return "".join(lines)


def _entry_lines(entry: Entry, width: int) -> list[str]:
    lines = _comment_lines("#", entry.comments) if entry.comments else []
    lines += _comment_lines("#.", entry.extracted) if entry.extracted else ()
    lines += _reference_lines(entry.references, width)
    obsolete = entry.state is State.OBSOLETE
    flags = (("fuzzy",) if entry.state is State.DRAFT else ()) + entry.flags
    if flags:
        lines.append(f"#, {', '.join(flags)}\n")
    if entry.previous is not None:
        before = "#~| " if obsolete else "#| "
        if entry.previous.context:
            lines += string_lines(before, "msgctxt", entry.previous.context, width)
        lines += string_lines(before, "msgid", entry.previous.source, width)
    prefix = "#~ " if obsolete else ""
    if entry.context:
        lines += string_lines(prefix, "msgctxt", entry.context, width)
    lines += string_lines(prefix, "msgid", entry.source, width)
    lines += string_lines(prefix, "msgstr", entry.target, width)
    return lines


def _comment_lines(mark: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{mark} {line}\n" if line else f"{mark}\n" for line in lines]


def _reference_lines(references: tuple[Reference, ...], width: int) -> Iterator[str]:
    line = "#:"
    for reference in references:
        # GNU gettext marks names with spaces by U+2068 and U+2069.
        path = f"\u2068{reference.path}\u2069" if " " in reference.path else reference.path
        place = f" {path}:{reference.line}"
        if line != "#:" and len(line.encode()) + len(place.encode()) > width:
            yield f"{line}\n"
            line = "#:"
        line += place
    if line != "#:":
        yield f"{line}\n"


def string_lines(prefix: str, keyword: str, value: str, width: int = PAGE_WIDTH) -> list[str]:
    """The lines of one string of an entry, line ends included; ``prefix`` is ``#~ `` or the like."""
    if not value:
        return [f'{prefix}{keyword} ""\n']
    lines = _escaped_lines(value)
    width -= len(prefix) + 2  # both quotes
    room = width - len(keyword) - 1 if len(lines) == 1 else 0
    pieces = lines if 2 * len(lines[0]) <= room else [piece for line in lines for piece in fold(line, width)]
    if len(pieces) == 1 and fits(pieces[0], room):
        return [f'{prefix}{keyword} "{pieces[0]}"\n']
    return [f'{prefix}{keyword} ""\n', *(f'{prefix}"{piece}"\n' for piece in pieces)]


def _escaped_lines(value: str) -> list[str]:
    """``value`` cut after its newlines, each piece escaped; one empty piece for an empty value."""
    if not _ESCAPED.search(value):
        return [value]
    pieces = value.split("\n")
    ended = [f"{piece}\n" for piece in pieces[:-1]]
    lines = [*ended, pieces[-1]] if pieces[-1] or not ended else ended
    return [line.translate(_ESCAPES) for line in lines]
