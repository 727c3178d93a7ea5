"""Entries as checks see them: the same words, terms, quantities and codes that drafting sees."""

from dataclasses import dataclass, field

from yigao.model.catalog import Entry
from yigao.model.document import Code
from yigao.model.term import Quantity, Term, TermMatch


@dataclass(frozen=True, slots=True)
class Side:
    """The source or the target of an entry, taken apart."""

    text: str
    """As it stands in the catalog."""
    plain: str
    """What a reader sees: codes left out, escapes and entities resolved."""
    offsets: tuple[int, ...]
    """For each character of ``plain``, and for its end, the offset in ``text``."""
    codes: tuple[Code, ...]
    """Markup in order, spans in ``text``: tags, placeholders, emphasis marks, link ends, code spans, addresses."""

    def at(self, offset: int) -> int:
        """Offset in ``text`` of a character of ``plain``."""
        return self.offsets[offset]


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

    @property
    def main_language(self) -> str:
        """The language without its region: ``pt``."""
        return self.language.split("_")[0]
