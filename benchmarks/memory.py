"""The translation memory: `uv run python benchmarks/memory.py [UNITS] [FILE]`.

A memory of that many units, 100,000 by default, each different from all others, is filled, once with half as many to see
whether time grows with their number. Then units are looked up by their very text, and texts that a word was changed in by
likeness. The sentences are chance walks through the characters of our sample articles; a FILE of tab-separated lines, whose
second and third column are a sentence and its translation, is used instead. The best of all units by comparing with each
says how often the index missed it. Times are CPU times, user and system, so that others at work do not count.
"""

import gzip
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path

from rapidfuzz import fuzz, process

from yigao.catalogs.reading import load
from yigao.memory.lookup import Pair, exact, nearest
from yigao.memory.store import Memory
from yigao.model.memory import Remembered
from yigao.text.skeletons import words

ROOT = Path(__file__).parent.parent
PAIR = Pair("zh", "en")
SHORTEST, LONGEST = 8, 100
LOOKUPS = 200
COMPARED = 50
THRESHOLD = 75.0
EXACT_MS, FUZZY_MS, GROWTH = 1.0, 20.0, 2.4
"""Medians allowed, and how many times longer twice as many units may take."""


def sentences(count: int, file: Path | None) -> list[str]:
    """Different sentences."""
    found = dict.fromkeys(islice(_from(file) if file else _made_up(), count * 3))
    return list(islice(found, count))


def _from(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 2 and 4 < len(columns[1]) < 200:
                yield columns[1]


def _made_up() -> Iterator[str]:
    """Each character follows one that it follows somewhere in the samples."""
    catalogs = sorted((ROOT / "locales" / "en" / "LC_MESSAGES").glob("*.po"))
    followers: dict[str, list[str]] = {}
    for source in (entry.source for path in catalogs for entry in load(path).entries):
        for one, other in pairwise(f"\n{source}\n"):
            followers.setdefault(one, []).append(other)
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    while True:
        text = last = ""
        while last != "\n" and len(text) < LONGEST:
            text += last
            last = chance.choice(followers[last or "\n"])
        if len(text) > SHORTEST:
            yield text


def fill(path: Path, texts: list[str]) -> float:
    """CPU seconds to remember them all."""
    records = [Remembered(text, f"T {text}", PAIR.source, PAIR.target) for text in texts]
    started = time.process_time()
    with Memory(path) as memory, memory.changing():
        memory.add(records, "a.po", "1")
    return time.process_time() - started


def median_ms(look_up: Callable[[str], object], texts: list[str]) -> float:
    """Median CPU time of a look-up."""
    times = []
    for text in texts:
        started = time.process_time()
        look_up(text)
        times.append(time.process_time() - started)
    return statistics.median(times) * 1000


def changed(text: str, chance: random.Random) -> str:
    """``text`` with one word changed."""
    at = chance.randrange(len(text))
    return f"{text[:at]}新的{text[at + 2 :]}"


def main() -> int:
    """Measure and print; exit code 1 where a look-up takes too long or filling grows faster than the memory."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    texts = sentences(count, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    chance = random.Random(3)  # noqa: S311 - a seed, no secret
    asked = [changed(text, chance) for text in chance.sample(texts, LOOKUPS)]
    with tempfile.TemporaryDirectory() as name:
        half = fill(Path(name, "half.sqlite"), texts[: count // 2])
        whole = fill(Path(name, "whole.sqlite"), texts)
        size = Path(name, "whole.sqlite").stat().st_size / 1e6
        with Memory(Path(name, "whole.sqlite")) as memory:
            exact_ms = median_ms(lambda text: exact(memory, text, PAIR), chance.sample(texts, LOOKUPS))
            fuzzy_ms = median_ms(lambda text: nearest(memory, text, PAIR, THRESHOLD), asked)
            best = [nearest(memory, text, PAIR, THRESHOLD, 1) for text in asked[:COMPARED]]
    bare = [words(text) for text in texts]
    by_all = [
        process.extractOne(words(text), bare, scorer=fuzz.ratio, score_cutoff=THRESHOLD) for text in asked[:COMPARED]
    ]
    missed = sum(
        bool(theirs and (not ours or ours[0].score < min(theirs[1], 99)))
        for ours, theirs in zip(best, by_all, strict=True)
    )
    growth = whole / half
    print(f"{len(texts)} units: filled in {whole:.1f} s, {growth:.2f} times that of half as many; {size:.0f} MB")
    print(f"median look-up: exact {exact_ms:.2f} ms, fuzzy {fuzzy_ms:.1f} ms")
    print(f"the best of all units was missed for {missed} of {COMPARED} texts")
    return int(exact_ms > EXACT_MS or fuzzy_ms > FUZZY_MS or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
