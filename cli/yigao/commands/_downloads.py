"""Asking before a download, and showing how far it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.errors import PackageError
from yigao.messages import localised, message

if TYPE_CHECKING:
    from yigao.packages.download import Progress
    from yigao.packages.index import Fetched


def offer_download(source: str, target: str, *, yes: bool, quiet: bool) -> Callable[[], Path | None] | None:
    """How to get a missing package for a pair of BCP 47 tags, as ``packages.find.resolve`` takes it.

    Calling the result asks first, unless ``yes``; it gives the folder of the package then installed, or None. None instead
    of a callable where nobody is there to be asked.
    """
    if not yes and not somebody_is_there():
        return None

    def fetch_it() -> Path | None:
        from yigao.packages.codes import argos_code  # noqa: PLC0415 - only when a package is missing
        from yigao.packages.index import fetch, pick_listed, read_index  # noqa: PLC0415

        pair = argos_code(source), argos_code(target)
        named = "→".join(pair)
        if not yes and not click.confirm(
            localised(message("There is no {named} model here. Download one?", named=named)), default=True, err=True
        ):
            return None
        listed = pick_listed(read_index(), *pair)
        with progress_bar(named, quiet=quiet) as progress:
            fetched = fetch(listed, progress)
        if not quiet:
            click.echo(describe(fetched), err=True)
        return fetched.installation.package.path

    return fetch_it


def agree(question: str, where: str, *, yes: bool) -> bool:
    """Ask whether to download; PackageError where nobody is there to be asked and ``yes`` was not given."""
    if yes:
        return True
    if not somebody_is_there():
        raise PackageError("a download must be agreed to", where=where, remedy="add --yes")
    return click.confirm(localised(question), default=True, err=True)


def somebody_is_there() -> bool:
    """Whether a question would be seen and could be answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def progress_bar(label: str, *, quiet: bool) -> "Iterator[Progress | None]":
    """A bar on standard error, for a terminal; what it yields is told the bytes so far and in all."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a download
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def describe(fetched: "Fetched") -> str:
    """What was downloaded and where it is, in two lines."""
    package, download = fetched.installation.package, fetched.download
    name = f"{'→'.join(package.metadata.pair)} {package.metadata.version}".rstrip()
    return f"installed {name} in {package.path}\nsha256 {download.sha256}  {download.url}"
