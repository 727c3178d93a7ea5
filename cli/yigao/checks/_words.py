"""Words of a translation."""

import re
from dataclasses import dataclass
from functools import lru_cache

from yigao.checks._once import once
from yigao.checks._seen import Seen
from yigao.text.han import HAN, KANA

_SPACED = rf"[^\W_{HAN}{KANA}]+(?:['’][^\W\d_{HAN}{KANA}]+)*"
_SPACED_WORD = re.compile(_SPACED)
_UNSPACED = re.compile(f"[{HAN}{KANA}]+")
_ASCII_WORD = re.compile("[a-z0-9]+(?:'[a-z]+)*")
"""The same as ``WORD`` for a text in lower case that is all ASCII, as most are."""
WORD = re.compile(rf"[{HAN}{KANA}]|{_SPACED}")
"""A word or number of a language with spaces, or one Chinese or Japanese character."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands."""

    text: str
    """As written."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    return [Word(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]


@lru_cache(maxsize=4096)  # several rules count the same text in turn, and renderings come again and again
def count_words(text: str) -> int:
    """How many words a text has; each Chinese or Japanese character counts as one."""
    return sum(map(len, _UNSPACED.findall(text))) + len(_SPACED_WORD.findall(text))


@once
def folded_words(text: Seen) -> list[str]:
    """The words of a text, in order, without regard to case."""
    if text.text.isascii():
        return _ASCII_WORD.findall(text.text.lower())
    return [word.casefold() for word in WORD.findall(text.text)]
