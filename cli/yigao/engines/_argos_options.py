"""The argos engine's settings: numbers that a user may set, and how much of the machine it takes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from yigao.errors import EngineError
from yigao.messages import message


@dataclass(frozen=True, slots=True)
class ArgosOptions:
    """How sentences are decoded."""

    max_tokens: int = 150
    """Sentences with more source tokens are cut; models are trained on shorter ones and fail above."""
    beam_size: int = 4
    """Hypotheses kept at each step; Argos's own default."""
    threads: int = 0
    """Processor cores to use; 0 for all that this process may use."""


_RANGES = {"max_tokens": (16, 250), "beam_size": (1, 32), "threads": (0, 256)}


def read_options(given: Mapping[str, str]) -> ArgosOptions:
    """The settings from ``EngineSpec.options``; EngineError for an unknown name or a value out of range."""
    values = {}
    for name, text in given.items():
        if name not in _RANGES:
            raise EngineError(
                message("the argos engine has no option {name!r}", name=name),
                remedy=message("it knows {value}", value=", ".join(_RANGES)),
            )
        least, most = _RANGES[name]
        if not (text.isascii() and text.isdecimal() and len(text) < 9 and least <= int(text) <= most):
            raise EngineError(
                message("the argos engine's option {name} cannot be {text!r}", name=name, text=text),
                remedy=message("give a whole number from {least} to {most}", least=least, most=most),
            )
        values[name] = int(text)
    return ArgosOptions(**values)


def share_cores(threads: int) -> tuple[int, int]:
    """Batches translated at once, and threads for each: a small model gains more from the first than from the second."""
    cores = threads or _usable_cores()
    workers = min(cores, 4)
    return workers, max(1, cores // workers)


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
