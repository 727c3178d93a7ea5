"""What a translation memory holds: reviewed units with where they stood and where they come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remembered:
    """A reviewed unit: a translation that a person answers for."""

    source: str
    """Its text, codes as a catalog writes them: Markdown as it is, other markup as ``<g1>…</g1>`` and ``<x2/>``."""
    target: str
    """Its translation, likewise; never empty."""
    source_language: str
    """Language of the source, as gettext writes it: ``zh``, ``zh_TW``."""
    target_language: str
    """Language of the target, likewise: ``en``, ``pt_BR``."""
    context: str = ""
    """Kind of its segment (msgctxt): ``heading``, ``cell``, …; empty for running text."""
    before: str = ""
    """Source of the unit before it in its article; empty at the beginning and where that is not known."""
    after: str = ""
    """Source of the unit behind it; empty at the end and where that is not known."""
    origin: str = ""
    """Where it comes from: path of the catalog or imported file, relative to the project, with forward slashes."""
    reviewed: str = ""
    """When it was last changed, as far as its origin says: ISO 8601, date (``2025-12-09``) or date and time with zone
    (``2025-12-09T08:30:00+00:00``); empty where that is not known."""
