"""JUnit XML: a suite for each catalog, a case for each rule, so that a report shows what was looked for."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from yigao.model.finding import Finding, Severity
from yigao.model.report import Report

SUFFIX = ".xml"

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """Errors fail a case; warnings and hints are its output."""
    found: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.path, finding.rule].append(finding)
    failed = {key for key, findings in found.items() if _failures(findings)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(_open("testsuites", len(report.catalogs) * len(report.rules), len(failed), name="yigao check"))
    for path in report.catalogs:
        lines.append("  " + _open("testsuite", len(report.rules), sum(key[0] == path for key in failed), name=path))
        for rule in report.rules:
            lines += [f"    {line}" for line in _case(path, rule.name, found[path, rule.name])]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _open(tag: str, tests: int, failures: int, *, name: str) -> str:
    return f'<{tag} name={_attribute(name)} tests="{tests}" failures="{failures}" errors="0" skipped="0" time="0">'


def _case(path: str, rule: str, findings: Sequence[Finding]) -> Iterator[str]:
    head = f'<testcase name="{rule}" classname={_attribute(path)} file={_attribute(path)} time="0"'
    if not findings:
        yield f"{head}/>"
        return
    yield f"{head}>"
    failures = _failures(findings)
    if failures:
        first = failures[0].said if len(failures) == 1 else f"{len(failures)} findings"
        yield f'  <failure type="{rule}" message={_attribute(first)}>{_listed(failures)}</failure>'
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if others:
        yield f"  <system-out>{_listed(others)}</system-out>"
    yield "</testcase>"


def _failures(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _listed(findings: Sequence[Finding]) -> str:
    lines = [f"{one.path}:{one.line}:{one.column}: {one.severity}: {one.said}" for one in findings]
    return escape(_NOT_XML.sub("\ufffd", "\n".join(lines)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
