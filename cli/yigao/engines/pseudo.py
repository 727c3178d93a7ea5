"""Drafts accented pseudo-text: shows on the rendered page what is translated and what is not, and needs no model."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.interfaces import Engine, EngineSpec, Progress, Translation

_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_WIDE = re.compile("…+|[\u3000-\u3004\u3008-\u3020\u3030\u3200-\u33ff\ufe30-\ufe4f\uff00-\uffef\U0001f200-\U0001f265]")
_PUNCTUATION: dict[str, str] = dict(zip("。、《》〈〉「」『』【】〔〕〖〗　〜", (*".,“”“”“”‘’[]()[] ~",), strict=True))

_SOFT = "\0"
"""Stands for a space that is only wanted between words; no article holds the character itself."""
_WANTED = re.compile(f"(?<=[\\w⟧}}%.,;:!?)\\]”’]){_SOFT}+(?=[\\w⟦{{(\\[“‘])")

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "sh", "tr")
_VOWELS = ("á", "è", "î", "õ", "ü", "ā", "ę", "ů", "ø", "ăn", "ér", "îl", "ôn", "ûs", "æ")


@dataclass(frozen=True, slots=True)
class Pseudo:
    """Writes an accented syllable for each Han character, always the same one, and leaves other words alone."""

    fingerprint: str = "pseudo"
    """What a draft's comment names."""
    verbatim: bool = False
    """Terms and codes are protected for it, as for a real engine."""

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """Pseudo-text for each text: no Han, no full-width punctuation, every other character as it was."""
        del progress  # done at once
        return [Translation(_pseudo(text)) for text in batch]


def load(_spec: EngineSpec) -> Engine:
    """The engine; every pair of languages will do."""
    return Pseudo()


def _pseudo(text: str) -> str:
    narrow = _WIDE.sub(_narrow, text)
    return _WANTED.sub(" ", _HAN.sub(_words, narrow)).replace(_SOFT, "")


def _narrow(match: re.Match[str]) -> str:
    sign: str = match[0]
    if sign[0] == "…":
        return "..." + _SOFT
    plain = unicodedata.normalize("NFKC", sign)  # ︹ becomes 〔
    plain = _PUNCTUATION.get(sign) or _PUNCTUATION.get(plain, plain)
    return plain if plain.isalnum() else _SOFT + plain + _SOFT


def _words(match: re.Match[str]) -> str:
    """Two syllables a word."""
    syllables = [_syllable(ord(character)) for character in match[0]]
    words = ["".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2)]
    return _SOFT + " ".join(words) + _SOFT


def _syllable(code: int) -> str:
    return _ONSETS[code % len(_ONSETS)] + _VOWELS[code // len(_ONSETS) % len(_VOWELS)]
