"""Measures a package: test sets, and whether terms, numbers and tags come through.

    python -m training.evaluate --package zh_en.argosmodel --test TEST_FOLDER --report report.md

The folder holds ``NAME.zh`` and ``NAME.en``. BLEU and chrF are sacrebleu's; a sentence's terms or numbers count if drafting
finds them in the first answer just as often as it needs them, before it repairs anything.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.clean import lines_of
from training.engine import Engine, opened
from training.symbols import PLACEHOLDER
from training.tags import CASES, Score, TagCase, alike, placed, read_tag_cases, same_words
from yigao.model.interfaces import Translation
from yigao.model.span import Span
from yigao.pipeline.exposed import Exposed, Slot
from yigao.pipeline.protect import Protection, protect, read
from yigao.text.quantities import find_quantities

Case = tuple[str, tuple[Slot, ...]]

_AS_RENDERED = Protection()
_BEHIND_PLACEHOLDERS = Protection(PLACEHOLDER)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="training.evaluate", description=__doc__.partition("\n")[0])
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--test", type=Path, help="folder of test sets")
    parser.add_argument("--limit", type=int, default=0, help="sentences of each set; 0: all")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--report", type=Path, help="write the tables here, too")
    given = parser.parse_args(arguments)
    with opened(given.package, beam=given.beam, threads=given.threads) as engine:
        lines = [f"`{given.package.name}`, {given.package.stat().st_size / 1e6:.1f} MB, beam {given.beam}", ""]
        lines += ["| what comes through | sentences | share |", "|---|---|---|"]
        lines += [
            f"| {name} | {score.right} of {score.total} | {score.percent:.1f} % |" for name, score in kept(engine)
        ]
        if given.test:
            lines += ["", "| set | sentences | BLEU | chrF | sentences a second |", "|---|---|---|---|---|"]
            lines += list(scored(engine, given.test, given.limit))
    text = "\n".join(lines)
    print(text)
    if given.report:
        given.report.write_text(f"{text}\n", encoding="utf-8")


def scored(engine: Engine, folder: Path, limit: int = 0) -> Iterator[str]:
    """A table row for each test set."""
    import sacrebleu  # noqa: PLC0415 - the only use of it

    for path in sorted(folder.glob("*.zh")):
        zh, en = ([line.rstrip("\n") for line in lines_of(path.with_suffix(end))] for end in (".zh", ".en"))
        zh, en = zh[: limit or None], en[: limit or None]
        start = time.monotonic()
        said = engine.translate(zh)
        seconds = time.monotonic() - start
        bleu, chrf = sacrebleu.corpus_bleu(said, [en]).score, sacrebleu.corpus_chrf(said, [en]).score
        yield f"| {path.stem} | {len(zh)} | {bleu:.1f} | {chrf:.1f} | {len(zh) / seconds:.1f} |"


def kept(engine: Engine) -> Iterator[tuple[str, Score]]:
    """How often what must stand does."""
    terms = read_term_cases()
    yield "terms put into the sentence", survival(engine, terms)
    yield "terms behind placeholders", survival(engine, terms, _BEHIND_PLACEHOLDERS)
    yield "numbers and dates put into the sentence", survival(engine, read_number_cases())
    cases = read_tag_cases()
    yield "tags, by attention to the given translation", _on_given(engine, cases)
    yield "tags, by attention to the model's own", _on_own(engine, cases)
    yield "tags that the model carries over itself", _carried(engine, cases)


def read_term_cases(path: Path = CASES / "terms.tsv") -> list[Case]:
    """Sentences with the terms in them, ``zh<TAB>term=Rendering|term=Rendering``."""
    found = []
    for line in lines_of(path):
        zh, _, terms = line.rstrip("\n").partition("\t")
        slots = []
        for term, _, target in (entry.partition("=") for entry in terms.split("|")):
            start = zh.index(term)
            slots.append(Slot(Span(start, start + len(term)), target, is_term=True))
        found.append((zh, tuple(slots)))
    return found


def read_number_cases(path: Path = CASES / "numbers.tsv") -> list[Case]:
    """Sentences with the quantities that drafting finds in them."""
    texts = [line.rstrip("\n") for line in lines_of(path)]
    return [(zh, tuple(Slot(found.span, found.target) for found in find_quantities(zh))) for zh in texts]


def survival(engine: Engine, cases: Sequence[Case], way: Protection = _AS_RENDERED) -> Score:
    """In how many sentences drafting finds all it needs in the first answer."""
    protected = [protect(Exposed(zh, slots), way) for zh, slots in cases]
    answers = engine.translate([one.text for one in protected])
    readings = [read(one, Translation(answer)) for one, answer in zip(protected, answers, strict=True)]
    return Score(sum(reading is not None for reading in readings), len(cases))


def _on_given(engine: Engine, cases: Sequence[TagCase]) -> Score:
    found = placed(cases, lambda case: engine.linked(case.zh, case.en))
    return Score(sum(map(same_words, found, (case.target.cut(case.en) for case in cases))), len(cases))


def _on_own(engine: Engine, cases: Sequence[TagCase]) -> Score:
    found = placed(cases, lambda case: engine.linked(case.zh))
    return _right(found, cases)


def _carried(engine: Engine, cases: Sequence[TagCase]) -> Score:
    answers = engine.translate([case.tagged for case in cases])
    found = [_between(answer) for answer in answers]
    return _right(found, cases)


def _right(found: Sequence[str], cases: Sequence[TagCase]) -> Score:
    """How often what was found in a translation of the model's own is one of the wordings, or mostly."""
    right = (any(alike(one, wording) for wording in case.wordings) for one, case in zip(found, cases, strict=True))
    return Score(sum(right), len(cases))


def _between(answer: str) -> str:
    """What the only pair of tags encloses; empty if there is no such pair."""
    once = answer.count("<g1>") == answer.count("</g1>") == 1
    return answer.partition("<g1>")[2].partition("</g1>")[0] if once else ""


if __name__ == "__main__":
    main()
