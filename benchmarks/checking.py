"""Checking beside pofilter: `uv run --with translate-toolkit python benchmarks/checking.py [ENTRIES|CATALOG]`.

The same catalog, one that is named or else the entries of our post-edited samples over and over with a different mark in
each, goes through `yigao check` with all its rules and Translate Toolkit's `pofilter` with its default tests in turn, several times in one go, once
before that so that compiled modules are there. CPU seconds (user and system, start-up included) are compared round by
round, and the median of the ratios counts, since a machine may be busier in one round than in another; a catalog of half
the size shows whether time grows with the number of entries. Without pofilter the comparison is left out and said so.
"""

import shutil
import statistics
import sys
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from cpu_time import cpu_seconds

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog

ROOT = Path(__file__).parent.parent
SAMPLES = ("bay-area-ocean-forum", "data-center-notice")
RUNS = 5
GROWTH = 2.3
"""How many times longer twice as many entries may take."""


def write_catalog(path: Path, count: int) -> None:
    """A catalog of ``count`` entries, each different from all others, without an article."""
    catalogs = [load(ROOT / "locales" / "en" / "LC_MESSAGES" / f"{name}.po") for name in SAMPLES]
    samples = [entry for catalog in catalogs for entry in catalog.entries]
    entries = tuple(
        replace(entry, source=f"{_mark(number)}：{entry.source}", target=f"{_mark(number)}: {entry.target}")
        for number, entry in enumerate(islice(cycle(samples), count))
    )
    headers = {name: value for name, value in catalogs[0].headers.items() if not name.startswith("X-Source")}
    path.write_text(dumps(Catalog("en", headers, entries)), encoding="utf-8")


def write_half(path: Path, whole: Path) -> None:
    """Every other entry of a catalog."""
    catalog = load(whole)
    path.write_text(dumps(replace(catalog, entries=catalog.entries[::2])), encoding="utf-8")


def _mark(number: int) -> str:
    """A word of letters alone, so that it gives no tool a number more to look at."""
    return "K" + "".join("bcdfghjklm"[int(digit)] for digit in str(number))


def main() -> int:
    """Measure and print; exit code 1 where yigao takes longer than pofilter or its time grows faster than the catalog."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "10000"
    beside = Path(sys.executable).with_name("pofilter")
    pofilter = str(beside) if beside.exists() else shutil.which("pofilter")
    with tempfile.TemporaryDirectory() as name:
        whole, half = Path(name, "whole.po"), Path(name, "half.po")
        if asked.isdecimal():
            write_catalog(whole, int(asked))
        else:
            shutil.copyfile(asked, whole)
        write_half(half, whole)
        check: list[str | Path] = [sys.executable, "-m", "yigao", "check"]
        commands: dict[str, list[str | Path]] = {"yigao": [*check, whole], "half": [*check, half]}
        if pofilter:
            commands["pofilter"] = [pofilter, "--progress=none", whole, Path(name, "filtered.po")]
        compiled = Path(name, "compiled")
        runs = [
            {tool: cpu_seconds(command, ROOT, compiled, worst=1) for tool, command in commands.items()}
            for _ in range(RUNS + 1)
        ]
    times = {tool: statistics.median(run[tool] for run in runs[1:]) for tool in commands}
    growth = statistics.median(run["yigao"] / run["half"] for run in runs[1:])
    print(f"{asked}: yigao {times['yigao']:.2f} s CPU, {growth:.2f} times that of half as many")
    if not pofilter:
        print("pofilter is not installed: not compared")
        return int(growth > GROWTH)
    ratios = sorted(run["yigao"] / run["pofilter"] for run in runs[1:])
    share = statistics.median(ratios)
    print(
        f"pofilter {times['pofilter']:.2f} s CPU: yigao takes {share:.2f} of that ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    return int(growth > GROWTH or share > 1)


if __name__ == "__main__":
    sys.exit(main())
