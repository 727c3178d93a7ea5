"""Patterns that are compiled when they are first asked for: one with all Han characters in it takes milliseconds."""

import re
from collections.abc import Callable
from functools import cache, partial


def later(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """What gives the compiled pattern, always the same."""
    return cache(partial(re.compile, pattern, flags))
