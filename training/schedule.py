"""How fast to learn when: the whole of a run is known in minutes, not in steps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schedule:
    """Linear warm-up by steps, then constant, then linearly down over the last part of the time."""

    rate: float
    """The most."""
    warm_up: int
    """Steps."""
    minutes: float
    """Of the whole chain of runs."""
    cool_down: float
    """The last part of the time, as a share."""

    def at(self, step: int, minutes: float) -> float:
        """The rate at a step (from 1), so many minutes after the chain began."""
        rate = self.rate * min(1.0, step / max(self.warm_up, 1))
        left = 1 - min(1.0, minutes / self.minutes)
        return rate * max(0.02, left / self.cool_down) if left < self.cool_down else rate
