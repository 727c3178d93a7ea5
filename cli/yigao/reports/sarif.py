"""SARIF 2.1.0, as GitHub code scanning and others read it."""

import json
from urllib.parse import quote

from yigao import __version__
from yigao.model.finding import Finding, Severity
from yigao.model.report import Kept, Report, Rule

SUFFIX = ".sarif"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """One run. All rules are listed, so that alerts of those that fall silent close; what is waived is suppressed."""
    numbers = {rule.name: number for number, rule in enumerate(report.rules)}
    driver = {
        "name": "yigao",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(finding, numbers) for finding in report.findings),
            *({**_result(one.finding, numbers), "suppressions": [_suppression(one)]} for one in report.kept),
        ],
    }
    content = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    help_text = "\n\n".join(f"{word}: {text}" for word, text in rule.page.items())
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.page.get("What") or rule.summary},
        "help": {"text": help_text or rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["translation"], "languages": list(rule.languages)},
    }


def _result(finding: Finding, numbers: dict[str, int]) -> dict[str, object]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.said},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}],
        "partialFingerprints": {"entry/v1": finding.fingerprint},
        "properties": {"msgctxt": finding.context, "msgid": finding.source, "evidence": finding.evidence},
    }
    if finding.article:
        place = {
            "artifactLocation": {"uri": _uri(finding.article.path)},
            "region": {"startLine": max(1, finding.article.line)},
        }
        result["relatedLocations"] = [
            {"id": 1, "message": {"text": "the sentence in the article"}, "physicalLocation": place}
        ]
    return result


def _suppression(one: Kept) -> dict[str, object]:
    kind = "external" if one.in_baseline else "inSource"
    return {"kind": kind, "justification": one.reason} if one.reason else {"kind": kind}


def _uri(path: str) -> str:
    """A path as an URI reference: relative to the folder that was checked from, absolute for files elsewhere."""
    shown = quote(path, safe="/")
    return f"file://{shown}" if path.startswith("/") else shown
