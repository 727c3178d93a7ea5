"""What stands between dollars: a formula, or words between two amounts of money."""

import re

from yigao.text.han import has_han

_OPERATOR = re.compile(r"[\\^_={}<>+]")
_FIGURES = re.compile(r"[\d\W_]*")
_WORDS = re.compile(r"\b[A-Za-z]{2,} [A-Za-z]{2,}\b")


def is_formula(inside: str) -> bool:
    """Whether it is a formula and not two amounts of money with words between."""
    if _OPERATOR.search(inside):
        return "\\" in inside or not _WORDS.search(inside)
    return not (re.search(r"\s", inside.strip()) or has_han(inside) or _FIGURES.fullmatch(inside))
