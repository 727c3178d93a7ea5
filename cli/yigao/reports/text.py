"""For people: one line a finding, clickable in most terminals and editors, and a summary."""

from collections.abc import Iterator

from yigao.model.finding import Finding, Severity
from yigao.model.report import Report
from yigao.reports._words import one_line, summary

SUFFIX = ".txt"

_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}
_BOLD = "\x1b[1m"
_OFF = "\x1b[0m"


def render(report: Report) -> str:
    """``file:line:column: severity rule: message``, then a summary."""
    return "".join(f"{line}\n" for line in _lines(report, coloured=False))


def coloured(report: Report) -> str:
    """The same with colours."""
    return "".join(f"{line}\n" for line in _lines(report, coloured=True))


def _lines(report: Report, *, coloured: bool) -> Iterator[str]:
    for finding in report.findings:
        yield _line(finding, coloured=coloured)
    for line in report.fixed:
        yield one_line(f"mended, but still in the baseline: {line}")
    yield summary(report)


def _line(finding: Finding, *, coloured: bool) -> str:
    place = one_line(f"{finding.path}:{finding.line}:{finding.column}:")
    severity, said = str(finding.severity), one_line(finding.said)
    if coloured:
        place = f"{_BOLD}{place}{_OFF}"
        severity = f"{_COLOURS[finding.severity]}{severity}{_OFF}"
    return f"{place} {severity} {finding.rule}: {said}"
