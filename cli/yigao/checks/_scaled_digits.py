"""Whether a large number has another magnitude in a language whose words for millions are those that drafts write."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from yigao.model.checking import Checked
from yigao.model.term import Quantity
from yigao.text.quantities import find_quantities

_SOURCES = {"100万": 10**6, "200万": 10**6, "10亿": 10**9, "20亿": 10**9, "1万亿": 10**12, "2万亿": 10**12}
_RENDERED = re.compile(r"[12][ \u00a0\u202f](?P<word>[^\W\d]+)")
_NUMBER = re.compile(
    r"(?<![\d.,])(?P<digits>[0-9]+(?:[.,'’ \u00a0\u202f][0-9]+)*)(?:[ \u00a0\u202f](?P<word>[^\W\d]+))?"
)
_LEAST = 10**6
_LEAST_PLAIN = 10**4
"""A smaller number without a known word may have one that is not known: 1 Mrd."""


def wrong_magnitudes(unit: Checked, language: str) -> Iterator[tuple[Quantity, re.Match[str]]]:
    """Large numbers of the source, each with the number of the same digits and another magnitude that the target has."""
    wanted = [one for one in unit.quantities if one.value is not None and one.value >= _LEAST]
    words = _words(language) if wanted else {}
    if not words:
        return
    found = [(match, _value(match, words, _decimal(language))) for match in _NUMBER.finditer(unit.target.plain)]
    said = {value for _, value in found}
    given = {one.value for one in unit.quantities}
    for quantity in wanted:
        if quantity.value in said or quantity.value is None:
            continue
        for match, value in found:
            if value is not None and value not in given and _digits(value) == _digits(quantity.value):
                yield quantity, match
                break


def _value(match: re.Match[str], words: dict[str, int], decimal: str) -> Decimal | None:
    """The number that is written; None where it may be another."""
    whole, _, part = match["digits"].partition(decimal)
    number = Decimal(re.sub("[^0-9]", "", whole) + "." + re.sub("[^0-9]", "", part or "0"))
    size = words.get((match["word"] or "").casefold())
    if size is None:
        return number if number >= _LEAST_PLAIN else None
    return number * size


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


@lru_cache(maxsize=64)
def _words(language: str) -> dict[str, int]:
    """The language's words for millions and more, in one and several, as far as drafts write them."""
    rendered = ((find_quantities(source, language), size) for source, size in _SOURCES.items())
    matches = ((_RENDERED.match(found[0].target), size) for found, size in rendered if found)
    return {match["word"].casefold(): size for match, size in matches if match}


@lru_cache(maxsize=64)
def _decimal(language: str) -> str:
    """The mark before decimals."""
    return find_quantities("1.5%", language)[0].target[1]
