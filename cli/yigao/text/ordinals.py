"""Editions and ranks: 第六届, 第6位, 第12名, 排名第6."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yigao.text.numerals import NUMERAL, parse_number


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal and where it stands."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    rank: int
    """Which, from 1."""


_ORDINAL = re.compile(
    rf"第[ \xa0]?(?P<number>{NUMERAL})[ \xa0]?"
    r"(?:(?P<edition>届)|(?P<rank>位(?![于置列居数移元])|名(?![字为单录牌称额义]))|(?=$|[，。；！？,;!?）)]))"
)


def find_ordinals(text: str) -> Iterator[Ordinal]:
    """The ordinals of folded text that are certainly editions or ranks.

    Other words after the number (次, 个, 期, 条, 方) make names, times and idioms of it: the engine reads them. So is
    第一 before anything but 届 (第一位, 全球第一: “first of all”, “top”).
    """
    for match in _ORDINAL.finditer(text):
        rank = parse_number(match["number"])
        if rank is None or rank != int(rank) or not 1 <= rank <= 999:
            continue
        if match["edition"] or (rank > 1 and (match["rank"] or match["number"].isascii())):
            yield Ordinal(match.start(), match.end(), int(rank))
