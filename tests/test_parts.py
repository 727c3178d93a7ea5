"""The door by which parts come in."""

import types
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from yigao import parts
from yigao.errors import UserError


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    for function in (parts.names, parts.load):
        function.cache_clear()
    yield
    for function in (parts.names, parts.load):
        function.cache_clear()


def test_what_is_built_in() -> None:
    assert parts.names("engines") == ("argos", "copy", "pseudo")
    assert parts.names("formats") == ("html", "markdown", "text")
    assert parts.names("commands") == (
        "check",
        "explain",
        "export",
        "extract",
        "glossary",
        "import",
        "init",
        "lokalize",
        "memory",
        "model",
        "render",
        "review",
        "status",
        "translate",
    )
    assert parts.names("exchange") == ("tbx", "tmx", "xliff")
    assert parts.names("reports") == ("github", "gitlab", "json", "junit", "sarif", "text")


@pytest.mark.parametrize("kind", ["checks", "commands", "engines", "exchange", "formats", "reports"])
def test_every_part_loads_and_says_what_it_is(kind: str) -> None:
    for name in parts.names(kind):
        assert (parts.load(kind, name).__doc__ or "").strip()


def test_an_installed_plug_in_is_a_part_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("colours", "colorsys", "yigao.engines")
    monkeypatch.setattr(parts, "entry_points", lambda group: [point] if group == "yigao.engines" else [])
    assert "colours" in parts.names("engines")
    assert isinstance(parts.load("engines", "colours"), types.ModuleType)


def test_a_name_taken_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "entry_points", lambda group: [EntryPoint("argos", "colorsys", group)])
    with pytest.raises(UserError, match="two parts are named 'argos'"):
        parts.names("engines")


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(UserError) as raised:
        parts.load("engines", "agros")
    assert str(raised.value) == "no such engine: 'agros' (did you mean 'argos'?)"
