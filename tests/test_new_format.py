"""A format is one file: one that an installed distribution names is found, and every command works with it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from yigao import parts

SUBTITLES = '''
"""Subtitles: lines below a time."""

import re

from yigao.model.document import Code, CodeKind, Parsed, Segment, SegmentKind, Text
from yigao.model.interfaces import FormatOptions, Spelling
from yigao.model.span import Span

SUFFIXES = (".srt",)
SPELLINGS = {"": Spelling()}
_CUE = re.compile(r"-->[^\\n]*\\n(?P<first>[^\\n]+)(?P<end>\\n)?(?P<second>[^\\n]+)?")


def parse(text, options=FormatOptions()):
    found = []
    for cue in _CUE.finditer(text):
        parts = [Text(Span(*cue.span("first")), cue["first"])]
        if cue["second"]:
            parts.append(Code(Span(*cue.span("end")), "\\n", CodeKind.SOFT_BREAK))
            parts.append(Text(Span(*cue.span("second")), cue["second"]))
        found.append(Segment(Span(parts[0].span.start, parts[-1].span.end), SegmentKind.PARAGRAPH, tuple(parts)))
    return Parsed(tuple(found))
'''
ARTICLE = "1\n00:00:01,000 --> 00:00:02,000\n各位，\n早上好。我们开始。\n\n2\n00:00:03,000 --> 00:00:04,000\n再见。\n"


@pytest.fixture
def _subtitles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution with one module, as pip would install it."""
    folder = tmp_path / "installed"
    about = folder / "yigao_subtitles-1.0.dist-info"
    about.mkdir(parents=True)
    (folder / "yigao_subtitles.py").write_text(SUBTITLES, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: yigao-subtitles\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[yigao.formats]\nsubtitles = yigao_subtitles\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    _forget()
    yield
    sys.modules.pop("yigao_subtitles", None)
    _forget()


def _forget() -> None:
    for function in (parts.names, parts.load, parts._is_extended):  # noqa: SLF001 - it remembers what was installed
        function.cache_clear()


@pytest.mark.usefixtures("_subtitles", "argos_home")
def test_an_installed_format_works_with_every_command(yigao: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(ARTICLE, encoding="utf-8")
    assert "subtitles" in parts.names("formats")
    assert yigao("extract", "a.srt", "-o", "pot").code == 0
    assert 'msgid "各位，早上好。"' in (tmp_path / "pot" / "a.pot").read_text(encoding="utf-8")
    assert yigao("extract", "a.srt", "--explain-skipped").out.splitlines()[1:] == []
    assert yigao("translate", "a.srt", "--to", "en", "--engine", "copy").code == 0
    assert yigao("render", "a.srt", "--to", "en", "--drafts").out == ARTICLE
    catalog = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    text = catalog.read_text(encoding="utf-8").replace('msgstr "再见。"', 'msgstr "Goodbye."')
    catalog.write_text(text, encoding="utf-8")
    assert yigao("render", "a.srt", "--to", "en", "--drafts").out == ARTICLE.replace("再见。", "Goodbye.")


def test_a_format_that_is_gone_is_unknown(yigao: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(ARTICLE, encoding="utf-8")
    ran = yigao("extract", "a.srt")
    assert ran.code == 2
    assert "no format for files that end in '.srt'" in ran.err
