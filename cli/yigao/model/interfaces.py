"""The protocols that parts fulfil, and the small records that cross them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from yigao.model.document import Code, Parsed
from yigao.model.span import Span


def same(text: str) -> str:
    """``text``."""
    return text


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a format writes words: between what stands in the article, what a catalog entry shows, and what is meant.

    ``write(read(x))`` need not be ``x``: a unit whose translation equals its source is never written anew.
    """

    plain: Callable[[str], str] = same
    """From an entry's text to the characters it stands for: ``&amp;`` to ``&``."""
    escape: Callable[[str], str] = same
    """From characters to an entry's text."""
    read: Callable[[str], str] = same
    """From the article's bytes to an entry's text: undoes quoting that a translator should not have to keep."""
    write: Callable[[str], str] = same
    """From an entry's text to what stands in the article. Raises ValueError, saying why, if it cannot stand there."""
    whole: bool = False
    """Whether a segment is one unit, whatever its sentences: its quoting concerns all of it, and so do ``read`` and
    ``write``, which is given the line ends of a translation too."""


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What a project may set about the reading of its articles."""

    front_matter: tuple[str, ...] = (
        "title",
        "subtitle",
        "description",
        "summary",
        "tags",
        "categories",
        "caption",
        "alt",
    )
    """Keys of front matter whose values are translated, at any depth."""
    shortcode_parameters: tuple[str, ...] = ("alt", "attr", "caption", "title")
    """Named parameters of shortcodes whose values are translated."""
    wrap: int = 0
    """Columns at which translated paragraphs of plain text are broken; 0 leaves each translation on one line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment as it is about to be written; the pieces of a segment tile it."""

    span: Span
    """What it replaces."""
    text: str
    """What is to stand there."""
    codes: tuple[Code, ...]
    """The codes that must stand in it, each with the source that is to be written."""
    translated: bool = False
    """Whether it is the translation of a unit; what is not must be left as it is."""
    problem: str = ""
    """Why it must not be written, in a few words; empty if it may."""


class Format(Protocol):
    """A module in ``formats/``; it reads and spells, and never touches a file.

    Rendering and review look for more functions, which a format may go without:

    - ``secure(document: Document, segment: Segment, pieces: Sequence[Piece]) -> Sequence[Piece]``: the same pieces,
      translations escaped as far as it takes to keep the segment one block of its kind with the codes of each piece,
      or with a problem where that cannot be.
    - ``altered(before: str, after: str) -> Span | None``: where in an article the first block stands that its rendering
      ``after`` no longer has in that place, with the same codes; None if it has all.
    - ``localise(text: str, target: str) -> Sequence[tuple[Span, str]]``: what besides units must change in an article
      that is now in ``target``, a BCP 47 tag: its ``lang`` attributes.
    - ``finish(translated: str, segment: Segment, text: str, options: FormatOptions) -> str``: a translated segment of
      ``text`` laid out anew, its lines broken where ``options`` ask for it.
    - ``layouts(text: str) -> Iterable[Layout]``: levels of headings, markers of list items, places of cells.
    - ``bilingual(segment: Segment, text: str, translated: str, language: str) -> str | None``: what shows a segment of
      ``text`` and its translation, which says its ``language`` (a BCP 47 tag) if that is not empty and the format can;
      None where readers do not see the segment. With it goes ``appendix(text: str, lines: Sequence[str], language:
      str) -> str``, which puts plain lines at the end.
    - ``to_html(text: str) -> str``: the text as the body of a page.

    ``NAMES_ENCODING = True`` says that its files may name their own encoding.
    """

    SUFFIXES: tuple[str, ...]
    """File name endings, lower case."""
    SPELLINGS: Mapping[str, Spelling]
    """By the names that its segments carry; the format's own is ``""``."""

    def __hash__(self) -> int:
        """Modules have one: what is found out about a format can be remembered."""

    def parse(self, text: str, options: FormatOptions = ...) -> Parsed:
        """The segments of a text. Ends on any text, in time linear in its length; raises nothing."""


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """All that is needed to load an engine, in any process."""

    name: str
    """The engine's file name in ``engines/``."""
    source: str
    """Source language, as ISO 639 code or BCP 47 tag."""
    target: str
    """Target language, likewise."""
    model: Path | None = None
    """Folder of an unpacked Argos package, for engines that need one."""
    options: dict[str, str] = field(default_factory=dict)
    """Engine-specific settings."""


@dataclass(frozen=True, slots=True)
class Link:
    """What an engine looked at while it wrote a piece of its translation."""

    target: Span
    """The piece, in the translation."""
    source: Span
    """What it looked at, in the text that was translated."""
    weight: float
    """How much, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of one text."""

    text: str
    """The translation, or empty when the engine gave none."""
    score: float | None = None
    """Mean log-probability per output token, where the engine has one."""
    problem: str = ""
    """Why ``text`` is empty or not all of the translation, in a few words; empty when all is well."""
    links: tuple[Link, ...] = ()
    """Alignment of both texts, where the engine has one."""


Progress = Callable[[int, int], None]
"""Told now and then how many texts of how many are done."""


class Engine(Protocol):
    """Something that translates plain sentences; made by ``load(spec)`` of its file in ``engines/``."""

    @property
    def fingerprint(self) -> str:
        """Engine, model and version in one short line: what a draft's comment names."""

    @property
    def verbatim(self) -> bool:
        """Whether it must be given whole units, codes and terms included, and gives them back unharmed."""

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """One translation a text, in order. An empty text gives an empty translation without a problem."""


@runtime_checkable
class Explorer(Engine, Protocol):
    """An engine that can give several translations of a text, with alignments. Engines need not be able to."""

    @property
    def tags(self) -> bool:
        """Whether its model was trained to carry ``<g1>``, ``</g1>`` and ``<x2/>`` to their places."""

    @property
    def placeholder(self) -> str:
        """What its model is most likely to carry over unchanged, ``{}`` standing for a number."""

    def hypotheses(
        self, batch: Sequence[str], number: int, progress: Progress | None = None
    ) -> list[list[Translation]]:
        """For each text up to ``number`` different translations, best first; at least one, which may have a problem."""
