"""Whether a pair of tags ends up around the right words: sentences with one pair each, made by hand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.aligner import Aligner, align
from training.arrays import Side
from training.clean import lines_of
from training.phrases import Aligned, links_of, projected
from training.tokenizer import Tokenizer
from yigao.model.span import Span

CASES = Path(__file__).with_name("cases")
TAGS_FILE = CASES / "tags.tsv"
NEWS_TAGS_FILE = CASES / "news_tags.tsv"
"""What the aligner is tuned on, so that the fifty stay a test."""
_TAG = re.compile(r"</?g1>")
_LIGHT = frozenset("a an the of to in on at for by with and its their his her our s is are was were has have".split())
"""Words whose side of a tag is a matter of taste."""
_ALIKE = 0.6
"""Least overlap of two texts' words that say the same."""


@dataclass(frozen=True, slots=True)
class TagCase:
    """A sentence whose words in tags are known in both languages."""

    zh: str
    """Without tags."""
    en: str
    """Likewise."""
    source: Span
    """What the tags enclose."""
    target: Span
    """Likewise."""
    others: tuple[str, ...] = ()
    """How another translation may put the words in tags."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """All ways to put the words in tags, that of the translation first."""
        return (self.target.cut(self.en), *self.others)

    @property
    def tagged(self) -> str:
        """The source with its tags."""
        return f"{self.zh[: self.source.start]}<g1>{self.source.cut(self.zh)}</g1>{self.zh[self.source.end :]}"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many."""

    right: int
    """Of ``total``."""
    total: int
    """All."""

    @property
    def percent(self) -> float:
        """The share."""
        return 100 * self.right / max(self.total, 1)


def read_tag_cases(path: Path = TAGS_FILE) -> list[TagCase]:
    """``zh<TAB>en[<TAB>other|wordings]`` lines, one ``<g1>…</g1>`` in the first two; ValueError for any other line."""
    found = []
    for number, line in enumerate(lines_of(path), 1):
        fields = line.rstrip("\n").split("\t")
        texts, others = fields[:2], fields[2:]
        parts = [_TAG.split(text) for text in texts]
        if len(texts) != 2 or len(others) > 1 or any(len(part) != 3 for part in parts):
            raise ValueError(f"{path}:{number}: not two texts with one <g1>…</g1> each")
        source, target = (Span(len(head), len(head) + len(middle)) for head, middle, _ in parts)
        wordings = (wording for field in others for wording in field.split("|"))
        found.append(TagCase("".join(parts[0]), "".join(parts[1]), source, target, tuple(wordings)))
    return found


def same_words(found: str, wanted: str) -> bool:
    """Whether two stretches hold the same words, leaving out articles and the like."""
    one, other = _content(found), _content(wanted)
    return one == other and bool(one)


def alike(found: str, wanted: str) -> bool:
    """Whether two stretches of different translations mostly hold the same words."""
    one, other = set(_content(found)), set(_content(wanted))
    return bool(one and other) and 2 * len(one & other) / (len(one) + len(other)) >= _ALIKE


def _content(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [word for word in words if word not in _LIGHT] or words


def placed(cases: Sequence[TagCase], linked: Callable[[TagCase], Aligned]) -> list[str]:
    """For each case the words of the English that links put into the tags; empty where they say nothing."""
    found = []
    for case in cases:
        pair = linked(case)
        span = projected(pair, case.source)
        found.append(span.cut(pair.en) if span else "")
    return found


def tag_score(model: Tokenizer, aligner: Aligner, cases: Sequence[TagCase]) -> Score:
    """How often an aligner's links put the tags around the right words of the given translation."""

    def linked(case: TagCase) -> Aligned:
        source, target = model.located(case.zh), model.located(case.en)
        sides = Side.of([[piece.id for piece in source]]), Side.of([[piece.id for piece in target]])
        to_source, to_target = align(aligner, *sides)
        return Aligned(case.zh, case.en, source, target, links_of(to_source.tolist(), to_target.tolist()))

    found = placed(cases, linked)
    return Score(sum(map(same_words, found, (case.target.cut(case.en) for case in cases))), len(cases))
