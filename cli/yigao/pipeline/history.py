"""How catalogs came along, commit by commit."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from yigao.catalogs.reading import loads
from yigao.errors import CatalogError, UserError
from yigao.messages import message
from yigao.model.progress import Moment, Progress, summed
from yigao.pipeline.git import git
from yigao.pipeline.status import counted

OPTION = "--history"
MOST_MOMENTS = 200
"""Commits that are looked at: of more, some in even steps, the first and the last among them."""
_LARGEST = 64 * 1024 * 1024
_COMMIT = re.compile(r"([0-9a-f]{40,64}) (\d{1,12})")
_FILE = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)


def history(paths: Sequence[Path]) -> list[Moment]:
    """The catalogs in ``paths``, files and folders of one repository, at each commit that changed them, oldest first.

    The line of first parents is followed. Raises `UserError` where there is no history.
    """
    root, inside = _places(paths)
    moments = []
    known: dict[bytes, Progress | None] = {}
    for commit, time in _thinned(_commits(root, inside)):
        found = [_at(root, blob, known) for blob in _catalogs(root, commit, inside)]
        readable = [one for one in found if one is not None]
        moments.append(Moment(commit, time, summed(readable), len(found) - len(readable)))
    return moments


def _places(paths: Sequence[Path]) -> tuple[Path, list[str]]:
    """The repository's folder, and the paths from there."""
    first = paths[0].resolve()
    said = git(first if first.is_dir() else first.parent, "rev-parse", "--show-toplevel", what_for=OPTION)
    if said is None:
        raise UserError(
            "not in a Git repository",
            where=str(paths[0]),
            remedy=message("{option} reads the history of one", option=OPTION),
        )
    root = Path(said.decode("utf-8", "surrogateescape").removesuffix("\n")).resolve()
    inside = []
    for path in paths:
        if not path.resolve().is_relative_to(root):
            raise UserError(
                "not in the same Git repository", where=str(path), remedy=message("name catalogs of {root}", root=root)
            )
        inside.append(path.resolve().relative_to(root).as_posix())
    return root, inside


def _commits(root: Path, inside: Sequence[str]) -> list[tuple[str, int]]:
    """The commits that changed the catalogs, oldest first, with their times."""
    said = git(root, "log", "--first-parent", "--reverse", "--format=%H %ct", "--", *inside, what_for=OPTION) or b""
    found = [(match[1], int(match[2])) for match in _COMMIT.finditer(said.decode("ascii", "replace"))]
    if not found:
        raise UserError("no commit has these catalogs yet", where=OPTION, remedy="commit them first")
    return found


def _thinned(commits: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if len(commits) <= MOST_MOMENTS:
        return commits
    steps = MOST_MOMENTS - 1
    return [commits[index * (len(commits) - 1) // steps] for index in range(MOST_MOMENTS)]


def _catalogs(root: Path, commit: str, inside: Sequence[str]) -> Iterator[bytes]:
    """The names of the catalogs' contents at a commit."""
    said = git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", *inside, what_for=OPTION) or b""
    for record in said.split(b"\0"):
        match = _FILE.fullmatch(record)
        if match and match[3].endswith(b".po") and int(match[2]) <= _LARGEST:
            yield match[1]


def _at(root: Path, blob: bytes, known: dict[bytes, Progress | None]) -> Progress | None:
    """The counts of a catalog's content; None if it does not parse."""
    if blob not in known:
        name = blob.decode("ascii")
        data = git(root, "cat-file", "blob", name, what_for=OPTION) or b""
        try:
            known[blob] = counted(name, loads(data.decode("utf-8-sig"), Path(name)))
        except (CatalogError, UnicodeDecodeError):
            known[blob] = None
    return known[blob]
