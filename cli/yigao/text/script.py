"""Traditional Chinese read as Simplified, character by character, so that places in a text stay what they were."""

from functools import lru_cache
from typing import TYPE_CHECKING

from yigao.text.han import HAN
from yigao.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

_HAN = later(f"[{HAN}]")


def simplified(text: str) -> str:
    """``text`` with each Traditional character as its Simplified one; as long as before.

    Words that differ (軟體, 软件) stay as they are, in Simplified characters.
    """
    return text.translate(_Table())


class _Table(dict[int, str]):
    """What ``str.translate`` asks for a character; remembers nothing itself."""

    def __missing__(self, code: int) -> str:
        return _one(chr(code))


@lru_cache(maxsize=16384)
def _one(character: str) -> str:
    if not _HAN().match(character):
        return character
    converted = _converter()(character)
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> "Callable[[str], str]":
    from opencc import OpenCC  # noqa: PLC0415 - dictionaries that few articles need

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
