"""How good drafts are: `uv run python benchmarks/quality.py [--engine NAME] [--model PACKAGE] [--sets FOLDER] [--limit N]`.

The engine translates twice in one run: alone, and inside the pipeline with the project's glossary and rules. Compared are

- on parallel sets (``NAME.zh`` and ``NAME.en`` in FOLDER): chrF and BLEU, over all sentences and over those with terms, with
  straight quotation marks throughout;
- on the sets and the sample articles: of the terms, the numbers and the codes in the sources, the share that the drafts keep;
- the time that both took.

``--check FILE`` compares with the floors in a file like ``quality_floors.json`` and ends with 1 where one is not reached.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacrebleu import corpus_bleu, corpus_chrf

from yigao.glossary.matching import Matcher
from yigao.glossary.reading import read_glossaries
from yigao.model.document import Document, Unit
from yigao.model.interfaces import Engine
from yigao.pipeline.codes import broken_codes
from yigao.pipeline.draft import Job, draft
from yigao.pipeline.engines import choose_engine
from yigao.pipeline.exposed import Exposed, expose
from yigao.pipeline.formats import format_named, spelling
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.units import PLACEHOLDER, units_of
from yigao.text.joints import capitalised
from yigao.text.quantities import find_quantities

ROOT = Path(__file__).parent.parent
GLOSSARY = ROOT / "glossary" / "greater-bay-area.csv"
ARTICLES = ROOT / "tests" / "articles"


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""Which quotation marks a text has is its house's style: drafts have curly ones, most test sets straight ones."""


@dataclass(frozen=True)
class Task:
    """A unit, what it must keep, and a human translation if there is one."""

    job: Job
    """The unit."""
    exposed: Exposed
    """As drafting sees it."""
    reference: str = ""
    """By people."""


@dataclass(frozen=True)
class Scores:
    """What was measured for one way of translating; shares from 0 to 1, None where there was nothing to count."""

    terms: float | None
    """Glossary terms that stand in their drafts."""
    numbers: float | None
    """Numbers, amounts and dates likewise."""
    codes: float | None
    """Units with codes whose drafts have all of them, nesting validly."""
    chrf: float | None
    """chrF of all sentences with a reference."""
    bleu: float | None
    """BLEU of them."""
    term_chrf: float | None
    """chrF of those with terms."""
    seconds: float
    """What it took."""


def knowledge() -> Knowledge:
    """The project's own glossary and rules."""
    return Knowledge(Matcher(read_glossaries([GLOSSARY])).find, lambda text: find_quantities(text, "en"))


def article_tasks(paths: Sequence[Path], known: Knowledge) -> list[Task]:
    """The units of Markdown articles."""
    tasks = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        document = Document(path.name, "markdown", text, format_named("markdown").parse(text))
        tasks += [_task(unit, "markdown", known) for unit in units_of(document)]
    return tasks


def set_tasks(folder: Path, name: str, limit: int, known: Knowledge) -> list[Task]:
    """The sentences of a parallel set."""
    tasks = []
    sources, references = (
        (folder / f"{name}.{language}").read_text(encoding="utf-8").split("\n")[:limit] for language in ("zh", "en")
    )
    for source, reference in zip(sources, references, strict=True):
        parsed = format_named("text").parse(source)
        units = units_of(Document("line", "text", source, parsed))
        if len(units) == 1:
            tasks.append(_task(units[0], "text", known, reference))
    return tasks


def _task(unit: Unit, format_name: str, known: Knowledge, reference: str = "") -> Task:
    spelled = spelling(format_name, unit.spelling)
    return Task(Job(unit, spelled), expose(unit, spelled.plain, known.terms, known.quantities), reference)


def alone(tasks: Sequence[Task], engine: Engine) -> Scores:
    """The engine without us: it is given what an entry holds."""
    started = time.perf_counter()
    answers = engine.translate([task.job.unit.source for task in tasks])
    return scores(tasks, [answer.text for answer in answers], time.perf_counter() - started)


def inside(tasks: Sequence[Task], engine: Engine, known: Knowledge) -> Scores:
    """The engine in the pipeline."""
    started = time.perf_counter()
    candidates = draft([task.job for task in tasks], known, engine)
    return scores(tasks, [candidate.text for candidate in candidates], time.perf_counter() - started)


def scores(tasks: Sequence[Task], drafts: Sequence[str], seconds: float) -> Scores:
    """Drafts judged."""
    found: dict[str, list[bool]] = {"terms": [], "numbers": [], "codes": []}
    for task, text in zip(tasks, drafts, strict=True):
        shown = task.job.spelling.plain(PLACEHOLDER.sub("", text))
        for slot in task.exposed.slots:
            if not slot.code:
                kept = slot.target in shown or capitalised(slot.target) in shown
                found["terms" if slot.is_term else "numbers"].append(kept)
        if task.job.unit.codes:
            found["codes"].append(bool(text) and not broken_codes(task.job.unit, text))
    told = [
        (text.translate(_STRAIGHT), task.reference.translate(_STRAIGHT), task.exposed.terms > 0)
        for task, text in zip(tasks, drafts, strict=True)
    ]
    pairs = [(text, reference) for text, reference, _ in told if reference]
    with_terms = [(text, reference) for text, reference, terms in told if reference and terms]
    return Scores(
        **{name: sum(kept) / len(kept) if kept else None for name, kept in found.items()},
        chrf=_chrf(pairs),
        bleu=corpus_bleu([text for text, _ in pairs], [[one for _, one in pairs]]).score if pairs else None,
        term_chrf=_chrf(with_terms),
        seconds=seconds,
    )


def _chrf(pairs: Sequence[tuple[str, str]]) -> float | None:
    return corpus_chrf([text for text, _ in pairs], [[one for _, one in pairs]]).score if pairs else None


def below(measured: Scores, floors: dict[str, float]) -> list[str]:
    """What does not reach its floor, in words."""
    found = []
    for name, floor in floors.items():
        value = getattr(measured, name)
        if value is None or value < floor:
            found.append(f"{name} is {value}, the floor {floor}")
    return found


def _show(name: str, measured: Scores) -> None:
    shares = " ".join(
        f"{key} {value:6.1%}" if value is not None else f"{key}      –"
        for key, value in (("terms", measured.terms), ("numbers", measured.numbers), ("codes", measured.codes))
    )
    quality = " ".join(
        f"{key} {value:5.1f}"
        for key, value in (("chrF", measured.chrf), ("BLEU", measured.bleu), ("chrF with terms", measured.term_chrf))
        if value is not None
    )
    print(f"{name:28} {shares} {quality} {measured.seconds:7.1f} s")


def main() -> int:
    """Measure, print, and compare with floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--sets", type=Path, help="folder of NAME.zh and NAME.en")
    parser.add_argument("--articles", type=Path, nargs="*", default=sorted(ARTICLES.glob("*.md")))
    parser.add_argument("--limit", type=int, default=500, help="sentences of each set")
    parser.add_argument("--check", type=Path, metavar="FLOORS")
    asked = parser.parse_args()
    engine = choose_engine(asked.engine, "zh", "en", model=asked.model)()
    if engine is None:
        print("no zh→en model: give --model or --engine")
        return 2
    known = knowledge()
    groups = {"articles": article_tasks(asked.articles, known)}
    for path in sorted(asked.sets.glob("*.zh")) if asked.sets else ():
        groups[path.stem] = set_tasks(asked.sets, path.stem, asked.limit, known)
    failed: list[str] = []
    floors = json.loads(asked.check.read_text(encoding="utf-8")) if asked.check else {}
    for name, tasks in groups.items():
        _show(f"{name}, engine alone", alone(tasks, engine))
        measured = inside(tasks, engine, known)
        _show(f"{name}, pipeline", measured)
        failed += below(measured, floors.get(asked.engine or "argos", {}).get(name, {}))
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
