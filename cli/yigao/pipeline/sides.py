"""Taking entries apart for checks, with the parser, matcher and numeral reader that drafting uses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Side
from yigao.model.document import WHITE_SPACE, Code, CodeKind, Segment, Text
from yigao.model.interfaces import Format
from yigao.model.span import Span, masked
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.tagged import TAG, codes_of
from yigao.text.formulas import is_formula

_MARKUP = re.compile(r"[<>*_`~\[\]!&\\$@#|{}^=+\n]")
_HYPHEN = re.compile(r"-(?<!\w-)|-(?!\w)")
"""Without one of these, and without an address, a text holds no code. A hyphen inside a word is none, but parsing trims
the text around it."""
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#\w{1,8}|\w{1,32});")
_SOFT_END = re.compile(r"(?<!\\)(?<! {2})\n")
_INLINE = "x "
"""Before a text that could begin a block: an entry is a piece of a paragraph, and what it holds is meant as such."""
_CHINESE = "文 "
"""Before a text in which a format sees no words, because it looks for segments with Chinese alone, as HTML does."""
_MAY_BEGIN_BLOCK = re.compile(r"[^\w<*\[“‘\"'(]|<(?!/?[gx]\d)|\d+[.)]")


def side_of(text: str, part: Format) -> Side:
    """One side of an entry of an article in that format."""
    if not _may_hold_markup(text):
        return Side(text, text, range(len(text) + 1), ())
    codes = codes_of(text, part) if _may_be_tagged(text) else []
    return _around(text, codes) if codes else parsed(text, part)


def _may_hold_markup(text: str) -> bool:
    return _is_marked(text) or ("-" in text and text != text.strip())


def _is_marked(text: str) -> bool:
    if _MARKUP.search(text) or "://" in text or "www." in text:
        return True
    return "-" in text and _HYPHEN.search(text) is not None


def _may_be_tagged(text: str) -> bool:
    """Whether a text has tags and certainly no other markup, nor what parsing trims."""
    return ("<g" in text or "<x" in text) and text == text.strip() and not _is_marked(TAG.sub("", text))


def _around(text: str, codes: Sequence[Code]) -> Side:
    """The side of a text whose codes leave nothing to a reader."""
    starts = (0, *(code.span.end for code in codes))
    ends = (*(code.span.start for code in codes), len(text))
    plain = "".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    offsets = chain.from_iterable(map(range, starts, ends))
    return Side(text, plain, (*offsets, len(text)), tuple(codes))


def parsed(text: str, part: Format) -> Side:
    """One side of an entry as its format's parser takes it apart: what `side_of` gives for any text, at more cost."""
    before = _INLINE if _MAY_BEGIN_BLOCK.match(text) else ""
    inline = _SOFT_END.sub(" ", text)
    segments = part.parse(before + inline).segments
    if not segments:
        before = _CHINESE
        segments = part.parse(before + inline).segments
    plain: list[str] = []
    offsets: list[int] = []
    codes: list[Code] = []
    for piece in _pieces(segments, len(before)):
        if isinstance(piece, Text):
            _add(piece, part.SPELLINGS[""].plain, plain, offsets)
            continue
        codes.append(piece)
        if piece.kind in WHITE_SPACE:
            plain.append("\n")
            offsets.append(piece.span.start)
    return Side(text, "".join(plain), (*offsets, len(text)), tuple(codes))


def _pieces(segments: tuple[Segment, ...], skipped: int) -> Iterator[Text | Code]:
    """The parts of the outer segments, but for the first characters; what stands inside a code has an entry of its own."""
    end = 0
    for segment in segments:
        if segment.span.start >= end:
            if end:
                yield Code(Span(max(0, end - skipped), segment.span.start - skipped), "", CodeKind.SPACE)
            yield from _shifted(map(_worded, segment.parts), skipped) if skipped else map(_worded, segment.parts)
            end = segment.span.end


def _worded(piece: Text | Code) -> Text | Code:
    """The piece, as text if its dollars hold words: $5 for the one and $6 for the other."""
    is_text = isinstance(piece, Code) and piece.kind is CodeKind.MATH and not is_formula(piece.source.strip("$"))
    return Text(piece.span, piece.source) if is_text and isinstance(piece, Code) else piece


def _shifted(pieces: Iterable[Text | Code], by: int) -> Iterator[Text | Code]:
    """The pieces with their places in the text without what was put before it."""
    for piece in pieces:
        if piece.span.end <= by:
            continue
        span = Span(max(0, piece.span.start - by), piece.span.end - by)
        if isinstance(piece, Code):
            yield replace(piece, span=span)
        else:
            yield Text(span, piece.text[len(piece.text) - len(span) :])


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
