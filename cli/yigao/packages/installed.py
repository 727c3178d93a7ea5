"""Packages that are installed or came with yigao."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from yigao.errors import PackageError
from yigao.packages.archive import read_archive
from yigao.packages.metadata import PackageInfo, read_folder
from yigao.packages.places import bundled_folder, search_folders


def list_installed() -> list[PackageInfo]:
    """Usable packages in Argos Translate's folders, by pair, newest version first.

    Folders that are no package, or a broken one, are passed over: ``list_unusable`` names them.
    """
    return _sorted(item for item in _look_through(search_folders()) if isinstance(item, PackageInfo))


def list_unusable() -> list[PackageError]:
    """What is wrong with the other folders there."""
    return [item for item in _look_through(search_folders()) if isinstance(item, PackageError)]


def list_bundled() -> list[PackageInfo]:
    """Packages that came with yigao, as folders or package files."""
    folder = bundled_folder()
    files = sorted(folder.glob("*.argosmodel")) if folder.is_dir() else []
    packed = (PackageInfo(file, read_archive(file)) for file in files)
    unpacked = (item for item in _look_through([folder]) if isinstance(item, PackageInfo))
    return _sorted((*unpacked, *packed))


def pick(packages: Iterable[PackageInfo], source: str, target: str) -> PackageInfo | None:
    """The package for a pair of Argos codes: the highest version, then the first name; None if there is none."""
    return next((item for item in _sorted(packages) if item.metadata.pair == (source, target)), None)


def _look_through(folders: Iterable[Path]) -> Iterator[PackageInfo | PackageError]:
    for folder in folders:
        try:
            inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            continue  # nothing has been installed there yet
        for path in inside:
            try:
                yield read_folder(path)
            except PackageError as error:
                yield error


def _sorted(packages: Iterable[PackageInfo]) -> list[PackageInfo]:
    by_name = sorted(packages, key=lambda item: (item.name, str(item.path)))
    newest_first = sorted(by_name, key=lambda item: item.metadata.order, reverse=True)
    return sorted(newest_first, key=lambda item: item.metadata.pair)
