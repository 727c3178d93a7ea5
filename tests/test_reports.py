"""Reports: every format says the same, in the form its readers want, and nothing in a catalog can break out of it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.model.catalog import Reference
from yigao.model.finding import Finding, Severity
from yigao.model.report import Kept, Report, Rule

CASES = Path(__file__).parent / "cases" / "reports"
NAMES = parts.names("reports")

RULES = (
    Rule("num-percent", Severity.ERROR, "A percentage lost.", {"What": "A share.", "Bad": "占20%。 ⇒ Some."}, ("en",)),
    Rule("quiet-rule", Severity.INFO, "Nothing here."),
    Rule("tag-spacing", Severity.WARNING, "A space at a tag."),
)
PERCENT = Finding(
    rule="num-percent",
    severity=Severity.ERROR,
    message="占比20.6%, the target has 2.06%: a, b | <b>`c`</b>",
    path="locales/en/LC_MESSAGES/甲 乙,丙:50%.po",
    line=12,
    column=5,
    context="heading",
    source="占比20.6%",
    evidence="20.6%",
    suggestion="20.6%",
    fingerprint="aa",
    article=Reference("文章/甲 乙.md", 3),
)
SPACING = Finding(
    "tag-spacing", Severity.WARNING, "no space", "a.po", 7, 2, suggestion="<g1>a</g1> b", fingerprint="bb"
)
HINT = Finding(
    "tag-spacing", Severity.INFO, "two\nlines\r\x1b[31m\u202e]]>", "a.po", 9, source="\x00", fingerprint="bb:2"
)
REPORT = Report(
    findings=(SPACING, HINT, PERCENT),
    kept=(Kept(SPACING, "it is meant so"), Kept(PERCENT, in_baseline=True)),
    fixed=("b.po: tag-spacing: no space",),
    rules=RULES,
    catalogs=("a.po", "b.po", PERCENT.path),
    entries=20,
)
EMPTY = Report((), rules=RULES, catalogs=("a.po",), entries=1)


def render(name: str, report: Report) -> str:
    return str(parts.load("reports", name).render(report))


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_as_it_was(name: str, compare: Callable[[Path, bytes], None]) -> None:
    suffix = parts.load("reports", name).SUFFIX
    compare(CASES / f"{name}{suffix}", render(name, REPORT).encode())
    assert render(name, EMPTY).endswith("\n")


def test_the_page_of_a_job_is_as_it_was(compare: Callable[[Path, bytes], None]) -> None:
    compare(CASES / "github-page.md", parts.load("reports", "github").step_summary(REPORT).encode())


def test_colours_change_nothing_else() -> None:
    text = parts.load("reports", "text")
    coloured = text.for_people(REPORT, str, coloured=True)
    assert coloured.count("\x1b[0m") == 6
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text.render(REPORT)


def test_github_shows_the_worst_first_and_reads_back() -> None:
    commands = [line for line in render("github", REPORT).splitlines() if line.startswith("::")]
    assert [line.split(" ")[0] for line in commands] == ["::error", "::warning", "::notice"]
    properties, _, message = commands[0].removeprefix("::error ").partition("::")
    assert unquote(message) == PERCENT.said
    values = dict(item.split("=", 1) for item in properties.split(","))
    assert unquote(values["file"]) == PERCENT.path
    assert (values["line"], values["endLine"], values["col"], values["title"]) == ("12", "12", "5", "num-percent")


def test_gitlab_has_what_it_needs() -> None:
    content = json.loads(render("gitlab", REPORT))
    assert [one["severity"] for one in content] == ["minor", "info", "major"]
    assert len({one["fingerprint"] for one in content}) == len(content)
    for one in content:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["location"]["lines"]["begin"] >= 1


# SARIF 2.1.0, as its schema has the objects that are used here: property → type or nested object, * for required ones.
# A schema file would be one more thing to keep; what is not listed is not allowed.

TEXT, COUNT, BAG = str, int, dict
MESSAGE = {"text*": TEXT}
ARTIFACT = {"uri*": "uri"}
REGION = {"startLine*": COUNT, "startColumn": COUNT}
PHYSICAL = {"artifactLocation*": ARTIFACT, "region": REGION}
LOCATION = {"id": COUNT, "message": MESSAGE, "physicalLocation*": PHYSICAL}
LEVEL = {"none", "note", "warning", "error"}
DESCRIPTOR = {
    "id*": TEXT,
    "shortDescription": MESSAGE,
    "fullDescription": MESSAGE,
    "help": MESSAGE,
    "defaultConfiguration": {"level": LEVEL},
    "properties": BAG,
}
RESULT = {
    "ruleId": TEXT,
    "ruleIndex": COUNT,
    "level": LEVEL,
    "message*": MESSAGE,
    "locations": [LOCATION],
    "relatedLocations": [LOCATION],
    "partialFingerprints": BAG,
    "suppressions": [{"kind*": {"inSource", "external"}, "justification": TEXT}],
    "properties": BAG,
}
DRIVER = {"name*": TEXT, "version": TEXT, "semanticVersion": TEXT, "rules": [DESCRIPTOR]}
LOG = {
    "$schema": "uri",
    "version*": {"2.1.0"},
    "runs*": [
        {"tool*": {"driver*": DRIVER}, "columnKind": {"utf16CodeUnits", "unicodeCodePoints"}, "results": [RESULT]}
    ],
}
URI = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[A-Za-z0-9/._~!$&'()*+,;=@-]*(?:%[0-9A-F]{2}[A-Za-z0-9/._~!$&'()*+,;=@-]*)*")


def conform(value: Any, shape: Any, at: str = "log") -> None:
    if isinstance(shape, dict):
        allowed = {name.rstrip("*"): inner for name, inner in shape.items()}
        assert isinstance(value, dict), at
        assert set(value) <= set(allowed), at
        assert {name.rstrip("*") for name in shape if name.endswith("*")} <= set(value), at
        for name, inner in value.items():
            conform(inner, allowed[name], f"{at}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for index, inner in enumerate(value):
            conform(inner, shape[0], f"{at}[{index}]")
    elif isinstance(shape, set):
        assert value in shape, at
    elif shape == "uri":
        assert URI.fullmatch(value), at
    else:
        assert type(value) is shape, at
        assert shape is not COUNT or value >= (0 if at.endswith(("Index", "id")) else 1), at


def test_sarif_conforms() -> None:
    for report in (REPORT, EMPTY):
        conform(json.loads(render("sarif", report)), LOG)


def test_sarif_lists_all_rules_and_points_to_the_article() -> None:
    (run,) = json.loads(render("sarif", REPORT))["runs"]
    listed = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in listed] == [rule.name for rule in RULES]
    assert listed[0]["help"]["text"] == "What: A share.\n\nBad: 占20%。 ⇒ Some."
    for result in run["results"]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [one["partialFingerprints"]["entry/v1"] for one in run["results"]] == ["bb", "bb:2", "aa", "bb", "aa"]
    (related,) = run["results"][2]["relatedLocations"]
    assert unquote(related["physicalLocation"]["artifactLocation"]["uri"]) == "文章/甲 乙.md"
    assert [one.get("suppressions") for one in run["results"][2:]] == [
        None,
        [{"kind": "inSource", "justification": "it is meant so"}],
        [{"kind": "external"}],
    ]


def test_junit_has_a_suite_a_catalog_and_a_case_a_rule() -> None:
    root = ET.fromstring(render("junit", REPORT))  # noqa: S314 - our own
    assert [suite.get("name") for suite in root] == list(REPORT.catalogs)
    for suite in root:
        assert [case.get("name") for case in suite] == [rule.name for rule in RULES]
        assert suite.get("tests") == str(len(suite))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert root.get("failures") == "1"
    (output,) = root.findall("testsuite/testcase/system-out")
    assert (output.text or "").startswith("a.po:7:2: warning: no space → <g1>a</g1> b\na.po:9:1: info: two")


def test_junit_is_read_by_a_real_reader(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    file = tmp_path / "report.xml"
    file.write_text(render("junit", REPORT), encoding="utf-8")
    suites = list(junitparser.JUnitXml.fromfile(str(file)))
    assert [suite.name for suite in suites] == list(REPORT.catalogs)
    failed = [case for suite in suites for case in suite if not case.is_passed]
    assert [(case.name, case.classname) for case in failed] == [("num-percent", PERCENT.path)]


FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from([rule.name for rule in RULES]),
    severity=st.sampled_from(list(Severity)),
    message=st.text(max_size=30),
    path=st.sampled_from(["a.po", "b c.po"]),
    line=st.integers(1, 99),
    column=st.integers(1, 99),
    context=st.text(max_size=5),
    source=st.text(max_size=20),
    evidence=st.text(max_size=10),
    suggestion=st.text(max_size=10),
    fingerprint=st.text("0123456789abcdef", min_size=8, max_size=8),
    article=st.none() | st.builds(Reference, st.text(max_size=10), st.integers(0, 9)),
)


@given(st.lists(FINDINGS, max_size=5))
@settings(max_examples=80, deadline=None)
def test_no_finding_breaks_out_of_its_report(findings: list[Finding]) -> None:
    report = Report(tuple(findings), tuple(map(Kept, findings)), (), RULES, ("a.po", "b c.po"), 9)
    assert len(json.loads(render("json", report))["findings"]) == len(findings)
    assert len(json.loads(render("gitlab", report))) == len(findings)
    conform(json.loads(render("sarif", report)), LOG)
    assert len(ET.fromstring(render("junit", report))) == 2  # noqa: S314 - our own
    for name in ("text", "github"):
        assert len(render(name, report).split("\n")) == len(findings) + 2
    page = parts.load("reports", "github").step_summary(report)
    assert page.count("\n| ") == (len(findings) + 2 if findings else 0)
