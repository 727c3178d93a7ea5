"""What several formats say alike."""

import re
from functools import reduce

from yigao.messages import Message, message
from yigao.model.finding import Finding, Severity
from yigao.model.report import Report

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """``text`` on one line, without characters that could steer a terminal or reorder what is shown."""
    return _CONTROL.sub(lambda match: " " if match.group().isspace() else "\ufffd", text)


def summary(report: Report) -> Message:
    """What the run came to, in one line."""
    counts = {severity: report.count(severity) for severity in Severity}
    found = [_counted(severity, count) for severity, count in counts.items() if count] or [message("no findings")]
    catalogs = len(report.catalogs)
    where = message("in 1 catalog") if catalogs == 1 else message("in {number} catalogs", number=catalogs)
    entries = message("{number} translated entries", number=report.entries)
    waived = sum(not one.in_baseline for one in report.kept)
    known = len(report.kept) - waived
    more = [
        message("{number} waived", number=waived) if waived else None,
        message("{number} in the baseline", number=known) if known else None,
        message("{number} in the baseline but mended", number=len(report.fixed)) if report.fixed else None,
    ]
    said = message("{found} {where}, {entries}", found=reduce(_and, found), where=where, entries=entries)
    return reduce(_besides, filter(None, more), said)


def worst_first(report: Report) -> list[Finding]:
    """The findings, errors before warnings, otherwise in order."""
    return sorted(report.findings, key=lambda finding: finding.severity.rank)


def _and(left: Message, right: Message) -> Message:
    return message("{left}, {right}", left=left, right=right)


def _besides(left: Message, right: Message) -> Message:
    return message("{left}; {right}", left=left, right=right)


def _counted(severity: Severity, number: int) -> Message:
    if severity is Severity.ERROR:
        return message("1 error") if number == 1 else message("{number} errors", number=number)
    if severity is Severity.WARNING:
        return message("1 warning") if number == 1 else message("{number} warnings", number=number)
    return message("1 hint") if number == 1 else message("{number} hints", number=number)
