"""One run at a time: whoever writes catalogs of a project holds its lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from yigao.errors import UserError
from yigao.messages import message
from yigao.pipeline.folder import FOLDER, mark_folder

PATIENCE = 600.0
"""Seconds that a run waits for another one, unless told otherwise."""


@contextmanager
def locked(root: Path, patience: float = PATIENCE, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock of the project in ``root``; ``waiting`` is told once if another run has it.

    The system frees the lock when its holder ends in whatever way. Raises `UserError` where the lock cannot be had
    within ``patience`` seconds or cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only runs that write need it

    path = root / FOLDER / "lock"
    try:
        mark_folder(path.parent)
        lock = FileLock(path, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting and patience > 0:
                waiting("another run of yigao is at work in this project; waiting for it")
            lock.acquire(timeout=patience)
    except Timeout as error:
        raise UserError(
            "another run of yigao is at work in this project",
            where=str(path),
            remedy=message("waited {patience:g} s; try again when it is done, or `--wait SECONDS`", patience=patience),
        ) from error
    except OSError as error:
        raise UserError(
            message("cannot lock the project: {reason}", reason=error.strerror),
            where=str(path),
            remedy="check that the folder exists, is yours to write and has room",
        ) from error
    try:
        yield
    finally:
        lock.release()
