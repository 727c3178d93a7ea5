"""Loops: text that says the same thing again and again, the known way for small models to fail."""

from collections.abc import Sequence
from itertools import pairwise
from operator import eq

_LONGEST_UNIT = 20
"""Tokens; a loop longer than this is caught by the share of distinct trigrams."""

_LEAST_REPEATS = {1: 5, 2: 4}
"""A unit of so many tokens, said so often in a row, is a loop; longer units need three times only."""

_SIGNS_IN_A_ROW = 24
"""Digits and signs repeat lawfully (1,000,000,000,000 or a rule of dashes): a run of them may have so many tokens."""

_ROUNDABOUT = 30
"""Tokens; from this length on the share of distinct trigrams says something."""


def looped(output: Sequence[str], source: str) -> bool:
    """Whether ``output`` (tokens) repeats itself as no translation of ``source`` would.

    What the source itself repeats (哈哈哈哈, a line of dashes) may be repeated, up to twice as often.
    """
    return may_loop(output) and (_stutters(output, source) or _goes_round(output, source))


def may_loop(tokens: Sequence[str]) -> bool:
    """False, and quickly so, for most texts without a loop.

    A token said four times in a row equals its neighbour three times. Any longer unit that is said often enough has at
    least five pairs of neighbours that have been there before.
    """
    again = pairs_again(tokens)
    return again >= 5 or (again >= 2 and sum(map(eq, tokens, tokens[1:])) >= 3)


def pairs_again(tokens: Sequence[str]) -> int:
    """How many pairs of neighbours have been there before. A unit of n tokens said twice in a row has n - 1 of them."""
    return max(0, len(tokens) - 1) - len(set(pairwise(tokens)))


def most_repeated(tokens: Sequence[str], longest: int) -> tuple[int, Sequence[str]]:
    """How often in a row the most repeated unit of up to ``longest`` tokens is said, and the unit.

    Only units with a letter in them count. ``(1, ())`` where nothing is said twice.
    """
    repeats, size, start = max(_runs(tokens, longest, signs_only=False), default=(1, 0, 0), key=lambda run: run[0])
    return (repeats, tokens[start : start + size]) if repeats > 1 else (1, ())


def said_again(tokens: Sequence[str], least: int) -> Sequence[str]:
    """The first unit of at least so many tokens that is said twice in a row; empty if there is none."""
    before: dict[tuple[str, ...], int] = {}
    for at in range(len(tokens) - least + 1):
        start = before.get(gram := tuple(tokens[at : at + least]))
        size = at - start if start is not None else 0
        if size >= least and tokens[at - size : at] == tokens[at : at + size]:
            return tokens[at : at + size]
        before[gram] = at
    return ()


def _stutters(output: Sequence[str], source: str) -> bool:
    for signs_only in (False, True):
        for repeats, size, _ in _runs(output, _LONGEST_UNIT, signs_only=signs_only):
            least = _SIGNS_IN_A_ROW // size + 1 if signs_only else _LEAST_REPEATS.get(size, 3)
            if repeats >= least and repeats > 2 * source_repeats(source, signs_only=signs_only):
                return True
    return False


def source_repeats(source: str, *, signs_only: bool = False) -> int:
    """How often a Chinese text says its most repeated unit in a row; 1 if not more than twice: 人人 is a word."""
    runs = _runs("".join(source.split()), _LONGEST_UNIT, signs_only=signs_only)
    most = max((repeats for repeats, _, _ in runs), default=1)
    return most if most > 2 else 1


def _runs(tokens: Sequence[str], longest: int, *, signs_only: bool) -> list[tuple[int, int, int]]:
    """For each unit length that is repeated the most repeats in a row, the length, and where they start.

    Units with a letter in them and units without one are counted apart.
    """
    units = range(1, min(longest, len(tokens) // 2) + 1)
    promising = [unit for unit in units if sum(map(eq, tokens, tokens[unit:])) >= unit]
    spoken = [any(map(str.isalpha, token)) for token in tokens] if promising else []
    found = []
    for unit in promising:
        most = run = start = 0
        for at in range(unit, len(tokens)):
            same = tokens[at] == tokens[at - unit]
            run = run + 1 if same else 0
            if run > most and any(spoken[at - unit + 1 : at + 1]) is not signs_only:
                most, start = run, at - run + 1 - unit
        found.append((most // unit + 1, unit, start))
    return found


def _goes_round(output: Sequence[str], source: str) -> bool:
    """A loop with changing parts, such as a list that never ends."""
    return len(output) >= _ROUNDABOUT and _distinct(output, 3) < 0.5 and _distinct(source, 2) > 0.6


def _distinct(tokens: Sequence[str], size: int) -> float:
    """The share of n-grams that are not a repetition of an earlier one."""
    grams = [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]
    return len(set(grams)) / len(grams) if grams else 1.0
