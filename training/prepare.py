"""Turns parallel text into token arrays.

    python -m training.prepare --train open.tsv.gz --dictionary cedict.tsv.gz --held-out TEST_FOLDER --out prepared

Reads ``source_id<TAB>zh<TAB>en``; a dictionary is ``word<TAB>gloss``; the folder of test sets holds ``NAME.zh`` and
``NAME.en``. Writes ``sentencepiece.model``, ``train.*``, ``dev.*`` (see `training.arrays`), ``dev.tsv``, ``made.tsv``
(the further pairs, to be looked at) and ``meta.json``, which tells what came from where.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from training.aligner import Aligner, align, new_aligner, train_aligner
from training.arrays import Links, Pairs, Side
from training.augment import glosses, protected, restyled
from training.clean import HAN, Cleaner, Pair, key, lines_of
from training.phrases import Aligned, links_of
from training.sources import CLASSES, Source, read_sources
from training.symbols import SYMBOLS
from training.tags import NEWS_TAGS_FILE, TAGS_FILE, Score, read_tag_cases, tag_score
from training.tokenizer import Tokenizer, train_tokenizer

Text = tuple[str, str]
Glossary = Mapping[str, Sequence[str]]
_Linked = tuple[Side, Side, Links, Links]

_ROUNDS = (False, False, False, True)
"""Of the aligner: three times without word order, once with; more made links fewer and no better."""
_DICTIONARY = "cedict"
_PROTECTED_MOST = 100
"""Characters of a sentence that gets terms and tags: longer ones are rare and slow to cut into phrases."""
_DEV_LEAST = 8
"""Characters of a sentence that is worth measuring on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of what."""

    classes: frozenset[str]
    """Licence classes that may be used."""
    vocabulary: int
    """Tokens."""
    dev: int
    """Pairs kept for measuring."""
    protected: float
    """Pairs with terms, quantities and tags, as a share of the weighted ones."""
    restyled: float
    """Pairs in another typography, likewise."""
    align_sample: int
    """Pairs that the aligner learns from."""
    seed: int
    """Of all drawing by lot."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="training.prepare", description=__doc__.partition("\n")[0])
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dictionary", type=Path)
    parser.add_argument("--held-out", type=Path, help="folder of test sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--licences", nargs="+", choices=CLASSES, default=["open"])
    parser.add_argument("--tokenizer", type=Path, help="keep this one: older weights stay of use with newer data")
    parser.add_argument("--vocabulary", type=int, default=16000)
    parser.add_argument("--dev", type=int, default=1000)
    parser.add_argument("--protected", type=float, default=0.6)
    parser.add_argument("--restyled", type=float, default=0.1)
    parser.add_argument("--align-sample", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    shares = given.vocabulary, given.dev, given.protected, given.restyled
    plan = Plan(frozenset(given.licences), *shares, given.align_sample, given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    meta = prepare(given.train, given.dictionary, given.held_out, given.tokenizer, given.out, plan)
    print(json.dumps(meta, ensure_ascii=False, indent=1))


def prepare(
    train: Sequence[Path], dictionary: Path | None, held_out: Path | None, tokenizer: Path | None, out: Path, plan: Plan
) -> dict[str, object]:
    """Write everything; what ``meta.json`` says."""
    rng, sources, said = random.Random(plan.seed), read_sources(), _Clock()
    cleaner = Cleaner(sources, plan.classes)
    for path in sorted(held_out.iterdir()) if held_out else []:
        cleaner.hold_out(lines_of(path))
    clean = [pair for path in train for pair in cleaner.pairs(lines_of(path))]
    words = _words(dictionary, sources, plan)
    rng.shuffle(clean)
    clean, dev = _parted(clean, plan.dev)
    said(f"{len(clean)} pairs, {len(dev)} for measuring")
    model = _tokenizer(tokenizer, out, clean, plan, rng)
    said(f"{model.size} tokens")
    texts = [(pair.zh, pair.en) for pair in clean]
    glossary = glosses(f"{zh}\t{en}" for zh, en in words)
    aligner, aligned = _aligned(model, texts, glossary, plan)
    scores = {path.name: tag_score(model, aligner, read_tag_cases(path)) for path in (NEWS_TAGS_FILE, TAGS_FILE)}
    said("aligned; tag pairs on the right words: " + _told(scores))
    plain = [row for row, pair in enumerate(clean) for _ in range(sources[pair.source].copies)]
    more = list(_made(model, texts, plain, aligned, glossary, plan))
    said(f"{len(more)} further pairs")
    _joined(aligned, plain, _encoded(model, aligner, more + words)).write(out, "train")
    _encoded(model, aligner, [(pair.zh, pair.en) for pair in dev]).write(out, "dev")
    _write_texts(out / "made.tsv", more)
    _write_texts(out / "dev.tsv", [(pair.zh, pair.en) for pair in dev])
    said("written")
    used = Counter(pair.source for pair in clean) + Counter({_DICTIONARY: len(words)})
    meta = {
        "vocabulary": model.size,
        "pairs": len(clean),
        "weighted": len(plain),
        "protected and restyled": len(more),
        "dictionary": len(words),
        "aligner: tag pairs on the right words": _told(scores),
        "dev": len(dev),
        "dropped": dict(cleaner.dropped.most_common()),
        "sources": {id_: {**asdict(sources[id_]), "pairs": count} for id_, count in used.most_common()},
    }
    (out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1), encoding="utf-8")
    return meta


def _told(scores: Mapping[str, Score]) -> str:
    return ", ".join(f"{score.right} of {score.total} ({name})" for name, score in scores.items())


def _write_texts(path: Path, texts: Sequence[Text]) -> None:
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in texts), encoding="utf-8")


class _Clock:
    """Says what is done and when."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, text: str) -> None:
        print(f"{time.monotonic() - self._start:7.0f} s  {text}", flush=True)


def _words(path: Path | None, sources: dict[str, Source], plan: Plan) -> list[Text]:
    """Dictionary entries as pairs, if their licence allows."""
    if path is None or sources[_DICTIONARY].licence_class not in plan.classes:
        return []
    entries = (line.rstrip("\n").split("\t") for line in lines_of(path))
    return [
        (word, gloss)
        for word, gloss, *_ in entries
        if HAN.search(word) and 1 < len(gloss) <= 60 and not HAN.search(gloss) and "variant of" not in gloss
    ]


def _parted(pairs: list[Pair], number: int) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on and to measure on, which share no sentence."""
    dev = [pair for pair in pairs if len(pair.zh) >= _DEV_LEAST][:number]
    held = {key(text) for pair in dev for text in (pair.zh, pair.en)}
    return [pair for pair in pairs if not held.intersection((key(pair.zh), key(pair.en)))], dev


def _tokenizer(given: Path | None, out: Path, pairs: list[Pair], plan: Plan, rng: random.Random) -> Tokenizer:
    path = out / "sentencepiece.model"
    if given:
        if given.resolve() != path.resolve():
            path.write_bytes(given.read_bytes())
        return Tokenizer(path)
    sample = rng.sample(pairs, min(len(pairs), 80_000))
    return train_tokenizer(_opened(text for pair in sample for text in (pair.zh, pair.en)), path, plan.vocabulary)


def _opened(texts: Iterable[str]) -> Iterator[str]:
    """Texts and, of every fourth, one whose middle stands in a tag: words behind a tag have no space before them."""
    for number, text in enumerate(texts):
        yield text
        if number % 4 == 0 and " " in text:
            head, _, tail = text.partition(" ")
            yield f"{head} <g1>{tail}"


def _encode(model: Tokenizer, texts: Sequence[Text]) -> tuple[Side, Side]:
    return Side.of(model.ids([zh for zh, _ in texts])), Side.of(model.ids([en for _, en in texts]))


def _aligned(model: Tokenizer, texts: Sequence[Text], glossary: Glossary, plan: Plan) -> tuple[Aligner, _Linked]:
    """An aligner trained on the dictionary and the first of the texts (they come shuffled), and all texts with their links."""
    source, target = _encode(model, texts)
    aligner = new_aligner(model.pieces)
    entries = [(word, gloss) for word, known in glossary.items() for gloss in known]
    train_aligner(aligner, *_encode(model, [*texts[: plan.align_sample], *entries]), _ROUNDS)
    return aligner, (source, target, *align(aligner, source, target))


def _made(
    model: Tokenizer, texts: Sequence[Text], rows: Sequence[int], aligned: _Linked, glossary: Glossary, plan: Plan
) -> Iterator[Text]:
    """Further pairs: with terms, quantities and tags, then in other typography; each copy of a row has its own lot."""
    rng = random.Random(plan.seed + 1)
    source, target, to_source, to_target = aligned
    for row in rng.sample(rows, int(plan.protected * len(rows))):
        zh, en = texts[row]
        if len(zh) > _PROTECTED_MOST or any(symbol in zh or symbol in en for symbol in SYMBOLS):
            continue
        links = links_of(_of(to_source, target, row), _of(to_target, source, row))
        made = protected(Aligned(zh, en, model.located(zh), model.located(en), links), rng, glossary)
        if made:
            yield made
    for row in rng.sample(rows, int(plan.restyled * len(rows))):
        made = restyled(*texts[row], rng)
        if made:
            yield made


def _of(links: Links, side: Side, row: int) -> list[int]:
    start = int(side.starts[row])
    found: list[int] = links[start : start + int(side.lengths[row])].tolist()
    return found


def _encoded(model: Tokenizer, aligner: Aligner, texts: Sequence[Text]) -> Pairs:
    source, target = _encode(model, texts)
    return Pairs(source, target, align(aligner, source, target)[0])


def _joined(aligned: _Linked, rows: Sequence[int], rest: Pairs) -> Pairs:
    """Some of the aligned pairs, and the rest."""
    source, target, to_source, _ = aligned
    one, other = (
        Side.of([side[row].tolist() for row in rows] + [more[row].tolist() for row in range(len(more))])
        for side, more in ((source, rest.source), (target, rest.target))
    )
    links = [link for row in rows for link in _of(to_source, target, row)]
    return Pairs(one, other, np.concatenate([np.array(links, np.uint8), rest.links]))


if __name__ == "__main__":
    main()
