"""Reading single inline HTML tags."""

import re
from dataclasses import dataclass

from yigao.model.document import CodeKind, Pairing

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")

VOID_ELEMENTS = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end tag (HTML standard, 13.1.2)."""

ANNOTATIONS = frozenset({"rp", "rt", "rtc"})
"""Elements that say how the words of a ``ruby`` are read."""

OPAQUE_ELEMENTS = ANNOTATIONS | frozenset("code kbd samp var tt pre script style svg math textarea".split())
"""Elements whose content is not prose."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One inline HTML construct."""

    name: str
    """Element name, lower case; empty for comments and the like."""
    kind: CodeKind
    """TAG, COMMENT, IMAGE or HARD_BREAK."""
    pairing: Pairing
    """Whether it opens, closes or stands alone."""


def read_tag(source: str) -> Tag:
    """What ``source``, one tag, comment, declaration or processing instruction, is."""
    match = _TAG.match(source)
    if match is None:
        return Tag("", CodeKind.COMMENT, Pairing.ALONE)
    name = match.group(2).lower()
    if name == "br":
        return Tag(name, CodeKind.HARD_BREAK, Pairing.ALONE)
    if match.group(1):
        return Tag(name, CodeKind.TAG, Pairing.CLOSE)
    if name in VOID_ELEMENTS or source.endswith("/>"):
        return Tag(name, CodeKind.IMAGE if name == "img" else CodeKind.TAG, Pairing.ALONE)
    return Tag(name, CodeKind.TAG, Pairing.OPEN)
