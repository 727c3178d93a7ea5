"""Tables right below a line of text.

GitHub and most programs begin a table there; the parser wants a blank line before it. So it is given one, and the places
that it then finds are led back to the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_DELIMITERS = re.compile(
    rb"^(?P<prefix>[ \t>]*+)(?:\|[ \t]*+:?-++:?[ \t]*+|:?-++:?[ \t]*+(?=\|))(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+\r?$",
    re.MULTILINE,
)
_PREFIX = re.compile(rb"[ \t>]*+")
_BAR = re.compile(rb"(?<!\\)\|")
_CODE = 4
"""Columns of indent that make code of a line, where no paragraph goes on."""


def late_tables(data: bytes, events: Iterable[tuple[str, str, int]]) -> list[tuple[int, bytes]]:
    """Where tables begin in ``data``, UTF-8, that the parser took for text, and the lines that they want before them.

    ``events`` are its events: name, tag, and the byte that it begins with.
    """
    rows = {match.end("prefix"): match.start() for match in _DELIMITERS.finditer(data)}
    return list(_late(data, rows, events)) if rows else []


def _late(data: bytes, rows: Mapping[int, int], events: Iterable[tuple[str, str, int]]) -> Iterator[tuple[int, bytes]]:
    """The same, given the rows of delimiters: where each begins, by the place behind what containers put before it."""
    paragraph = items = raw = 0
    for name, tag, start in events:
        change = {"Start": 1, "End": -1}.get(name, 0)
        items += change if tag == "Item" else 0
        raw += change if tag in {"CodeBlock", "HtmlBlock"} else 0
        if tag in {"Paragraph", "Item"} and change > 0:
            paragraph = start
        if name == "Text" and not raw and start in rows:
            row = rows[start]
            head = data.rfind(b"\n", 0, max(0, row - 1)) + 1
            if head > paragraph and _is_table(data, head, row, _column(data, paragraph) if items else 0):
                yield head, _prefix(data, head) + b"\n"


def _is_table(data: bytes, head: int, row: int, column: int) -> bool:
    """Whether a line is the head of the table whose row of delimiters begins at ``row``, in a block at a column."""
    above = _prefix(data, data.rfind(b"\n", 0, head - 1) + 1).count(b">")
    prefixes = [_prefix(data, line) for line in (head, row)]
    inside = all(
        prefix.count(b">") == above and column <= len(prefix.expandtabs()) < column + _CODE + 2 * above
        for prefix in prefixes
    )
    return inside and _cells(data, head) == _cells(data, row)


def _column(data: bytes, at: int) -> int:
    """Columns before the text of a list item or of a paragraph in one."""
    line = data[data.rfind(b"\n", 0, at) + 1 : at]
    marker = re.match(rb"(?:[-+*]|\d{1,9}[.)])[ \t]{1,4}", data[at : at + 14])
    return len((line + (marker[0] if marker else b"")).expandtabs())


def _prefix(data: bytes, line: int) -> bytes:
    match = _PREFIX.match(data, line)
    return match[0] if match else b""


def _cells(data: bytes, line: int) -> int:
    end = data.find(b"\n", line)
    words = data[line : end if end >= 0 else len(data)].strip(b" \t>\r").removeprefix(b"|")
    bars = len(_BAR.findall(words))
    return bars + (not re.search(rb"(?<!\\)\|\Z", words))


def with_lines(data: bytes, added: Sequence[tuple[int, bytes]]) -> bytes:
    """``data`` with lines ``added``, each at the place it is given with."""
    pieces, at = [], 0
    for place, line in added:
        pieces += [data[at:place], line]
        at = place
    return b"".join([*pieces, data[at:]])


def places_without(places: Iterable[int], added: Sequence[tuple[int, bytes]]) -> dict[int, int]:
    """For each of the places in a text with ``added`` lines, the place without them."""
    found: dict[int, int] = {}
    index = shift = 0
    for place in sorted(places):
        while index < len(added) and added[index][0] + shift + len(added[index][1]) <= place:
            shift += len(added[index][1])
            index += 1
        found[place] = min(place - shift, added[index][0]) if index < len(added) else place - shift
    return found
