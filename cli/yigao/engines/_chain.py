"""Engines made of engines: two in a row, through a pivot language; and one that reads Traditional Chinese as Simplified."""

from collections.abc import Callable, Sequence

from yigao.model.interfaces import Engine, Explorer, Progress, Translation


class Chain:
    """Translates with one engine and what comes out with another: zh→en→fr."""

    verbatim = False

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first = first
        self._second = second
        self.fingerprint = f"{first.fingerprint}, {second.fingerprint}"
        explorers = [engine for engine in (first, second) if isinstance(engine, Explorer)]
        self.tags = len(explorers) == 2 and all(engine.tags for engine in explorers)
        self.placeholder = explorers[-1].placeholder if explorers else "X{}"

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """One translation a text, in order; a text that the first engine failed on is not given to the second."""
        return [hypotheses[0] for hypotheses in self._run(batch, 1, progress)]

    def hypotheses(
        self, batch: Sequence[str], number: int, progress: Progress | None = None
    ) -> list[list[Translation]]:
        """The second engine's hypotheses for the first one's best translation, without alignment."""
        return self._run(batch, number, progress)

    def _run(self, batch: Sequence[str], number: int, progress: Progress | None) -> list[list[Translation]]:
        halves = self._first.translate(batch, progress)
        texts = [half.text for half in halves]
        if number > 1 and isinstance(self._second, Explorer):
            found = self._second.hypotheses(texts, number, progress)
        else:
            found = [[one] for one in self._second.translate(texts, progress)]
        return [[_joined(half, one) for one in many] for half, many in zip(halves, found, strict=True)]


def _joined(first: Translation, second: Translation) -> Translation:
    scores = [one.score for one in (first, second) if one.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return Translation(second.text, score, first.problem or second.problem)


class Rewriting:
    """Gives an engine each text in another writing of the same length."""

    verbatim = False

    def __init__(self, engine: Explorer, rewrite: Callable[[str], str], name: str) -> None:
        self._engine = engine
        self._rewrite = rewrite
        self.fingerprint = f"{name}, {engine.fingerprint}"
        self.tags = engine.tags
        self.placeholder = engine.placeholder

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """What the engine makes of the rewritten texts."""
        return self._engine.translate([self._rewrite(text) for text in batch], progress)

    def hypotheses(
        self, batch: Sequence[str], number: int, progress: Progress | None = None
    ) -> list[list[Translation]]:
        """Likewise; links fit the given texts, whose places are the same."""
        return self._engine.hypotheses([self._rewrite(text) for text in batch], number, progress)
