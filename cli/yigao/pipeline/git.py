"""Asking Git, which never runs what a repository's own settings name."""

import subprocess
from pathlib import Path

from yigao.errors import UserError

_SAFE = ("core.quotepath=off", "core.fsmonitor=false", "log.showSignature=false")


def git(folder: Path, *arguments: str, what_for: str) -> bytes | None:
    """What Git says, or None where it fails. Raises `UserError` where there is no Git; ``what_for`` is the option."""
    settings = [word for setting in _SAFE for word in ("-c", setting)]
    command = ["git", "--no-pager", *settings, "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        raise UserError("git is needed for this", where=what_for, remedy="install Git") from error
    return done.stdout if done.returncode == 0 else None
