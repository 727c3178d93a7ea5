"""GitLab Code Quality: a JSON array for a job's ``codequality`` artifact."""

import json

from yigao.model.finding import Severity
from yigao.model.report import Report

SUFFIX = ".json"

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """One object a finding."""
    content = [
        {
            "description": f"{finding.rule}: {finding.said}",
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": finding.path, "lines": {"begin": finding.line}},
        }
        for finding in report.findings
    ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
