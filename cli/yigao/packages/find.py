"""Which package translates a pair of languages."""

from collections.abc import Callable
from pathlib import Path

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.codes import argos_code
from yigao.packages.installed import list_bundled, list_installed, pick
from yigao.packages.metadata import PackageInfo, read_folder
from yigao.packages.unpacked import open_file

Fetch = Callable[[], Path | None]
"""Asks for and downloads a package for the pair; gives the folder it is installed in, or None if it is not wanted."""


def resolve(source: str, target: str, *, model: Path | None = None, fetch: Fetch | None = None) -> Path | None:
    """The folder of an unpacked package from ``source`` to ``target`` (BCP 47 tags).

    By this order: ``model``, a package file or folder; an installed package; one that came with yigao; what ``fetch``
    brings. None where there is none of these. PackageError where ``model`` cannot be used or is for another pair.
    """
    pair = argos_code(source), argos_code(target)
    if model is not None:
        return _given(model, pair).path
    if found := pick(list_installed(), *pair):
        return found.path
    if found := pick(list_bundled(), *pair):
        return open_package(found.path).path
    return fetch() if fetch else None


def open_package(path: Path) -> PackageInfo:
    """An unpacked package from its folder or package file; PackageError where it cannot be used."""
    if path.is_dir():
        return read_folder(path)
    if path.is_file():
        return open_file(path)
    raise PackageError(
        "no such package", where=str(path), remedy="name an .argosmodel file or an unpacked package's folder"
    )


def _given(model: Path, pair: tuple[str, str]) -> PackageInfo:
    package = open_package(model)
    if package.metadata.pair != pair:
        raise PackageError(
            message(
                "this package translates {value}, not {value2}",
                value="→".join(package.metadata.pair),
                value2="→".join(pair),
            ),
            where=str(model),
            remedy="name a package for these languages, or other languages",
        )
    return package
