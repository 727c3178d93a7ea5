"""Patterns that cost less: compiled when they are first asked for, and tried only where they may match."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial


def later(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """What gives the compiled pattern, always the same: one with all Han characters in it takes milliseconds."""
    return cache(partial(re.compile, pattern, flags))


def search(pattern: re.Pattern[str], starts: re.Pattern[str], text: str, at: int = 0) -> re.Match[str] | None:
    """What ``pattern.search(text, at)`` gives, sooner.

    ``starts`` is a class of characters, with one of which each match begins. Python's engine runs over what is in no class,
    while it tries any other pattern at each character.
    """
    while first := starts.search(text, at):
        at = first.end()
        if match := pattern.match(text, at - 1):
            return match
    return None


def matches(pattern: re.Pattern[str], starts: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` gives, sooner: see `search`. No match is empty."""
    at = 0
    while match := search(pattern, starts, text, at):
        yield match
        at = match.end()
