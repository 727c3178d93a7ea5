"""The folder of a project for what can be made anew."""

from pathlib import Path

from yigao.files import write_atomically

FOLDER = ".yigao"
"""Its name."""

_UNVERSIONED = b"# Written by yigao: what can be made anew. Imported memories are not among it.\nlock\nmemory.sqlite*\n"


def mark_folder(folder: Path) -> None:
    """Make the project's folder for what can be made anew, and keep that out of version control. Raises `UserError`."""
    if not (folder / ".gitignore").exists():
        write_atomically(folder / ".gitignore", _UNVERSIONED)
