"""Putting pieces of a target text together: which marks Chinese punctuation becomes and where spaces go."""

import re

_RUNS = (("——", "—"), ("……", "…"))
_MARKS = {
    "，": ", ",
    "、": ", ",
    "。": ". ",
    "｡": ". ",
    "．": ". ",
    "；": "; ",
    "：": ": ",
    "？": "? ",
    "！": "! ",
    "（": " (",
    "）": ") ",
    "【": " [",
    "】": "] ",
    "〔": " [",
    "〕": "] ",
    "「": " “",
    "」": "” ",
    "『": " ‘",
    "』": "’ ",
    "《": " “",
    "》": "” ",
    "〈": " ‘",
    "〉": "’ ",
    "…": "…",
    "·": " ",
    "～": "–",
    "％": "%",
    "\u3000": " ",
}
_WORDLESS = re.compile(r"[\W_]*")
_BEFORE_NOTHING = re.compile(r"[ \u00a0]+(?=[,.;:!?)\]}”’%…])")
_AFTER_NOTHING = re.compile(r"(?<=[(\[{“‘])[ \u00a0]+")
_SPACES = re.compile(r"[ \u00a0\t\n]{2,}|[\t\n]")
_STAYS_LEFT = re.compile(r"[,.;:!?)\]}”’%…—–/\s，。、；：？！）】》」』·]")
_STAYS_RIGHT = re.compile(r"[(\[{“‘—–/\s，。、；：？！（【《「『·]")


def is_wordless(text: str) -> bool:
    """Whether a text holds no letter and no digit: punctuation and white space alone."""
    return _WORDLESS.fullmatch(text) is not None


def marks(text: str) -> str:
    """``text`` with each Chinese punctuation mark as European typesetting writes it, spaces included."""
    for run, mark in _RUNS:
        text = text.replace(run, mark)
    return tidy("".join(_MARKS.get(character, character) for character in text))


def tidy(text: str) -> str:
    """``text`` with single spaces, none before closing and none after opening punctuation. Edges are kept."""
    text = _SPACES.sub(" ", text)
    return _AFTER_NOTHING.sub("", _BEFORE_NOTHING.sub("", text))


def wants_space(left: str, right: str) -> bool:
    """Whether a space belongs between two pieces of a text in a language that spaces its words."""
    return bool(left and right) and not (_STAYS_RIGHT.match(left[-1]) or _STAYS_LEFT.match(right[0]))
