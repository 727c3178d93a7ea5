"""Muon and Adam over flat buffers: weights to compute with (bfloat16 where the device is good at it), exact copies, moments and a running mean in float32."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch

from training.model import Transformer
from training.muon import Matrix, Muon
from training.weights import Arrays

_BETAS = (0.9, 0.98)
_TINY = 1e-9
_MEAN_EVERY = 4
"""Steps between updates of the running mean."""


class Optimizer:
    """A model's parameters as stretches of flat buffers, which a few long vector operations update."""

    def __init__(
        self,
        model: Transformer,
        dtype: torch.dtype,
        *,
        clip: float,
        keep: float,
        matrix_share: float,
        decay: float = 0.0,
    ) -> None:
        """``clip`` bounds the gradient's norm; ``keep`` is how much of the running mean stays at each step.

        ``matrix_share`` is Muon's rate for matrices as a multiple of the others' rate; 0: Adam for all. ``decay`` is
        Muon's.
        """
        named = dict(model.named_parameters())
        by_muon = {name for name in named if matrix_share and _is_inner_matrix(name, named[name])}
        self._parameters = {name: named[name] for name in sorted(named, key=by_muon.__contains__)}
        self._clip, self._keep, self._matrix_share = clip, keep, matrix_share
        size = sum(parameter.numel() for parameter in named.values())
        self._others = size - sum(named[name].numel() for name in by_muon)
        device = model.emb.weight.device
        self.exact = torch.empty(size, device=device)
        self._used = torch.empty(size, dtype=dtype, device=device)
        self._gradient = torch.zeros(size, dtype=dtype, device=device)
        start = 0
        for parameter in self._parameters.values():
            end = start + parameter.numel()
            self.exact[start:end] = parameter.data.float().reshape(-1)
            parameter.data = self._used[start:end].view_as(parameter)
            parameter.grad = self._gradient[start:end].view_as(parameter)
            start = end
        self._exact_gradient = torch.zeros_like(self.exact)
        vectors = self.exact[: self._others]
        vectors.grad = self._exact_gradient[: self._others]
        self._adam = torch.optim.Adam([vectors], betas=_BETAS, eps=_TINY, fused=True)
        matrices = list(_matrices({name: named[name] for name in self._parameters if name in by_muon}))
        self._muon = Muon(matrices, self.exact[self._others :], dtype, decay=decay) if matrices else None
        self.mean = self.exact.clone()
        self.steps = 0
        self.use(self.exact)

    def use(self, weights: torch.Tensor) -> None:
        """Let the model compute with these."""
        self._used.copy_(weights)

    def zero(self) -> None:
        """Forget the gradient."""
        self._gradient.zero_()

    def step(self, rate: float) -> torch.Tensor:
        """Go against the gradient; its norm."""
        gradient = self._exact_gradient
        gradient.copy_(self._gradient)
        norm = torch.linalg.vector_norm(gradient)
        gradient.mul_((self._clip / (norm + 1e-6)).clamp_max(1.0))
        self._adam.param_groups[0]["lr"] = rate
        self._adam.step()
        if self._muon:
            inner = slice(self._others, None)
            self._muon.step(self.exact[inner], gradient[inner], rate * self._matrix_share)
        self.use(self.exact)
        self.steps += 1
        if self.steps % _MEAN_EVERY == 0:  # young means forget faster
            kept = min(self._keep, (self.steps + 1) / (self.steps + 10))
            self.mean.lerp_(self.exact, 1 - kept**_MEAN_EVERY)
        return norm

    def arrays(self, weights: torch.Tensor) -> Arrays:
        """A flat buffer by parameter, as NumPy arrays."""
        found, start = {}, 0
        for name, parameter in self._parameters.items():
            end = start + parameter.numel()
            found[name] = weights[start:end].view_as(parameter).detach().cpu().numpy().copy()
            start = end
        return found

    def set(self, arrays: Arrays) -> None:
        """Start from these weights."""
        flat = np.concatenate([arrays[name].reshape(-1) for name in self._parameters])
        self.exact.copy_(torch.from_numpy(flat))
        self.mean.copy_(self.exact)
        self.use(self.exact)

    def state(self) -> dict[str, Any]:
        """All that going on needs."""
        moment = self._muon.moment if self._muon else torch.empty(0)
        adam = self._adam.state_dict()
        return {"exact": self.exact, "mean": self.mean, "adam": adam, "muon": moment, "steps": self.steps}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from there."""
        with torch.no_grad():
            self.exact.copy_(state["exact"])
        self.mean.copy_(state["mean"])
        self._adam.load_state_dict(state["adam"])
        if self._muon:
            self._muon.moment.copy_(state["muon"])
        self.steps = state["steps"]
        self.use(self.exact)


def _is_inner_matrix(name: str, parameter: torch.Tensor) -> bool:
    """Whether it turns vectors into vectors; a row of the embedding stands for a token and is met now and then only."""
    return parameter.dim() == 2 and not name.startswith("emb.")


def _matrices(parameters: Mapping[str, torch.Tensor]) -> Iterator[Matrix]:
    """Where they lie when laid end to end; queries, keys and values, kept as one, are matrices of their own."""
    start = 0
    for name, parameter in parameters.items():
        rows, columns = parameter.shape
        height = columns if name.endswith((".qkv.weight", ".kv.weight")) else rows
        yield from (Matrix(start + row * columns, height, columns) for row in range(0, rows, height))
        start += parameter.numel()
