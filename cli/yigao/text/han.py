"""Which characters are Chinese: Han, kana, CJK punctuation, full-width forms.

The constants are bodies of regular-expression character classes, for callers that need their own pattern.
Ranges follow the Unicode blocks and scripts (Blocks.txt, Scripts.txt, EastAsianWidth.txt).
"""

import re

from yigao.text.patterns import later

HAN = (
    "\u2e80-\u2fd5"  # radicals, as PDF extraction leaves them
    "\u3005\u3007\u3021-\u3029\u3038-\u303b"  # 々 〇 and the Suzhou numerals
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # extension A, the main block, compatibility ideographs
    "\U00020000-\U0003fffd"  # planes 2 and 3: extensions B to I and what will follow them
)
"""Han characters, every extension, compatibility ideographs, 〇 and 々."""

KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"
"""Hiragana and katakana, half-width and historic forms included."""

FULLWIDTH = "\u3000\uff01-\uff60\uffe0-\uffe6"
"""Characters of East Asian Width F: the full-width twins of ASCII, and the ideographic space."""

CJK_PUNCTUATION = (
    "\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe1f\ufe30-\ufe6b"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "·‘’“”…—‥⸺"  # shared with Western text, yet Chinese punctuation to a Chinese writer
)
"""Punctuation of Chinese and Japanese text, with the quotation marks, dash and ellipsis that it shares with others."""

_HAN = re.compile(f"[{HAN}]")
_KANA = later(f"[{KANA}]")
_FULLWIDTH = later(f"[{FULLWIDTH}]")
_CJK_PUNCTUATION = later(f"[{CJK_PUNCTUATION}]")
_UNSPACED = later(f"[{HAN}{KANA}{CJK_PUNCTUATION}]")


def is_han(char: str) -> bool:
    """Whether ``char``, one character, is a Han character. An empty string is not."""
    return _HAN.fullmatch(char) is not None


def has_han(text: str) -> bool:
    """Whether ``text`` holds at least one Han character."""
    return _HAN.search(text) is not None


def is_kana(char: str) -> bool:
    """Whether ``char``, one character, is hiragana or katakana."""
    return _KANA().fullmatch(char) is not None


def is_cjk_punctuation(char: str) -> bool:
    """Whether ``char``, one character, is punctuation of Chinese text: 。，、「」 and also “” … —."""
    return _CJK_PUNCTUATION().fullmatch(char) is not None


def is_fullwidth(char: str) -> bool:
    """Whether ``char``, one character, is a full-width form: Ａ １ ！ or the ideographic space."""
    return _FULLWIDTH().fullmatch(char) is not None


def joins_without_space(left_char: str, right_char: str) -> bool:
    """Whether a soft line break between these two characters vanishes instead of becoming a space.

    It does between two characters of a script written without spaces: Han, kana or CJK punctuation on both sides.
    """
    return _UNSPACED().fullmatch(left_char) is not None and _UNSPACED().fullmatch(right_char) is not None
