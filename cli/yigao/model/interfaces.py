"""The protocols that parts fulfil, and the small records that cross them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from yigao.model.document import Parsed


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
    """From an entry's text to what stands in the article."""


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


class Format(Protocol):
    """A module in ``formats/``; it reads and spells, and never touches a file."""

    SUFFIXES: tuple[str, ...]
    """File name endings, lower case."""
    SPELLINGS: Mapping[str, Spelling]
    """By the names that its segments carry; the format's own is ``""``."""

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
class Translation:
    """What an engine made of one text."""

    text: str
    """The translation, or empty when the engine gave none."""
    score: float | None = None
    """Mean log-probability per output token, where the engine has one."""
    problem: str = ""
    """Why ``text`` is empty or not all of the translation, in a few words; empty when all is well."""


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
