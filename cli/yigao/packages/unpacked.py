"""Package files in use without being installed: unpacked once, kept by what is in them."""

import hashlib
import shutil
from pathlib import Path

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.archive import unpack
from yigao.packages.metadata import PackageInfo, read_folder
from yigao.packages.places import unpacked_folder
from yigao.packages.staging import staging


def open_file(file: Path) -> PackageInfo:
    """The unpacked form of a package file, made when it is first asked for; PackageError where the file is unsafe or broken.

    Files are known by their SHA-256, so a changed file is unpacked anew.
    """
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(
            message("cannot be read: {reason}", reason=error.strerror or error),
            where=str(file),
            remedy="check its name and that you may read it",
        ) from error
    folder = unpacked_folder() / digest
    return _sound(folder) or _unpack_into(folder, file)


def _sound(folder: Path) -> PackageInfo | None:
    try:
        return read_folder(folder)
    except PackageError:
        return None


def _unpack_into(folder: Path, file: Path) -> PackageInfo:
    with staging(folder.parent) as place:
        unpack(file, place / "package")
        if folder.exists():
            shutil.rmtree(folder)  # damaged: somebody deleted files in it
        try:
            (place / "package").rename(folder)
        except OSError:
            # Another process was quicker with the same package.
            if _sound(folder) is None:
                raise
    return read_folder(folder)
