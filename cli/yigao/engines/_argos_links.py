"""From a model's attention, which speaks of tokens, to links between stretches of two texts."""

from collections.abc import Iterator, Sequence

from yigao.model.interfaces import Link
from yigao.model.span import Span

_LEAST = 0.1
"""Weights below this say nothing."""

_SEARCHED = 12
"""Characters looked through for the next token; tokenizers change single characters, so that some are not found."""


def links(
    source: str,
    source_tokens: Sequence[str],
    target: str,
    target_tokens: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> tuple[Link, ...]:
    """What each token of the target looked at; without attention there are none."""
    if not attention:
        return ()
    looked_at = tuple(_spans(source, source_tokens))
    found = []
    for span, weights in zip(_spans(target, target_tokens), attention, strict=False):
        if span is None:
            continue
        # An end token, where the model has one, comes after the others and stands for no text.
        for other, weight in zip(looked_at, weights, strict=False):
            if other is not None and weight >= _LEAST:
                found.append(Link(span, other, weight))
    return tuple(found)


def _spans(text: str, tokens: Sequence[str]) -> Iterator[Span | None]:
    """Where each token stands in the text; None for spaces, bytes and what the tokenizer wrote in another way."""
    at = 0
    for token in tokens:
        surface = token.replace("▁", " ").strip()
        start = text.find(surface, at, at + len(surface) + _SEARCHED) if surface else -1
        if start < 0:
            yield None
        else:
            at = start + len(surface)
            yield Span(start, at)
