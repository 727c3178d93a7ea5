"""Titles of links, images and reference definitions: `[text](target "title")`, `[label]: target 'title'`."""

import re
from collections.abc import Iterator, Mapping

from yigao.formats.markdown.escaping import escape, plain
from yigao.model.document import Segment, SegmentKind, Text
from yigao.model.interfaces import Spelling
from yigao.model.span import Span
from yigao.text.han import has_han
from yigao.text.patterns import later

_SPACE = r"[ \t\r\n]"
_TITLE = re.compile(
    rf"""\](?:\(|:){_SPACE}*+(?:<(?:\\.|[^<>\\])*+>|(?:\{{\{{[^{{}}\r\n]*+\}}\}}|\{{%[^{{}}\r\n]*+%\}}|[^ \t\r\n])++){_SPACE}++"""
    r"""(?:"(?P<double>(?:\\.|[^"\\])*+)"|'(?P<single>(?:\\.|[^'\\])*+)'|\((?P<round>(?:\\.|[^()\\])*+)\))"""
    rf"{_SPACE}*+\)?{_SPACE}*+\Z",
    re.DOTALL,
)


def _spelling(quotes: str) -> Spelling:
    """A title between quotes: those in a translation get a backslash, and line ends become spaces."""
    bare = re.compile(rf"(\\.)|([{re.escape(quotes)}])", re.DOTALL)

    def write(text: str) -> str:
        one_line = " ".join(text.split("\n"))
        closed = one_line if (len(one_line) - len(one_line.rstrip("\\"))) % 2 == 0 else f"{one_line}\\"
        return bare.sub(lambda match: match[1] or f"\\{match[2]}", closed)

    return Spelling(plain, escape, write=write)


SPELLINGS: Mapping[str, Spelling] = {
    "title-double": _spelling('"'),
    "title-single": _spelling("'"),
    "title-round": _spelling("()"),
}
"""By the quotes around a title."""


def title_segments(text: str, tail: Span) -> Iterator[Segment]:
    """The title in ``tail``, the end of a link, image or reference definition from its ``]`` on, if it holds Chinese."""
    match = _TITLE.match(tail.cut(text))
    if match is None or match.lastgroup is None or not has_han(match[match.lastgroup]):
        return
    start = tail.start + match.start(match.lastgroup)
    span = Span(start, start + len(match[match.lastgroup]))
    yield Segment(span, SegmentKind.TITLE, (Text(span, span.cut(text)),), f"title-{match.lastgroup}")


def definition_segments(text: str, definition: Span) -> Iterator[Segment]:
    """The title of a reference definition, if it holds Chinese."""
    end_of_label = _LABEL().match(text, definition.start)
    if end_of_label is not None:
        yield from title_segments(text, Span(end_of_label.end(), definition.end))


_LABEL = later(r"\[(?:\\.|[^\[\]\\])*+(?=\]:)", re.DOTALL)
