"""Bars: on a terminal only, one after the other, and none for what is done in a moment."""

import io
import sys

import pytest

from yigao.commands import _progress
from yigao.commands._progress import counting_bar
from yigao.pipeline.counting import counted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of standard error. No fixture: pytest puts its own there after it has set them up."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def test_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    monkeypatch.setattr(_progress, "_A_MOMENT", 0)
    with counting_bar("reading", quiet=False) as reading, counting_bar("drafting", quiet=False) as drafting:
        assert list(counted("ab", reading)) == ["a", "b"]
        assert list(counted("abc", drafting)) == ["a", "b", "c"]
    assert "reading" in shown.getvalue()
    assert "drafting" in shown.getvalue()
    assert "3/3" in shown.getvalue()


def test_nothing_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with counting_bar("reading", quiet=False) as reading:
        list(counted("ab", reading))
    assert shown.getvalue() == ""


def test_nothing_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with counting_bar("reading", quiet=False) as reading:
        assert reading is None
    assert capsys.readouterr().err == ""


def test_nothing_for_who_wants_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with counting_bar("reading", quiet=True) as reading:
        assert reading is None
    assert shown.getvalue() == ""
