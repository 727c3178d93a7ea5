"""What training makes small: surprise at the right token, and looking away from its counterpart."""

from typing import Any

import torch

from training.symbols import PAD

_CHUNK = {"cpu": 512, "cuda": 8192}
"""Rows of the (tokens × vocabulary) matrix that exist at once."""


class _Surprise(torch.autograd.Function):
    """Output matrix, label-smoothed cross entropy and gradient in one go, some rows at a time.

    Padding is computed with and left out afterwards: shapes then stay the same, and nothing waits for a GPU.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: torch.Tensor, weight: torch.Tensor, wanted: torch.Tensor, smooth: float
    ) -> torch.Tensor:
        size, chunk = len(weight), _CHUNK[hidden.device.type]
        towards_hidden = torch.empty_like(hidden)
        towards_weight = torch.zeros_like(weight, dtype=torch.float32 if hidden.is_cuda else weight.dtype)
        surprise = torch.zeros((), device=hidden.device)
        for start in range(0, len(hidden), chunk):
            rows, right = hidden[start : start + chunk], wanted[start : start + chunk, None]
            inside = right.ne(PAD)
            shares = torch.softmax(rows @ weight.t(), -1)
            share = shares.gather(1, right)
            surprise -= (share.float().clamp_min(1e-9).log() * inside).sum()
            shares.sub_(smooth / size)
            shares.scatter_(1, right, share - smooth / size - (1 - smooth))
            shares.mul_(inside)
            torch.mm(shares, weight, out=towards_hidden[start : start + chunk])
            if towards_weight.dtype == shares.dtype:
                towards_weight.addmm_(shares.t(), rows)
            else:
                towards_weight.add_(shares.t() @ rows)
        ctx.save_for_backward(towards_hidden, towards_weight.to(weight.dtype))
        return surprise

    @staticmethod
    def backward(ctx: Any, upstream: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        towards_hidden, towards_weight = ctx.saved_tensors
        return (
            towards_hidden * upstream.to(towards_hidden.dtype),
            towards_weight * upstream.to(towards_weight.dtype),
            None,
            None,
        )


def surprise(hidden: torch.Tensor, weight: torch.Tensor, wanted: torch.Tensor, smooth: float) -> torch.Tensor:
    """The sum of -log p(token) over all tokens that are no padding. Its gradient is that of the smoothed loss."""
    return _Surprise.apply(hidden.reshape(-1, hidden.shape[-1]), weight, wanted.reshape(-1), smooth)


def astray(looks: torch.Tensor, links: torch.Tensor) -> torch.Tensor:
    """The mean of -log p(counterpart) over the tokens that have one; ``looks`` are logarithms, -1 in ``links`` is none."""
    linked = links >= 0
    found = looks.gather(2, links.clamp_min(0)[..., None])[..., 0]
    return -(found * linked).sum() / linked.sum().clamp_min(1)
