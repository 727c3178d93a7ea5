"""The protocols that parts fulfil, and the small records that cross them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


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
