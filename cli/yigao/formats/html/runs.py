"""A run of text between the borders of blocks: the parts of a segment in the making."""

import re
from collections.abc import Iterable
from dataclasses import replace

from yigao.formats._blank_pairs import blank_pairs_together
from yigao.formats.html.attributes import has_chinese
from yigao.formats.html.rows import rows_together
from yigao.formats.html.texts import is_blank, spaces_apart
from yigao.model.document import WHITE_SPACE, Code, CodeKind, Pairing, Part, Segment, SegmentKind, Text
from yigao.model.span import Span

_NOTE = re.compile(r"[\[［〔](?:注|註)?\d{1,3}(?:[-–—,，、]\d{1,3})*+[\]］〕]|(?:注|註)\d{1,3}|[①-⓿❶-➓†‡*]")
_BARE_NOTE = re.compile(r"\d{1,3}(?:[-–—,，、]\d{1,3})*+")
_NOTE_PARTS = 12
"""Parts of the longest superscript that is looked at for being a footnote mark."""


class Run:
    """Parts that tile what was taken since the last border, codes paired."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.number = 0
        """Of this run, so that a tag of an earlier one is never taken for a part of it."""
        self._parts: list[Part] = []
        self._kind = SegmentKind.PARAGRAPH
        self._pairs = 0

    def add(self, parts: Iterable[Part], kind: SegmentKind) -> None:
        """Add parts; the first tell what the run is."""
        if not self._parts:
            self._kind = kind
        self._parts += parts

    def add_code(self, span: Span, code: CodeKind, kind: SegmentKind, pairing: Pairing = Pairing.ALONE) -> int:
        """Add one code; its index."""
        self.add([Code(span, span.cut(self.text), code, pairing)], kind)
        return len(self._parts) - 1

    def pair(self, opening: int, name: str) -> None:
        """Let the part at an index and the last one be the tags of one element."""
        self._pairs += 1
        kind = CodeKind.LINK if name == "a" else CodeKind.TAG
        for index in (opening, len(self._parts) - 1):
            part = self._parts[index]
            if isinstance(part, Code):
                self._parts[index] = replace(part, pair=self._pairs, kind=kind)
        if name == "sup" and self._is_note(opening):
            span = Span(self._parts[opening].span.start, self._parts[-1].span.end)
            self._parts[opening:] = [Code(span, span.cut(self.text), CodeKind.FOOTNOTE)]

    def _is_note(self, opening: int) -> bool:
        """Whether a superscript is a footnote mark: ``[1]``, or a number that is a link or follows a sentence."""
        inside = self._parts[opening + 1 : -1]
        if len(inside) > _NOTE_PARTS:
            return False
        words = "".join(part.text for part in inside if isinstance(part, Text)).strip()
        if _NOTE.fullmatch(words):
            return True
        linked = any(isinstance(part, Code) and part.kind is CodeKind.LINK for part in inside)
        before = self._parts[opening - 1] if opening else None
        stopped = isinstance(before, Text) and before.text[-1:] in set("。！？”’」』）")
        return _BARE_NOTE.fullmatch(words) is not None and (linked or stopped)

    def take(self, spelling: str) -> Segment | None:
        """End the run: its segment, or None if it holds no Chinese text."""
        parts, self._parts = self._parts, []
        self.number += 1
        self._pairs = 0
        if not any(isinstance(part, Text) and has_chinese(part.text) for part in parts):
            return None
        parts = blank_pairs_together(parts, self.text, is_blank)
        first, last = 0, len(parts)
        while _is_margin(parts[first]):
            first += 1
        while _is_margin(parts[last - 1]):
            last -= 1
        tiled = tuple(spaces_apart(rows_together(parts[first:last], self.text)))
        return Segment(Span(tiled[0].span.start, tiled[-1].span.end), self._kind, tiled, spelling)


def _is_margin(part: Part) -> bool:
    """Whether a part at the border of a run need not be part of its segment."""
    if isinstance(part, Text):
        return not part.text.strip()
    return part.kind in WHITE_SPACE or part.kind is CodeKind.COMMENT
