"""A Transformer that is, layer by layer, CTranslate2's `TransformerSpec` with layer norms in front.

Positions are sinusoids, embeddings are scaled by √width, source, target and output share one matrix without a bias. The
source is ``tokens </s>``; the decoder starts from ``<s>``. The first head of the last decoder layer's attention to the
source is the alignment head: the one that CTranslate2 shows when asked for attention (`alignment_layer=-1`,
`alignment_heads=1`), trained to look at the counterpart of the token that is said next.
"""

import math
from typing import TypeAlias

import torch
from torch import nn
from torch.nn import functional

from training.symbols import BOS, EOS, PAD
from training.weights import Shape

Cache: TypeAlias = dict[str, torch.Tensor]

_NEVER = -1e4
"""Added to what must not be looked at; bfloat16 knows it."""
_LONGEST = 1024
_POOL = 1 << 22


def sinusoids(length: int, width: int) -> torch.Tensor:
    """Positions as CTranslate2 makes them when a model brings none: sines, then cosines, counted from 1."""
    half = width // 2
    steps = torch.exp(torch.arange(half, dtype=torch.float64) * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, length + 1, dtype=torch.float64)[:, None] * steps[None]
    return torch.cat([angles.sin(), angles.cos()], 1).float()


class Dropout(nn.Module):
    """Dropout; on a CPU from a pool of masks made once, since drawing costs more there than the matrix products."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self._pool: torch.Tensor | None = None

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """``values``, some of them dropped while training."""
        if not self.training or not self.share:
            return values
        if values.is_cuda:
            return functional.dropout(values, self.share)
        count = values.numel()
        if self._pool is None or self._pool.numel() < 2 * count:
            size = max(_POOL, 2 * count)
            self._pool = (torch.rand(size) >= self.share).to(values.dtype) / (1 - self.share)
        start = int(torch.randint(0, self._pool.numel() - count + 1, ()))
        return values * self._pool[start : start + count].view(values.shape)


class FeedForward(nn.Module):
    """The second half of a layer."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.w1 = nn.Linear(shape.width, shape.hidden)
        self.w2 = nn.Linear(shape.hidden, shape.width)
        self.dropout = dropout

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """``values`` and what the network adds."""
        return values + self.dropout(self.w2(functional.relu(self.w1(self.norm(values)))))


def attention(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor | None, *, causal: bool = False
) -> torch.Tensor:
    """(batch, heads, length, width of a head) each.

    On a CPU by plain products: the backward pass of torch's own is several times slower at the length of sentences.
    """
    if query.is_cuda:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=causal)
    scores = query @ key.transpose(2, 3) * query.shape[-1] ** -0.5
    if causal:
        length = query.shape[2]
        scores = scores + torch.full((length, length), _NEVER, dtype=scores.dtype).triu_(1)
    if mask is not None:
        scores = scores + mask
    return torch.softmax(scores, -1) @ value


class SelfAttention(nn.Module):
    """Attention to the text's own words."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.width)
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.dropout = dropout

    def forward(
        self, values: torch.Tensor, mask: torch.Tensor | None, *, causal: bool = False, cache: Cache | None = None
    ) -> torch.Tensor:
        """``values`` and what attention adds; a cache holds the keys and values of the words before."""
        batch, length, width = values.shape
        parts = self.qkv(self.norm(values)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if cache is not None:
            if "key" in cache:
                key, value = torch.cat([cache["key"], key], 2), torch.cat([cache["value"], value], 2)
            cache["key"], cache["value"] = key, value
        seen = attention(query, key, value, mask, causal=causal)
        return values + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, width)))


class CrossAttention(nn.Module):
    """Attention of the decoder to the source."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.width)
        self.q = nn.Linear(shape.width, shape.width)
        self.kv = nn.Linear(shape.width, 2 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.dropout = dropout

    def forward(
        self, values: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """``values`` and what attention adds; the first head's logarithms of where it looks."""
        batch, length, width = values.shape
        size = width // self.heads
        query = self.q(self.norm(values)).view(batch, length, self.heads, size).transpose(1, 2)
        key, value = self.kv(memory).view(batch, -1, 2, self.heads, size).permute(2, 0, 3, 1, 4)
        seen = attention(query, key, value, mask)
        first = (query[:, 0] @ key[:, 0].transpose(1, 2)).float() * size**-0.5 + mask[:, 0].float()
        return (
            values + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, width))),
            torch.log_softmax(first, -1),
        )


class EncoderLayer(nn.Module):
    """Attention, then feed-forward."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.att = SelfAttention(shape, dropout)
        self.ffn = FeedForward(shape, dropout)

    def forward(self, values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The layer's output."""
        return self.ffn(self.att(values, mask))


class DecoderLayer(nn.Module):
    """Attention to what has been said, to the source, then feed-forward."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.att = SelfAttention(shape, dropout)
        self.cross = CrossAttention(shape, dropout)
        self.ffn = FeedForward(shape, dropout)

    def forward(
        self, values: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor, cache: Cache | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The layer's output and where its first head looks."""
        values = self.att(values, None, causal=cache is None, cache=cache)
        values, looks = self.cross(values, memory, mask)
        return self.ffn(values), looks


class Transformer(nn.Module):
    """The whole."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = Dropout(dropout)
        self.emb = nn.Embedding(shape.vocabulary, shape.width)
        self.encoder = nn.ModuleList(EncoderLayer(shape, self.dropout) for _ in range(shape.encoder))
        self.enc_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(DecoderLayer(shape, self.dropout) for _ in range(shape.decoder))
        self.dec_norm = nn.LayerNorm(shape.width)
        self.register_buffer("positions", sinusoids(_LONGEST, shape.width), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                nn.init.xavier_uniform_(weight)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)
            if name.endswith(("out.weight", "w2.weight")):  # what is added by many layers starts small
                layers = 2 * self.shape.encoder if name.startswith("encoder") else 3 * self.shape.decoder
                weight.data.mul_(layers**-0.5)
        nn.init.normal_(self.emb.weight, std=self.shape.width**-0.5)

    def _embedded(self, ids: torch.Tensor, start: int = 0) -> torch.Tensor:
        values = self.emb(ids) * math.sqrt(self.shape.width)
        return self.dropout(values + self.positions[start : start + ids.shape[1]].to(values.dtype))

    def encode(self, source: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The source as the decoder sees it, and the mask of its padding."""
        mask = (source == PAD).to(self.emb.weight.dtype)[:, None, None, :] * _NEVER
        values = self._embedded(source)
        for layer in self.encoder:
            values = layer(values, mask)
        return self.enc_norm(values), mask

    def forward(self, source: torch.Tensor, given: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """For each target position the vector that the output matrix reads, and where the alignment head looks."""
        return self._decoded(self._embedded(given), *self.encode(source))

    def _decoded(
        self, values: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor, caches: list[Cache] | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        looks = values
        for number, layer in enumerate(self.decoder):
            values, looks = layer(values, memory, mask, caches[number] if caches else None)
        return self.dec_norm(values), looks

    def greedy(self, source: torch.Tensor, most: int) -> tuple[list[int], list[list[float]]]:
        """The likeliest next token again and again, for one source; and where the alignment head looked for each."""
        with torch.no_grad():
            memory, mask = self.encode(source)
            caches: list[Cache] = [{} for _ in self.decoder]
            said, looked = [BOS], []
            while len(said) <= most:
                now = self._embedded(torch.tensor([[said[-1]]]), len(said) - 1)
                values, looks = self._decoded(now, memory, mask, caches)
                best = int((values[0, 0] @ self.emb.weight.t()).argmax())
                if best == EOS:
                    break
                said.append(best)
                looked.append([float(share) for share in looks[0, 0].exp()])
        return said[1:], looked
