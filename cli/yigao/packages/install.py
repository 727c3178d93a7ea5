"""Putting packages into Argos Translate's folder, and taking them out."""

import os
from dataclasses import dataclass
from pathlib import Path

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.archive import unpack
from yigao.packages.installed import list_installed
from yigao.packages.metadata import Metadata, PackageInfo, read_folder
from yigao.packages.places import install_folder
from yigao.packages.staging import staging


@dataclass(frozen=True, slots=True)
class Installation:
    """What an installation did."""

    package: PackageInfo
    """As it is installed now."""
    replaced: tuple[PackageInfo, ...]
    """Packages for the same pair that were there before, and are gone."""


def install_file(file: Path, *, pair: tuple[str, str] | None = None) -> Installation:
    """Install a package file; afterwards it is the only one for its pair.

    The package is looked through, unpacked beside the packages folder and renamed into it; what was installed before
    stays until then. PackageError where the file is unsafe, broken, or not for ``pair`` (Argos codes).
    """
    home = install_folder()
    with staging(home) as place:
        metadata = unpack(file, place / "package")
        if pair not in {None, metadata.pair}:
            raise PackageError(
                message(
                    "this package translates {source}→{target}, not {value}",
                    source=metadata.source,
                    target=metadata.target,
                    value="→".join(pair or ()),
                ),
                where=str(file),
                remedy="name the pair that it is for, or another package",
            )
        earlier = [
            item for item in list_installed() if item.metadata.pair == metadata.pair and item.path.parent == home
        ]
        path = _free_name(home, metadata)
        (place / "package").rename(path)
        for number, item in enumerate(earlier):
            item.path.rename(place / f"replaced-{number}")
        path = path.rename(_free_name(home, metadata)) if earlier else path
    return Installation(read_folder(path), tuple(earlier))


def remove(package: PackageInfo) -> None:
    """Take an installed package out; PackageError where it is not in the folder that packages are installed into."""
    home = install_folder()
    if package.path.parent != home:
        raise PackageError(
            "not installed by you",
            where=str(package.path),
            remedy=message("only packages in {home} are removed", home=home),
        )
    with staging(home) as place:
        if package.path.is_symlink():
            package.path.unlink()
        else:
            # One rename, so that nobody sees half a package.
            package.path.rename(place / "removed")


def _free_name(home: Path, metadata: Metadata) -> Path:
    """A folder name as Argos packages have it, with a number where that is taken."""
    version = metadata.version.replace(".", "_") or "0"
    name = f"translate-{metadata.source}_{metadata.target}-{version}"
    number = 1
    while os.path.lexists(home / name):
        number += 1
        name = f"translate-{metadata.source}_{metadata.target}-{version}-{number}"
    return home / name
