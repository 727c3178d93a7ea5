"""The tags of texts that have no other markup, which most entries with codes are: found without a format's parser."""

import re
from functools import cache

from yigao.model.document import Code, CodeKind, Pairing
from yigao.model.interfaces import Format
from yigao.model.span import Span

TAG = re.compile(r"<(?:(?P<slash>/?)g(?P<number>[1-9][0-9]?)|x[1-9][0-9]?/)>")
"""What stands for the markup around some words, and for a code that stands alone."""

_SAMPLE = "文<g1>文</g1>文<x2/>文"


@cache
def pairing_of_lone(part: Format) -> Pairing | None:
    """How a format takes the tag of a code that stands alone (HTML knows no empty elements but its own); None if it
    takes no such tag for one.
    """
    pieces = [piece for segment in part.parse(_SAMPLE).segments for piece in segment.parts]
    codes = [piece for piece in pieces if isinstance(piece, Code)]
    return codes[-1].pairing if len(codes) == 3 else None


def codes_of(text: str, part: Format) -> list[Code]:
    """The tags of a text with no other markup, as its format would read them.

    None where one of a pair has no partner, and where pairs nest: formats may put such tags together.
    """
    lone = pairing_of_lone(part)
    if lone is None:
        return []
    codes: list[Code] = []
    opened = ""
    pair = 0
    for tag in TAG.finditer(text):
        slash, number = tag["slash"], tag["number"]
        if number is not None and opened != (number if slash else ""):
            return []
        if slash == "":
            opened, pair = number, pair + 1
        elif slash:
            opened = ""
        pairing = lone if number is None else Pairing.CLOSE if slash else Pairing.OPEN
        codes.append(Code(Span(*tag.span()), tag.group(), CodeKind.TAG, pairing, None if number is None else pair))
    return [] if opened else codes
