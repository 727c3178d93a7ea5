"""How far catalogs have come."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from yigao.errors import CatalogError
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.checking import Checked, Drift
from yigao.model.finding import Severity
from yigao.model.interfaces import Progress as Told
from yigao.model.progress import Progress, summed
from yigao.pipeline.baseline import Known, still_open
from yigao.pipeline.check import Outcome, Setting, check, read
from yigao.text.terms import find_terms


def catalogs_in(paths: Sequence[Path]) -> list[Path]:
    """The catalogs that files and folders name, sorted within each folder, each once. Raises `CatalogError`."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.po"))
            if not inside:
                raise CatalogError("no catalog in this folder", where=str(path), remedy="`yigao translate` makes them")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise CatalogError("no such file or folder", where=str(path), remedy="`yigao translate` makes catalogs")
    return list(found)


def progress(
    paths: Sequence[Path], setting: Setting, known: Sequence[Known] = (), told: Told | None = None
) -> list[Progress]:
    """The counts of each catalog, findings that are ``known`` left out.

    Raises `CatalogError` for a catalog that does not parse, and what its article raises.
    """
    outcomes = check([read(path) for path in paths], setting, told)
    return [_counted(outcome) for outcome in still_open(outcomes, known, setting.rules)]


def counted(name: str, catalog: Catalog) -> Progress:
    """What can be counted in a catalog alone: its states and words."""
    states = Counter(entry.state for entry in catalog.entries)
    return Progress(
        name=name,
        language=catalog.language,
        reviewed=states[State.REVIEWED],
        drafts=states[State.DRAFT],
        new=states[State.NEW],
        obsolete=states[State.OBSOLETE],
        words=sum(len(entry.target.split()) for entry in _in_use(catalog)),
    )


def _counted(outcome: Outcome) -> Progress:
    alone = counted(outcome.source.shown, outcome.catalog)
    terms = [_terms(unit, outcome.language) for unit in outcome.units]
    return Progress(
        name=alone.name,
        language=outcome.language,
        reviewed=alone.reviewed,
        drafts=alone.drafts,
        new=alone.new,
        obsolete=alone.obsolete,
        words=alone.words,
        stale=_stale(outcome.drift),
        terms=sum(there for there, _ in terms),
        kept=sum(kept for _, kept in terms),
        findings=Counter(finding.severity for finding in outcome.findings),
    )


def _terms(unit: Checked, language: str) -> tuple[int, int]:
    """How many terms an entry has, and how many of them its translation renders."""
    terms = dict.fromkeys(match.term for match in unit.terms)
    return len(terms), len({one.term for one in find_terms(unit.target.plain, terms, language)} if terms else ())


def _stale(drift: Drift | None) -> int | None:
    if drift is None or drift.missing:
        return None
    return len(drift.new) + len(drift.changed) + len(drift.gone)


def _in_use(catalog: Catalog) -> Iterator[Entry]:
    return (entry for entry in catalog.entries if entry.state is not State.OBSOLETE)


def as_json(counts: Sequence[Progress]) -> str:
    """The counts of each catalog and of all together, for programs."""
    content = {"version": 1, "catalogs": [_record(one) for one in counts], "total": _record(summed(counts))}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _record(one: Progress) -> dict[str, Any]:
    return {
        "path": one.name,
        "language": one.language,
        "reviewed": one.reviewed,
        "draft": one.drafts,
        "new": one.new,
        "obsolete": one.obsolete,
        "total": one.total,
        "percent": one.percent,
        "stale": one.stale,
        "words": one.words,
        "terms": {"found": one.terms, "kept": one.kept},
        "findings": {severity.value: one.findings.get(severity, 0) for severity in Severity},
    }
