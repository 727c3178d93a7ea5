"""Which lines of catalogs changed since a commit: Git is asked."""

import re
from collections.abc import Iterable
from pathlib import Path

from yigao.errors import UserError
from yigao.messages import message
from yigao.pipeline.git import git

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Changes:
    """The changes of the working folder against the point where it left a commit's history."""

    def __init__(self, ref: str) -> None:
        """``ref`` is anything that Git takes for a commit. Raises `UserError` for what it does not know."""
        self._ref = ref
        self._bases: dict[Path, str] = {}

    def touched(self, path: Path) -> "Touched":
        """The changed lines of a file. Raises `UserError` where Git cannot tell."""
        folder = path.resolve().parent
        if folder not in self._bases:
            self._bases[folder] = self._base(folder)
        if not _git(folder, "ls-files", "--", path.name):
            return Touched(everything=True)
        plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--text", "--unified=0")
        return Touched.of(_git(folder, "diff", *plain, self._bases[folder], "--", path.name))

    def _base(self, folder: Path) -> str:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self._ref}^{{commit}}")
        if not commit:
            raise UserError(
                message("no such commit: {ref!r}", ref=self._ref), where="--changed-since", remedy="fetch it first"
            )
        return _git(folder, "merge-base", commit, "HEAD") or commit


class Touched:
    """Lines of a file."""

    def __init__(self, spans: Iterable[tuple[int, int]] = (), *, everything: bool = False) -> None:
        """``spans`` are first and last lines, from 1."""
        self._spans = tuple(spans)
        self._everything = everything

    @staticmethod
    def of(diff: str) -> "Touched":
        """The lines that a diff without context writes. Where it only deletes, the lines on both sides count."""
        spans = []
        for match in _HUNK.finditer(diff):
            start, count = int(match[1]), int(match[2] if match[2] is not None else 1)
            spans.append((start, start + count - 1) if count else (start, start + 1))
        return Touched(spans)

    def meets(self, first: int, last: int) -> bool:
        """Whether one of the lines lies in a stretch."""
        return self._everything or any(start <= last and end >= first for start, end in self._spans)


def _git(folder: Path, *arguments: str) -> str:
    """What Git says, or nothing where it fails."""
    return (git(folder, *arguments, what_for="--changed-since") or b"").decode(errors="replace").strip()
