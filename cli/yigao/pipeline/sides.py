"""Taking entries apart for checks, with the parser, matcher and numeral reader that drafting uses."""

import re
from collections.abc import Callable, Iterator

from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Side
from yigao.model.document import Code, Segment, Text
from yigao.model.interfaces import Format
from yigao.pipeline.draft import Knowledge
from yigao.pipeline.exposed import masked

_MARKUP = re.compile(r"[<>*_`~\[\]!&\\$@#|{}^=+-]|://|www\.|\n")
"""Without one of these a text holds no code."""
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#\w{1,8}|\w{1,32});")


def side_of(text: str, part: Format) -> Side:
    """One side of an entry of an article in that format."""
    if not _MARKUP.search(text):
        return Side(text, text, tuple(range(len(text) + 1)), ())
    plain: list[str] = []
    offsets: list[int] = []
    codes: list[Code] = []
    for piece in _pieces(part.parse(text).segments):
        if isinstance(piece, Code):
            codes.append(piece)
        else:
            _add(piece, part.SPELLINGS[""].plain, plain, offsets)
    return Side(text, "".join(plain), (*offsets, len(text)), tuple(codes))


def _pieces(segments: tuple[Segment, ...]) -> Iterator[Text | Code]:
    """The parts of the outer segments; what stands inside a code has an entry of its own."""
    end = 0
    for segment in segments:
        if segment.span.start >= end:
            yield from segment.parts
            end = segment.span.end


def _add(text: Text, plain: Callable[[str], str], characters: list[str], offsets: list[int]) -> None:
    """Add a text's characters as a reader sees them."""
    at = 0
    start = text.span.start
    for match in _ESCAPED.finditer(text.text):
        characters.extend(text.text[at : match.start()])
        offsets.extend(range(start + at, start + match.start()))
        seen = plain(match.group())
        characters.extend(seen)
        offsets.extend([start + match.start()] * len(seen))
        at = match.end()
    characters.extend(text.text[at:])
    offsets.extend(range(start + at, start + len(text.text)))


def checked(entry: Entry, part: Format, knowledge: Knowledge) -> Checked | None:
    """The entry taken apart; None where there is nothing to check: untranslated and obsolete ones."""
    if entry.state in {State.NEW, State.OBSOLETE}:
        return None
    source = side_of(entry.source, part)
    terms = tuple(knowledge.terms(source.plain))
    quantities = knowledge.quantities(masked(source.plain, [match.span for match in terms]))
    return Checked(entry, source, side_of(entry.target, part), terms, tuple(quantities))
