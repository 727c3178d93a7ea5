"""Tokens that mean something to both ends: the tokenizer knows each as one piece, on both sides."""

UNK, BOS, EOS, PAD = range(4)

_MOST = 9
PLACEHOLDER = "⟦{}⟧"
PLACEHOLDERS = tuple(PLACEHOLDER.format(number) for number in range(1, _MOST + 1))
"""What may stand for a word that must not be translated."""
TAGS = tuple(tag for number in range(1, _MOST + 1) for tag in (f"<g{number}>", f"</g{number}>", f"<x{number}/>"))
"""What drafting writes for inline codes."""
SYMBOLS = PLACEHOLDERS + TAGS
