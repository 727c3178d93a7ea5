"""The lines that say what an entry's placeholders stand for: ``g1 = <b>``, ``g2–g4, g6 = <font color="red">``."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

_NAMES = r"[gx]\d{1,4}(?:–[gx]\d{1,4})?"
_LINE = re.compile(rf"(?P<names>{_NAMES}(?:, {_NAMES})*) = (?P<source>.*)", re.DOTALL)
_MOST = 1000
"""Placeholders of an entry whose legend is read: a short line can name very many."""


def legend_lines(codes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The legend of placeholders, given as names and what they stand for: one line for all that stand for the same."""
    names: dict[str, list[str]] = {}
    for name, source in codes:
        names.setdefault(source, []).append(name)
    for source, same in names.items():
        yield f"{', '.join(_runs(same))} = {source}"


def _runs(names: list[str]) -> Iterator[str]:
    """``g1 g2 g3 g5`` as ``g1–g3`` and ``g5``."""
    first = last = names[0]
    for name in [*names[1:], ""]:
        if name and name[0] == last[0] and int(name[1:]) == int(last[1:]) + 1:
            last = name
            continue
        yield first if first == last else f"{first}–{last}"
        first = last = name


def read_legend(lines: Iterable[str]) -> dict[str, str]:
    """What each placeholder stands for, by its name; lines that are no legend are passed over."""
    named = ((name, source) for names, source in _legends(lines) for name in _spread(names))
    return dict(islice(named, _MOST))


def _legends(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _LINE.fullmatch(line)
        if match:
            yield match["names"], match["source"]


def _spread(names: str) -> Iterator[str]:
    for run in names.split(", "):
        first, _, last = run.partition("–")
        numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
        yield from (f"{first[0]}{number}" for number in numbers)
