"""What training makes small: surprise at the right token, and looking away from its counterpart."""

import math
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
        ctx: Any,
        hidden: torch.Tensor,
        weight: torch.Tensor,
        more: torch.Tensor,
        wanted: torch.Tensor,
        inside: torch.Tensor,
        smooth: float,
    ) -> torch.Tensor:
        size, chunk = len(weight), _CHUNK[hidden.device.type]
        towards_hidden = torch.empty_like(hidden)
        towards_weight = torch.zeros_like(weight, dtype=torch.float32 if hidden.is_cuda else weight.dtype)
        surprise = torch.zeros((), device=hidden.device)
        for start in range(0, len(hidden), chunk):
            rows, right = hidden[start : start + chunk], wanted[start : start + chunk, None]
            counted = inside[start : start + chunk, None]
            shares = torch.softmax(torch.addmm(more, rows, weight.t()), -1)
            share = shares.gather(1, right)
            surprise -= (share.float().clamp_min(1e-9).log() * counted).sum()
            shares.sub_(smooth / size)
            shares.scatter_(1, right, share - smooth / size - (1 - smooth))
            shares.mul_(counted)
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
            *[None] * 4,
        )


def surprise(
    hidden: torch.Tensor, weight: torch.Tensor, wanted: torch.Tensor, smooth: float, *, drawn: int = 0
) -> torch.Tensor:
    """The sum of -log p(token) over all tokens that are no padding. Its gradient is that of the smoothed loss.

    With ``drawn``, p is estimated from the tokens that are wanted somewhere in the batch and so many of the others, drawn
    by lot, each standing for as many as were not drawn. Smoothing then goes over these alone.
    """
    rows, flat = hidden.reshape(-1, hidden.shape[-1]), wanted.reshape(-1)
    inside = flat.ne(PAD)
    if not drawn:
        return _Surprise.apply(rows, weight, weight.new_zeros(len(weight)), flat, inside, smooth)
    present = torch.zeros(len(weight), dtype=torch.bool, device=weight.device).index_fill_(0, flat, value=True)
    said, others = present.nonzero()[:, 0], (~present).nonzero()[:, 0]
    some = others[torch.randperm(len(others), device=weight.device)[:drawn]]
    tokens = torch.cat([said, some])
    places = torch.zeros_like(present, dtype=torch.long)
    places[tokens] = torch.arange(len(tokens), device=weight.device)
    more = weight.new_zeros(len(tokens))
    more[len(said) :] = math.log(len(others) / max(len(some), 1)) if len(others) else 0.0
    return _Surprise.apply(rows, weight.index_select(0, tokens), more, places[flat], inside, smooth)


def astray(looks: torch.Tensor, links: torch.Tensor) -> torch.Tensor:
    """The mean of -log p(counterpart) over the tokens that have one; ``looks`` are logarithms, -1 in ``links`` is none."""
    linked = links >= 0
    found = looks.gather(2, links.clamp_min(0)[..., None])[..., 0]
    return -(found * linked).sum() / linked.sum().clamp_min(1)
