"""Translates offline with an Argos Translate package; the default.

The package's SentencePiece and CTranslate2 parts are used directly: ``argostranslate.translate`` takes one text at a time,
splits sentences with libraries that nothing here needs, and drops each sentence's score.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from yigao.engines._argos_links import links
from yigao.engines._argos_model import ArgosModel, Decoded, Pending, open_model
from yigao.engines._argos_options import ArgosOptions, read_options
from yigao.engines._cutting import cut
from yigao.errors import EngineError
from yigao.messages import message
from yigao.model.interfaces import EngineSpec, Progress, Translation
from yigao.text.repetition import looped

_PLACEHOLDERS = ("⟦{}⟧", "X{}")
"""The first that the model's tokenizer has as one token; the last is what models not trained for any carry over best."""

_BATCH_TOKENS = 2048
_LEAST_BATCH_TOKENS = 256

_OTHER_WAYS: tuple[Mapping[str, float], ...] = (
    {"no_repeat_ngram_size": 4},
    {"beam_size": 1, "no_repeat_ngram_size": 3, "repetition_penalty": 1.3},
)
"""How a sentence is decoded again when the first output loops or does not end."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One piece of a text, ready for the model."""

    text: str
    """As cut from the source."""
    tokens: list[str]
    """Never empty."""

    @property
    def size(self) -> int:
        """Rows of about the same size are decoded together: 16, 32, 64, … tokens."""
        return max(16, 1 << (len(self.tokens) - 1).bit_length())

    @property
    def limit(self) -> int:
        """Output tokens at which the decoder is stopped: far more than any translation of so few tokens needs."""
        return 3 * self.size + 24


class ArgosEngine:
    """A loaded package. Threads may share it."""

    verbatim = False

    def __init__(self, model: ArgosModel, options: ArgosOptions) -> None:
        self._model = model
        self._options = options
        self.fingerprint = model.fingerprint
        self.tags = model.is_one_token("<g1>")
        self.placeholder = next(
            (form for form in _PLACEHOLDERS if model.is_one_token(form.format(1))), _PLACEHOLDERS[-1]
        )

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """One translation a text, in order; equal texts are translated once.

        Nothing is cut off silently: a text that is too long goes through in pieces; one that the model cannot finish, in
        whatever way it is decoded, comes back cut with a ``problem`` that says so; one on which it only repeats itself
        comes back empty with a ``problem``. EngineError when CTranslate2 itself fails.
        """
        pieces = {text: self._pieces(text) for text in dict.fromkeys(batch)}
        every = list(dict.fromkeys(piece for parts in pieces.values() for piece in parts))
        known = self._decode(every, progress, ({}, *_OTHER_WAYS))
        joined = {text: self._joined([known[part] for part in parts]) for text, parts in pieces.items()}
        return [joined[text] for text in batch]

    def hypotheses(
        self, batch: Sequence[str], number: int, progress: Progress | None = None
    ) -> list[list[Translation]]:
        """For each text up to ``number`` different translations, best first; at least one, which may have a problem.

        They come with the links of the model's attention. A text that must be cut has one only, without links.
        """
        pieces = {text: self._pieces(text) for text in dict.fromkeys(batch)}
        rows = [self._row(parts[0]) for parts in pieces.values() if len(parts) == 1]
        beam = max(number, self._options.beam_size)
        found: dict[str, list[Translation]] = {}
        how = {"beam_size": beam, "num_hypotheses": number, "return_attention": True}
        for row, result in self._run([row for row in rows if row.tokens], **how):
            different: dict[str, Translation] = {}
            for item in self._read_all(row, result):
                if not item.problem:
                    different.setdefault(item.text, item)
            found[row.text] = list(different.values())
            if progress:
                progress(len(found), len(pieces))
        failed = [part for part, items in found.items() if not items]
        alone = {part: [item] for part, item in self._decode(failed, None, _OTHER_WAYS).items()}
        whole = [text for text, parts in pieces.items() if len(parts) != 1 or parts[0] not in found]
        long = {text: [item] for text, item in zip(whole, self.translate(whole), strict=True)}
        return [long.get(text) or found[pieces[text][0]] or alone[pieces[text][0]] for text in batch]

    def _pieces(self, text: str) -> list[str]:
        # A lone surrogate cannot be encoded; it becomes a question mark.
        sound = text.encode("utf-8", "replace").decode("utf-8")
        return cut(sound, self._options.max_tokens, lambda part: len(self._model.encode(part)))

    def _row(self, text: str) -> _Row:
        return _Row(text, self._model.encode(text))

    def _decode(
        self, texts: Sequence[str], progress: Progress | None, ways: Sequence[Mapping[str, float]]
    ) -> dict[str, Translation]:
        """Translate pieces in the first of the ways, and those that fail in the next ones."""
        waiting = [self._row(text) for text in texts]
        done = {row.text: Translation("") for row in waiting if not row.tokens}
        waiting = [row for row in waiting if row.tokens]
        finished = len(done)
        for way in ways:
            failed = []
            for row, result in self._run(waiting, **way):
                done[row.text] = next(self._read_all(row, result))
                if done[row.text].problem:
                    failed.append(row)
                elif progress:
                    finished += 1
                    progress(finished, len(texts))
            waiting = failed
        return done

    def _run(self, rows: Sequence[_Row], **how: float | bool) -> Iterator[tuple[_Row, Decoded]]:
        """Decode rows of like length together, each group with its own limit, all groups at once; shortest first."""
        ordered = sorted(rows, key=lambda row: (len(row.tokens), row.text))
        total = sum(len(row.tokens) for row in ordered)
        batch_tokens = min(_BATCH_TOKENS, max(_LEAST_BATCH_TOKENS, total // self._model.workers))
        prefix, penalties = list(self._model.prefix), self._model.penalties
        settings = {"beam_size": self._options.beam_size, **how}
        waiting: list[tuple[_Row, Pending]] = []
        try:
            for _, group in groupby(ordered, key=lambda row: row.limit):
                alike = list(group)
                results = self._model.translator.translate_batch(
                    [row.tokens for row in alike],
                    target_prefix=[prefix] * len(alike) if prefix else None,
                    max_batch_size=batch_tokens,
                    batch_type="tokens",
                    max_input_length=0,
                    max_decoding_length=alike[0].limit + len(prefix),
                    length_penalty=penalties.length,
                    coverage_penalty=penalties.coverage,
                    replace_unknowns=True,
                    return_scores=True,
                    asynchronous=True,
                    **settings,
                )
                waiting += zip(alike, results, strict=True)
            yield from ((row, result.result()) for row, result in waiting)
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(
                message("CTranslate2 failed: {reason}", reason=error),
                where=self.fingerprint,
                remedy="get the package again, or try another one with `--model`",
            ) from error

    def _read_all(self, row: _Row, result: Decoded) -> Iterator[Translation]:
        attention = result.attention or [[] for _ in result.hypotheses]
        for tokens, score, looked in zip(result.hypotheses, result.scores, attention, strict=True):
            yield self._read(row, tokens, score, looked)

    def _read(self, row: _Row, tokens: list[str], score: float, attention: list[list[float]]) -> Translation:
        prefix = list(self._model.prefix)
        # The score is the sum of log-probabilities, the end token's included, over (length ** penalty), less what was
        # taken off for words left out.
        length = len(tokens) + 1
        mean = score * length**self._model.penalties.length / length
        if tokens[: len(prefix)] == prefix:
            tokens, attention = tokens[len(prefix) :], attention[len(prefix) :]
        text = " ".join(self._model.decode(tokens).split())
        if not text:
            return Translation("", problem="the model gave nothing")
        if looped(tokens, row.text):
            return Translation("", problem="the model's output repeats itself")
        if len(tokens) >= row.limit:
            return Translation(text, mean, f"the model's output did not end and is cut at {len(tokens)} tokens")
        return Translation(text, mean, links=links(row.text, row.tokens, text, tokens, attention))

    def _joined(self, parts: Sequence[Translation]) -> Translation:
        problem = next((part.problem for part in parts if part.problem), "")
        if not parts or any(part.problem and not part.text for part in parts):
            return Translation("", problem=problem)
        said = [(part.score, part.text) for part in parts if part.score is not None]
        weight = sum(len(text) for _, text in said)
        mean = sum(score * len(text) for score, text in said) / weight if weight else None
        return Translation(self._model.joiner.join(part.text for part in parts if part.text), mean, problem)


def load(spec: EngineSpec) -> ArgosEngine:
    """The engine for the package in ``spec.model``.

    ``spec.options`` may set ``max_tokens``, ``beam_size`` and ``threads``. EngineError where the package cannot be used.
    """
    options = read_options(spec.options)
    if spec.model is None:
        raise EngineError(
            message("there is no Argos package for {source}→{target}", source=spec.source, target=spec.target),
            remedy=message(
                "run `yigao model install {source}_{target}`, or name a package file or folder",
                source=spec.source,
                target=spec.target,
            ),
        )
    return ArgosEngine(open_model(spec.model, options.threads), options)
