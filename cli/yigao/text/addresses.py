"""Web and mail addresses in running text."""

import re

from yigao.model.span import Span

_ADDRESS = re.compile(
    r"(?:[A-Za-z]{3,5}://|[Ww]{3}\.)[A-Za-z0-9._~:/?#@!$&()*+,;=%-]++"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_PUNCTUATION = ".,;:!?*_~"


def find_addresses(text: str) -> list[Span]:
    """Where addresses stand, without the punctuation of the sentence around them.

    Only ASCII belongs to an address: in Chinese text the next word follows it without a space.
    """
    if "://" not in text and "@" not in text and "w." not in text and "W." not in text:
        return []  # most texts: a search for fixed strings is much quicker than the pattern
    found = []
    for match in _ADDRESS.finditer(text):
        end = match.start() + len(without_tail(match.group()))
        if end > match.start():
            found.append(Span(match.start(), end))
    return found


def without_tail(address: str) -> str:
    """``address`` without final punctuation and without closing brackets that it did not open."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in _PUNCTUATION:
            break
        end -= 1
    return address[:end]
