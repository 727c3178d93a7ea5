"""Package files (``.argosmodel``, a zip): looked through before a byte is written, then unpacked.

Anybody can put a package on the web. A package may only write below the folder it is given, may not fill the disk, and is
refused whole when anything about it is wrong.
"""

import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.metadata import METADATA_BYTES, Metadata, missing_part, parse_metadata

MOST_ENTRIES = 4096
MOST_UNPACKED_BYTES = 4 << 30
MOST_EXPANSION = 100
"""Unpacked size over packed size; weights hardly shrink, vocabularies by five or so."""

_SMALL = 16 << 20
"""A package of this size unpacked may have shrunk by any factor."""

_MOST_DIRECTORY_BYTES = 4 << 20
"""Of the zip's table of contents, which is held in memory."""

_LONGEST_NAME = 250

_REFUSED = "get the package from a source you trust"


@dataclass(frozen=True, slots=True)
class _Contents:
    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]
    """By path below the root folder."""
    metadata: Metadata


def read_archive(file: Path) -> Metadata:
    """Look through a package file; PackageError where it may not be unpacked."""
    with _opened(file) as contents:
        return contents.metadata


def unpack(file: Path, folder: Path) -> Metadata:
    """Unpack a package file into ``folder``, which is made, without its root folder.

    PackageError where the file may not be unpacked, or turns out damaged; ``folder`` is then left as it came to be.
    """
    with _opened(file) as contents:
        for name, entry in contents.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with contents.archive.open(entry) as packed, path.open("xb") as unpacked:
                shutil.copyfileobj(packed, unpacked, 1 << 20)
        return contents.metadata


@contextmanager
def _opened(file: Path) -> Iterator[_Contents]:
    where = str(file)
    if not file.is_file():
        raise PackageError("no such package file", where=where, remedy="name an .argosmodel file")
    try:
        with file.open("rb") as opened:
            _check_directory_size(opened, where)
            with zipfile.ZipFile(opened) as archive:
                files = _checked_files(archive.infolist(), where)
                _check_sizes(files.values(), file.stat().st_size, where)
                yield _Contents(archive, files, _checked_metadata(archive, files, where))
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError) as error:
        raise PackageError(
            message("not a sound package file: {reason}", reason=error),
            where=where,
            remedy="download it again; it may have broken off",
        ) from error
    except OSError as error:
        raise PackageError(
            message("cannot be unpacked: {reason}", reason=error.strerror or error),
            where=where,
            remedy="check that the folder exists, is yours to write and has room",
        ) from error


def _check_directory_size(file: BinaryIO, where: str) -> None:
    """Read how long the table of contents says it is, before zipfile loads all of it."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 65_577))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + 16 > len(tail):
        raise PackageError("not a package file: no zip archive", where=where, remedy="name an .argosmodel file")
    (size,) = struct.unpack_from("<I", tail, at + 12)
    if tail[max(0, at - 20) :].startswith(b"PK\6\7"):
        size = _MOST_DIRECTORY_BYTES + 1  # the zip64 form: only for what is too large here
    if size > _MOST_DIRECTORY_BYTES:
        raise PackageError("unsafe package: too many files in it", where=where, remedy=_REFUSED)
    file.seek(0)


def _checked_files(entries: list[zipfile.ZipInfo], where: str) -> dict[str, zipfile.ZipInfo]:
    """The files by path below the one root folder."""
    if len(entries) > MOST_ENTRIES:
        raise PackageError(
            message("unsafe package: {number} files in it", number=len(entries)), where=where, remedy=_REFUSED
        )
    if reason := next(filter(None, map(_danger, entries)), ""):
        raise PackageError(message("unsafe package: {reason}", reason=reason), where=where, remedy=_REFUSED)
    paths = [(PurePosixPath(entry.filename), entry) for entry in entries]
    roots = {path.parts[0] for path, _ in paths}
    files = {"/".join(path.parts[1:]): entry for path, entry in paths if not entry.is_dir()}
    if len(roots) != 1 or "" in files:
        raise PackageError("not an Argos package: it must hold exactly one folder", where=where, remedy=_REFUSED)
    plain = {name.casefold() for name in files}
    above = {str(parent).casefold() for name in files for parent in PurePosixPath(name).parents}
    if len(plain) < sum(not entry.is_dir() for entry in entries) or plain & above:
        raise PackageError("unsafe package: two entries have the same name", where=where, remedy=_REFUSED)
    return files


def _danger(entry: zipfile.ZipInfo) -> str:
    """Why an entry may not be unpacked; empty when it may."""
    # An extra field may give an entry a second name.
    if reason := _bad_name(entry.orig_filename) or _bad_name(entry.filename):
        return message("{name!a} {reason}", name=entry.orig_filename[:80], reason=reason)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return message("{name} is a link or a device", name=entry.filename)
    if entry.flag_bits & 1:
        return message("{name} is encrypted", name=entry.filename)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return message("{name} is packed in an unusual way", name=entry.filename)
    return ""


def _bad_name(name: str) -> str:
    if name.startswith("/") or ":" in name or "\\" in name or not name.isprintable():
        return message("is no path inside the package")
    if any(part in {"", ".", ".."} for part in name.removesuffix("/").split("/")):
        return message("leaves its folder")
    return message("has too long a name") if len(name) > _LONGEST_NAME else ""


def _check_sizes(entries: Iterable[zipfile.ZipInfo], packed: int, where: str) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED_BYTES or (total > _SMALL and total > MOST_EXPANSION * packed):
        raise PackageError(
            message("unsafe package: it unpacks to {total} bytes", total=total), where=where, remedy=_REFUSED
        )


def _checked_metadata(archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo], where: str) -> Metadata:
    if "metadata.json" not in files:
        raise PackageError("not an Argos package: no metadata.json", where=where, remedy="name an .argosmodel file")
    if files["metadata.json"].file_size > METADATA_BYTES:
        raise PackageError("its metadata.json is too long", where=where, remedy=_REFUSED)
    metadata = parse_metadata(archive.read(files["metadata.json"]), where)
    if missing := missing_part(set(files)):
        raise PackageError(
            message("this Argos package has no {missing}", missing=missing), where=where, remedy=_REFUSED
        )
    return metadata
