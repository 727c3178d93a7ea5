"""Telling Japanese sentences from Chinese ones that quote Japanese words."""

import re

from yigao.text.han import HAN, KANA
from yigao.text.patterns import later

_KANA = re.compile(f"[{KANA}]")
_HAN = later(f"[{HAN}]")
_QUOTED = later(r"「[^「」]*+」|『[^『』]*+』|“[^“”]*+”|《[^《》]*+》|（[^（）]*+）|\([^()]*+\)")
_CHINESE_WORDS = later("[你您她們嗎呢很麼這吧哪咱]")
"""Common words of Chinese whose characters a Japanese character set has too, but Japanese hardly ever writes."""


def is_japanese(text: str) -> bool:
    """Whether a sentence is in Japanese: one kana to three Han characters at least, all of these known in Japan.

    What stands between quotation marks or brackets counts only if there is nothing else: ``“ありがとう”是谢谢的意思``
    is Chinese. A name or two in kana make no Japanese of a Chinese sentence, nor does 優の良品.
    """
    if not _KANA.search(text):
        return False
    around = _QUOTED().sub("", text)
    words = around if _HAN().search(around) or _KANA.search(around) else text
    kana, han = len(_KANA.findall(words)), _HAN().findall(words)
    if kana < 2 or 3 * kana < len(han) or _CHINESE_WORDS().search(words):
        return False
    try:
        "".join(han).encode("shift_jis")
    except UnicodeEncodeError:  # 们, 这, 说 and all else that is written so in China alone
        return False
    return True
