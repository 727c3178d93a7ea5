"""Files replaced whole or not at all, and those that others read while they grow."""

import os
import tempfile
from pathlib import Path

from yigao.errors import UserError
from yigao.messages import message


def write_atomically(path: Path, data: bytes) -> bool:
    """Put ``data`` into ``path``, making its folders; return whether anything changed.

    A kill or a full disk at any moment leaves the old file or the new one, whole. Raises `UserError`.
    """
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise _unwritable(path, error) from error
    return True


def append(path: Path, text: str) -> None:
    """Put ``text`` behind what is in ``path``. Raises `UserError`."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(path, error) from error


def remove(path: Path) -> None:
    """Delete a file. Raises `UserError`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            message("cannot delete: {reason}", reason=error.strerror),
            where=str(path),
            remedy="check that the folder is yours to write",
        ) from error


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(
        message("cannot write: {reason}", reason=error.strerror),
        where=str(path),
        remedy="check that the folder exists, is yours to write and has room",
    )


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()  # a link stays a link
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "the file is read-only")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
