"""Loops: a decoder that says the same thing again and again, the known way for small models to fail."""

from collections.abc import Sequence

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
    return _stutters(output, source) or _goes_round(output, source)


def _stutters(output: Sequence[str], source: str) -> bool:
    for signs_only in (False, True):
        for unit, repeats in _repeats(output, signs_only=signs_only):
            least = _SIGNS_IN_A_ROW // unit + 1 if signs_only else _LEAST_REPEATS.get(unit, 3)
            if repeats >= least and repeats > 2 * _source_repeats(source, signs_only=signs_only):
                return True
    return False


def _source_repeats(source: str, *, signs_only: bool) -> int:
    """How often the source says its most repeated unit in a row; 1 does not count as repeating."""
    most = max((repeats for _, repeats in _repeats("".join(source.split()), signs_only=signs_only)), default=1)
    return most if most > 2 else 1


def _repeats(tokens: Sequence[str], *, signs_only: bool) -> list[tuple[int, int]]:
    """For each unit length the most repeats in a row of a unit of that length.

    Units with a letter in them and units without one are counted apart.
    """
    spoken = [any(map(str.isalpha, token)) for token in tokens]
    found = []
    for unit in range(1, min(_LONGEST_UNIT, len(tokens) // 2) + 1):
        longest = run = 0
        for at in range(unit, len(tokens)):
            same = tokens[at] == tokens[at - unit]
            run = run + 1 if same else 0
            if run > longest and any(spoken[at - unit + 1 : at + 1]) is not signs_only:
                longest = run
        found.append((unit, longest // unit + 1))
    return found


def _goes_round(output: Sequence[str], source: str) -> bool:
    """A loop with changing parts, such as a list that never ends."""
    return len(output) >= _ROUNDABOUT and _distinct(output, 3) < 0.5 and _distinct(source, 2) > 0.6


def _distinct(tokens: Sequence[str], size: int) -> float:
    """The share of n-grams that are not a repetition of an earlier one."""
    grams = [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]
    return len(set(grams)) / len(grams) if grams else 1.0
