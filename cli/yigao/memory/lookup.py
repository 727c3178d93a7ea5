"""Finding in a memory: the same text, the same text but for figures and code, and what is like it.

What is like a text is looked for among those that share most of its rarer trigrams of characters (SQLite's FTS5 ranks
them), figures left out; these alone are compared with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yigao.memory.store import SELECT_UNITS, Memory, hash_of
from yigao.model.memory import Remembered
from yigao.text.skeletons import skeleton, words

_CANDIDATES = 60
"""How many texts of those that share trigrams are compared."""
_MOST_GRAMS = 500
"""How many trigrams of a long text are counted."""
_RAREST = 10
"""How many are looked for."""
_MOST_ALIKE = 99.0
"""The likeness of texts that differ in placeholders alone."""
_LONGEST = 4000
"""Characters beyond which texts are not compared: time grows with the product of lengths."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of languages, as gettext writes them."""

    source: str
    """From."""
    target: str
    """Into."""


@dataclass(frozen=True, slots=True)
class Near:
    """A unit that is like a text."""

    unit: Remembered
    """The unit."""
    score: float
    """How much its source is like the text, in percent."""


def exact(memory: Memory, text: str, pair: Pair) -> list[Remembered]:
    """The units of this very text."""
    return list(_units(memory, "s.hash = ? AND s.text = ?", (hash_of(text), text), pair))


def but_for_figures(memory: Memory, text: str, pair: Pair) -> list[Remembered]:
    """The units whose text differs from this one in figures, addresses and code at most, the most alike first."""
    bare = skeleton(text)
    found = _units(memory, "s.skeleton_hash = ? AND s.skeleton = ?", (hash_of(bare), bare), pair)
    return [near.unit for near in _compared(text, found, 0)]


def nearest(memory: Memory, text: str, pair: Pair, threshold: float, limit: int = 5) -> list[Near]:
    """The units most like a text, at least ``threshold`` percent, the most alike first."""
    match = _expression(memory, skeleton(text))
    if not match or len(text) > _LONGEST:
        return []
    query = "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rank LIMIT ?"
    numbers = [row[0] for row in memory.rows(query, (match, _CANDIDATES))]
    marks = ", ".join("?" * len(numbers))
    return _compared(text, _units(memory, f"s.id IN ({marks})", numbers, pair), threshold)[:limit]


def _units(memory: Memory, where: str, values: Iterable[object], pair: Pair) -> Iterator[Remembered]:
    languages = "u.source_language = ? AND u.target_language = ?"
    query = f"{SELECT_UNITS} WHERE {where} AND {languages}"
    for row in memory.rows(query, (*values, pair.source, pair.target)):
        yield Remembered(*row)


def _expression(memory: Memory, bare: str) -> str:
    """FTS5's query for any of the rarest trigrams that a text shares with some unit; empty if there is none."""
    grams = {bare[at : at + 3] for at in range(len(bare) - 2)}
    spread = sorted(gram for gram in grams if "\0" not in gram)[:_MOST_GRAMS]
    marks = ", ".join("?" * len(spread))
    counts = memory.rows(f"SELECT term, doc FROM gram_counts WHERE term IN ({marks})", spread)  # noqa: S608 - question marks
    rarest = sorted(counts, key=lambda row: row[1])[:_RAREST]
    return " OR ".join('"{}"'.format(gram.replace('"', '""')) for gram, _ in rarest)


def _compared(text: str, units: Iterable[Remembered], threshold: float) -> list[Near]:
    from rapidfuzz import fuzz  # noqa: PLC0415 - a compiled library, only needed when something is looked for

    found = []
    asked = words(text)
    for unit in units:
        score = fuzz.ratio(asked, words(unit.source), score_cutoff=threshold)
        if score >= threshold:
            found.append(Near(unit, score if text == unit.source else min(score, _MOST_ALIKE)))
    return sorted(found, key=lambda near: (-near.score, _latest(near.unit), near.unit.origin))


def _latest(unit: Remembered) -> tuple[int, ...]:
    """Sorts what was reviewed last first."""
    return tuple(-ord(character) for character in unit.reviewed)
