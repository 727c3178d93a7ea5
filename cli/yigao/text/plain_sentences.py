"""The sentences of texts that leave nothing to weigh up, which most paragraphs are: a short way to the same cuts.

Here sentences are Han, Latin letters and digits with ordinary punctuation and codes, end in 。！？ right before the next
one, and hold pairs of marks and links only with no terminator inside. Then each 。！？ outside of pairs is an end,
whatever `yigao.text.sentences` looks at besides. The tests hold that both give the same.
"""

import re
from functools import lru_cache

from yigao.text.han import HAN
from yigao.text.masks import CLOSE, FILL, LINK_CLOSE, LINK_OPEN, NOTE, OPAQUE, OPEN, SKIP, SOFT

_MARKS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("【", "】"), (LINK_OPEN, LINK_CLOSE))
_OPENING = "".join(opening for opening, _ in _MARKS)
_CLOSING = "".join(closing for _, closing in _MARKS)
_EITHER = _OPENING + _CLOSING
_UNSEEN = f"{CLOSE}{NOTE}{SKIP}{FILL}"
_INNER = rf"，、：；,:;%·—…/+#&@\- {SOFT}{_UNSEEN}"
_PLAIN = re.compile(rf"(?:[{HAN}A-Za-z0-9{OPAQUE}{OPEN}{_INNER}{_EITHER}。！？]++|(?<=[A-Za-z0-9])\.(?=[A-Za-z0-9]))*+")

# What follows is for such texts alone: there, "none of these" says it in a few characters.
_BEGIN = rf"(?:{OPEN}{FILL}*+)*+[^{_INNER}{OPEN}。！？.{_CLOSING}]"
_INSIDE = f"[^{_EITHER}。！？]"
_PAIR = f"[{_OPENING}]{_INSIDE}*+[{_CLOSING}]"
_PAIR_OF_PAIRS = f"[{_OPENING}](?:{_INSIDE}++|{_PAIR})*+[{_CLOSING}]"
_SENTENCE = re.compile(rf"(?={_BEGIN})(?:{_INSIDE}++|{_PAIR_OF_PAIRS})++(?:[。！？]++[{_UNSEEN}]*+(?={_BEGIN}|\Z)|\Z)")
_MARK = re.compile(f"[{_EITHER}]")
_DEEPEST = 2
"""How many pairs of marks lie in one another at most."""


def plain_cuts(masked: str) -> list[int]:
    """Where the sentences of a text end whose codes are signs; none if it is not that plain."""
    cuts = []
    at = len(masked) - len(masked.lstrip("\u3000"))
    if not _PLAIN.fullmatch(masked, at) or not _are_of_a_kind("".join(_MARK.findall(masked))):
        return []
    while at < len(masked):
        found = _SENTENCE.match(masked, at)
        if not found:
            return []
        at = found.end()
        cuts.append(at)
    return cuts


@lru_cache(maxsize=1024)
def _are_of_a_kind(marks: str) -> bool:
    """Whether each of the ``marks`` of a text is one of a pair. Most texts have the same few."""
    for _ in range(_DEEPEST):
        for opening, closing in _MARKS:
            marks = marks.replace(opening + closing, "")
    return not marks
