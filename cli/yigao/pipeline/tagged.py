"""The tags of texts that have no other markup, which most entries with codes are: found without a format's parser."""

import re
from functools import cache

from yigao.model.document import Code, CodeKind, Pairing
from yigao.model.interfaces import Format
from yigao.model.span import Span

TAG = re.compile(r"<(?P<slash>/?)g(?P<number>[1-9][0-9]?)>")
"""A tag that stands for the markup around some words."""

_SAMPLE = "文<g1>文</g1>"


@cache
def reads_tags(part: Format) -> bool:
    """Whether a format takes these tags for tags."""
    return any(isinstance(piece, Code) for segment in part.parse(_SAMPLE).segments for piece in segment.parts)


def codes_of(text: str) -> list[Code]:
    """The tags of a text with no other markup, as its format would read them; none where one of them has no partner.

    Pairs are numbered in the order of their closing tags.
    """
    tags = list(TAG.finditer(text))
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, tag in enumerate(tags):
        if not tag["slash"]:
            opened.append(at)
        elif opened and tags[opened[-1]]["number"] == tag["number"]:
            pairs[opened.pop()] = pairs[at] = len(pairs) // 2 + 1
        else:
            return []
    return [
        Code(
            Span(tag.start(), tag.end()),
            tag.group(),
            CodeKind.TAG,
            Pairing.CLOSE if tag["slash"] else Pairing.OPEN,
            pairs[at],
        )
        for at, tag in enumerate(tags)
        if not opened
    ]
