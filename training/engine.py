"""An exported package at work: what `training.evaluate` asks."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.arrays import NONE
from training.phrases import Aligned, links_of
from training.tokenizer import Tokenizer
from yigao.engines._argos_penalties import Penalties, read_penalties

_LEAST_SHARE = 0.1
"""Of a word's attention, for a link."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A loaded package."""

    tokenizer: Tokenizer
    """Its tokenizer."""
    translator: Any
    """CTranslate2's."""
    beam: int
    """Hypotheses followed at once."""
    penalties: Penalties
    """How they are weighed."""

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The best translation of each."""
        results = self._run([self.tokenizer.tokens(text) for text in texts], max_batch_size=1024)
        return [self.tokenizer.text(result.hypotheses[0]) for result in results]

    def linked(self, zh: str, en: str | None = None) -> Aligned:
        """A text with its translation (or the one given) and the links that the model's attention shows."""
        source = self.tokenizer.tokens(zh)
        if en is None:
            result = self._run([source], return_attention=True)[0]
            en = self.tokenizer.text(result.hypotheses[0])
        else:
            prefix = self.tokenizer.tokens(en)
            result = self.translator.translate_batch(
                [source], [prefix], beam_size=1, max_decoding_length=len(prefix), return_attention=True
            )[0]
        places = [self._strongest(shares) for shares in result.attention[0]]
        target = self.tokenizer.located(en)
        return Aligned(zh, en, self.tokenizer.located(zh), target, links_of(places[: len(target)], ()))

    def _strongest(self, shares: Sequence[float]) -> int:
        best = max(range(len(shares)), key=shares.__getitem__)
        return best if shares[best] >= _LEAST_SHARE else NONE

    def _run(self, tokens: list[list[str]], **how: object) -> Any:
        most = 3 * max(map(len, tokens)) + 24
        return self.translator.translate_batch(
            tokens,
            beam_size=self.beam,
            batch_type="tokens",
            length_penalty=self.penalties.length,
            coverage_penalty=self.penalties.coverage,
            max_decoding_length=most,
            **how,
        )


@contextmanager
def opened(package: Path, *, beam: int, threads: int, compute: str = "int8") -> Iterator[Engine]:
    """The engine in an ``.argosmodel``."""
    import ctranslate2  # noqa: PLC0415 - 150 MB of libraries, for whoever translates

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        top = next(Path(folder).iterdir())
        translator = ctranslate2.Translator(
            str(top / "model"), compute_type=compute, inter_threads=threads, intra_threads=1
        )
        yield Engine(Tokenizer(top / "sentencepiece.model"), translator, beam, read_penalties(top))
