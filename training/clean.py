"""Which pairs are fit for training: clean text, plausible lengths, no duplicate, nothing of a test set."""

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.sources import Source

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")
_MOST_HAN, _MOST_WORDS, _MOST_LETTERS = 160, 110, 700
_SHORTEST_KEY = 8
"""Test sentences with fewer letters are common phrases and mark nothing as seen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation."""

    source: str
    """Id of where it comes from."""
    zh: str
    """Chinese."""
    en: str
    """English."""


@dataclass(slots=True)
class Cleaner:
    """Reads pairs and keeps what is fit, in order; remembers what it has seen."""

    sources: Mapping[str, Source]
    """What is known of each source."""
    classes: frozenset[str]
    """Licence classes that may be used."""
    held_out: set[str] = field(default_factory=set)
    """Keys of sentences that must not be trained on."""
    dropped: Counter[str] = field(default_factory=Counter)
    """How many pairs went for which reason."""
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def hold_out(self, sentences: Iterable[str]) -> None:
        """Never let a pair through that has one of these sentences, in whatever case and punctuation."""
        self.held_out.update(found for found in map(key, sentences) if len(found) > _SHORTEST_KEY)

    def pairs(self, lines: Iterable[str]) -> Iterator[Pair]:
        """The fit pairs among ``source<TAB>zh<TAB>en`` lines."""
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 3:
                self.dropped["columns"] += 1
                continue
            pair = Pair(fields[0], normal(fields[1]), normal(fields[2]))
            reason = self._unfit(pair)
            if reason:
                self.dropped[reason] += 1
            else:
                yield pair

    def _unfit(self, pair: Pair) -> str:
        source = self.sources.get(pair.source)
        if source is None:
            return f"unknown source {pair.source}"
        if source.licence_class not in self.classes:
            return f"licence: {pair.source}"
        keys = key(pair.zh), key(pair.en)
        reason = flaw(pair.zh, pair.en)
        if not reason and self.held_out.intersection(keys):
            reason = "in a test set"
        if not reason and keys in self._seen:
            reason = "duplicate"
        self._seen.add(keys)
        return reason


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a text file, which may be gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def normal(text: str) -> str:
    """``text`` without control characters, white space as single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def key(text: str) -> str:
    """What equal sentences share whatever their case, width and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def flaw(zh: str, en: str) -> str:
    """Why a pair is unfit; empty if it is fit."""
    han, words = len(HAN.findall(zh)), len(en.split())
    if not han or not words:
        return "empty"
    if HAN.search(en):
        return "Chinese in the English"
    if sum(map(str.isalpha, en)) < 0.4 * len(en.replace(" ", "")) or _foreign(en) > 0.1 * len(en):
        return "English is no English text"
    if han < 0.3 * len(zh.replace(" ", "")):
        return "Chinese is hardly Chinese"
    if han > _MOST_HAN or words > _MOST_WORDS or len(en) > _MOST_LETTERS:
        return "too long"
    ratio = (han + len(re.findall(r"[A-Za-z0-9]+", zh)) + 2) / (words + 2)
    return "" if 0.5 < ratio < 4.0 else "lengths differ"


def _foreign(text: str) -> int:
    """How many characters belong to no Latin script and are no punctuation."""
    return sum("\u0370" <= letter < "\u2000" or letter > "\u2fff" for letter in text)
