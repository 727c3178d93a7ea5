"""Words of a translation."""

import re
from dataclasses import dataclass
from functools import lru_cache

from yigao.checks._once import once
from yigao.checks._seen import Seen
from yigao.text.han import HAN, KANA
from yigao.text.patterns import later

_UNSPACED = re.compile(f"[{HAN}{KANA}]+")
_SPACED = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""A word or number of a language with spaces, in a text that has no Chinese and Japanese characters."""
_ASCII = re.compile("[a-z0-9]+(?:'[a-z]+)*")
"""The same in a text in lower case that is all ASCII, as most are."""
_MIXED = later(rf"[{HAN}{KANA}]|[^\W_{HAN}{KANA}]+(?:['’][^\W\d_{HAN}{KANA}]+)*")
"""The same in any text, or one Chinese or Japanese character."""


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
    return [Word(match.group(), match.start(), match.end()) for match in _words_in(text).finditer(text)]


def _words_in(text: str) -> re.Pattern[str]:
    return _MIXED() if _UNSPACED.search(text) else _SPACED


@lru_cache(maxsize=4096)  # several rules count the same text in turn, and renderings come again and again
def count_words(text: str) -> int:
    """How many words a text has; each Chinese or Japanese character counts as one."""
    rest, runs = _UNSPACED.subn(" ", text)
    return len(text) - (len(rest) - runs) + len(_SPACED.findall(rest))


@once
def folded_words(text: Seen) -> list[str]:
    """The words of a text, in order, without regard to case."""
    if text.text.isascii():
        return _ASCII.findall(text.text.lower())
    return [word.casefold() for word in _words_in(text.text).findall(text.text)]
