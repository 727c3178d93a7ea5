"""The table `checks` of the configuration."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from yigao.errors import ConfigError
from yigao.messages import message
from yigao.model.checking import GROUP, Forbidden, Limit, Pattern
from yigao.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Checks:
    """Defaults for `yigao check`; options on its command line win."""

    select: tuple[str, ...] = ()
    """Rules to run, `*` in a name standing for anything; all when empty."""
    ignore: tuple[str, ...] = ()
    """Rules not to run, likewise."""
    fail_on: Severity = Severity.ERROR
    """The least bad severity that makes the command fail."""
    severity: dict[str, Severity] = field(default_factory=dict)
    """By rule, where it is not to be the rule's own."""
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules not to run, by pattern of catalog paths relative to the project."""
    max_drafts: Limit | None = None
    """How many entries may be unreviewed: a number, or a share such as `10%`."""
    baseline: str = ""
    """File of findings that are known and not reported."""
    pattern: tuple[Pattern, ...] = ()
    """Rules of the project's own."""
    forbidden: tuple[Forbidden, ...] = ()
    """Words not wanted in translations."""
    options: dict[str, str] = field(default_factory=dict)
    """Settings of rules."""


class _Mistake(Exception):  # noqa: N818 - it is a value on its way to a ConfigError
    """What is wrong with a value, and what may help."""

    def __init__(self, what: str, remedy: str = "`yigao init` in an empty folder writes a commented example") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_checks(table: object, file: Path) -> Checks:
    """The table as it stands in ``file``. Raises `ConfigError` for what is unknown or mistyped."""
    if not isinstance(table, dict):
        raise ConfigError(
            "checks: expected a table",
            where=str(file),
            remedy="write `[checks]` on a line of its own, and the keys below it",
        )
    found: dict[str, Any] = {}
    for key, value in table.items():
        try:
            _known(key, _READERS)
            found[key.replace("-", "_")] = _READERS[key](value)
        except _Mistake as mistake:
            raise ConfigError(
                message("checks.{key}: {what}", key=key, what=mistake.what), where=str(file), remedy=mistake.remedy
            ) from mistake
    return Checks(**found)


def parse_limit(text: str) -> Limit:
    """``12`` or ``10%``. Raises ValueError."""
    match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(%?)\s*", text, re.ASCII)
    if not match or (not match[2] and "." in match[1]) or (match[2] and float(match[1]) > 100):
        raise ValueError(message("expected a number or a share such as 10%, found {text!r}", text=text))
    return Limit(float(match[1]), bool(match[2]))


def parse_severity(text: object) -> Severity:
    """``error``, ``warning`` or ``info``. Raises ValueError."""
    if text not in list(Severity):
        raise ValueError(message("expected {levels}, found {text!r}", levels=", ".join(Severity), text=text))
    return Severity(str(text))


def _known(key: str, names: Mapping[str, object]) -> None:
    if key not in names:
        near = get_close_matches(key.replace("_", "-"), names, 1)
        raise _Mistake(
            "unknown key",
            message("did you mean {near!r}?", near=near[0])
            if near
            else message("known keys: {known}", known=", ".join(names)),
        )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _Mistake(message("expected a string, found {value!r}", value=value))
    return value


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Mistake(message("expected a list of strings, found {value!r}", value=value))
    return tuple(value)


def _severity(value: object) -> Severity:
    try:
        return parse_severity(value)
    except ValueError as error:
        raise _Mistake(error.args[0]) from error


def _limit(value: object) -> Limit:
    try:
        return parse_limit(str(value) if isinstance(value, int) and not isinstance(value, bool) else _string(value))
    except ValueError as error:
        raise _Mistake(error.args[0]) from error


def _table(read: Callable[[object], Any]) -> Callable[[object], dict[str, Any]]:
    def reader(value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _Mistake(message("expected a table, found {value!r}", value=value))
        return {key: read(item) for key, item in value.items()}

    return reader


def _expression(value: object) -> str:
    text = _string(value)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise _Mistake(message("not a regular expression: {reason}", reason=error)) from error
    return text


def _expression_with_groups(value: object) -> str:
    _expression(GROUP.sub("", _string(value)))
    return _string(value)


def _records(kind: type, readers: Mapping[str, Callable[[object], Any]], needed: tuple[str, ...]) -> Callable[..., Any]:
    def reader(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise _Mistake(message("expected tables in double brackets, found {value!r}", value=value))
        records = []
        for number, item in enumerate(value, 1):
            for key in item:
                _known(key, readers)
            missing = [key for key in needed if not item.get(key)]
            if missing:
                raise _Mistake(message("number {number} has no {missing!r}", number=number, missing=missing[0]))
            records.append(kind(**{key: readers[key](one) for key, one in item.items()}))
        return tuple(records)

    return reader


_READERS: dict[str, Callable[[object], Any]] = {
    "select": _strings,
    "ignore": _strings,
    "fail-on": _severity,
    "severity": _table(_severity),
    "per-file-ignores": _table(_strings),
    "max-drafts": _limit,
    "baseline": _string,
    "pattern": _records(
        Pattern,
        {"source": _expression, "target": _expression_with_groups, "message": _string, "severity": _severity},
        ("source", "target"),
    ),
    "forbidden": _records(
        Forbidden,
        {"word": _string, "instead": _string, "message": _string, "severity": _severity},
        ("word",),
    ),
    "options": _table(_string),
}
