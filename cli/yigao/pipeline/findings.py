"""From what a rule says to a finding with its place, severity and fingerprint."""

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType

from yigao.catalogs.places import LINE_END, Key, Place, place_at
from yigao.model.catalog import Entry, State
from yigao.model.finding import Edit, Finding, Problem, Severity
from yigao.model.report import Kept
from yigao.pipeline.changes import Touched


@dataclass(slots=True)
class Findings:
    """What is found in one catalog. Not frozen: it fills while rules run."""

    path: str
    """The catalog, as reports name it."""
    text: str
    """What it holds."""
    language: str
    """Its target language."""
    severities: Mapping[str, Severity]
    """By rule, where it is not the rule's own."""
    touched: Touched | None = None
    """The lines to report on, if not all."""
    found: list[Finding] = field(default_factory=list)
    """What is held against the catalog."""
    kept: list[Kept] = field(default_factory=list)
    """What its entries waive."""
    edits: dict[Key, list[tuple[Finding, Edit]]] = field(default_factory=lambda: defaultdict(list))
    """Safe corrections of what was found, by entry."""
    _lines: list[str] = field(default_factory=list)
    _places: dict[Key, Place | None] = field(default_factory=dict)

    def add(self, rule: str, module: ModuleType, entry: Entry | None, problem: Problem, reason: str | None) -> None:
        """Note one problem of an entry, or of the catalog for None; ``reason`` says why it is waived, if it is."""
        place = self._place(entry)
        whole = getattr(module, "OF_CATALOG", False)
        if self.touched and place and not whole and not self.touched.meets(place.first, place.last):
            return
        line, column = place.position(problem.at) if place else (1, 1)
        draft = entry is not None and entry.state is State.DRAFT
        severity = self.severities.get(rule) or problem.severity or module.SEVERITY
        finding = Finding(
            rule=rule,
            severity=severity.milder if draft and not whole else severity,
            message=problem.message,
            path=self.path,
            line=line,
            column=column,
            context=entry.context if entry else "",
            source=entry.source if entry else "",
            evidence=problem.evidence,
            suggestion=problem.suggestion,
            fingerprint=self._fingerprint(rule, entry, problem.evidence),
            article=entry.references[0] if entry and entry.references else None,
            draft=draft,
        )
        if reason is not None:
            self.kept.append(Kept(finding, reason))
            return
        self.found.append(finding)
        if problem.edit and entry:
            self.edits[entry.key].append((finding, problem.edit))

    def _place(self, entry: Entry | None) -> Place | None:
        if entry is None:
            return None
        if entry.key not in self._places:
            self._lines = self._lines or LINE_END.split(self.text)
            self._places[entry.key] = place_at(self._lines, entry.line)
        return self._places[entry.key]

    def _fingerprint(self, rule: str, entry: Entry | None, evidence: str) -> str:
        """Neither path nor line nor the whole translation: it lives until the sentence or what shows the problem changes."""
        key = entry.key if entry else ("", "")
        normal = " ".join(unicodedata.normalize("NFKC", evidence).casefold().split())
        return _digest(rule, self.language, *key, normal)


def unique(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, in order; of those with one fingerprint the second gets ``:2`` behind it, and so on."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        yield finding if number == 1 else replace(finding, fingerprint=f"{finding.fingerprint}:{number}")


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()
