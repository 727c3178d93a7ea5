"""What of an article's Chinese is in no unit, and why: every Han character is in one unit or in one line of this list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yigao.model.document import Code, CodeKind, Document, Pairing, Text, Unit
from yigao.model.span import Span
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.han import HAN

_HAN = re.compile(f"[{HAN}]")
_LINE_END = re.compile(r"[\r\n]|\Z")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of an article, or a piece of one, that holds Chinese and is not for translation."""

    path: str
    """The article, as shown to people."""
    line: int
    """Where it begins, from 1."""
    column: int
    """Likewise, in characters."""
    reason: str
    """Why, in a few words."""
    text: str
    """What stands there."""
    span: Span
    """Where, in characters of the article."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A stretch of an article and why what is in it would be left out."""

    span: Span
    reason: str


def left_out_of(
    articles: Sequence[Article], *, size: UnitSize = UnitSize.SENTENCE, reading: Reading = PLAIN
) -> list[LeftOut]:
    """What is left out of each article, in order. Raises `ArticleError`."""
    found = []
    for article in articles:
        document = read_article(article, reading)
        found += left_out(document, units_of(document, size))
    return found


def left_out(document: Document, units: Sequence[Unit]) -> list[LeftOut]:
    """All Chinese of a document that is in none of its ``units``, in order, one line of the article at most each."""
    text = document.text
    labels = sorted(_labels(document), key=lambda one: (one.span.start, -one.span.end))
    starts = [one.span.start for one in labels]
    found: list[LeftOut] = []
    around: list[_Labelled] = []  # the stretches that the place reached lies in, innermost last
    reached = 0
    for gap in _gaps(document, units):
        at = gap.start
        while match := _HAN.search(text, at, gap.end):
            last = bisect_right(starts, match.start())
            for one in labels[reached:last]:
                _leave(around, one.span.start)
                around.append(one)
            reached = last
            _leave(around, match.start())
            here = around[-1] if around else _Labelled(Span(0, len(text)), "markup")
            following = starts[last] if last < len(starts) else len(text)
            begin = max(at, here.span.start, starts[last - 1] if last else 0)
            end = min(gap.end, here.span.end, following)
            found.append(_line(document, Span(begin, end), match.start(), here.reason))
            at = found[-1].span.end
    return found


def _leave(around: list[_Labelled], at: int) -> None:
    """Take off what ends at or before ``at``."""
    while around and around[-1].span.end <= at:
        around.pop()


def _gaps(document: Document, units: Sequence[Unit]) -> Iterator[Span]:
    """What lies between the words of units."""
    words = sorted(part.span for unit in units for part in unit.parts if isinstance(part, Text))
    at = 0
    for span in words:
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < len(document.text):
        yield Span(at, len(document.text))


def _labels(document: Document) -> Iterator[_Labelled]:
    """All that says why something is left out: what the format skipped, codes, words that made no unit."""
    for one in document.parsed.skipped:
        yield _Labelled(one.span, one.reason)
    for segment in document.segments:
        for part in segment.parts:
            yield _Labelled(part.span, _reason(part) if isinstance(part, Code) else "Japanese")


def _reason(code: Code) -> str:
    if code.kind is CodeKind.LINK:
        return "attribute" if code.pairing is Pairing.OPEN else "link target"
    return _REASONS.get(code.kind, "markup")


_REASONS = {
    CodeKind.CODE: "code",
    CodeKind.COMMENT: "comment",
    CodeKind.FOOTNOTE: "footnote label",
    CodeKind.IMAGE: "image",
    CodeKind.MATH: "formula",
    CodeKind.TAG: "attribute",
    CodeKind.URL: "address",
}


def _line(document: Document, stretch: Span, at: int, reason: str) -> LeftOut:
    """The part of a stretch that is on the line of ``at``, without white space around it."""
    text = document.text
    line, column = document.lines.position(at)
    line_start = at - column + 1
    start = max(stretch.start, line_start)
    line_end = _LINE_END.search(text, at, stretch.end)
    end = line_end.start() if line_end else stretch.end
    words = text[start:end]
    span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
    return LeftOut(document.path, line, span.start - line_start + 1, reason, span.cut(text), span)
