"""Breaking the lines of a translated paragraph at a column."""

import re
from collections.abc import Iterator

from yigao.formats.text.lines import CLOSING, OPENING, columns, label_of
from yigao.model.document import Code, CodeKind, Segment, SegmentKind
from yigao.text.han import HAN, KANA, joins_without_space

_FILLED = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.QUOTE})
_LINE_END = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"[^\S\r\n]*+(\r\n?|\n)((?:[^\S\r\n]|>)*+)")
_PIECE = re.compile(rf"\s+|[{OPENING}]*+[{HAN}{KANA}][{CLOSING}]*+|[^\s{HAN}{KANA}]++")


def fill(translated: str, segment: Segment, text: str, width: int) -> str:
    """What is written for ``segment`` of ``text`` when ``translated`` takes its place: lines of ``width`` columns.

    Only running text is filled. New lines are indented as the segment's second line was, items under their label, and
    end as the lines around them do. A word wider than a line stays whole.
    """
    if segment.kind not in _FILLED:
        return translated
    lead = _lead(text, segment.span.start)
    line_end, indent = _manner(translated, segment, text, lead)
    lines = list(_lines("".join(_unbroken(translated)), columns(lead), width, indent))
    return f"{line_end}{indent}".join(lines)


def _lines(text: str, first: int, width: int, indent: str) -> Iterator[str]:
    """The lines of ``text``; the first begins at the column ``first``, the others after ``indent``."""
    line: list[str] = []
    at = first
    space = ""
    for piece in _PIECE.findall(text):
        if piece.isspace():
            space = piece
            continue
        size = columns(space) + columns(piece)
        if line and at + size > width:
            yield "".join(line)
            line, at, space, size = [], columns(indent), "", columns(piece)
        line += [space, piece]
        at += size
        space = ""
    yield "".join(line)


def _unbroken(text: str) -> Iterator[str]:
    """``text`` in pieces, on one line: line ends vanish between Chinese characters and are spaces elsewhere."""
    last = ""
    for line in _LINE_END.split(text):
        words = line.strip().lstrip(">").lstrip() if last else line.rstrip()
        if last and words:
            yield "" if joins_without_space(last, words[0]) else " "
        yield words
        last = words[-1:] or last


def _lead(text: str, start: int) -> str:
    """What stands on the line before ``start``."""
    at = start
    while at and text[at - 1] not in "\r\n":
        at -= 1
    return text[at:start]


def _manner(translated: str, segment: Segment, text: str, lead: str) -> tuple[str, str]:
    """The line end and the indent of the lines after the first."""
    for part in segment.parts:
        found = _BREAK.fullmatch(part.source) if isinstance(part, Code) and part.kind is CodeKind.SOFT_BREAK else None
        if found:
            return found[1], found[2]
    after = _BREAK.match(text, segment.span.end)
    line = segment.span.start - len(lead)
    before = _LINE_END.search(text, max(0, line - 2), line)
    line_end = after[1] if after else before[0] if before else "\n"
    if segment.kind is SegmentKind.ITEM:
        return line_end, " " * columns(lead + label_of(translated))
    return line_end, lead if segment.kind is SegmentKind.QUOTE else ""
