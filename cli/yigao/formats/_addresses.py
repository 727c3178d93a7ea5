"""What is a code of a segment in every format alike: web and mail addresses, escape sequences of terminals."""

from collections.abc import Sequence

from yigao.model.document import Code, CodeKind, Part, Text
from yigao.model.span import Span
from yigao.text.addresses import find_addresses
from yigao.text.controls import find_controls, has_controls

_LONGEST_VERBATIM = 40
"""Codes longer than this many characters are shown as placeholders: a link's address is noise to a translator."""


def is_short(source: str) -> bool:
    """Whether translators see a code as it is: it is short, stands on one line as an entry does, and can be seen."""
    return len(source) <= _LONGEST_VERBATIM and "\n" not in source and "\r" not in source and not has_controls(source)


def addresses_apart(part: Part) -> Sequence[Part]:
    """A text cut at the addresses and escape sequences in it, which are codes; a code as it is."""
    if not isinstance(part, Text):
        return (part,)
    controls = find_controls(part.text)
    if controls:
        pieces = _cut(part, controls, CodeKind.TAG)
        return [one for piece in pieces for one in (addresses_apart(piece) if isinstance(piece, Text) else (piece,))]
    found = find_addresses(part.text)
    return _cut(part, found, CodeKind.URL) if found else (part,)


def _cut(part: Text, found: Sequence[Span], kind: CodeKind) -> list[Part]:
    cut: list[Part] = []
    start, at = part.span.start, 0
    for span in found:
        if span.start > at:
            cut.append(Text(Span(start + at, start + span.start), part.text[at : span.start]))
        source = span.cut(part.text)
        cut.append(Code(Span(start + span.start, start + span.end), source, kind, verbatim=is_short(source)))
        at = span.end
    if at < len(part.text):
        cut.append(Text(Span(start + at, part.span.end), part.text[at:]))
    return cut
