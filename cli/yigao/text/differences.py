"""How a sentence changed: word by word, Chinese character by character."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from yigao.text.han import HAN, KANA

_WORD = re.compile(rf"[{HAN}{KANA}]|[^\W_{HAN}{KANA}]+(?:[.,'’-][^\W_{HAN}{KANA}]+)*|\s+|.", re.DOTALL)
_MOST_WORDS = 600
"""Comparing takes time that grows with the square of this."""


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Both texts cut where they begin and cease to be alike: pairs of what stood there and what stands there now.

    Joined, the first parts are ``before`` and the second ones ``after``. Texts too long to compare are one pair, but
    for what is alike at their two ends.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield "".join(old[:start]), "".join(new[:start])
    yield from _compared(*middle)
    if end:
        yield "".join(old[len(old) - end :]), "".join(new[len(new) - end :])


def _common(one: list[str], other: list[str]) -> int:
    """How many words two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    if len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        yield "".join(old), "".join(new)
        return
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d])
