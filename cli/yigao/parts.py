"""The one door by which parts come in: formats, engines, checks, reports are files in a folder of their kind.

A part is a module. Built-in ones are found by listing the folder, others by entry points of the group
``yigao.<kind>``; a module is imported only when it is asked for.
"""

import importlib
import pkgutil
import sys
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from yigao.errors import UserError
from yigao.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint


@cache
def names(kind: str) -> tuple[str, ...]:
    """Names of all parts of a kind, sorted. A name taken twice raises `UserError`."""
    built_in = [name for _, name, _ in pkgutil.iter_modules(_folder(kind)) if not name.startswith("_")]
    added = [point.name for point in entry_points(group=f"yigao.{kind}")]
    for name in added:
        if name in built_in or added.count(name) > 1:
            raise UserError(
                message("two parts are named {name!r}", name=name),
                where=f"yigao.{kind}",
                remedy="uninstall one of them",
            )
    return tuple(sorted([*built_in, *added]))


@cache
def load(kind: str, name: str) -> ModuleType:
    """The module of one part. An unknown name raises `UserError` that names the nearest."""
    if name not in names(kind):
        near = get_close_matches(name, names(kind), 1)
        known = (
            message("did you mean {near!r}?", near=near[0])
            if near
            else message("known: {value}", value=", ".join(names(kind)))
        )
        raise UserError(message("no such {value}: {name!r}", value=_SINGULAR.get(kind, kind), name=name), remedy=known)
    for point in entry_points(group=f"yigao.{kind}"):
        if point.name == name:
            module = point.load()
            if not isinstance(module, ModuleType):
                raise UserError(
                    message("the part {name!r} is not a module", name=name),
                    where=f"yigao.{kind}",
                    remedy="its entry point must name a module; ask who made it",
                )
            return module
    return importlib.import_module(f"yigao.{kind}.{name}")


_SINGULAR = {
    "checks": message("rule"),
    "reports": message("report format"),
    "engines": message("engine"),
    "formats": message("format"),
    "commands": message("command"),
    "exchange": message("exchange format"),
}


def entry_points(group: str) -> "Iterable[EntryPoint]":
    """What installed packages add to a group."""
    if not _is_extended():
        return ()
    from importlib import metadata  # noqa: PLC0415 - takes longer to load than all that most commands need of ours

    return metadata.entry_points(group=group)


@cache
def _is_extended() -> bool:
    """Whether any installed package adds parts."""
    declared = (path for folder in sys.path for path in Path(folder).glob("*-info/entry_points.txt"))
    return any("[yigao." in path.read_text(encoding="utf-8", errors="replace") for path in declared)


def _folder(kind: str) -> list[str]:
    return list(importlib.import_module(f"yigao.{kind}").__path__)
