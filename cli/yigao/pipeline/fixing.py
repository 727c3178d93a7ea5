"""Applying the corrections that are always safe."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.catalogs.places import replaced
from yigao.files import write_atomically
from yigao.model.finding import Edit, Finding
from yigao.pipeline.check import Outcome, Setting, Source, check

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_ROUNDS = 5
"""Corrections may touch; what does not fit beside another waits for the next round."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction."""

    finding: Finding
    """What it mends."""
    before: str
    """What stood there."""
    after: str
    """What stands there now."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """All that corrections changed."""

    before: tuple[Source, ...]
    """The catalogs that changed, as they were."""
    after: tuple[Source, ...]
    """The same, as they are now."""
    fixes: tuple[Fix, ...]
    """In the order of application."""

    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for old, new in zip(self.before, self.after, strict=True)
            for line in difflib.unified_diff(_LINE.findall(old.text), _LINE.findall(new.text), old.shown, new.shown)
        )

    def write(self) -> None:
        """Replace the files. Raises `UserError`."""
        for source in self.after:
            bom = b"\xef\xbb\xbf"
            data = source.text.encode()
            write_atomically(source.path, bom + data if source.path.read_bytes().startswith(bom) else data)


def fix(outcomes: Sequence[Outcome], setting: Setting) -> tuple[list[Outcome], Fixed]:
    """Correct what can be corrected, in memory; return what is left to say, and what changed."""
    outcomes = list(outcomes)
    first = [outcome.source for outcome in outcomes]
    fixes: list[Fix] = []
    for _ in range(_ROUNDS):
        for index, outcome in enumerate(outcomes):
            source, done = _corrected(outcome)
            if done:
                fixes += done
                outcomes[index] = check([source], setting)[0]
        if not any(outcome.edits for outcome in outcomes):
            break
    changed = [(old, new.source) for old, new in zip(first, outcomes, strict=True) if old != new.source]
    return outcomes, Fixed(tuple(old for old, _ in changed), tuple(new for _, new in changed), tuple(fixes))


def _corrected(outcome: Outcome) -> tuple[Source, list[Fix]]:
    targets = {}
    fixes: list[Fix] = []
    for key, edits in outcome.edits.items():
        target = outcome.targets[key]
        chosen = _apart(edits)
        fixes += [Fix(finding, edit.span.cut(target), edit.text) for finding, edit in chosen]
        for _, edit in reversed(chosen):
            target = target[: edit.span.start] + edit.text + target[edit.span.end :]
        targets[key] = target
    source = outcome.source
    return (Source(source.path, replaced(source.text, targets)) if targets else source), fixes


def _apart(edits: Sequence[tuple[Finding, Edit]]) -> list[tuple[Finding, Edit]]:
    """The edits from left to right, without those that overlap or begin where one before them does."""
    chosen: list[tuple[Finding, Edit]] = []
    for finding, edit in sorted(edits, key=lambda pair: (pair[1].span.start, pair[1].span.end)):
        last = chosen[-1][1].span if chosen else None
        if last is None or (edit.span.start >= last.end and edit.span.start > last.start):
            chosen.append((finding, edit))
    return chosen
