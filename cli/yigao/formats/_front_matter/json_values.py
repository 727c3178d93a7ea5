"""The strings in JSON front matter, with their places."""

import json
import re

from yigao.formats._front_matter.fields import LARGEST, Fields
from yigao.formats._front_matter.json_spelling import string_value
from yigao.model.document import Segment, SegmentKind, Text
from yigao.model.span import Span
from yigao.text.han import has_han

_DEEPEST = 64
"""How deep front matter may nest: `json` reads recursively."""

_MARK = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]', re.DOTALL)
_REST = re.compile(r"[ \t]*+(?:[\r\n]|\Z)")


def json_end(text: str, start: int) -> int:
    """Where the object ends that begins at ``start``; -1 if it is none, or is too long or too deep for front matter."""
    end = _closing(text, start)
    if end < 0 or not _REST.match(text, end):
        return -1
    try:
        json.loads(text[start:end])
    except ValueError:
        return -1
    return end


def _closing(text: str, start: int) -> int:
    depth = 0
    for mark in _MARK.finditer(text, start, start + LARGEST):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(mark[0], 0)
        if not depth:
            return mark.end()
        if depth > _DEEPEST:
            break
    return -1


def json_segments(text: str, inside: Span, fields: Fields) -> list[Segment]:
    """The values of ``fields`` in the object at ``inside``, which is known to be one, in order.

    Strings in a list are values of its key.
    """
    found: list[Segment] = []
    open_: list[tuple[bool, SegmentKind | None]] = []  # whether it is a list, and what the values in it are
    kind: SegmentKind | None = None
    key_next = False
    for mark in _MARK.finditer(text, inside.start, inside.end):
        sign = mark[0]
        if sign in "{[":
            open_.append((sign == "[", kind if sign == "[" else None))
        elif sign in "}]":
            open_.pop()
        elif sign[0] == '"':
            value = string_value(sign)
            if key_next:
                kind = fields.kind(value)
            elif kind is not None and has_han(value):
                span = Span(*mark.span())
                found.append(Segment(span, kind, (Text(span, sign),), "json"))
        if sign in "{[,}]" and open_:
            in_list, of_list = open_[-1]
            key_next, kind = not in_list, of_list
        elif sign == ":":
            key_next = False
    return found
