"""What a page for reviewers shows: catalogs in the order and structure of their articles."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from yigao.model.catalog import Entry, State
from yigao.model.document import SegmentKind
from yigao.model.finding import Finding
from yigao.model.layout import Layout
from yigao.model.report import Kept
from yigao.model.span import Span


class Marked(StrEnum):
    """What a stretch of a text is."""

    TERM = "term"
    """A glossary term, or its rendering."""
    QUANTITY = "quantity"
    """A number, amount or date, or its rendering."""
    CODE = "code"
    """Markup, or a placeholder."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is worth showing."""

    span: Span
    """Where."""
    kind: Marked
    """What it is."""
    about: str = ""
    """For who points at it: the rendering asked for, the original of a code."""
    link: int = 0
    """The same number on what belongs together in source and target; 0 for nothing."""
    is_kept: bool = True
    """Whether the other side has its counterpart."""
    term: str = ""
    """The source of the term it is about."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text with its marks."""

    text: str
    """As it stands in the catalog."""
    marks: tuple[Mark, ...] = ()
    """In order of their start; codes may lie inside terms and quantities, nothing else overlaps."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text compared with an earlier one."""

    before: str
    """What stood there; equal to ``after`` where nothing changed."""
    after: str
    """What stands there now."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its translation."""

    number: int
    """From 1, in the order of the page; a sentence that comes again keeps the number of its first time."""
    entry: Entry
    """Its entry; of a sentence that the catalog does not have, one without a translation."""
    source: Side
    """What is translated."""
    target: Side
    """Its translation; empty if there is none."""
    findings: tuple[Finding, ...] = ()
    """What checks hold against it, the worst first."""
    kept: tuple[Kept, ...] = ()
    """What it waives."""
    changes: tuple[Change, ...] = ()
    """How its source differs from the one that was translated, if it does."""
    is_again: bool = False
    """Whether it has been shown before."""
    is_missing: bool = False
    """Whether the catalog does not have it."""
    line: int = 0
    """Of the article, from 1; 0 if that is not known."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the article."""

    kind: SegmentKind
    """What it is."""
    layout: Layout
    """Its level, marker and place in a table."""
    rows: tuple[Row, ...] = ()
    """Its sentences in order."""
    text: str = ""
    """What it says, if nothing of it is to be translated."""
    is_first: bool = True
    """Whether it is the first of its list item or quotation."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A catalog beside its article."""

    path: str
    """The catalog, as reports name it."""
    article: str
    """The article, as the catalog names it; empty if it names none."""
    source_language: str
    """BCP 47 tag of the article's language."""
    language: str
    """BCP 47 tag of the translation's."""
    blocks: tuple[Block, ...]
    """The article, block by block."""
    left: tuple[Row, ...] = ()
    """Entries whose sentence the article does not have, or all of them where it is not there."""
    findings: tuple[Finding, ...] = ()
    """What checks hold against the catalog as a whole."""
    is_whole: bool = True
    """Whether the article was there to be followed."""

    def rows(self) -> Iterator[Row]:
        """Each entry once, in order."""
        for block in self.blocks:
            yield from (row for row in block.rows if not row.is_again)
        yield from self.left

    def states(self) -> Counter[State]:
        """How many entries are in each state."""
        return Counter(row.entry.state for row in self.rows())


@dataclass(frozen=True, slots=True)
class Review:
    """All that a page shows."""

    sheets: tuple[Sheet, ...]
    """The catalogs in order."""
