"""The strings in TOML front matter, with their places: `tomllib` tells none, so they are found here and compared."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from yigao.formats._front_matter.fields import Fields, Unreadable
from yigao.formats._front_matter.toml_spelling import CONTINUATION, unescaped
from yigao.model.document import Code, CodeKind, Part, Segment, SegmentKind, Text
from yigao.model.span import Span
from yigao.text.han import has_han

_DEEPEST = 64
"""How deep arrays and inline tables may nest, and keys: `tomllib` reads some recursively and some in quadratic time."""

_BLANK = re.compile(r"(?:[ \t\r\n]++|\#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY_PART = re.compile(r"""[\w-]++|"(?:\\.|[^"\\\r\n])*+"|'[^'\r\n]*+'""")
_LONG_KEY = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_DEEPEST}}}""")
_STRING = re.compile(
    r'''"""(?:[^"\\]++|\\.|""?(?!"))*+"{3,5}'''
    r"""|'{3}(?:[^']++|''?(?!'))*+'{3,5}"""
    r"""|"(?:[^"\\\r\n]++|\\.)*+"|'[^'\r\n]*+'""",
    re.DOTALL,
)
_OTHER = re.compile(r"[^\s,\]}\#\"'\[{][^,\]}\#\r\n]*+")
_LINE_PARTS = re.compile(
    rf"(?P<join>{CONTINUATION})|(?P<end>\r?\n|\\n)|(?P<words>(?:[ \t]++(?!\\[ \t]*+\r?\n)|[^\s\\]|\\(?!n)\S|[^\S\r\n \t])++)"
)


@dataclass(frozen=True, slots=True)
class _String:
    """One string."""

    key: str
    """The last part of its key; that of the array, for strings in arrays."""
    span: Span
    """Where in the front matter, quotes included."""
    raw: str
    """The characters of the span."""

    @property
    def quotes(self) -> str:
        """Those that open it: one or three."""
        return self.raw[:3] if self.raw[:3] in {'"""', "'''"} and len(self.raw) > 5 else self.raw[0]

    @property
    def inside(self) -> Span:
        """Where what it says is: without quotes, and without the line end right after three of them."""
        width = len(self.quotes)
        start = width
        if width == 3:
            start += 2 if self.raw.startswith("\r\n", width) else self.raw.startswith("\n", width)
        return Span(self.span.start + start, self.span.end - width)

    @property
    def value(self) -> str:
        """What it means."""
        inside = self.raw[self.inside.start - self.span.start : self.inside.end - self.span.start]
        value = unescaped(inside) if '"' in self.quotes else inside
        return value.replace("\r\n", "\n") if len(self.quotes) == 3 else value


def toml_segments(text: str, inside: Span, fields: Fields) -> list[Segment]:
    """The values of ``fields`` in the TOML at ``inside``, in order. Raises `Unreadable`."""
    source = inside.cut(text)
    if _LONG_KEY.search(source):
        raise Unreadable(f"front matter with a key of more than {_DEEPEST} parts")
    try:
        meant = Counter(_strings_of(tomllib.loads(source)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = str(error).partition(" (at ")[0]
        raise Unreadable(f"front matter is not TOML: {problem}") from error
    strings = _Scanner(source).strings()
    if Counter((string.key, string.value) for string in strings) != meant:
        raise Unreadable("front matter whose strings could not be told apart")
    found: list[Segment] = []
    for string in strings:
        kind = fields.kind(string.key)
        if kind is not None and has_han(string.value):
            found += _segments(text, inside.start, string, kind)
    return found


def _strings_of(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each string with the last part of its key."""
    open_: list[tuple[str, Any]] = [("", value)]
    while open_:
        key, one = open_.pop()
        if isinstance(one, dict):
            open_ += one.items()
        elif isinstance(one, list):
            open_ += [(key, item) for item in one]
        elif isinstance(one, str):
            yield key, one


class _Scanner:
    """Walks through TOML that is known to be valid and collects its strings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[_String] = []

    def strings(self) -> list[_String]:
        """All of them, in order. Raises `Unreadable`."""
        while self.skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                width = 2 if self.text.startswith("[[", self.at) else 1
                self.at += width
                self.key()
                self.expect("]" * width)
            else:
                key = self.key()
                self.expect("=")
                self.value(key)
        return self.found

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Go behind what matches, if anything does; where that is."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return self.at

    def taken(self, pattern: re.Pattern[str]) -> str:
        """Go behind what matches, and what it is."""
        start = self.at
        if self.skip(pattern) == start:
            self.fail()
        return self.text[start : self.at]

    def expect(self, mark: str) -> None:
        self.skip(_SPACE)
        if not self.text.startswith(mark, self.at):
            self.fail()
        self.at += len(mark)

    def fail(self) -> NoReturn:
        raise Unreadable("front matter whose strings could not be found")

    def key(self) -> str:
        """Go behind a key; its last part."""
        while True:
            self.skip(_SPACE)
            part = self.taken(_KEY_PART)
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        inside = part[1:-1] if part[0] in "\"'" else part
        return unescaped(inside) if part[0] == '"' else inside

    def value(self, key: str) -> None:
        """Go behind a value, whatever is nested in it."""
        open_: list[tuple[str, str]] = []  # what closes each array and inline table, and its key
        while True:
            self.skip(_BLANK if open_ else _SPACE)
            if open_ and self.text.startswith(open_[-1][0], self.at):
                self.at += 1
                open_.pop()
            else:
                here = open_[-1][1] if open_ else key
                if open_ and open_[-1][0] == "}":
                    here = self.key()
                    self.expect("=")
                    self.skip(_SPACE)
                opening = self.text[self.at : self.at + 1]
                if opening in _CLOSES:
                    self.at += 1
                    open_.append((_CLOSES[opening], here))
                    if len(open_) > _DEEPEST:
                        raise Unreadable(f"front matter nested more than {_DEEPEST} deep")
                    continue
                self.scalar(here)
            if not self.goes_on(open_):
                return

    def goes_on(self, open_: list[tuple[str, str]]) -> bool:
        """After a value: leave what closes; whether another value may come."""
        while open_:
            self.skip(_BLANK)
            mark = self.text[self.at : self.at + 1]
            self.at += 1
            if mark == ",":
                return True
            if mark != open_.pop()[0]:
                self.fail()
        return False

    def scalar(self, key: str) -> None:
        start = self.at
        if self.text[start : start + 1] not in {'"', "'"}:
            self.taken(_OTHER)
            return
        raw = self.taken(_STRING)
        self.found.append(_String(key, Span(start, self.at), raw))


_CLOSES = {"[": "]", "{": "}"}


def _segments(text: str, offset: int, string: _String, kind: SegmentKind) -> Iterator[Segment]:
    """The segments of one string: one of all of it, or one a line."""
    if len(string.quotes) == 1:
        span = Span(offset + string.span.start, offset + string.span.end)
        yield Segment(span, kind, (Text(span, string.raw),), "toml-basic" if string.quotes == '"' else "toml-literal")
        return
    inside = Span(offset + string.inside.start, offset + string.inside.end)
    if string.quotes == '"""':
        yield from _lines(text, inside, kind)
        return
    for line in re.finditer(r"[^\r\n]++", inside.cut(text)):
        start = inside.start + line.start() + len(line[0]) - len(line[0].lstrip(" \t"))
        span = Span(start, max(start, inside.start + line.start() + len(line[0].rstrip(" \t"))))
        if len(span):
            yield Segment(span, kind, (Text(span, span.cut(text)),), "toml-literal-lines")


def _lines(text: str, inside: Span, kind: SegmentKind) -> Iterator[Segment]:
    r"""A segment for each line of a string between three double quotes; ``\n`` ends one as well."""
    parts: list[Part] = []
    for match in _LINE_PARTS.finditer(text, inside.start, inside.end):
        span = Span(match.start(), match.end())
        if match.lastgroup == "words":
            parts.append(Text(span, match[0]))
        elif match.lastgroup == "join":
            parts.append(Code(span, match[0], CodeKind.SOFT_BREAK))
        else:
            yield from _line(parts, kind)
            parts = []
    yield from _line(parts, kind)


def _line(parts: list[Part], kind: SegmentKind) -> Iterator[Segment]:
    """The segment of a line, if it holds words; line ends at its edges are no part of it."""
    first, last = 0, len(parts)
    while first < last and isinstance(parts[first], Code):
        first += 1
    while first < last and isinstance(parts[last - 1], Code):
        last -= 1
    if first < last:
        kept = tuple(parts[first:last])
        yield Segment(Span(kept[0].span.start, kept[-1].span.end), kind, kept, "toml-lines")
