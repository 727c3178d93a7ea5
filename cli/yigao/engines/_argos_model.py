"""Opening an unpacked Argos package: SentencePiece tokenizer and CTranslate2 model, each failure an EngineError."""

import hashlib
import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from yigao.engines._argos_options import share_cores
from yigao.engines._argos_penalties import Penalties, read_penalties
from yigao.errors import EngineError
from yigao.messages import message

_REINSTALL = "install it again, for example with `yigao model install`"
_SPACELESS = frozenset({"zh", "zt", "ja", "th", "lo", "km", "my"})


class Decoded(Protocol):
    """What ``ctranslate2`` gives for one sentence."""

    hypotheses: list[list[str]]
    """Output tokens, best first."""
    scores: list[float]
    """Likewise."""
    attention: list[list[list[float]]]
    """Likewise: for each output token its weight on each input token; empty unless asked for."""


class Pending(Protocol):
    """A sentence being decoded."""

    def result(self) -> Decoded:
        """Wait for it."""


class Translator(Protocol):
    """The part of ``ctranslate2.Translator`` in use."""

    def translate_batch(
        self, source: list[list[str]], target_prefix: list[list[str]] | None, **settings: object
    ) -> list[Pending]:
        """Start decoding, given ``asynchronous=True``."""


class _Tokenizer(Protocol):
    """The part of ``argostranslate.tokenizer.Tokenizer`` in use."""

    def encode(self, sentence: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...


class _Package(Protocol):
    """The part of ``argostranslate.package.Package`` in use; ``metadata.json`` may hold anything in its fields."""

    from_code: object
    to_code: object
    package_version: object
    target_prefix: object


@dataclass(frozen=True, slots=True)
class ArgosModel:
    """A package ready to translate."""

    translator: Translator
    """CTranslate2's."""
    workers: int
    """Batches that it translates at once."""
    encode: Callable[[str], list[str]]
    """A sentence's tokens."""
    decode: Callable[[list[str]], str]
    """The text of tokens."""
    prefix: tuple[str, ...]
    """Tokens that each output must begin with; not part of the translation."""
    joiner: str
    """What stands between two sentences in the target language."""
    is_one_token: Callable[[str], bool]
    """Whether the vocabulary has a text as one token, as it has what a model was trained to carry over."""
    fingerprint: str
    """``argos zh→en 1.9 (1a2b3c4d)``: pair, version, beginning of the SHA-256 of the weights."""
    penalties: Penalties
    """How its hypotheses are weighed."""


def open_model(folder: Path, threads: int) -> ArgosModel:
    """Load the package in ``folder``; EngineError where it is incomplete, damaged or needs what is not installed."""
    package = _read_package(folder)
    encode, decode = _tokenizer(package, folder)
    weights = folder / "model" / "model.bin"
    if not weights.is_file():
        raise EngineError("this Argos package has no model/model.bin", where=str(folder), remedy=_REINSTALL)
    translator, workers = _load_translator(folder, threads)
    prefix = package.target_prefix
    return ArgosModel(
        translator=translator,
        workers=workers,
        encode=encode,
        decode=decode,
        prefix=(prefix,) if isinstance(prefix, str) and prefix else (),
        is_one_token=lambda text: "".join(encode(text)).strip("▁") in encode(text),
        joiner="" if package.to_code in _SPACELESS else " ",
        fingerprint=_fingerprint(package, weights),
        penalties=read_penalties(folder),
    )


def _read_package(folder: Path) -> _Package:
    try:
        from argostranslate.package import Package  # noqa: PLC0415 - it makes folders when it is imported

        package: _Package = Package(folder)
    except FileNotFoundError as error:
        raise EngineError("not an Argos package: no metadata.json", where=str(folder), remedy=_REINSTALL) from error
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise EngineError(
            message("cannot be used as an Argos package: {reason}", reason=error), where=str(folder), remedy=_REINSTALL
        ) from error
    return package


def _tokenizer(package: _Package, folder: Path) -> tuple[Callable[[str], list[str]], Callable[[list[str]], str]]:
    tokenizer: _Tokenizer | None = getattr(package, "tokenizer", None)
    if tokenizer is None:
        raise EngineError("this Argos package has no sentencepiece.model", where=str(folder), remedy=_REINSTALL)
    is_bpe = not hasattr(tokenizer, "lazy_processor")
    if is_bpe and importlib.util.find_spec("sacremoses") is None:
        raise EngineError(
            "this Argos package has an old BPE tokenizer, which needs the library sacremoses",
            where=str(folder),
            remedy="take a newer package, or: pip install sacremoses",
        )
    try:
        tokenizer.encode("a")  # loads it
    except (OSError, ValueError, RuntimeError, LookupError) as error:
        raise EngineError("its tokenizer model is damaged", where=str(folder), remedy=_REINSTALL) from error
    return tokenizer.encode, tokenizer.decode if is_bpe else _plain_decoder(tokenizer)


def _plain_decoder(tokenizer: _Tokenizer) -> Callable[[list[str]], str]:
    """SentencePiece's own decoding: the tokenizer's turns every underscore into a space."""
    processor = tokenizer.lazy_processor()  # type: ignore[attr-defined]  # the caller asked whether it has one

    def decode(tokens: list[str]) -> str:
        text: str = processor.decode_pieces(tokens)
        # Tokens outside the vocabulary, put in for <unk>, keep SentencePiece's mark for a space.
        return text.replace("▁", " ")

    return decode


def _load_translator(folder: Path, threads: int) -> tuple[Translator, int]:
    import ctranslate2  # noqa: PLC0415 - 150 MB of libraries

    workers, threads_each = share_cores(threads)
    try:
        translator: Translator = ctranslate2.Translator(
            str(folder / "model"),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=threads_each,
        )
    except (OSError, ValueError, RuntimeError, MemoryError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise EngineError(
            message("its model cannot be loaded: {reason}", reason=reason), where=str(folder), remedy=_REINSTALL
        ) from error
    return translator, workers


def _fingerprint(package: _Package, weights: Path) -> str:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    source, target, version = (
        re.sub(r"[^\w.+-]", "", str(text))[:24]
        for text in (package.from_code, package.to_code, package.package_version)
    )
    return f"argos {source}→{target} {version} ({digest[:8]})".replace("  ", " ")
