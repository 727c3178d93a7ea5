"""What `yigao glossary` prints: findings, matches, suggestions."""

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yigao.model.finding import Finding
    from yigao.pipeline.looking_up import Hit
    from yigao.pipeline.suggesting import Suggestion

COLUMNS = "source,target,variants,forbidden,kind,note"


def findings_as_text(findings: "Sequence[Finding]") -> str:
    """``file:line:column: severity rule: message``, a line each."""
    return "".join(
        f"{one.path}:{one.line}:{one.column}: {one.severity} {one.rule}: {one.message}\n" for one in findings
    )


def findings_as_json(findings: "Sequence[Finding]") -> str:
    """An object with ``findings``."""
    names = ("rule", "severity", "message", "path", "line", "column", "source")
    records = [{name: getattr(one, name) for name in names} | {"target": one.evidence} for one in findings]
    return json.dumps({"version": 1, "findings": records}, ensure_ascii=False, indent=2) + "\n"


def hits_as_text(hits: "Sequence[Hit]") -> str:
    """``place: source → target (variants; not …; kind) term base``, a line each."""
    lines = []
    for hit in hits:
        term = hit.term
        more = [f"or {', '.join(term.variants)}"] if term.variants else []
        more += [f"not {', '.join(term.forbidden)}"] if term.forbidden else []
        more += [part for part in (term.kind, term.note) if part]
        told = f" ({'; '.join(more)})" if more else ""
        lines.append(f"{hit.where}: {term.source} → {term.target}{told} [{term.origin}]\n")
    return "".join(lines)


def hits_as_json(hits: "Sequence[Hit]") -> str:
    """An object with ``matches``."""
    names = ("source", "target", "variants", "forbidden", "kind", "note", "origin")
    records = [{"where": hit.where} | {name: getattr(hit.term, name) for name in names} for hit in hits]
    return json.dumps({"version": 1, "matches": records}, ensure_ascii=False, indent=2) + "\n"


def suggestions_as_csv(suggestions: "Sequence[Suggestion]", *, header: bool) -> str:
    """Lines for a term base; one that has no target yet is a comment, so that the term base can be read as it is."""
    lines = [f"{'' if header else '# '}{COLUMNS}\n"]
    for one in suggestions:
        note = f"{one.count}×, {one.reason}" + "".join(f"; {context}" for context in one.contexts)
        row = StringIO()
        variants = [variant for variant in one.variants if variant != one.target]
        csv.writer(row, lineterminator="\n").writerow(
            [_safe(one.source), _safe(one.target), "|".join(variants), "", one.kind, _safe(note)]
        )
        lines.append(row.getvalue() if one.target else f"# {row.getvalue()}")
    return "".join(lines)


def _safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    return " ".join(cell.split()).lstrip("=+-@")
