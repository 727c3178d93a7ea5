"""An article as segments of text and codes in a skeleton that nothing touches, and the units cut from it."""

from dataclasses import dataclass, field
from enum import StrEnum

from yigao.model.making import quickly_made
from yigao.model.span import LineIndex, Span


class CodeKind(StrEnum):
    """What a code is, as far as sentence cutting and display depend on it."""

    EMPHASIS = "emphasis"
    LINK = "link"
    IMAGE = "image"
    TAG = "tag"
    CODE = "code"
    URL = "url"
    MATH = "math"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    HARD_BREAK = "hard-break"
    SOFT_BREAK = "soft-break"
    SPACE = "space"


WHITE_SPACE = frozenset({CodeKind.HARD_BREAK, CodeKind.SOFT_BREAK, CodeKind.SPACE})
"""Codes that part words as a space does."""


class Pairing(StrEnum):
    """Whether a code opens or closes something or stands alone."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


class SegmentKind(StrEnum):
    """What a segment is to a reader; all but running text become the context of their catalog entries."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    HEADING = "heading"
    CELL = "cell"
    ALT = "alt"
    TITLE = "title"
    META = "meta"


RUNNING_TEXT = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.QUOTE})
"""Kinds whose sentences mean the same wherever they stand: their entries carry no context."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Text:
    """Words of a segment, spelled as in the article (escapes and entities included)."""

    span: Span
    """Where in the article."""
    text: str
    """The characters of the span."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Code:
    """Markup inside a segment: kept as it is, shown to the translator verbatim or as a placeholder."""

    span: Span
    """Where in the article."""
    source: str
    """The characters of the span."""
    kind: CodeKind
    """What it is."""
    pairing: Pairing = Pairing.ALONE
    """Whether it opens, closes or stands alone."""
    pair: int | None = None
    """The same number on an opening code and its closing one, unique in the segment; None if it has no partner."""
    verbatim: bool = False
    """Whether translators see its source (short Markdown syntax) and not a placeholder."""
    rewritten: str = ""
    """How a translation must write it where its source would break: ``][label]`` for the end of ``[label]``, and for
    that of an image ``![label]``."""


Part = Text | Code


@quickly_made
@dataclass(frozen=True, slots=True)
class Segment:
    """A block of text that a reader sees as one: its parts tile its span."""

    span: Span
    """Where in the article."""
    kind: SegmentKind
    """What it is to a reader."""
    parts: tuple[Part, ...]
    """Text and codes in order, without gaps."""
    spelling: str = ""
    """Which of the format's spellings its text is in; empty for the format's own."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stretch of an article that is not for translation."""

    span: Span
    """Where in the article."""
    reason: str
    """Why, in a few words: ``code block``, ``comment``, ``script``."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format finds in a text."""

    segments: tuple[Segment, ...]
    """In order of their start; one may lie inside a code of another (the alt text of an image in a sentence)."""
    skipped: tuple[Skipped, ...] = ()
    """Stretches deliberately left out, in order; what is in neither is markup."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the article's bytes became text, so that they can be made again."""

    name: str = "utf-8"
    """As `--encoding` calls it."""
    bom: bytes = b""
    """Byte order mark that stood before the text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article, decoded and segmented."""

    path: str
    """Path as shown to people, with forward slashes."""
    format: str
    """Name of the format part that parsed it."""
    text: str
    """The decoded text, line ends as they are."""
    parsed: Parsed
    """What the format found in the text."""
    encoding: Encoding = Encoding()
    """How to encode it again."""
    lines: LineIndex = field(init=False, repr=False, compare=False)
    """Offsets to lines."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text))

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The blocks of text to translate."""
        return self.parsed.segments


@quickly_made
@dataclass(frozen=True, slots=True)
class UnitCode:
    """A code of a unit and how the unit's text writes it."""

    token: str
    """``**``, ``[^1]`` or a placeholder: ``<g1>``, ``</g1>``, ``<x2/>``."""
    code: Code
    """What it stands for."""

    @property
    def placeholder(self) -> bool:
        """Whether the token stands for something that the translator does not see."""
        return not self.code.verbatim or self.token != self.code.source


UnitPart = Text | UnitCode


@quickly_made
@dataclass(frozen=True, slots=True)
class Unit:
    """What becomes one catalog entry: a sentence (or a whole segment) with its codes, edges trimmed."""

    span: Span
    """What a translation replaces."""
    source: str
    """The text of the entry: words as spelled, codes as their tokens, soft line ends resolved."""
    kind: SegmentKind
    """Of its segment."""
    parts: tuple[UnitPart, ...]
    """What ``source`` is made of; texts already carry resolved line ends."""
    segment: int
    """Index of its segment in the document."""
    line: int
    """Line of its first character, from 1."""
    spelling: str = ""
    """Which of the format's spellings its text is in."""

    @property
    def context(self) -> str:
        """The entry's context: its kind, or empty for running text."""
        return "" if self.kind in RUNNING_TEXT else self.kind.value

    @property
    def codes(self) -> tuple[UnitCode, ...]:
        """The codes in order."""
        return tuple(part for part in self.parts if isinstance(part, UnitCode))
