"""The sentences of texts that leave nothing to weigh up, which most paragraphs are: a short way to the same cuts.

Here sentences are Han, Latin letters and digits with ordinary punctuation and codes, end in 。！？ right before the next
one, and hold pairs of marks and links only with no terminator inside. Then each 。！？ outside of pairs is an end,
whatever `yigao.text.sentences` looks at besides. The tests hold that both give the same.
"""

import re

from yigao.text.han import HAN
from yigao.text.masks import CLOSE, FILL, LINK_CLOSE, LINK_OPEN, NOTE, OPAQUE, OPEN, SKIP, SOFT

_MARKS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("【", "】"), (LINK_OPEN, LINK_CLOSE))
_EITHER = "".join(opening + closing for opening, closing in _MARKS)
_UNSEEN = f"{CLOSE}{NOTE}{SKIP}{FILL}"
_INNER = rf"，、：；,:;%·—…/+#&@\- {SOFT}{_UNSEEN}"
_PLAIN = re.compile(rf"(?:[{HAN}A-Za-z0-9{OPAQUE}{OPEN}{_INNER}{_EITHER}。！？]++|(?<=[A-Za-z0-9])\.(?=[A-Za-z0-9]))*+")

# What follows is for such texts alone: there, "none of these" says it in a few characters.
_BEGIN = rf"(?:{OPEN}{FILL}*+)*+[^{_INNER}{OPEN}。！？.{''.join(closing for _, closing in _MARKS)}]"
_INSIDE = f"[^{_EITHER}。！？]"
_PAIR = "|".join(f"{opening}{_INSIDE}*+{closing}" for opening, closing in _MARKS)
_PAIR_OF_PAIRS = "|".join(f"{opening}(?:{_INSIDE}++|{_PAIR})*+{closing}" for opening, closing in _MARKS)
_SENTENCE = re.compile(rf"(?={_BEGIN})(?:{_INSIDE}++|{_PAIR_OF_PAIRS})++(?:[。！？]++[{_UNSEEN}]*+(?={_BEGIN}|\Z)|\Z)")


def plain_cuts(masked: str) -> list[int]:
    """Where the sentences of a text end whose codes are signs; none if it is not that plain."""
    cuts = []
    at = len(masked) - len(masked.lstrip("\u3000"))
    if not _PLAIN.fullmatch(masked, at):
        return []
    while at < len(masked):
        found = _SENTENCE.match(masked, at)
        if not found:
            return []
        at = found.end()
        cuts.append(at)
    return cuts
