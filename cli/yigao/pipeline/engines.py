"""Choosing the engine of a run, and for Argos its model."""

from collections.abc import Callable
from pathlib import Path

from yigao import parts
from yigao.errors import EngineError
from yigao.model.interfaces import Engine, EngineSpec
from yigao.packages.find import Fetch, resolve

ARGOS = "argos"
"""The engine that needs a model."""


def choose_engine(
    name: str, source: str, target: str, *, model: Path | None = None, fetch: Fetch | None = None
) -> Callable[[], Engine | None]:
    """How to get the engine called ``name`` for a language pair; calling the result loads it.

    An empty name means Argos if a model can be had: the call then gives None when none can. Named, Argos without a
    model is an `EngineError`, as is an unknown name (raised at once). Broken packages raise `PackageError`.
    """
    parts.load("engines", name or ARGOS)
    if name not in {"", ARGOS}:
        return lambda: _load(name, EngineSpec(name, source, target))
    given = resolve(source, target, model=model) if model else None

    def load_argos() -> Engine | None:
        folder = given or resolve(source, target, fetch=fetch)
        if folder is not None:
            return _load(ARGOS, EngineSpec(ARGOS, source, target, folder))
        if name:
            raise EngineError(
                f"no Argos model for {source}→{target}",
                remedy=f"`yigao model install {source}_{target}` gets one, `--model FILE` uses one you have",
            )
        return None

    return load_argos


def _load(name: str, spec: EngineSpec) -> Engine:
    engine: Engine = parts.load("engines", name).load(spec)
    return engine
