"""Catalogs and their entries, as yigao thinks of them; ``catalogs/po`` turns them into gettext files and back."""

from dataclasses import dataclass, field
from enum import StrEnum

from yigao.model.making import quickly_made


class State(StrEnum):
    """How far an entry has come."""

    NEW = "new"
    """No translation."""
    DRAFT = "draft"
    """Marked fuzzy: a machine's proposal, or a person's work whose sentence changed."""
    REVIEWED = "reviewed"
    """Translated and not fuzzy: a person's word."""
    OBSOLETE = "obsolete"
    """Its sentence is gone; kept, because it may come back."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Reference:
    """Where an entry's sentence stands."""

    path: str
    """The article, relative to the project, with forward slashes."""
    line: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What the sentence was when the translation was made."""

    source: str
    """The earlier text."""
    context: str = ""
    """The earlier context."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Entry:
    """One unit in a catalog."""

    source: str
    """msgid."""
    target: str = ""
    """msgstr; empty when untranslated."""
    context: str = ""
    """msgctxt; empty for running text."""
    state: State = State.NEW
    """How far it has come."""
    references: tuple[Reference, ...] = ()
    """Every place where this text stands."""
    extracted: tuple[str, ...] = ()
    """Lines for the translator that extraction writes: kind, legend of codes, terms, quantities."""
    comments: tuple[str, ...] = ()
    """Lines that drafting and people write."""
    flags: tuple[str, ...] = ()
    """gettext flags. ``fuzzy`` is a draft's state and stands here in obsolete entries only, which were drafts then."""
    previous: Previous | None = None
    """What the source was, where the translation is of an earlier text."""
    line: int = field(default=0, compare=False)
    """Where it begins in its file, from 1; 0 if it is in none."""

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it in its catalog: context and source."""
        return self.context, self.source


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries of one article in one language."""

    language: str
    """Target language tag as gettext writes it (``en``, ``pt_BR``); empty for a template."""
    headers: dict[str, str] = field(default_factory=dict)
    """Header fields in order."""
    entries: tuple[Entry, ...] = ()
    """In the article's order; obsolete ones last."""
    comment: tuple[str, ...] = ()
    """Lines above the header."""
