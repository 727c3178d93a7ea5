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
    is_turn: bool = False
    """Whether it counts times: 第二次在广州举办."""


_ORDINAL = re.compile(
    rf"第[ \xa0]?(?P<number>{NUMERAL})[ \xa0]?"
    r"(?:(?P<edition>届)|(?P<turn>次(?=[在举参来到获入召登当被与以将把访亮发实进]))|(?P<rank>位(?![于置列居数移元])|名(?![字为单录牌称额义]))|(?=$|[，。；！？,;!?）)]))"
)


def find_ordinals(text: str) -> Iterator[Ordinal]:
    """The ordinals of folded text that are certainly editions or ranks.

    次 counts only before a verb or preposition: 第二次世界大战 is a name. Other words after the number (个, 期, 条, 方) make
    names and idioms of it: the engine reads them. So is 第一 before anything but 届 and 次 (第一位, 全球第一: “first of
    all”, “top”).
    """
    if "第" not in text:
        return
    for match in _ORDINAL.finditer(text):
        rank = parse_number(match["number"])
        if rank is None or rank != int(rank) or not 1 <= rank <= 999:
            continue
        if match["turn"]:
            yield Ordinal(match.start(), match.end(), int(rank), is_turn=True)
        elif match["edition"] or (rank > 1 and (match["rank"] or match["number"].isascii())):
            yield Ordinal(match.start(), match.end(), int(rank))
