"""Which earlier text a changed one comes from: the nearest, each used once, the surest first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from yigao.text.skeletons import skeleton

NEAR = 70.0
"""Least similarity, in percent, at which a changed sentence takes over a translation."""
_JOINED = 85.0
"""The same for a sentence that was cut in two, or put together from two: more must agree, since more is claimed."""
_BUT_FOR_FIGURES = 1.0
"""How much less near are texts that are as near as that only when figures do not count."""
_MOST = 5
"""How many candidates of each text are weighed."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Texts of the article that come from texts of the catalog: one from one, two from one or one from two."""

    fresh: tuple[int, ...]
    """Keys of texts of the article."""
    known: tuple[int, ...]
    """Keys of texts of the catalog."""
    score: float
    """How like they are, in percent."""

    @property
    def distance(self) -> int:
        """How far apart they stand."""
        return abs(self.fresh[0] - self.known[0])


def kin(fresh: Mapping[int, str], known: Mapping[int, str], reusable: Iterable[int] = ()) -> Iterator[Kinship]:
    """Who comes from whom; each text of ``fresh`` once, and each of ``known`` but for those in ``reusable``.

    Keys are places: texts with keys that follow each other stand side by side.
    """
    if not fresh or not known:
        return
    used_fresh: set[int] = set()
    used_known: set[int] = set()
    for one in sorted(_proposals(fresh, known), key=lambda one: (-one.score, one.distance, one.fresh, one.known)):
        if used_fresh.isdisjoint(one.fresh) and used_known.isdisjoint(one.known):
            used_fresh.update(one.fresh)
            used_known.update(set(one.known).difference(reusable))
            yield one


def _proposals(fresh: Mapping[int, str], known: Mapping[int, str]) -> Iterator[Kinship]:
    best: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}
    ones: _Texts = {(key,): text for key, text in fresh.items()}
    others: _Texts = {(key,): text for key, text in known.items()}
    for left, right, least, penalty in (
        (ones, others, NEAR, 0.0),
        (_bare(ones), _bare(others), NEAR, _BUT_FOR_FIGURES),
        (_side_by_side(fresh), others, _JOINED, 0.0),
        (ones, _side_by_side(known), _JOINED, 0.0),
    ):
        for keys, origins, score in _near(left, right, least):
            best[keys, origins] = max(best.get((keys, origins), 0.0), score - penalty)
    for (keys, origins), score in best.items():
        yield Kinship(keys, origins, score)


_Texts = Mapping[tuple[int, ...], str]


def _bare(texts: _Texts) -> _Texts:
    return {key: skeleton(text) for key, text in texts.items()}


def _side_by_side(texts: Mapping[int, str]) -> _Texts:
    """Each two texts that follow each other as one."""
    return {(one, other): texts[one] + texts[other] for one, other in pairwise(sorted(texts)) if other == one + 1}


def _near(left: _Texts, right: _Texts, least: float) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - a compiled library, only needed when sentences changed

    scorer: Callable[..., float] = fuzz.ratio
    for keys, text in left.items():
        for _, score, origins in process.extract(text, right, scorer=scorer, score_cutoff=least, limit=_MOST):
            yield keys, origins, score
