"""Opening a review page in Chromium: `uv run python benchmarks/reviewing.py [ENTRIES]`.

An article with the sentences of our post-edited samples over and over, a different mark in each, and its catalog, part of
it drafts and with findings, become a review page; so does the first sample alone. Chromium opens each of them without a
window, driven by Selenium. CPU seconds (user and system, of all its processes) count from before the page is asked for
until it has loaded and been painted twice, once more than what a blank page takes, and medians of several runs are shown.
"""

import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.commands._checking import project_of, setting_of
from yigao.commands._options import Options
from yigao.config_checks import Checks
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document
from yigao.pages.review import render
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.formats import format_named
from yigao.pipeline.review import review
from yigao.pipeline.units import units_of

ROOT = Path(__file__).parent.parent
SAMPLES = ("bay-area-ocean-forum", "data-center-notice")
RUNS = 3
MOST_SECONDS = 2.0
"""CPU that opening a page may take."""
TICKS = 100
"""Of the kernel's clock, a second."""
_PAINTED = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"


def write_project(folder: Path, count: int) -> Path:
    """An article of ``count`` sentences with its catalog; returns the catalog."""
    entries = [
        entry for name in SAMPLES for entry in load(ROOT / "locales" / "en" / "LC_MESSAGES" / f"{name}.po").entries
    ]
    numbered = list(enumerate(islice(cycle(entries), count)))
    marked = [(f"{_mark(number)}：{one.source}。", f"{_mark(number)}: {one.target}.") for number, one in numbered]
    blocks = []
    for at in range(0, count, 4):
        heading = f"## 第{at}节\n\n" if at % 40 == 0 else ""
        blocks.append(heading + "".join(source for source, _ in marked[at : at + 4]))
    text = "\n\n".join(blocks) + "\n"
    (folder / "article.md").write_text(text, encoding="utf-8")
    document = Document("article.md", "markdown", text, format_named("markdown").parse(text))
    targets = dict(marked)
    translated = tuple(
        _translated(entry, targets.get(entry.source, ""), number)
        for number, entry in enumerate(fresh_entries(document, units_of(document)))
    )
    headers = {"Language": "en", "X-Source-File": "article.md", "Content-Type": "text/plain; charset=UTF-8"}
    catalog = folder / "article.po"
    catalog.write_text(dumps(Catalog("en", headers, translated)), encoding="utf-8")
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    (folder / "yigao.toml").write_text("", encoding="utf-8")
    return catalog


def _translated(entry: Entry, target: str, number: int) -> Entry:
    """A third drafts, and in every fifth a number that is not the source's."""
    wrong = " 4711" if number % 5 == 0 else ""
    state = State.DRAFT if number % 3 == 0 else State.REVIEWED
    return replace(entry, target=f"{target}{wrong}", state=state) if target else entry


def _mark(number: int) -> str:
    return "K" + "".join("bcdfghjklm"[int(digit)] for digit in str(number))


def write_page(catalog: Path, config: Path, page: Path) -> int:
    """Make the page; returns its number of entries."""
    options = Options(config, quiet=True, verbose=False)
    found = review([catalog], setting_of(options, (), Checks()), project_of(options))
    page.write_text(render(found), encoding="utf-8")
    return sum(1 for sheet in found.sheets for _ in sheet.rows())


def cpu_seconds(address: str, folder: str) -> tuple[float, float]:
    """What opening ``address`` takes beside what is taken before it, by a browser of its own: both."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}",
    ):  # fmt: skip
        options.add_argument(argument)
    service = Service(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.get("about:blank")
        time.sleep(0.5)
        before = _spent(service.process.pid)
        driver.get(address)
        driver.execute_async_script(_PAINTED)
        time.sleep(0.3)
        return _spent(service.process.pid) - before, before
    finally:
        driver.quit()


def _spent(parent: int) -> float:
    """CPU seconds of all processes below one."""
    children: dict[int, list[int]] = {}
    spent: dict[int, int] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        process = int(file.parent.name)
        children.setdefault(int(fields[1]), []).append(process)
        spent[process] = int(fields[11]) + int(fields[12])
    total, waiting = 0, list(children.get(parent, ()))
    while waiting:
        process = waiting.pop()
        total += spent[process]
        waiting += children.get(process, ())
    return total / TICKS


def main() -> int:
    """Measure and print; exit code 1 where a page takes longer than it may."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    slow = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        pages = {"sample": folder / "sample.html", "large": folder / "large.html"}
        sample = ROOT / "locales" / "en" / "LC_MESSAGES" / f"{SAMPLES[0]}.po"
        entries = {"sample": write_page(sample, ROOT / "pyproject.toml", pages["sample"])}
        catalog = write_project(folder, count)
        entries["large"] = write_page(catalog, folder / "yigao.toml", pages["large"])
        print(f"both pages made in {time.process_time() - started:.1f} s CPU")
        for kind, page in pages.items():
            runs = [cpu_seconds(page.as_uri(), f"{name}/profile-{kind}-{run}") for run in range(RUNS)]
            opening, starting = (statistics.median(run[index] for run in runs) for index in (0, 1))
            size = page.stat().st_size / 1e6
            print(f"{kind}: {entries[kind]} entries, {size:.1f} MB, opened in {opening:.2f} s CPU", end="")
            print(f" by a browser that took {starting:.2f} s to start")
            slow |= opening > MOST_SECONDS
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
