"""Catalogs that other tools, editors and networks broke: an error with its line, and never a traceback."""

import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.catalogs.writing import dumps
from yigao.errors import UserError
from yigao.glossary.matching import Matcher
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.finding import Severity
from yigao.pipeline.check import Setting, check, exit_code, read, report_of
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.rules import rule_names
from yigao.text.quantities import find_quantities

Run = Callable[..., Any]

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "broken_catalogs.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_line_is_named(yigao: Run, tmp_path: Path, case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case.get("encoding", "utf-8"))
    (tmp_path / "a.po").write_bytes(data)
    ran = yigao("check", "a.po")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"yigao: a.po:{case['line']}: {case['what']}")


def test_one_broken_catalog_spoils_the_run_and_no_file_is_written(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "一"\nmsgstr "One， two"\n')
    (tmp_path / "b.po").write_text("broken")
    before = (tmp_path / "a.po").read_bytes()
    assert yigao("check", "a.po", "b.po", "--fix", "--format", "json:out.json").code == 2
    assert (tmp_path / "a.po").read_bytes() == before
    assert not (tmp_path / "out.json").exists()


SETTING = Setting(
    rule_names(), lambda language: ((), Knowledge(Matcher([]).find, lambda text: find_quantities(text, language)))
)
HEADER = b'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
PIECES = st.sampled_from(
    [
        b"\n", b"\r\n", b'"', b"\\", b'\\"', b"#~ ", b"#| ", b"#, fuzzy\n", b"#: a.md:3\n", b"# ignore: ", b"msgid ",
        b"msgstr ", b"msgctxt ", b'""\n', b'msgid "x"\nmsgstr "y"\n', b'msgid_plural "z"\n', b"msgstr[0] ", b"\xff",
        b"\x00", "第7号，10亿元\u2028".encode(), "<g1>甲</g1>[乙](丙)`丁`".encode(), b"charset=gbk\\n", HEADER,
    ]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_findings_or_an_error(data: bytes, headed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(UserError):
        path = Path(folder) / "a.po"
        path.write_bytes((HEADER + b"\n" if headed else b"") + data)
        report = report_of(check([read(path)], SETTING))
        assert exit_code(report, Severity.ERROR) in {0, 1}


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_entry_can_be_checked(source: str, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(UserError):
        path = Path(folder) / "a.po"
        entry = Entry(source or "甲", target, state=State.REVIEWED)
        path.write_text(dumps(Catalog("en", {"Language": "en"}, (entry,))), encoding="utf-8", newline="")
        report_of(check([read(path)], SETTING))
