"""What a language says around numbers and dates that CLDR does not give."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. ``{}`` marks where the number or date goes."""

    approximators: Mapping[str, str]
    """Template of more, less, nearly, about, at-least, at-most and from."""
    interval: str
    """Template of a range, with two fields."""
    days: str
    """Template of a range of two days of one month, put in the place of the day in a date."""
    scales: tuple[tuple[int, str, str], ...]
    """Magnitudes for large numbers, greatest first: size, its word after one, its word after more."""
    units: Mapping[str, tuple[str, str]]
    """By unit key: its word after one, its word after more."""
    parts: Mapping[str, str]
    """Templates of early, mid, late, end and decade."""
    quarters: Mapping[str, str]
    """half-1, half-2, quarter-1 to quarter-4 and quarters-3, without a year."""
    of_year: str
    """Template of one of these in a year, with two fields."""
    moment: str
    """Template of a time on a date, with the fields ``time`` and ``date``."""
    moment_about: str
    """The same where the time has an approximator."""
    ordinals: Mapping[str, str]
    """Template by CLDR ordinal category; a missing one leaves the ordinal to the engine."""
    turns: tuple[str, str] = ("", "")
    """Template of “first time”, and the words for it; without words turns are left to the engine."""
    attributes: frozenset[str] = frozenset()
    """Units that hyphens join to their number where it describes a noun: a 50-square-meter room."""
    fewer: str = ""
    """Template of less for what is counted; empty where the language says the same."""
    link: str = " "
    """Between a magnitude's word and the unit: 20 millions **de** yuans."""
    elided: tuple[str, str] = ("", "")
    """What “de” becomes before a vowel, and the letters it does so before."""
    one_below: int = 0
    """Numbers below this take the singular; 0: only 1 does."""
    fractions: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """By denominator: one of it, and a template of several, counted in words; any other is written 3/20."""
    counted: str = ""
    """The words for two to nine in these."""
    crowd: str = ""
    """The unit of people after a magnitude in words, where it is not that of ``units``."""
    shares_magnitude: bool = False
    """Whether a range says a common magnitude or percent sign once: 2 à 3 millions."""
    first_day: str = ""
    """The first of a month, where it is no plain number."""
    between_days: str = ""
    """Template of a range of two dates with days; empty for ``interval``."""
    times: Mapping[str, str] = field(default_factory=dict)
    """Template of about (a certain time) and after (a little later); without them these words are left to the engine."""
    dates: tuple[str, str] = ("{}", "{}")
    """Templates of about a year or month and about a day, wherever those of ``times`` are."""
    hours: tuple[str, str, str] | None = None
    """Whole hours, hours and minutes, and what follows a time or range of times; None writes CLDR's short time."""
    oclock: str = ""
    """Template of an hour of either half of the day; empty writes it as any other."""
    clock: tuple[str, str, str, str] | None = None
    """Midnight, before noon, noon and after noon, where the locale has a 12-hour clock."""
