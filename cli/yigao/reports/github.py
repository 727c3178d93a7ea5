"""Annotations on GitHub: workflow commands on standard output, and a table for the page of the job."""

from yigao.model.finding import Finding, Severity
from yigao.model.report import Report
from yigao.reports._words import one_line, summary, worst_first

SUFFIX = ".txt"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MOST_ROWS = 500
"""Of the table; GitHub takes one mebibyte."""


def render(report: Report) -> str:
    """One command a finding, the worst first, since GitHub shows ten of each severity; then a summary."""
    return "".join(f"{line}\n" for line in [*map(_command, worst_first(report)), summary(report)])


def step_summary(report: Report) -> str:
    """A table of the findings, the worst first."""
    rows = [
        f"| {finding.severity} | {_cell(finding.rule)} | {_cell(f'{finding.path}:{finding.line}')} | {_cell(finding.said)} |"
        for finding in worst_first(report)[:_MOST_ROWS]
    ]
    more = len(report.findings) - len(rows)
    table = ["", "| severity | rule | place | finding |", "| --- | --- | --- | --- |", *rows] if rows else []
    lines = ["### yigao check", "", summary(report), *table, *(["", f"{more} more."] if more else [])]
    return "\n".join([*lines, ""])


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "endLine": finding.line,
        "col": finding.column,
        "title": finding.rule,
    }
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(finding.said)}"


def _data(text: str) -> str:
    shown = "\n".join(one_line(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text as it is, in a cell of a Markdown table."""
    shown = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{character}" if character in "\\`*_{}[]()#+!|~$" else character for character in shown)
