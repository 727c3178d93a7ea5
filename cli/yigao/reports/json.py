"""For programs: all that is known of each finding."""

import json

from yigao.model.finding import Finding, Severity
from yigao.model.report import Report

SUFFIX = ".json"


def render(report: Report) -> str:
    """An object with ``findings`` and a ``summary``."""
    content = {
        "version": 1,
        "findings": [_finding(finding) for finding in report.findings],
        "kept": [
            {**_finding(one.finding), "reason": one.reason, "by": "baseline" if one.in_baseline else "waiver"}
            for one in report.kept
        ],
        "summary": {
            "catalogs": len(report.catalogs),
            "entries": report.entries,
            **{str(severity): report.count(severity) for severity in Severity},
            "mended": list(report.fixed),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    article = finding.article
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "msgctxt": finding.context,
        "msgid": finding.source,
        "evidence": finding.evidence,
        "suggestion": finding.suggestion,
        "fingerprint": finding.fingerprint,
        "draft": finding.draft,
        "article": {"path": article.path, "line": article.line} if article else None,
    }
