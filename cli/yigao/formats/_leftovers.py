"""What stays in the source language on purpose."""

import re
from collections.abc import Iterator, Sequence

from yigao.model.document import Segment, Skipped
from yigao.model.span import Span
from yigao.text.han import has_han

_LINE = re.compile(r"\S[^\r\n]*+")


def left_out(text: str, where: Span, segments: Sequence[Segment], reason: str) -> Iterator[Skipped]:
    """The lines in ``where``, or pieces of lines, that hold Chinese outside of the ``segments`` in it."""
    edges = [where.start, *(edge for one in segments for edge in (one.span.start, one.span.end)), where.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for line in _LINE.finditer(text, start, end):
            if has_han(line[0]):
                yield Skipped(Span(line.start(), line.start() + len(line[0].rstrip())), reason)
