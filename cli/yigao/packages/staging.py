"""Folders that come to be whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yigao.errors import PackageError
from yigao.messages import message


@contextmanager
def staging(beside: Path) -> Iterator[Path]:
    """A temporary folder from which a rename into the folder ``beside`` is atomic; gone afterwards.

    It lies next to that folder where this is possible: Argos Translate fails on anything but a package inside. PackageError
    where none can be made, or where work in it fails for a reason of the file system.
    """
    try:
        beside.mkdir(parents=True, exist_ok=True)
        folder = _make(beside)
    except OSError as error:
        raise PackageError(
            message("cannot be written: {reason}", reason=error.strerror or error),
            where=str(beside),
            remedy="make it a folder you may write",
        ) from error
    try:
        yield folder
    except OSError as error:
        raise PackageError(
            message("cannot be written: {reason}", reason=error.strerror or error),
            where=str(beside),
            remedy="check that the folder exists, is yours to write and has room",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(beside: Path) -> Path:
    if beside.parent.stat().st_dev == beside.stat().st_dev:
        try:
            return Path(tempfile.mkdtemp(prefix=".yigao-", dir=beside.parent))
        except OSError:
            pass  # the folder may be writable where its parent is not
    return Path(tempfile.mkdtemp(prefix=".yigao-", dir=beside))
