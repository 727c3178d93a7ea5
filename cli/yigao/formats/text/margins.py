"""Whether the lines of a text were broken at a margin, by a program or a typist, and which lines were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yigao.formats.text.lines import Line, columns

_SHORTEST, _LONGEST = 40, 200
"""Columns between which a margin may lie: verse and addresses are narrower, paragraphs on one line wider."""
_SHORTEST_EVIDENCE = 30
"""Columns from which a line says something about the margin."""
_SLACK = 2
"""Columns by which typesetters go over or stay under: one hanging mark, one mark that may not begin a line."""
_SHARE = 0.75
"""Of the lines that end inside a sentence, how many must reach the same margin."""
_CLAUSE_MARKS = "，,；;。"


@dataclass(frozen=True, slots=True)
class Margin:
    """Where lines were broken."""

    at: int
    """Columns, or characters."""
    by_characters: bool
    """Whether lines were measured in characters."""

    def breaks(self, line: Line, following: Line) -> bool:
        """Whether ``line`` ends because the first word of the next would not have fitted."""
        low, high = _range(line, following, by_characters=self.by_characters)
        return low <= self.at <= high


def find_margin(runs: Sequence[Sequence[Line]], continues: Callable[[Line, Line], bool]) -> Margin | None:
    """The margin of a text, given as runs of lines; None if its lines are paragraphs of their own.

    ``continues`` says of two lines whether the second may go on with the first. A line that was broken at a margin is
    not wider than it, and would be with the first word of the next line. So each line that ends inside a sentence
    allows a range of margins; the text has one if three quarters of them allow the same. One such line alone is
    believed if commas show that it is prose.
    """
    pairs = [
        (line, following)
        for run in runs
        for line, following in pairwise(run)
        if not line.is_ended and line.columns >= _SHORTEST_EVIDENCE and continues(line, following)
    ]
    if len(pairs) == 1 and not any(mark in pairs[0][0].text for mark in _CLAUSE_MARKS):
        return None
    found = [_most_allowed(pairs, by_characters=by_characters) for by_characters in (False, True)]
    allowed, margin = max(found, key=lambda one: one[0], default=(0, None))
    return margin if pairs and allowed >= _SHARE * len(pairs) else None


def _most_allowed(pairs: Sequence[tuple[Line, Line]], *, by_characters: bool) -> tuple[int, Margin | None]:
    """The margin that most of the pairs allow, and how many do."""
    shortest, longest = (_SHORTEST // 2, _LONGEST // 2) if by_characters else (_SHORTEST, _LONGEST)
    changes = [0] * (longest + 2)
    for line, following in pairs:
        low, high = _range(line, following, by_characters=by_characters)
        low, high = max(low, shortest), min(high, longest)
        if low <= high:
            changes[low] += 1
            changes[high + 1] -= 1
    allowed = best = 0
    at = None
    for place, change in enumerate(changes):
        allowed += change
        if allowed > best:
            best, at = allowed, place
    return best, None if at is None else Margin(at, by_characters)


def _range(line: Line, following: Line, *, by_characters: bool) -> tuple[int, int]:
    """The narrowest and the widest margin at which ``line`` may have been broken before the following one.

    The line after it is not wider than the margin either: else the range is empty.
    """
    word = following.first_word
    if by_characters:
        widest = max(line.characters, following.characters)
        return widest - _SLACK // 2, line.characters + len(word) - 1 + _SLACK // 2
    return max(line.columns, following.columns) - _SLACK, line.columns + columns(word) - 1 + _SLACK
