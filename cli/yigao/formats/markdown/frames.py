"""Just enough Markdown around the text of one segment to have it read alone as it is read in its article."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yigao.formats.markdown.blocks import definitions, events
from yigao.model.document import Segment, SegmentKind

_LINE_END = re.compile(r"(?:\r\n|\r|\n)[ \t>]*")
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+\Z")
_UNDERLINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t>]*(=+|-+)[ \t]*(?:[\r\n]|\Z)")
_ITEM_MARK = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?\Z")
_TASK = re.compile(r"\[[ xX]\][ \t]+\Z")
_DEFINITION_MARK = re.compile(r":[ \t]+\Z")
_QUOTE_MARK = re.compile(r">[ \t]*\Z")
_LABEL = re.compile(r"(?<!\\)\[((?:\\.|[^\\\[\]]){1,999}+)\]")
_LONGEST_LOOK = 1000
"""How many characters of a line before and behind a segment are looked at."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a segment's text."""

    kind: SegmentKind
    """What the segment is there."""
    before: str = ""
    """What stands before it."""
    indent: str = ""
    """What each of its further lines begins with."""
    after: str = "\n"
    """What stands behind it."""

    def unfolded(self, text: str) -> tuple[str, list[str]]:
        """``text`` with each line end and what containers put behind it as in the frame, and what stood there."""
        return _LINE_END.sub(f"\n{self.indent}", text), _LINE_END.findall(text)

    def folded(self, text: str, line_ends: list[str]) -> str:
        """The reverse of `unfolded`."""
        lines = text.split(f"\n{self.indent}")
        return "".join(line + end for line, end in zip(lines, [*line_ends, ""], strict=True))


def frame_of(text: str, segment: Segment) -> Frame:
    """The frame of a segment of the article ``text``."""
    start, end = segment.span.start, segment.span.end
    line = re.split(r"[\r\n]", text[max(0, start - _LONGEST_LOOK) : start])[-1]
    behind = text[end : end + _LONGEST_LOOK]
    tail = re.split(r"[\r\n]", behind, maxsplit=1)[0]
    if segment.kind is SegmentKind.ALT:
        return Frame(SegmentKind.ALT, "![", "", "](x)\n")
    if segment.kind is SegmentKind.CELL:
        return _cell(line, tail)
    if segment.kind is SegmentKind.HEADING:
        underline = _UNDERLINE.match(behind)
        if _HEADING_MARK.search(line):
            return Frame(SegmentKind.HEADING, "# ", "", f"{tail}\n")
        return Frame(SegmentKind.HEADING, after=f"\n{underline[1]}\n" if underline else "\n: x\n")
    return _contained(line, segment.kind)


def _contained(line: str, kind: SegmentKind) -> Frame:
    """The frame of running text, by what stands before it in its line."""
    if kind is SegmentKind.ITEM and _ITEM_MARK.search(line):
        task = _TASK.search(line)
        return Frame(SegmentKind.ITEM, f"- {task[0] if task else ''}", "  ")
    if kind is SegmentKind.ITEM and _DEFINITION_MARK.search(line):
        return Frame(SegmentKind.ITEM, "x\n: ", "  ")
    if kind is SegmentKind.QUOTE and _QUOTE_MARK.search(line):
        return Frame(SegmentKind.QUOTE, "> ", "> ")
    return Frame(SegmentKind.PARAGRAPH)


def _cell(line: str, tail: str) -> Frame:
    """A table of one row; its cell has bars where it has them in the article."""
    space = tail[: len(tail) - len(tail.lstrip())]
    bar = tail.lstrip()[:1] == "|"
    if "|" in line:
        return Frame(SegmentKind.CELL, "| ", "", f"{space}{'|' if bar else ''}\n|-|\n")
    return Frame(SegmentKind.CELL, "", "", f"{space}| x\n-|-\n")


def referents(text: str, used: str) -> str:
    """Definitions, with targets of their own, for the labels in ``used`` that the article ``text`` defines."""
    if "[" not in used:
        return ""
    labels, notes = _defined(text)
    return "\n" + "".join(dict.fromkeys(_stubs(labels, notes, used)))


def _stubs(labels: Mapping[str, str], notes: frozenset[str], used: str) -> Iterator[str]:
    for match in _LABEL.finditer(used):
        label = match[1]
        if label.startswith("^") and label[1:] in notes:
            yield f"[{label}]: x\n\n"
        elif _normal(label) in labels:
            yield f"[{labels[_normal(label)]}]: x\n\n"


@lru_cache(maxsize=1)
def _defined(text: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """The labels of references, by their normal form, and those of footnotes."""
    notes = (event.payload for event in events(text) if (event.name, event.tag) == ("Start", "FootnoteDefinition"))
    return {_normal(label): label for label in definitions(text)}, frozenset(notes if "[^" in text else ())


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()
