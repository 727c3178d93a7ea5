"""Choosing the engine of a run, and for Argos its model."""

from collections.abc import Callable
from pathlib import Path

from yigao import parts
from yigao.engines._chain import Chain, Rewriting
from yigao.errors import EngineError
from yigao.messages import message
from yigao.model.interfaces import Engine, EngineSpec, Explorer
from yigao.packages.codes import argos_code
from yigao.packages.find import Fetch, resolve
from yigao.text.script import simplified

ARGOS = "argos"
"""The engine that needs a model."""

PIVOT = "en"
"""The language through which Argos packages translate pairs that have none of their own."""


def choose_engine(
    name: str, source: str, target: str, *, model: Path | None = None, fetch: Fetch | None = None
) -> Callable[[], Engine | None]:
    """How to get the engine called ``name`` for a language pair; calling the result loads it.

    Argos takes a package for the pair; for Traditional Chinese else one for Simplified; else two through English; else it
    asks ``fetch`` for one. An empty name means Argos if a model can be had: the call gives None when none can. Named,
    Argos without a model is an `EngineError`, as is an unknown name (raised at once). Broken packages raise
    `PackageError`.
    """
    parts.load("engines", name or ARGOS)
    if name not in {"", ARGOS}:
        return lambda: _load(name, EngineSpec(name, source, target))
    given = resolve(source, target, model=model) if model else None

    def load_argos() -> Engine | None:
        found = _direct(source, target, given) or _simplified(source, target) or _by_pivot(source, target)
        if found is None and fetch and (folder := fetch()):
            return _load(ARGOS, EngineSpec(ARGOS, source, target, folder))
        if found or not name:
            return found
        raise EngineError(
            message("no Argos model for {source}→{target}", source=source, target=target),
            remedy=message(
                "`yigao model install {source}_{target}` gets one, `--model FILE` uses one you have",
                source=source,
                target=target,
            ),
        )

    return load_argos


def _direct(source: str, target: str, given: Path | None = None) -> Engine | None:
    folder = given or resolve(source, target)
    return _load(ARGOS, EngineSpec(ARGOS, source, target, folder)) if folder else None


def _simplified(source: str, target: str) -> Engine | None:
    """The engine for Simplified Chinese, where there is none for Traditional."""
    if argos_code(source) != "zt":
        return None
    engine = _direct("zh", target) or _by_pivot("zh", target)
    return Rewriting(engine, simplified, "read as Simplified") if isinstance(engine, Explorer) else None


def _by_pivot(source: str, target: str) -> Engine | None:
    """Two engines through English, where both have a package here."""
    if argos_code(target) == PIVOT or not (resolve(source, PIVOT) and resolve(PIVOT, target)):
        return None
    first, second = _direct(source, PIVOT), _direct(PIVOT, target)
    return Chain(first, second) if first and second else None


def _load(name: str, spec: EngineSpec) -> Engine:
    engine: Engine = parts.load("engines", name).load(spec)
    return engine
