"""Web and mail addresses as codes of a segment, in every format alike."""

from collections.abc import Sequence

from yigao.model.document import Code, CodeKind, Part, Text
from yigao.model.span import Span
from yigao.text.addresses import find_addresses

_LONGEST_VERBATIM = 40
"""Codes longer than this many characters are shown as placeholders: a link's address is noise to a translator."""


def is_short(source: str) -> bool:
    """Whether translators see a code as it is: it is short, and stands on one line as an entry does."""
    return len(source) <= _LONGEST_VERBATIM and "\n" not in source and "\r" not in source


def addresses_apart(part: Part) -> Sequence[Part]:
    """A text cut at the addresses in it, which are codes; a code as it is."""
    found = find_addresses(part.text) if isinstance(part, Text) else []
    return _cut(part, found) if isinstance(part, Text) and found else (part,)


def _cut(part: Text, found: Sequence[Span]) -> list[Part]:
    cut: list[Part] = []
    start, at = part.span.start, 0
    for span in found:
        if span.start > at:
            cut.append(Text(Span(start + at, start + span.start), part.text[at : span.start]))
        address = span.cut(part.text)
        cut.append(Code(Span(start + span.start, start + span.end), address, CodeKind.URL, verbatim=is_short(address)))
        at = span.end
    if at < len(part.text):
        cut.append(Text(Span(start + at, part.span.end), part.text[at:]))
    return cut
