"""Terms, quantities and where they stand in a sentence."""

from dataclasses import dataclass
from decimal import Decimal

from yigao.model.making import quickly_made
from yigao.model.span import Span


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a term base: this source must become that target."""

    source: str
    """The name in the source language, as articles write it."""
    target: str
    """The one rendering that drafts use."""
    variants: tuple[str, ...] = ()
    """Other renderings a post-editor may use."""
    forbidden: tuple[str, ...] = ()
    """Renderings known to be wrong."""
    kind: str = ""
    """What is named: place, organisation, event, programme, …"""
    note: str = ""
    """For the translator."""
    origin: str = ""
    """``file:line`` of the entry."""


@quickly_made
@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found in a text."""

    span: Span
    """Where, in the text that was searched."""
    term: Term
    """Which."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, amount, date or time found in a Chinese text, and how the target writes it."""

    span: Span
    """Where, in the text that was searched."""
    source: str
    """As written: ``超过10亿元``."""
    target: str
    """In the target language: ``more than 1 billion yuan``."""
    kind: str = "number"
    """number, count (of people or things), measure, money, percent, ordinal, range, date or time."""
    value: Decimal | None = None
    """The exact value, percentages as 20.6 for 20.6%; None for ranges, dates, times and what is below zero."""
    unit: str = ""
    """CLDR unit (``kilometer``), ISO 4217 currency (``CNY``), ``percent``, ``person``, …; empty without one."""
    approximator: str = ""
    """Direction of an inexact number: more, less, nearly, about, at-least or at-most; empty when exact."""
