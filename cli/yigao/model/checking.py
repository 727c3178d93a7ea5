"""Entries as checks see them: the same words, terms, quantities and codes that drafting sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yigao.model.catalog import Catalog, Entry
from yigao.model.document import Code
from yigao.model.finding import Severity
from yigao.model.making import quickly_made
from yigao.model.term import Quantity, Term, TermMatch


@quickly_made
@dataclass(frozen=True, slots=True)
class Side:
    """The source or the target of an entry, taken apart."""

    text: str
    """As it stands in the catalog."""
    plain: str
    """What a reader sees: codes left out, a newline for each break, escapes and entities resolved."""
    offsets: Sequence[int]
    """For each character of ``plain``, and for its end, the offset in ``text``."""
    codes: tuple[Code, ...]
    """Markup in order, spans in ``text``: tags, placeholders, emphasis marks, link ends, code spans, addresses."""

    def at(self, offset: int) -> int:
        """Offset in ``text`` of a character of ``plain``."""
        return self.offsets[offset]


@quickly_made
@dataclass(frozen=True, slots=True)
class Checked:
    """One translated entry."""

    entry: Entry
    """The entry itself: context, state, comments, references."""
    source: Side
    """Its msgid."""
    target: Side
    """Its msgstr."""
    terms: tuple[TermMatch, ...]
    """Glossary terms in ``source.plain``."""
    quantities: tuple[Quantity, ...]
    """Numbers, dates and amounts in ``source.plain`` outside of terms."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, title, cell or the like, whose style is freer than running text's."""
        return bool(self.entry.context)


@dataclass(frozen=True, slots=True)
class Drift:
    """How a catalog differs from its article, as bringing it up to date would see it."""

    new: tuple[Entry, ...] = ()
    """Sentences of the article that have no entry."""
    changed: tuple[tuple[Entry, Entry], ...] = ()
    """Entries whose sentence changed, each with what it would become."""
    gone: tuple[Entry, ...] = ()
    """Entries whose sentence is not in the article any more."""
    moved: int = 0
    """Entries whose references name other lines than the article has."""
    missing: str = ""
    """The article's path, if there is no such file; all else is empty then."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many entries, or which part of all, may be so."""

    value: float
    """A number of entries, or percent."""
    is_share: bool = False
    """Whether it is percent."""

    def allows(self, count: int, total: int) -> bool:
        """Whether ``count`` of ``total`` is within it."""
        return 100 * count <= self.value * total + _ROUNDING if self.is_share else count <= self.value

    def __str__(self) -> str:
        return f"{self.value:g}{'%' if self.is_share else ''}"


GROUP = re.compile(r"\\([1-9])")
"""How the target of a `Pattern` names a group of its source."""

_ROUNDING = 1e-6
"""Shares such as 14.3 have no exact float."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule of the project's own: where ``source`` matches a source, ``target`` must match its translation."""

    source: str
    """Regular expression."""
    target: str
    """Regular expression; ``\\1`` in it is what the first group of ``source`` matched."""
    message: str = ""
    """What is wrong; by default the two expressions are shown."""
    severity: Severity | None = None
    """If not the rule's."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A word that the project does not want in translations."""

    word: str
    """As a whole word or words, in any case."""
    instead: str = ""
    """What to write."""
    message: str = ""
    """Why not."""
    severity: Severity | None = None
    """If not the rule's."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Something in an entry that asks a rule to be quiet about it, and what came of it."""

    entry: Entry
    """The entry."""
    rule: str
    """Name of the rule."""
    reason: str = ""
    """Why; a flag's reason is the entry's translator comment."""
    is_flag: bool = False
    """Whether it is a gettext flag and no comment."""
    used: bool = False
    """Whether it kept a finding back."""
    ran: bool = True
    """Whether its rule ran; what it would have kept back is not known otherwise."""


@dataclass(frozen=True, slots=True)
class Context:
    """What checks may know beside the entry."""

    language: str
    """Target language, as gettext writes it: ``en``, ``pt_BR``."""
    terms: tuple[Term, ...] = ()
    """The whole term base."""
    source_language: str = "zh"
    """Language of the articles."""
    options: dict[str, str] = field(default_factory=dict)
    """Settings of rules, by name."""
    catalog: Catalog | None = None
    """All entries of the catalog, untranslated and obsolete ones too."""
    drift: Drift | None = None
    """How it differs from its article; None where that is not known."""
    max_drafts: Limit | None = None
    """How many entries may be unreviewed; None for any number."""
    patterns: tuple[Pattern, ...] = ()
    """The project's own rules."""
    forbidden: tuple[Forbidden, ...] = ()
    """The project's unwanted words."""
    waivers: tuple[Waiver, ...] = ()
    """What entries ask rules to be quiet about. Known only to rules that say ``LAST``."""
    rules: tuple[str, ...] = ()
    """Names of all rules."""

    @property
    def main_language(self) -> str:
        """The language without its region: ``pt``."""
        return self.language.split("_")[0]
