"""Checking catalogs: entries taken apart, rules run over them, all that they say in one report."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from yigao.catalogs.places import Key
from yigao.catalogs.reading import loads, read_text
from yigao.errors import CatalogError, ConfigError
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.checking import Checked, Context, Drift, Forbidden, Limit, Pattern, Waiver
from yigao.model.finding import Edit, Finding, Problem, Severity
from yigao.model.interfaces import Progress
from yigao.model.report import Kept, Report
from yigao.model.term import Term
from yigao.pipeline.changes import Changes
from yigao.pipeline.counting import counted
from yigao.pipeline.findings import Findings, unique
from yigao.pipeline.formats import format_of
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.rules import describe, matching, rule_module, rule_names
from yigao.pipeline.sides import checked
from yigao.pipeline.waivers import waivers_of
from yigao.text.languages import parse_language

_NamedRule: TypeAlias = tuple[str, ModuleType]

_BATCH = 300
"""Entries that a rule looks at in one go: few enough that the next rule finds them in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How catalogs are checked."""

    rules: tuple[str, ...]
    """Names of the rules to run."""
    knowledge: Callable[[str], tuple[tuple[Term, ...], Knowledge]]
    """The term base of a target language, and what drafting finds with it."""
    drift: Callable[[Catalog, Path], Drift | None] = lambda _catalog, _path: None
    """How a catalog differs from its article."""
    language: str = "en"
    """Target language of catalogs that name none."""
    source_language: str = "zh"
    """Language of the articles."""
    root: Path = field(default_factory=Path.cwd)
    """The project's folder: patterns of paths are relative to it."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By rule, where it is not the rule's own."""
    ignored: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Rules not to run, by pattern of paths."""
    max_drafts: Limit | None = None
    """How many entries of a catalog may be unreviewed."""
    patterns: tuple[Pattern, ...] = ()
    """The project's own rules."""
    forbidden: tuple[Forbidden, ...] = ()
    """The project's unwanted words."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Settings of rules."""
    changed_since: str = ""
    """A commit: only what changed since then is reported."""


@dataclass(frozen=True, slots=True)
class Source:
    """A catalog's file."""

    path: Path
    """Where it is."""
    text: str
    """What it holds."""

    @property
    def shown(self) -> str:
        """Its path as reports name it: from the working folder if it lies there, with forward slashes."""
        here = Path.cwd()
        place = here / self.path
        return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one catalog."""

    source: Source
    """Its file."""
    findings: tuple[Finding, ...]
    """What is held against it."""
    kept: tuple[Kept, ...]
    """What its entries waive."""
    edits: Mapping[Key, Sequence[tuple[Finding, Edit]]]
    """Safe corrections, by entry."""
    targets: Mapping[Key, str]
    """The translations of those entries."""
    catalog: Catalog
    """What the file holds."""
    language: str
    """The target language."""
    units: tuple[Checked, ...]
    """Its translated entries, taken apart."""
    drift: Drift | None
    """How it differs from its article, if that is known."""


def read(path: Path) -> Source:
    """A catalog's file. Raises `CatalogError`."""
    return Source(path, read_text(path))


def check(sources: Sequence[Source], setting: Setting, progress: Progress | None = None) -> list[Outcome]:
    """Check each catalog. Raises `CatalogError` for one that does not parse, and what its article raises."""
    checker = _Checker(setting)
    return [checker.outcome(source) for source in counted(sources, progress)]


def report_of(outcomes: Sequence[Outcome]) -> Report:
    """All outcomes together; no two findings have one fingerprint."""
    found = [(finding, None) for outcome in outcomes for finding in outcome.findings]
    kept = [(one.finding, one) for outcome in outcomes for one in outcome.kept]
    together = sorted([*found, *kept], key=lambda pair: _order(pair[0]))
    pairs = list(zip(unique(finding for finding, _ in together), (one for _, one in together), strict=True))
    return Report(
        findings=tuple(finding for finding, one in pairs if one is None),
        kept=tuple(replace(one, finding=finding) for finding, one in pairs if one),
        rules=tuple(describe(name) for name in rule_names()),
        catalogs=tuple(outcome.source.shown for outcome in outcomes),
        entries=sum(len(outcome.units) for outcome in outcomes),
    )


STALE = "stale-source"
"""The rule whose findings alone make a run end with `EXIT_STALE`."""

EXIT_FOUND, EXIT_STALE = 1, 3


def exit_code(report: Report, fail_on: Severity) -> int:
    """0 without findings at least as bad as ``fail_on``, 3 if all of these are stale sentences, else 1."""
    rules = {finding.rule for finding in report.findings if finding.severity.rank <= fail_on.rank}
    if not rules:
        return 0
    return EXIT_STALE if rules == {STALE} else EXIT_FOUND


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.rule, finding.message


class _Checker:
    """What checking all catalogs of a run shares."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rules = [(name, rule_module(name)) for name in setting.rules]
        self._changes = Changes(setting.changed_since) if setting.changed_since else None
        self._knowledge: dict[str, tuple[tuple[Term, ...], Knowledge]] = {}

    def outcome(self, source: Source) -> Outcome:
        catalog = loads(source.text, source.path)
        _refuse_headless(catalog, source)
        language = language_of(catalog, source, self._setting.language)
        if language not in self._knowledge:
            self._knowledge[language] = self._setting.knowledge(language)
        terms, knowledge = self._knowledge[language]
        part = format_of(catalog)
        units = [unit for entry in catalog.entries if (unit := checked(entry, part, knowledge))]
        context = self._context(catalog, source.path, language, terms)
        touched = self._changes.touched(source.path) if self._changes else None
        findings = Findings(source.shown, source.text, language, self._setting.severities, touched)
        self._run(units, context, self._applying(source, context), findings)
        targets = {unit.entry.key: unit.entry.target for unit in units if unit.entry.key in findings.edits}
        return Outcome(
            source=source,
            findings=tuple(findings.found),
            kept=tuple(findings.kept),
            edits=findings.edits,
            targets=targets,
            catalog=catalog,
            language=language,
            units=tuple(units),
            drift=context.drift,
        )

    def _context(self, catalog: Catalog, path: Path, language: str, terms: tuple[Term, ...]) -> Context:
        setting = self._setting
        return Context(
            language=language,
            terms=terms,
            source_language=setting.source_language,
            options=dict(setting.options),
            catalog=catalog,
            drift=setting.drift(catalog, path),
            max_drafts=setting.max_drafts,
            patterns=setting.patterns,
            forbidden=setting.forbidden,
            rules=rule_names(),
        )

    def _applying(self, source: Source, context: Context) -> list[_NamedRule]:
        """The rules that are for this catalog."""
        place, root = source.path.resolve(), self._setting.root.resolve()
        shown = place.relative_to(root).as_posix() if place.is_relative_to(root) else source.shown
        ignored = {
            name
            for pattern, names in self._setting.ignored.items()
            if fnmatchcase(shown, pattern)
            for name in matching(names)
        }
        return [
            (name, module)
            for name, module in self._rules
            if name not in ignored and context.main_language in getattr(module, "LANGUAGES", {context.main_language})
        ]

    @staticmethod
    def _run(units: Sequence[Checked], context: Context, rules: Sequence[_NamedRule], findings: Findings) -> None:
        waivers = _waivers(context, {name for name, _ in rules})
        reasons = {(waiver.entry.key, waiver.rule): waiver.reason for waiver in waivers}
        used: set[tuple[Key, str]] = set()
        for name, module, entry, problem in _problems(rules, units, context):
            asked = (entry.key, name) if entry else None
            if asked in reasons:
                used.add(asked)
            findings.add(name, module, entry, problem, reasons.get(asked) if asked else None)
        done = (replace(waiver, used=(waiver.entry.key, waiver.rule) in used) for waiver in waivers)
        context = replace(context, waivers=tuple(done))
        for name, module in rules:
            if _is_last(module):
                for entry, problem in _problems_of_catalog(module, units, context):
                    findings.add(name, module, entry, problem, None)


def _waivers(context: Context, ran: Collection[str]) -> list[Waiver]:
    entries = context.catalog.entries if context.catalog else ()
    return [waiver for entry in entries for waiver in waivers_of(entry, ran)]


def _is_last(module: ModuleType) -> bool:
    return bool(getattr(module, "LAST", False))


def _problems(
    rules: Sequence[_NamedRule], units: Sequence[Checked], context: Context
) -> Iterator[tuple[str, ModuleType, Entry | None, Problem]]:
    """What all rules but the last ones say, those first that look at one entry at a time."""
    of_entries = [(*rule, rule[1].check) for rule in rules if not hasattr(rule[1], "check_catalog")]
    for start in range(0, len(units), _BATCH):
        batch = units[start : start + _BATCH]
        for name, module, check_entry in of_entries:
            for unit in batch:
                for problem in check_entry(unit, context):
                    yield name, module, unit.entry, problem
    for name, module in rules:
        if hasattr(module, "check_catalog") and not _is_last(module):
            for entry, problem in _problems_of_catalog(module, units, context):
                yield name, module, entry, problem


def _problems_of_catalog(
    module: ModuleType, units: Sequence[Checked], context: Context
) -> Iterator[tuple[Entry | None, Problem]]:
    """What a rule says of a catalog, each with the entry it is about, or None for the catalog as a whole."""
    for unit, problem in module.check_catalog(units, context):
        yield (unit.entry if isinstance(unit, Checked) else unit), problem


def language_of(catalog: Catalog, source: Source, otherwise: str) -> str:
    """The target language; of a catalog that names none, by its folder, else ``otherwise``. Raises `CatalogError`."""
    if catalog.language:
        try:
            return parse_language(catalog.language)
        except ConfigError as error:
            line = source.text.count("\n", 0, source.text.find("Language: ")) + 1
            raise CatalogError(error.what, where=f"{source.path}:{line}", remedy=error.remedy) from error
    folder = source.path.resolve().parent
    if folder.name == "LC_MESSAGES":
        with suppress(ConfigError):
            return parse_language(folder.parent.name)
    return otherwise


def _refuse_headless(catalog: Catalog, source: Source) -> None:
    if not catalog.headers:
        raise CatalogError(
            "the catalog has no header", where=f"{source.path}:1", remedy="`msgmerge` and PO editors add one"
        )
    again = next((entry for entry in catalog.entries if not entry.source and entry.state is not State.OBSOLETE), None)
    if again:
        raise CatalogError(
            "a second header, or an entry without a msgid",
            where=f"{source.path}:{again.line}",
            remedy="remove the entry, or give it its msgid",
        )
