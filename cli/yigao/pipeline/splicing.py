"""Replacing spans of a text."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.document import Code, CodeKind
from yigao.model.span import Span


@dataclass(frozen=True, slots=True)
class Splice:
    """A span of the article and what replaces it; an empty span is a place where something is put in."""

    span: Span
    """Where in the article."""
    text: str
    """What is to stand there."""


def by_place(splice: Splice) -> tuple[int, bool, int]:
    """The order in which splices apply: what is put in before what it precedes, the outer of two before the inner."""
    return splice.span.start, len(splice.span) > 0, -splice.span.end


def spliced(text: str, span: Span, splices: Sequence[Splice]) -> str:
    """``text`` in ``span`` with the outermost of the ``splices``, ordered `by_place`, that lie in it."""
    pieces = []
    at = span.start
    first = bisect_left(splices, span.start, key=lambda splice: splice.span.start)
    for index in range(first, len(splices)):
        splice = splices[index]
        if splice.span.start > span.end:
            break
        if splice.span.start >= at and splice.span.end <= span.end:
            pieces += [text[at : splice.span.start], splice.text]
            at = splice.span.end
    return "".join([*pieces, text[at : span.end]])


def code_source(code: Code, text: str, splices: Sequence[Splice]) -> str:
    """What a translation has for a code, with the ``splices`` that lie in it."""
    if code.rewritten and code.kind is not CodeKind.IMAGE:
        return code.rewritten
    return spliced(text, code.span, splices)


def label_of(code: Code) -> Splice | None:
    """What an image needs whose alternative text changes and was its label; None if it needs nothing."""
    if code.kind is not CodeKind.IMAGE or not code.rewritten:
        return None
    end = "][]" if code.source.endswith("[]") else "]"
    return Splice(Span(code.span.end - len(end), code.span.end), code.rewritten)
