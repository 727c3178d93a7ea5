"""How far training has come, and how it went on the way."""

import time
from dataclasses import dataclass

import torch


@dataclass(slots=True)
class Place:
    """How far a chain of runs has come."""

    epoch: int = 0
    """Times that all pairs have been seen."""
    batch: int = 0
    """Of this epoch."""
    tokens: int = 0
    """Target tokens seen."""
    minutes: float = 0.0
    """Of the runs before this one."""


class Tally:
    """Sums over some steps. They stay on the device: reading one waits for it."""

    def __init__(self, device: torch.device) -> None:
        self._sums = torch.zeros(4, dtype=torch.float64, device=device)
        self.steps = 0
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since it was begun."""
        return time.monotonic() - self._start

    @property
    def tokens(self) -> float:
        """Target tokens."""
        return float(self._sums[2])

    def restart(self) -> None:
        """Let the time count from now."""
        self._start = time.monotonic()

    def add(self, *values: torch.Tensor) -> None:
        """One step's surprise, straying, tokens and gradient norm."""
        self._sums += torch.stack([value.double() for value in values])
        self.steps += 1

    def means(self) -> dict[str, float]:
        """For the log."""
        surprised, strayed, tokens, norm = self._sums.tolist()
        return {
            "nll": surprised / tokens,
            "astray": strayed / self.steps,
            "norm": norm / self.steps,
            "target_tokens_per_second": tokens / self.seconds,
        }
