"""The recipe's data: what is cleaned away, made, aligned and written."""

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from training.aligner import align, new_aligner, train_aligner
from training.arrays import NONE, Pairs, Side
from training.augment import glosses, protected, restyled
from training.clean import Cleaner, flaw, key, lines_of
from training.phrases import Aligned, links_of, phrases, projected
from training.prepare import main as prepare
from training.sources import read_sources
from training.symbols import BOS, EOS, PAD, PLACEHOLDERS, SYMBOLS
from training.tags import read_tag_cases, same_words
from training.tokenizer import Tokenizer, train_tokenizer

from yigao.model.span import Span

CASES = Path(__file__).with_name("cases") / "training"

WHO = {
    "老师": "the teacher",
    "医生": "the doctor",
    "农民": "the farmer",
    "学生": "the student",
    "工程师": "the engineer",
}
WHERE = {
    "图书馆": "the library",
    "港口": "the harbour",
    "公园": "the park",
    "医院": "the hospital",
    "市场": "the market",
}
WHAT = {"报纸": "newspapers", "苹果": "apples", "雨伞": "umbrellas", "电池": "batteries", "地图": "maps"}
DID = {"买了": "bought", "找到": "found", "修好": "repaired", "检查": "inspected"}


def corpus(count: int) -> list[tuple[str, str]]:
    """Different sentences of a few words each, in two orders."""
    every = [
        pair
        for who, one in WHO.items()
        for where, at in WHERE.items()
        for did, acted in DID.items()
        for what, things in WHAT.items()
        for pair in (
            (f"{who}在{where}{did}3公里外的{what}。", f"{one} {acted} {things} 3 kilometers away at {at}."),
            (f"在{where}{who}{did}{what}。", f"At {at} {one} {acted} {things}."),
        )
    ]
    random.Random(1).shuffle(every)
    return every[:count]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    texts = [text for pair in corpus(300) for text in pair]
    return train_tokenizer(texts, tmp_path_factory.mktemp("tokenizer") / "sentencepiece.model", 450)


@pytest.fixture(scope="module")
def aligned(tokenizer: Tokenizer) -> list[Aligned]:
    """The corpus with the links that an aligner found which knows nothing else."""
    pairs = corpus(300)
    source = Side.of(tokenizer.ids([zh for zh, _ in pairs]))
    target = Side.of(tokenizer.ids([en for _, en in pairs]))
    aligner = new_aligner(tokenizer.pieces)
    train_aligner(aligner, source, target, (False, False, False, True))
    to_source, to_target = align(aligner, source, target)
    found = []
    for row, (zh, en) in enumerate(pairs):
        back = to_source[target.starts[row] :][: target.lengths[row]].tolist()
        forth = to_target[source.starts[row] :][: source.lengths[row]].tolist()
        found.append(Aligned(zh, en, tokenizer.located(zh), tokenizer.located(en), links_of(back, forth)))
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole of `training.prepare` on a small corpus with something of everything."""
    folder = tmp_path_factory.mktemp("prepare")
    pairs = corpus(260)
    lines = [f"tatoeba\t{zh}\t{en}\n" for zh, en in pairs]
    lines += ["xitu\t没有许可的句子不能用。\tSentences without a licence may not be used.\n", lines[0], "broken\n"]
    (folder / "pairs.tsv").write_text("".join(lines), encoding="utf-8")
    (folder / "words.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in WHAT.items()), encoding="utf-8")
    (folder / "test").mkdir()
    (folder / "test" / "news.zh").write_text(f"{pairs[5][0]}\n", encoding="utf-8")
    (folder / "test" / "news.en").write_text(f"{pairs[6][1].upper()}\n", encoding="utf-8")
    options = "--vocabulary 450 --dev 10 --protected 1 --restyled 0.5".split()
    files = ("--train", folder / "pairs.tsv", "--dictionary", folder / "words.tsv", "--held-out", folder / "test")
    prepare([*map(str, files), "--out", str(folder / "out"), *options])
    return folder / "out"


@pytest.mark.parametrize("line", list(lines_of(CASES / "unfit.tsv")))
def test_unfit_pairs_are_told(line: str) -> None:
    reason, zh, en = line.rstrip("\n").split("\t")
    assert flaw(zh, en) == reason


def test_every_source_has_a_licence_and_open_ones_a_known_one() -> None:
    sources = read_sources()
    assert all(source.licence and source.name for source in sources.values())
    assert not [one.id for one in sources.values() if one.licence_class == "open" and one.licence == "unknown"]
    assert not [one.id for one in sources.values() if one.licence_class == "open" and "NC" in one.licence]


def test_only_what_the_licence_allows_is_used() -> None:
    cleaner = Cleaner(read_sources(), frozenset({"open"}))
    text = "这座桥很长。\tThis bridge is long."
    assert [
        pair.source for pair in cleaner.pairs([f"{name}\t{text}{name}" for name in ("xitu", "lctt", "nobody")])
    ] == ["lctt"]
    assert dict(cleaner.dropped) == {"licence: xitu": 1, "unknown source nobody": 1}


def test_preparing_leaves_out_what_must_not_be_trained_on(prepared: Path) -> None:
    meta = json.loads((prepared / "meta.json").read_text(encoding="utf-8"))
    assert meta["dropped"] == {"licence: xitu": 1, "duplicate": 1, "columns": 1, "in a test set": 2}
    assert meta["sources"]["tatoeba"]["licence"] == "CC-BY-2.0-FR"
    assert meta["sources"]["cedict"]["pairs"] == meta["dictionary"]
    assert meta["pairs"] + meta["dev"] == 258
    tokenizer, train = Tokenizer(prepared / "sentencepiece.model"), Pairs.read(prepared, "train")
    sentences = {
        key(tokenizer.text([tokenizer.pieces[token] for token in train.source[row]]))
        for row in range(len(train.source))
    }
    held = [zh for zh, _ in (corpus(7)[5],)] + [line.split("\t")[0] for line in lines_of(prepared / "dev.tsv")]
    assert not sentences & {key(zh) for zh in held}


def test_preparing_makes_pairs_whose_sides_hold_the_same_tags(prepared: Path) -> None:
    made = [line.rstrip("\n").split("\t") for line in lines_of(prepared / "made.tsv")]
    symbols = re.compile("|".join(map(re.escape, SYMBOLS)))
    kinds = set()
    for zh, en in made:
        assert sorted(symbols.findall(zh)) == sorted(symbols.findall(en)), (zh, en)
        kinds |= {symbol[:2] for symbol in symbols.findall(zh)}
        hidden = [symbol for symbol in symbols.findall(zh) if symbol in PLACEHOLDERS]
        assert hidden == list(PLACEHOLDERS[: len(hidden)]), zh
    assert kinds >= {"<g", "</", "<x", "⟦1", "⟦2"}
    assert any("3 kilometers" in zh for zh, _ in made)


def test_arrays_hold_what_was_prepared(prepared: Path) -> None:
    tokenizer, dev = Tokenizer(prepared / "sentencepiece.model"), Pairs.read(prepared, "dev")
    texts = [line.rstrip("\n").split("\t") for line in lines_of(prepared / "dev.tsv")]
    for side, column in ((dev.source, 0), (dev.target, 1)):
        assert [tokenizer.text([tokenizer.pieces[token] for token in side[row]]) for row in range(len(side))] == [
            text[column] for text in texts
        ]
    assert len(dev.links) == len(dev.target.tokens)


def test_an_epoch_holds_every_pair_once_in_matrices_that_fit(prepared: Path) -> None:
    train = Pairs.read(prepared, "train")
    batches = train.batches(256, 100, np.random.default_rng(1))
    assert sorted(np.concatenate(batches)) == list(range(len(train.source)))
    for rows in batches:
        batch = train.batch(rows)
        assert batch.wanted.size + batch.source.size <= 512
        assert batch.wanted.shape == batch.given.shape == batch.links.shape
        assert (batch.given[:, 0] == BOS).all()
        for row, source, wanted, links in zip(rows, batch.source, batch.wanted, batch.links, strict=True):
            length = train.target.lengths[row]
            assert wanted[:length].tolist() == train.target[row].tolist()
            assert wanted[length] == EOS
            assert (wanted[length + 1 :] == PAD).all()
            assert source[links[length]] == EOS
            assert (links[length + 1 :] == -1).all()
            assert (links < train.source.lengths[row] + 1).all()


def test_symbols_are_one_token_each_on_both_sides(tokenizer: Tokenizer) -> None:
    for symbol in SYMBOLS:
        assert symbol in tokenizer.tokens(f"老师{symbol}在港口")
        assert tokenizer.text(tokenizer.tokens(f"the {symbol}teacher")) == f"the {symbol}teacher"
    assert tokenizer.text(tokenizer.tokens("𰻝 naïve €")) == "𰻝 naïve €"


def test_places_of_tokens_are_those_of_their_words(tokenizer: Tokenizer) -> None:
    text = "The teacher found maps 3 kilometers away."
    places = tokenizer.located(text)
    assert "".join(text[piece.start : piece.end] for piece in places) == text.replace(" ", "")


def test_the_aligner_finds_the_words_of_a_corpus_it_has_never_seen() -> None:
    known = {zh: en.split()[-1] for zh, en in (WHO | WHAT | DID | WHERE).items()}
    cut = re.compile("|".join(known) + "|.")
    pairs = [(cut.findall(zh), [f"▁{word}" for word in en.strip(".").split()]) for zh, en in corpus(400)]
    pieces = sorted({word for pair in pairs for side in pair for word in side})
    source, target = (Side.of([[pieces.index(word) for word in pair[column]] for pair in pairs]) for column in (0, 1))
    aligner = new_aligner(pieces)
    train_aligner(aligner, source, target, (False, False, False, True))
    to_source, to_target = align(aligner, source, target)
    right = wrong = 0
    for row, (zh, en) in enumerate(pairs):
        back = to_source[target.starts[row] :][: len(en)]
        forth = to_target[source.starts[row] :][: len(zh)]
        for word in set(zh) & set(known):
            one, other = zh.index(word), en.index(f"▁{known[word]}")
            right += int(back[other] == one) + int(forth[one] == other)
            wrong += int(back[other] != one) + int(forth[one] != other)
    assert right >= 0.95 * (right + wrong), (right, wrong)


def test_words_of_several_tokens_are_linked_as_a_whole(aligned: list[Aligned]) -> None:
    found = [
        projected(pair, Span(pair.zh.index("找到"), pair.zh.index("找到") + 2)) for pair in aligned if "找到" in pair.zh
    ]
    pairs = [pair for pair in aligned if "找到" in pair.zh]
    words = [span.cut(pair.en) if span else "" for span, pair in zip(found, pairs, strict=True)]
    assert sum("found" in word.split() for word in words) >= 0.8 * len(words), words


def test_links_that_are_none_stay_none() -> None:
    assert links_of([NONE, 0], [1]) == {(0, 1)}


def test_phrases_translate_nothing_but_one_another(aligned: list[Aligned]) -> None:
    pair = aligned[0]
    found = list(phrases(pair))
    assert found
    for phrase in found:
        for one, other in pair.links:
            source, target = pair.source[one], pair.target[other]
            inside = Span(source.start, source.end), Span(target.start, target.end)
            assert phrase.source.covers(inside[0]) == phrase.target.covers(inside[1]), (phrase, one, other)


def test_protected_pairs_keep_their_other_words(aligned: list[Aligned]) -> None:
    tags = re.compile(r"</?g\d>")
    glossary = glosses(f"{zh}\t{en}" for zh, en in WHAT.items())
    seen = 0
    for seed, pair in enumerate(aligned):
        made = protected(pair, random.Random(seed), glossary)
        if made and not re.search("<x|⟦", made[1]):
            seen += 1
            assert tags.sub("", made[1]) == pair.en
            assert all(made[0].count(tag) == 1 for tag in tags.findall(made[1]))
    assert seen > 50


def test_restyled_pairs_lose_no_word() -> None:
    pairs = [("“地图”很大，老师说。", 'The "map" is large, the teacher says.'), ("图书馆开门。", "The library opens.")]
    found = {restyled(*pair, random.Random(seed)) for pair in pairs for seed in range(60)} - {None}
    assert ("图书馆开门", "The library opens") in found
    assert ("「地图」很大，老师说。", pairs[0][1]) in found
    assert (pairs[0][0], "The “map” is large, the teacher says.") in found
    assert ("\u3000\u3000图书馆开门。", "The library opens.") in found
    assert {key(zh) for zh, _ in filter(None, found)} == {key(zh) for zh, _ in pairs}


def test_there_are_fifty_sentences_with_one_pair_of_tags_each() -> None:
    cases = read_tag_cases()
    assert len({case.zh for case in cases}) == 50
    assert all(case.source.cut(case.zh) and case.target.cut(case.en) for case in cases)
    assert not same_words("the two piers", "two new piers")
    assert same_words("two new piers", "the two new piers")
