"""From the inline events of one block to a segment: parts that tile its span, codes paired."""

from collections.abc import Sequence
from dataclasses import replace
from string import punctuation
from typing import TYPE_CHECKING

from yigao.formats._addresses import addresses_apart, is_short
from yigao.formats._blank_pairs import blank_pairs_together
from yigao.formats.markdown.blocks import Block, Event
from yigao.formats.markdown.html_blocks import attribute_texts
from yigao.formats.markdown.merging import opaque_together, texts_together
from yigao.formats.markdown.tags import read_tag
from yigao.formats.markdown.titles import title_segments
from yigao.model.document import Code, CodeKind, Pairing, Part, Segment, SegmentKind, Text
from yigao.model.span import Span

if TYPE_CHECKING:
    from yigao.formats.markdown.dialects import Shortcode

_DEEPEST_SEARCH = 64
"""How many open tags are looked through for the partner of a closing one; keeps hostile input linear."""


def segments_of(block: Block, text: str) -> list[Segment]:
    """The segment of ``block`` and, in images inside it, one for each alternative text."""
    first = block.events[0]
    if len(block.events) == 1 and first.name == "Text" and not _is_escaped(first, text):  # most of them
        alone = Text(first.span, first.span.cut(text))
        return [Segment(first.span, block.kind, tuple(addresses_apart(alone)))]
    builder = _Builder(text, bar="\\|" if block.kind is SegmentKind.CELL else "|")
    for event in block.events:
        builder.take(event)
    parts = tuple([part for one in builder.merged() for part in addresses_apart(one)])
    return [Segment(Span(parts[0].span.start, parts[-1].span.end), block.kind, parts), *builder.nested]


class _Builder:
    """Turns events into parts one by one; ``parts`` tiles what it has taken so far."""

    def __init__(self, text: str, bar: str) -> None:
        self.text = text
        self.bar = bar  # how a vertical bar is spelled
        self.parts: list[Part] = []
        self.nested: list[Segment] = []
        self._reached = -1  # where what was taken ends
        self._open: list[tuple[str, int]] = []  # element or tag name, index of its opening part
        self._pairs = 0
        self._has_runs = False  # whether a text follows a text
        self._held: list[Event] = []  # the inside of an image or autolink
        self._holding = 0

    def take(self, event: Event) -> None:
        """Add one event."""
        if self._reached < 0:
            self._reached = event.span.start - _is_escaped(event, self.text)
        if self._holding or (event.name == "Start" and _is_object(event)):
            self._hold(event)
        elif event.name == "Start":
            self._open_element(event)
        elif event.name == "End":
            self._close_element(event)
        else:
            self._leaf(event)

    def merged(self) -> Sequence[Part]:
        """The parts, those made one that belong together."""
        parts: Sequence[Part] = self.parts
        if self._pairs:
            parts = blank_pairs_together(opaque_together(parts, self.text), self.text)
        return texts_together(parts) if self._has_runs else parts

    def _hold(self, event: Event) -> None:
        """Images and autolinks are one code each; what stands in an image becomes a segment of its own."""
        self._holding += {"Start": 1, "End": -1}.get(event.name, 0)
        self._held.append(event)
        if self._holding:
            return
        first, inside = self._held[0], tuple(self._held[1:-1])
        self._held = []
        self._fill(first.span.start)
        image = first.tag == "Image"
        kind = CodeKind.IMAGE if image else CodeKind.URL
        span, end = _labelled(first, self.text) if image else (first.span, "")
        source = span.cut(self.text)
        self._add(Code(span, source, kind, verbatim=not image and is_short(source), rewritten=end))
        if image:
            end_of_alt = max((one.span.end for one in inside), default=first.span.start + 2)
            self.nested += segments_of(Block(SegmentKind.ALT, inside), self.text) if inside else []
            self.nested += title_segments(self.text, Span(end_of_alt, first.span.end))

    def _open_element(self, event: Event) -> None:
        start = event.span.start
        self._fill(start)
        self._pairs += 1
        width = _marker_width(event, self.text)
        kind = CodeKind.LINK if event.tag == "Link" else CodeKind.EMPHASIS
        self._open.append((event.tag, len(self.parts)))
        self._add_code(Span(start, start + width), kind, Pairing.OPEN, self._pairs, verbatim=True)

    def _close_element(self, event: Event) -> None:
        while self._open:  # tags left open inside an element have no partner
            name, index = self._open.pop()
            if name == event.tag:
                break
        opener = self.parts[index]
        link = event.tag == "Link"
        end = event.span.end
        start = self._reached if link else end - _marker_width(event, self.text)
        self._fill(start)
        if link and self.text[start:end] == "]" and self.text.startswith("[]", end):
            end += 2  # the parser's range of a collapsed reference ends too early
        if not isinstance(opener, Code):
            raise TypeError("an element opens with a code")
        self._add_code(Span(start, end), opener.kind, Pairing.CLOSE, opener.pair, verbatim=True)
        if link:
            self._finish_link(index, event)

    def _finish_link(self, index: int, event: Event) -> None:
        """Long targets are shown as placeholders, and ``[label]`` gets its label spelled out in a translation."""
        closer = self.parts[-1]
        titles = list(title_segments(self.text, closer.span))
        self.nested += titles
        label = self.text[event.span.start + 1 : closer.span.start]
        source = closer.span.cut(self.text)
        lone = source in {"]", "][]"}
        if not lone and not titles and is_short(source):
            return
        self._replace(index, verbatim=False)
        self._replace(len(self.parts) - 1, verbatim=False, rewritten=f"][{label}]" if lone else "")

    def _leaf(self, event: Event) -> None:
        span = event.span
        self._fill(span.start)
        if event.name == "Text":
            self._add(Text(span, span.cut(self.text)))
        elif event.name == "InlineHtml":
            tag = read_tag(span.cut(self.text))
            self._tag(span, f"<{tag.name}>", tag.kind, tag.pairing)
            self.nested += attribute_texts(self.text, span)
        elif event.name == "Shortcode":
            code: Shortcode = event.payload
            self._tag(span, f"<{code.name}", code.kind, code.pairing, verbatim=_is_readable(code, self.text))
            if code.rewritten:
                self._replace(len(self.parts) - 1, rewritten=code.rewritten.replace("|", self.bar))
            self.nested += code.segments
        else:
            kind = _LEAF_KINDS[event.name]
            self._add_code(span, kind, verbatim=kind in _READABLE and is_short(span.cut(self.text)))

    def _tag(self, span: Span, name: str, kind: CodeKind, pairing: Pairing, *, verbatim: bool = False) -> None:
        if pairing is Pairing.OPEN:
            self._open.append((name, len(self.parts)))
        opener = self._partner(name) if pairing is Pairing.CLOSE else None
        pair = None
        if opener is not None:
            self._pairs += 1
            pair = self._pairs
            self._replace(opener, pair=pair)
        self._add_code(span, kind, pairing, pair, verbatim=verbatim)

    def _partner(self, name: str) -> int | None:
        """Index of the opening tag that a closing one belongs to; elements of Markdown are never crossed."""
        for depth, (opened, index) in enumerate(reversed(self._open), 1):
            if depth > _DEEPEST_SEARCH or not opened.startswith("<"):
                return None
            if opened == name:
                del self._open[-depth:]
                return index
        return None

    def _fill(self, start: int) -> None:
        """Account for characters between events: line prefixes after a break, backslashes of escapes."""
        if self._reached >= start:
            return
        span = Span(self._reached, start)
        gap = span.cut(self.text)
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Code) and last.kind in {CodeKind.SOFT_BREAK, CodeKind.HARD_BREAK}:
            whole = Span(last.span.start, start - gap.endswith("\\"))
            self.parts[-1] = replace(last, span=whole, source=whole.cut(self.text))
            self._reached = whole.end
            if whole.end < start:
                self._add(Text(Span(whole.end, start), "\\"))
        elif gap == "\\":
            self._add(Text(span, gap))
        else:
            self._add_code(span, CodeKind.TAG if gap.strip() else CodeKind.SPACE)

    def _add_code(
        self,
        span: Span,
        kind: CodeKind,
        pairing: Pairing = Pairing.ALONE,
        pair: int | None = None,
        *,
        verbatim: bool = False,
    ) -> None:
        self._add(Code(span, span.cut(self.text), kind, pairing, pair, verbatim))

    def _add(self, part: Part) -> None:
        if isinstance(part, Text) and self.parts and isinstance(self.parts[-1], Text):
            self._has_runs = True
        self.parts.append(part)
        self._reached = part.span.end

    def _replace(
        self, index: int, *, pair: int | None = None, verbatim: bool | None = None, rewritten: str | None = None
    ) -> None:
        part = self.parts[index]
        if isinstance(part, Code):
            self.parts[index] = Code(
                part.span,
                part.source,
                part.kind,
                part.pairing,
                part.pair if pair is None else pair,
                part.verbatim if verbatim is None else verbatim,
                part.rewritten if rewritten is None else rewritten,
            )


_LEAF_KINDS = {
    "Code": CodeKind.CODE,
    "InlineMath": CodeKind.MATH,
    "DisplayMath": CodeKind.MATH,
    "FootnoteReference": CodeKind.FOOTNOTE,
    "SoftBreak": CodeKind.SOFT_BREAK,
    "HardBreak": CodeKind.HARD_BREAK,
}
_READABLE = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.FOOTNOTE})


def _is_readable(code: "Shortcode", text: str) -> bool:
    """Whether translators see a code of a dialect as it is: short formulas and the marks of a highlight."""
    return bool(code.disguise) and code.kind in {CodeKind.MATH, CodeKind.TAG} and is_short(code.span.cut(text))


def _is_object(event: Event) -> bool:
    """Whether an element is one thing in its sentence: an image, or a link that shows its own address."""
    return event.tag == "Image" or (event.tag == "Link" and event.payload["link_type"] in {"Autolink", "Email"})


def _labelled(image: Event, text: str) -> tuple[Span, str]:
    """Where an image stands, and how it must end once its alternative text is no more its label."""
    start, end = image.span.start, image.span.end
    kind = image.payload["link_type"]
    if kind == "Collapsed" and text.startswith("[]", end):
        end += 2  # the parser's range ends too early
    label = text[start + 2 : end - 3 if kind == "Collapsed" else end - 1]
    return Span(start, end), f"][{label}]" if kind in {"Collapsed", "Shortcut"} else ""


def _is_escaped(event: Event, text: str) -> bool:
    """Whether a text begins with a character that the backslash before it escapes."""
    start = event.span.start
    return event.name == "Text" and start > 0 and text[start - 1] == "\\" and text[start : start + 1] in punctuation


def _marker_width(event: Event, text: str) -> int:
    if event.tag == "Strong":
        return 2
    if event.tag == "Strikethrough":
        return 2 if text.startswith("~~", event.span.start) else 1
    return 1
