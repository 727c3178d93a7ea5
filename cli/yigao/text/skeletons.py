"""What is left of a sentence when its figures, addresses and code are taken out: equal for sentences that differ in no
more than these.
"""

import re

FIGURE = "0"
"""Stands for a figure."""

_NUMERALS = "0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億兆"
_SLOTS = re.compile(
    rf"""
      (?P<code> `[^`\n]++` )
    | (?P<target> (?<=\]\() [^()\s]++ (?=\)) )
    | (?P<address> [A-Za-z][A-Za-z0-9+.-]{{1,15}}+://[^\s<>"'`|、，。；！？（）【】《》「」“”]++ )
    | (?P<placeholder> </?[gx]\d{{1,6}}/?> )
    | (?P<figure> [{_NUMERALS}]++ (?: [.,:．·/-] [{_NUMERALS}]++ )*+ )
    """,
    re.VERBOSE,
)
_PLACEHOLDER = re.compile(r"</?[gx]\d{1,6}/?>")


def skeleton(text: str) -> str:
    """``text`` of a catalog entry with one sign for each figure, address, link target and piece of code.

    Placeholders stay: their ids count within the sentence. Takes time linear in the length of ``text``.
    """
    return _SLOTS.sub(_sign, text)


def words(text: str) -> str:
    """``text`` of a catalog entry without placeholders, which are alike in all sentences."""
    return _PLACEHOLDER.sub("", text)


def _sign(match: re.Match[str]) -> str:
    if match.lastgroup == "placeholder":
        return match.group()
    return FIGURE if match.lastgroup == "figure" else f"<{match.lastgroup}>"
