"""How far catalogs have come, now and at earlier commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yigao.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one catalog, or of several together."""

    name: str
    """The catalog's path, or what the sum is called."""
    language: str = ""
    """Target language; empty for a sum over several."""
    reviewed: int = 0
    """Entries a person has accepted."""
    drafts: int = 0
    """Fuzzy entries."""
    new: int = 0
    """Entries without a translation."""
    obsolete: int = 0
    """Entries kept whose sentence is gone."""
    words: int = 0
    """Words of all translations in use, drafts included."""
    stale: int | None = None
    """Sentences that are new, changed or gone in the article; None where that is not known."""
    terms: int = 0
    """Glossary terms of translated entries, each once an entry."""
    kept: int = 0
    """Those of them that the translation renders."""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    """What `yigao check` finds, by severity."""

    @property
    def total(self) -> int:
        """Entries in use."""
        return self.reviewed + self.drafts + self.new

    @property
    def percent(self) -> int:
        """The reviewed share of all entries in percent, rounded down; 100 only if all are. 0 if there are none."""
        return 100 * self.reviewed // self.total if self.total else 0


def summed(counts: Sequence[Progress], name: str = "total") -> Progress:
    """The counts of several catalogs together; what is not known of some is summed over the others."""
    languages = {one.language for one in counts}
    stale = [one.stale for one in counts if one.stale is not None]
    return Progress(
        name=name,
        language=languages.pop() if len(languages) == 1 else "",
        reviewed=sum(one.reviewed for one in counts),
        drafts=sum(one.drafts for one in counts),
        new=sum(one.new for one in counts),
        obsolete=sum(one.obsolete for one in counts),
        words=sum(one.words for one in counts),
        stale=sum(stale) if stale else None,
        terms=sum(one.terms for one in counts),
        kept=sum(one.kept for one in counts),
        findings={severity: sum(one.findings.get(severity, 0) for one in counts) for severity in Severity},
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """The catalogs at a commit."""

    commit: str
    """Its name: hexadecimal digits."""
    time: int
    """When it was made, in seconds since 1970."""
    progress: Progress
    """The catalogs together."""
    unreadable: int = 0
    """Catalogs that did not parse then, and are not counted."""
