"""Adam over flat buffers: weights to compute with (bfloat16 where the device is good at it), exact copies, moments and a running mean in float32."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from training.model import Transformer
from training.weights import Arrays

_BETAS = (0.9, 0.98)
_TINY = 1e-9
_MEAN_EVERY = 4
"""Steps between updates of the running mean."""


class Optimizer:
    """A model's parameters as stretches of flat buffers, which a few long vector operations update."""

    def __init__(self, model: Transformer, dtype: torch.dtype, *, clip: float, keep: float) -> None:
        """``clip`` bounds the gradient's norm; ``keep`` is how much of the running mean stays at each step."""
        self._parameters = dict(model.named_parameters())
        self._clip, self._keep = clip, keep
        size = sum(parameter.numel() for parameter in self._parameters.values())
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
        self.exact.grad = torch.zeros_like(self.exact)
        self._adam = torch.optim.Adam([self.exact], betas=_BETAS, eps=_TINY, fused=True)
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
        gradient = self.exact.grad
        gradient.copy_(self._gradient)
        norm = torch.linalg.vector_norm(gradient)
        gradient.mul_((self._clip / (norm + 1e-6)).clamp_max(1.0))
        self._adam.param_groups[0]["lr"] = rate
        self._adam.step()
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
        return {"exact": self.exact, "mean": self.mean, "adam": self._adam.state_dict(), "steps": self.steps}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from there."""
        with torch.no_grad():
            self.exact.copy_(state["exact"])
        self.mean.copy_(state["mean"])
        self._adam.load_state_dict(state["adam"])
        self.steps = state["steps"]
        self.use(self.exact)
