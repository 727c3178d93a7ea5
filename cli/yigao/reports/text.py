"""For people: one line a finding, clickable in most terminals and editors, and a summary."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from yigao.messages import message
from yigao.model.finding import Finding, Severity
from yigao.model.report import Report
from yigao.reports._words import one_line, summary

SUFFIX = ".txt"

_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}
_BOLD = "\x1b[1m"
_OFF = "\x1b[0m"


def render(report: Report) -> str:
    """``file:line:column: severity rule: message``, then a summary."""
    return for_people(report, str, coloured=False)


def for_people(report: Report, localised: Callable[[str], str], *, coloured: bool) -> str:
    """The same in a person's language, with colours if they are wanted."""
    return "".join(f"{line}\n" for line in _lines(report, localised, coloured=coloured))


def _lines(report: Report, localised: Callable[[str], str], *, coloured: bool) -> Iterator[str]:
    for finding in report.findings:
        yield _line(replace(finding, message=localised(finding.message)), coloured=coloured)
    for line in report.fixed:
        yield one_line(localised(message("mended, but still in the baseline: {line}", line=line)))
    yield localised(summary(report))


def _line(finding: Finding, *, coloured: bool) -> str:
    place = one_line(f"{finding.path}:{finding.line}:{finding.column}:")
    severity, said = str(finding.severity), one_line(finding.said)
    if coloured:
        place = f"{_BOLD}{place}{_OFF}"
        severity = f"{_COLOURS[finding.severity]}{severity}{_OFF}"
    return f"{place} {severity} {finding.rule}: {said}"
