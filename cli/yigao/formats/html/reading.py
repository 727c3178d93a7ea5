"""From tokens to segments, stretches left out, and language tags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yigao.formats.html.attributes import attribute_segments, unread_attributes
from yigao.formats.html.elements import (
    BLOCK,
    KINDS,
    VOID,
    code_kind,
    is_block,
    is_chinese,
    keeps_attributes,
    names_element,
    reason_for,
)
from yigao.formats.html.frames import Frame, Frames
from yigao.formats.html.runs import Run
from yigao.formats.html.texts import text_parts
from yigao.formats.html.tokens import FOREIGN, Token, TokenKind, tokens
from yigao.model.document import Code, CodeKind, Pairing, Part, Segment, SegmentKind, Skipped
from yigao.model.span import Span


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of HTML in a text."""

    span: Span
    """Where."""
    kind: SegmentKind
    """What text is that stands in no element that says so."""


@dataclass(slots=True)
class Found:
    """What was found in HTML."""

    segments: list[Segment] = field(default_factory=list)
    """In order of their start, the outer of two before the inner."""
    skipped: list[Skipped] = field(default_factory=list)
    """In order."""
    languages: list[Span] = field(default_factory=list)
    """Values of attributes that say a translated text is in Chinese, in order."""


def read(text: str, regions: Sequence[Region] = (), spelling: str = "") -> Found:
    """What ``text`` holds, or its ``regions`` in order; the segments of text between tags carry ``spelling``.

    An element that is open at the end of a region stays open if its end tag stands in a later one: there may be anything
    between the two.
    """
    if not regions:
        regions = [Region(Span(0, len(text)), SegmentKind.PARAGRAPH)]
    streams: list[Iterable[Token]] = [tokens(text, region.span) for region in regions]
    ends: Mapping[int, int] = {}
    if len(regions) > 1:
        streams = [list(stream) for stream in streams]
        ends = _ends(streams)
    reader = _Reader(text, spelling)
    for number, (region, stream) in enumerate(zip(regions, streams, strict=True)):
        if number:
            reader.pause(regions[number - 1].span.end, number, ends)
        reader.begin(region.kind)
        for token in stream:
            reader.take(token)
    return reader.finish(regions[-1].span.end)


def _ends(streams: Iterable[Iterable[Token]]) -> dict[int, int]:
    """The number of the stream with the end tag of an element, for those in another one, by the start of its start tag."""
    opened: dict[str, list[tuple[int, int]]] = {}
    ends: dict[int, int] = {}
    for number, stream in enumerate(streams):
        for token in stream:
            if token.kind is TokenKind.START:
                opened.setdefault(token.name, []).append((token.span.start, number))
            elif token.kind is TokenKind.END and opened.get(token.name):
                start, begun = opened[token.name].pop()
                if begun < number:
                    ends[start] = number
    return ends


@dataclass(slots=True)
class _Shade:
    """A stretch that is left out, as far as it has been read."""

    start: int
    """Where it begins."""
    inside: int
    """Where what is reported of it begins."""
    reason: str
    """Why it is left out."""
    inline: bool
    """Whether it is a code of the run around it."""


class _Reader:
    """Takes tokens one by one; knows what is open and whether it is left out."""

    def __init__(self, text: str, spelling: str) -> None:
        self.text = text
        self.found = Found()
        self._spelling = spelling
        self._xml = text.startswith("<?xml")
        self._frames = Frames()
        self._run = Run(text)
        self._shade: _Shade | None = None

    def begin(self, kind: SegmentKind) -> None:
        """Begin a region of a kind."""
        self._frames.root.kind = kind

    def take(self, token: Token) -> None:
        """Deal with the next token."""
        if token.kind is TokenKind.START or (token.kind is TokenKind.END and token.name == "br"):
            self._start(token)  # browsers read </br> as <br>
        elif token.kind is TokenKind.END:
            self._end(token)
        elif self._shade is None:
            self._character_data(token)

    def pause(self, at: int, following: int, ends: Mapping[int, int]) -> None:
        """Go on with the ``following`` region: what does not end in it or after it, as ``ends`` tells, ends at ``at``."""
        while self._frames.top is not self._frames.root and ends.get(self._frames.top.start, -1) < following:
            self._frames.pop()
        self._follow(at)
        self._border()
        if self._shade:
            self._shade.inline = False

    def finish(self, at: int) -> Found:
        """End all at ``at``; what was found."""
        self._leave(at, at)
        self._border()
        self.found.segments.sort(key=lambda segment: (segment.span.start, -segment.span.end))
        self.found.skipped.sort(key=lambda skipped: skipped.span)
        return self.found

    def _character_data(self, token: Token) -> None:
        kind = self._frames.block.kind
        if token.kind in {TokenKind.TEXT, TokenKind.RAW}:
            self._text(text_parts(self.text, token.span), kind)
            return
        self._run.add_code(token.span, CodeKind.COMMENT, kind)
        if token.kind in _UNREAD:
            self._skip(token.span, _UNREAD[token.kind])

    def _text(self, parts: Iterable[Part], kind: SegmentKind) -> None:
        """Add words and tags of templates. Code between these over several lines is a block of its own."""
        for part in parts:
            reason = _TEMPLATES.get(part.kind) if isinstance(part, Code) and part.source.startswith("{%") else None
            if reason:
                self._skip(part.span, reason)
            if reason and len(part.span.cut(self.text).splitlines()) > 1:
                self._border()
            else:
                self._run.add([part], kind)

    def _start(self, tag: Token) -> None:
        self._frames.end_before(tag.name)
        self._follow(tag.span.start)
        around = self._frames.top.reason
        reason = reason_for(tag, self.text, around)
        block = is_block(tag, self.text)
        if not reason or (keeps_attributes(reason) and not around):
            self._attributes(tag, translated=not reason)
        if not reason:
            self._leave(tag.span.start, tag.span.start)
        if block and not self._shade:
            self._border()
        if tag.name in VOID or tag.kind is TokenKind.END or (tag.empty and (self._xml or tag.name in FOREIGN)):
            self._lone(tag, reason, block=block)
            return
        part = -1
        if reason and not self._shade:
            inside = tag.span.end if names_element(reason) else tag.span.start
            self._shade = _Shade(tag.span.start, inside, reason, inline=not block)
        elif not reason and not block:
            part = self._run.add_code(tag.span, CodeKind.TAG, self._frames.block.kind, Pairing.OPEN)
        kind = KINDS.get(tag.name, self._frames.block.kind)
        self._frames.push(Frame(tag.name, block, kind, tag.span.start, reason, self._run.number, part))

    def _lone(self, tag: Token, reason: str, *, block: bool) -> None:
        """A tag that opens nothing."""
        if self._shade:
            return
        if reason and not names_element(reason):
            self._skip(tag.span, reason)
        if not block:
            self._run.add_code(tag.span, _LONE_KINDS.get(tag.name, CodeKind.TAG), self._frames.block.kind)

    def _attributes(self, tag: Token, *, translated: bool) -> None:
        """Note what a reader gets to see of a tag, and what it says of the language of the text."""
        if not tag.attributes:
            return
        self.found.segments += attribute_segments(tag, self.text)
        for unread, reason in unread_attributes(tag, self.text):
            self._skip(unread, reason)
        for attribute in tag.attributes if translated else ():
            if attribute.name in {"lang", "xml:lang"}:
                value = attribute.value.cut(self.text)
                if is_chinese(value) or (tag.name == "html" and value.strip()):
                    self.found.languages.append(attribute.value)

    def _end(self, tag: Token) -> None:
        closed = self._frames.close(tag.name)
        if self._shade:
            if self._frames.top.reason:
                return
            own = closed is not None and closed.reason != "" and not (closed.block and self._shade.inline)
            self._leave(tag.span.start, tag.span.end if own else tag.span.start)
            if own:
                return
        block = closed.block if closed else tag.name in BLOCK
        if block:
            self._border()
        else:
            self._run.add_code(tag.span, CodeKind.TAG, self._frames.block.kind, Pairing.CLOSE)
            if closed and closed.run == self._run.number:
                self._run.pair(closed.part, tag.name)
        self._follow(tag.span.end, inline=not block)

    def _follow(self, at: int, *, inline: bool = False) -> None:
        """Begin or end a stretch that is left out at ``at``, where elements were closed."""
        reason = self._frames.top.reason
        if self._shade and not reason:
            self._leave(at, at)
        elif reason and not self._shade:
            if not inline:
                self._border()
            self._shade = _Shade(at, at, reason, inline)

    def _leave(self, inside_end: int, end: int) -> None:
        """End the stretch that is left out, if there is one; its own end tag stands between the two places."""
        shade, self._shade = self._shade, None
        if shade is None:
            return
        if names_element(shade.reason):
            self._skip(Span(shade.inside, inside_end), shade.reason)
        else:
            self._skip(Span(shade.start, end), shade.reason)
        if shade.inline and end > shade.start:
            # What never ends is no word of a sentence: nothing may be written behind it.
            kind = code_kind(shade.reason) if inside_end < end else CodeKind.COMMENT
            self._run.add_code(Span(shade.start, end), kind, self._frames.block.kind)

    def _skip(self, span: Span, reason: str) -> None:
        if span.cut(self.text).strip():
            self.found.skipped.append(Skipped(span, reason))

    def _border(self) -> None:
        """End the run."""
        segment = self._run.take(self._spelling)
        if segment:
            self.found.segments.append(segment)


_UNREAD = {
    TokenKind.COMMENT: "comment",
    TokenKind.DATA: "CDATA section",
    TokenKind.UNFINISHED: "unfinished tag",
}
_TEMPLATES = {CodeKind.CODE: "code", CodeKind.COMMENT: "comment"}
_LONE_KINDS = {"br": CodeKind.HARD_BREAK, "img": CodeKind.IMAGE}
