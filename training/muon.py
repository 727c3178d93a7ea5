"""Muon: a matrix takes steps that are equally long in all directions, however steep each is.

The step is the momentum of the gradient, made nearly orthogonal by five rounds of a polynomial whose coefficients are
those of K. Jordan's "Muon: An optimizer for hidden layers in neural networks" (2024). A model learns more from a token than
with Adam, which counts where there is little time. Embeddings and vectors are left to Adam.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import torch

_MOMENTUM = 0.95
_ROUNDS = 5
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class Matrix:
    """A stretch of a flat buffer."""

    start: int
    """Of the first of its values."""
    rows: int
    """How many."""
    columns: int
    """How many."""

    def of(self, buffer: torch.Tensor) -> torch.Tensor:
        """It, as it stands in ``buffer``."""
        return buffer[self.start : self.start + self.rows * self.columns].view(self.rows, self.columns)


class Muon:
    """For the matrices of one flat buffer; those of one shape are computed together."""

    def __init__(
        self, matrices: Iterable[Matrix], buffer: torch.Tensor, dtype: torch.dtype, *, decay: float = 0.0
    ) -> None:
        """``dtype`` is what products are computed in; at each step weights lose ``decay`` · rate of themselves."""
        self._shapes: dict[tuple[int, int], list[Matrix]] = {}
        for matrix in matrices:
            self._shapes.setdefault((matrix.rows, matrix.columns), []).append(matrix)
        self._dtype, self._decay = dtype, decay
        self.moment = torch.zeros_like(buffer)

    def step(self, weights: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Change ``weights``, a buffer like the ``gradient``."""
        self.moment.mul_(_MOMENTUM).add_(gradient)
        ahead = gradient.add(self.moment, alpha=_MOMENTUM)
        weights.mul_(1 - rate * self._decay)
        for (rows, columns), matrices in self._shapes.items():
            steps = orthogonal(torch.stack([matrix.of(ahead) for matrix in matrices]).to(self._dtype))
            length = rate * max(1.0, rows / columns) ** 0.5
            for matrix, step in zip(matrices, steps, strict=True):
                matrix.of(weights).sub_(step.float(), alpha=length)


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """(count, rows, columns), each with its singular values brought near 1 (0.7 to 1.2), but for tiny ones."""
    wide = matrices.shape[1] <= matrices.shape[2]
    values = matrices if wide else matrices.transpose(1, 2)
    values = values / (torch.linalg.vector_norm(values, dim=(1, 2), keepdim=True) + _TINY)
    once, thrice, five_times = _COEFFICIENTS
    for _ in range(_ROUNDS):
        square = values @ values.transpose(1, 2)
        inner = torch.baddbmm(square, square, square, beta=thrice, alpha=five_times)
        values = torch.baddbmm(values, inner, values, beta=once)
    return values if wide else values.transpose(1, 2)
