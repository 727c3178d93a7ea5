"""What several formats say alike."""

import re

from yigao.model.finding import Finding, Severity
from yigao.model.report import Report

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """``text`` on one line, without characters that could steer a terminal or reorder what is shown."""
    return _CONTROL.sub(lambda match: " " if match.group().isspace() else "\ufffd", text)


def summary(report: Report) -> str:
    """What the run came to, in one line."""
    counts = [
        _counted(report.count(severity), name)
        for severity, name in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "hint"))
        if report.count(severity)
    ]
    found = ", ".join(counts) or "no findings"
    where = f"{_counted(len(report.catalogs), 'catalog')}, {report.entries} translated entries"
    waived = sum(not one.in_baseline for one in report.kept)
    more = [
        f"{count} {what}"
        for count, what in (
            (waived, "waived"),
            (len(report.kept) - waived, "in the baseline"),
            (len(report.fixed), "in the baseline but mended"),
        )
        if count
    ]
    return "; ".join([f"{found} in {where}", *more])


def worst_first(report: Report) -> list[Finding]:
    """The findings, errors before warnings, otherwise in order."""
    return sorted(report.findings, key=lambda finding: finding.severity.rank)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
