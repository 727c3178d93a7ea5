"""What a run of the checks came to, as reports show it."""

from collections import Counter
from dataclasses import dataclass, field

from yigao.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its page."""

    name: str
    """With hyphens."""
    severity: Severity
    """As the rule has it."""
    summary: str
    """What it finds, in one line."""
    page: dict[str, str] = field(default_factory=dict)
    """Paragraphs by their first word: What, Why, Bad, Good, Waive."""
    languages: tuple[str, ...] = ()
    """Target languages it is for; empty for all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding that is not held against anybody."""

    finding: Finding
    """The finding."""
    reason: str = ""
    """Why: the waiver's words."""
    in_baseline: bool = False
    """Whether it is an old one that the baseline knows; otherwise its entry waives it."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run found."""

    findings: tuple[Finding, ...]
    """By path, line and column."""
    kept: tuple[Kept, ...] = ()
    """What was waived or is in the baseline, likewise."""
    fixed: tuple[str, ...] = ()
    """What the baseline knows and is no more, a line for each."""
    rules: tuple[Rule, ...] = ()
    """All rules, also those that found nothing or did not run."""
    catalogs: tuple[str, ...] = ()
    """The catalogs that were checked, in order."""
    entries: int = 0
    """Entries that were checked."""

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return Counter(finding.severity for finding in self.findings)[severity]
