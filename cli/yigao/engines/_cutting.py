"""Over-long sentences in pieces that a model can take."""

import re
from collections.abc import Callable, Iterator
from math import ceil

_CLOSERS = "[”’」』）》】\"')\\]]*"
_MARKS = tuple(
    re.compile(f"(?:{full}|{ascii_mark}(?=[\\s”’\"')\\]])){_CLOSERS}")
    for full, ascii_mark in (("[。！？…]+", "[.!?]"), ("；", ";"), ("[，、]", ","), ("[：—]+", ":"))
)
"""Where to cut, best places first; an ASCII mark counts before a space or a closing quote only (1,000 and 3.5 stay)."""


def cut(text: str, limit: int, length: Callable[[str], int]) -> list[str]:
    """``text`` in pieces of at most ``limit``, measured by ``length``.

    Cuts after sentence ends, then ；, then ， and 、, then ：, and where none of these helps between any two characters,
    if possible at a space or between two letters one of which is Han. Pieces are about equally long; without their spaces
    they join to ``text`` without its own. One character is never cut, however long it measures.
    """
    pieces = [text.strip()]
    if length(pieces[0]) <= limit:
        return pieces if pieces[0] else []
    for marks in _MARKS:
        pieces = [part for piece in pieces for part in _cut_at(marks, piece, limit, length)]
    return [part for piece in pieces for part in _halved(piece, limit, length)]


def _cut_at(marks: re.Pattern[str], text: str, limit: int, length: Callable[[str], int]) -> Iterator[str]:
    total = length(text)
    if total <= limit:
        yield text
        return
    goal = total / ceil(total / limit)
    start, end, held = 0, 0, 0
    last_word = next((at for at in range(len(text), 0, -1) if text[at - 1].isalnum()), 0)
    ends = (match.end() for match in marks.finditer(text))
    for clause_end in (*(at for at in ends if at < last_word), len(text)):
        size = length(text[end:clause_end])
        if held and (held >= goal or held + size > limit):
            yield from _stripped(text[start:end])
            start, held = end, 0
        held += size
        end = clause_end
    yield from _stripped(text[start:])


def _stripped(text: str) -> Iterator[str]:
    if bare := text.strip():
        yield bare


def _halved(text: str, limit: int, length: Callable[[str], int]) -> list[str]:
    if len(text) < 2 or length(text) <= limit:
        return [text] if text else []
    middle = _cutting_place(text)
    return [part for half in (text[:middle], text[middle:]) for part in _halved(half.strip(), limit, length)]


def _cutting_place(text: str) -> int:
    """The best place near the middle; names, numbers and placeholders stay whole where possible."""
    middle = len(text) // 2
    for distance in range(len(text) // 3 + 1):
        for at in (middle - distance, middle + distance):
            if 0 < at < len(text) and _parts(text[at - 1], text[at]):
                return at
    return middle


def _parts(left: str, right: str) -> bool:
    if left.isspace() or right.isspace():
        return True
    return left.isalpha() and right.isalpha() and (_is_han(left) or _is_han(right))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
