"""Extraction beside other tools: `uv run --with "translate-toolkit[markdown]" python benchmarks/extraction.py [MB] [FOLDER]`.

The same Markdown goes through `yigao extract`, by sentences and by paragraphs, Translate Toolkit's `md2po` and po4a's
`po4a-updatepo` in turn, several times in one go, once before that so that compiled modules are there. It is the articles
of a folder, our samples unless one is named, over and over with changed figures. CPU seconds (user and system, start-up
included) are compared by their medians. The other tools make an entry of a paragraph: `yigao --unit paragraph` is like
them. A tool that is not installed is left out and said so.
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from cpu_time import cpu_seconds

ARTICLES = Path(__file__).parent.parent / "tests" / "articles"
RUNS = 5
AIMS = {"md2po": 5, "po4a": 3}
"""How many times as long as extraction by sentences the other tools are to take."""


def corpus(size: int, folder: Path) -> str:
    """At least ``size`` bytes of the Markdown in ``folder``; paragraphs that come again have another figure."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    pieces: list[str] = []
    total = number = 0
    while total < size:
        piece = articles[number % len(articles)].replace("。", f"（{number}）。")
        pieces.append(piece)
        total += len(piece.encode())
        number += 1
    return "\n\n".join(pieces)


def commands(article: Path, folder: Path) -> dict[str, list[str | Path]]:
    """What each tool is called with, if it is here."""
    extract: list[str | Path] = [sys.executable, "-m", "yigao", "extract", article, "-o", folder]
    found = {"sentences": extract, "paragraphs": [*extract, "--unit", "paragraph"]}
    md2po = Path(sys.executable).with_name("md2po")
    toolkit = str(md2po) if md2po.exists() else shutil.which("md2po")
    if toolkit:
        found["md2po"] = [toolkit, "-i", article, "-o", folder / "md2po.po", "--progress=none"]
    if shutil.which("po4a-updatepo"):
        options: list[str | Path] = ["-f", "text", "-o", "markdown", "-o", "neverwrap", "-M", "UTF-8", "-m", article]
        found["po4a"] = ["po4a-updatepo", *options, "-p", folder / "po4a.po"]
    return found


def main() -> int:
    """Measure and print; exit code 1 where extraction by sentences is less than 5 times md2po or 3 times po4a."""
    size = int(float(sys.argv[1]) * 1_000_000) if len(sys.argv) > 1 else 1_000_000
    articles = Path(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = folder / "corpus.md"
        article.write_text(corpus(size, articles), encoding="utf-8")
        megabytes = article.stat().st_size / 1e6
        tools = commands(article, folder)
        times: dict[str, list[float]] = {tool: [] for tool in tools}
        for _ in range(RUNS + 1):
            for tool, command in tools.items():
                (folder / "po4a.po").unlink(missing_ok=True)
                times[tool].append(cpu_seconds(command, folder, folder / "compiled"))
    medians = {tool: statistics.median(found[1:]) for tool, found in times.items()}
    for tool, seconds in medians.items():
        ratios = ", ".join(f"{seconds / medians[unit]:.1f} times {unit}" for unit in ("sentences", "paragraphs"))
        print(f"{tool:10} {seconds:5.2f} s CPU, {megabytes / seconds:5.2f} MB/s, {ratios}")
    for tool in AIMS.keys() - medians.keys():
        print(f"{tool} is not installed: not compared")
    return int(any(medians[tool] < AIMS[tool] * medians["sentences"] for tool in AIMS.keys() & medians.keys()))


if __name__ == "__main__":
    sys.exit(main())
