"""What checks find."""

from dataclasses import dataclass
from enum import StrEnum

from yigao.model.catalog import Reference
from yigao.model.span import Span


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """The translation says something else than the source, or breaks the article."""
    WARNING = "warning"
    """Probably wrong, or against the house style."""
    INFO = "info"
    """Worth a look."""

    @property
    def rank(self) -> int:
        """0 for an error, more for less."""
        return list(Severity).index(self)

    @property
    def milder(self) -> "Severity":
        """One step less bad; info stays."""
        return list(Severity)[min(self.rank + 1, 2)]


@dataclass(frozen=True, slots=True)
class Edit:
    """A safe correction of a translation."""

    span: Span
    """What of the entry's target is replaced."""
    text: str
    """By what."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What one rule has to say about one entry."""

    message: str
    """In a few words, with the values at issue."""
    evidence: str = ""
    """The piece of source or target that shows it; part of the finding's fingerprint."""
    at: int | None = None
    """Where in the entry's target, if it shows in one place."""
    suggestion: str = ""
    """What would be right, if that is known."""
    severity: Severity | None = None
    """Only where it differs from the rule's."""
    edit: Edit | None = None
    """A correction that is always safe, if there is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place, ready for a report."""

    rule: str
    """The rule's name."""
    severity: Severity
    """As configured, and one step lower for a draft."""
    message: str
    """What is wrong."""
    path: str
    """The catalog, with forward slashes."""
    line: int
    """From 1, which is also that of a finding about the whole catalog."""
    column: int = 1
    """From 1."""
    context: str = ""
    """msgctxt of the entry."""
    source: str = ""
    """msgid of the entry."""
    evidence: str = ""
    """See `Problem`."""
    suggestion: str = ""
    """See `Problem`."""
    fingerprint: str = ""
    """The same for the same problem wherever the entry moves to; unique in a report."""
    article: Reference | None = None
    """Where the sentence stands."""
    draft: bool = False
    """Whether the entry is a draft."""

    @property
    def said(self) -> str:
        """The message, and what would be right if it does not say so itself."""
        return self.message if self.suggestion in self.message else f"{self.message} → {self.suggestion}"
