"""Extraction beside other tools: `uv run --with "translate-toolkit[markdown]" python benchmarks/extraction.py [MEGABYTES]`.

The same Markdown, our sample articles over and over with changed figures, goes through `yigao extract`, Translate
Toolkit's `md2po` and po4a's `po4a-updatepo` in turn, several times in one go. CPU seconds (user and system, start-up
included) are compared by their medians. A tool that is not installed is left out and said so.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ARTICLES = Path(__file__).parent.parent / "tests" / "articles"
RUNS = 3


def corpus(size: int) -> str:
    """At least ``size`` bytes of Markdown in which no paragraph is quite like another."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.md"))]
    pieces: list[str] = []
    total = number = 0
    while total < size:
        piece = articles[number % len(articles)].replace("。", f"（{number}）。")
        pieces.append(piece)
        total += len(piece.encode())
        number += 1
    return "\n\n".join(pieces)


def cpu_seconds(command: Sequence[str | Path], folder: Path) -> float:
    """User and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def commands(article: Path, folder: Path) -> dict[str, list[str | Path]]:
    """What each tool is called with, if it is here."""
    found: dict[str, list[str | Path]] = {"yigao": [sys.executable, "-m", "yigao", "extract", article, "-o", folder]}
    md2po = Path(sys.executable).with_name("md2po")
    toolkit = str(md2po) if md2po.exists() else shutil.which("md2po")
    if toolkit:
        found["md2po"] = [toolkit, "-i", article, "-o", folder / "md2po.po", "--progress=none"]
    if shutil.which("po4a-updatepo"):
        options: list[str | Path] = ["-f", "text", "-o", "markdown", "-o", "neverwrap", "-M", "UTF-8", "-m", article]
        found["po4a"] = ["po4a-updatepo", *options, "-p", folder / "po4a.po"]
    return found


def main() -> int:
    """Measure and print; exit code 1 where yigao is less than 5 times md2po or 3 times po4a."""
    size = int(float(sys.argv[1]) * 1_000_000) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = folder / "corpus.md"
        article.write_text(corpus(size), encoding="utf-8")
        megabytes = article.stat().st_size / 1e6
        tools = commands(article, folder)
        times: dict[str, list[float]] = {tool: [] for tool in tools}
        for _ in range(RUNS):
            for tool, command in tools.items():
                (folder / "po4a.po").unlink(missing_ok=True)
                times[tool].append(cpu_seconds(command, folder))
    medians = {tool: statistics.median(found) for tool, found in times.items()}
    for tool, seconds in medians.items():
        ratio = seconds / medians["yigao"]
        print(f"{tool:6} {seconds:6.2f} s CPU, {megabytes / seconds:5.2f} MB/s, {ratio:4.1f} times yigao's time")
    for tool, least in (("md2po", 5), ("po4a", 3)):
        if tool not in medians:
            print(f"{tool} is not installed: not compared")
        elif medians[tool] < least * medians["yigao"]:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
