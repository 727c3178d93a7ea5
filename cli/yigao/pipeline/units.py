"""From the segments of a document to units: sentences with balanced codes and trimmed edges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from yigao.model.document import Code, CodeKind, Document, Pairing, Part, Segment, Text, Unit, UnitCode, UnitPart
from yigao.model.span import Span
from yigao.pipeline.formats import spelling
from yigao.text.han import has_han, joins_without_space
from yigao.text.marks import Mark, Role
from yigao.text.sentences import sentence_spans

PLACEHOLDER = re.compile(r"<(/?)([gx])(\d+)(/?)>")
"""What stands for a code in a unit's text: ``<g1>``, ``</g1>``, ``<x2/>``."""

_CONTENT = frozenset({CodeKind.CODE, CodeKind.MATH, CodeKind.URL})
"""Codes that are words of their sentence: they stay in the unit even at its edge."""

_BREAKS = frozenset({CodeKind.SOFT_BREAK, CodeKind.SPACE})
"""Codes that are white space."""


class UnitSize(StrEnum):
    """How much text makes one catalog entry."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def units_of(document: Document, size: UnitSize = UnitSize.SENTENCE) -> tuple[Unit, ...]:
    """All units of a document in order: whatever holds Chinese a reader sees."""
    found = []
    for index, segment in enumerate(document.segments):
        if spelling(document.format, segment.spelling).whole:
            whole = _unit(document, segment, index, [Text(segment.span, segment.span.cut(document.text))])
            found += [whole] if has_han(whole.source) else []
            continue
        spans = [segment.span] if size is UnitSize.PARAGRAPH else list(_sentences(segment))
        for span in spans:
            parts = _trimmed(_clipped(segment.parts, span))
            if any(isinstance(part, Text) and has_han(part.text) for part in parts):
                found.append(_unit(document, segment, index, parts))
    return tuple(found)


def _sentences(segment: Segment) -> Iterator[Span]:
    start = segment.span.start
    text = "".join(part.text if isinstance(part, Text) else part.source for part in segment.parts)
    marks = [
        Mark(Span(part.span.start - start, part.span.end - start), _role(part))
        for part in segment.parts
        if isinstance(part, Code)
    ]
    for span in sentence_spans(text, marks):
        yield Span(span.start + start, span.end + start)


def _role(code: Code) -> Role:
    """How a code behaves where sentences are cut."""
    if code.kind is CodeKind.LINK:
        return Role.LINK_OPEN if code.pairing is Pairing.OPEN else Role.LINK_CLOSE
    if code.pairing is not Pairing.ALONE:
        return Role.OPEN if code.pairing is Pairing.OPEN else Role.CLOSE
    return _LONE_ROLES.get(code.kind, Role.OPAQUE)


_LONE_ROLES = {
    CodeKind.HARD_BREAK: Role.BREAK,
    CodeKind.SOFT_BREAK: Role.SOFT,
    CodeKind.SPACE: Role.SKIP,
    CodeKind.COMMENT: Role.SKIP,
    CodeKind.FOOTNOTE: Role.NOTE,
}


def _clipped(parts: Sequence[Part], span: Span) -> list[Part]:
    """The parts inside ``span``; texts are cut at its borders, codes never lie across one."""
    inside: list[Part] = []
    for part in parts:
        start, end = max(part.span.start, span.start), min(part.span.end, span.end)
        if start >= end:
            continue
        if isinstance(part, Text):
            offset = part.span.start
            inside.append(Text(Span(start, end), part.text[start - offset : end - offset]))
        else:
            inside.append(part)
    return inside


def _trimmed(parts: list[Part]) -> list[Part]:
    """Without white space and codes at the edges that are not part of the sentence."""
    partners = _partners(parts)
    first, last = 0, len(parts) - 1
    while first <= last:
        partner = partners.get(first)
        if _is_loose(parts[first], partner):
            first += 1
        elif partner in {first + 1, last}:
            last -= partner == last
            partners.pop(partner)
            first += 1
        elif _is_loose(parts[last], partners.get(last)):
            last -= 1
        else:
            break
    kept = parts[first : last + 1]
    if kept and isinstance(kept[0], Text):
        kept[0] = _stripped(kept[0], left=True)
    if kept and isinstance(kept[-1], Text):
        kept[-1] = _stripped(kept[-1], left=False)
    return kept


def _partners(parts: Sequence[Part]) -> dict[int, int]:
    """For both halves of each complete pair, the index of the other half."""
    opened: dict[int, int] = {}
    partners: dict[int, int] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Text) or part.pair is None:
            continue
        if part.pairing is Pairing.OPEN:
            opened[part.pair] = index
        elif part.pair in opened:
            partners[index] = opened[part.pair]
            partners[opened[part.pair]] = index
    return partners


def _is_loose(part: Part, partner: int | None) -> bool:
    """Whether a part at an edge belongs to the skeleton."""
    if isinstance(part, Text):
        return not part.text.strip()
    return partner is None and part.kind not in _CONTENT


def _stripped(text: Text, *, left: bool) -> Text:
    kept = text.text.lstrip() if left else text.text.rstrip()
    start = text.span.end - len(kept) if left else text.span.start
    return Text(Span(start, start + len(kept)), kept)


def _unit(document: Document, segment: Segment, index: int, parts: list[Part]) -> Unit:
    read = spelling(document.format, segment.spelling).read
    named = tuple(replace(part, text=read(part.text)) if isinstance(part, Text) else part for part in _named(parts))
    span = Span(parts[0].span.start, parts[-1].span.end)
    return Unit(
        span=span,
        source="".join(part.text if isinstance(part, Text) else part.token for part in named),
        kind=segment.kind,
        parts=named,
        segment=index,
        line=document.lines.position(span.start)[0],
        spelling=segment.spelling,
    )


def _named(parts: list[Part]) -> Iterator[UnitPart]:
    """The parts with a token for each code; ids count from 1 in the unit and avoid what its text happens to spell."""
    taken = {int(match.group(3)) for match in PLACEHOLDER.finditer("".join(map(_spelling, parts)))}
    partners = _partners(parts)
    ids: dict[int, int] = {}
    last = 0
    for at, part in enumerate(parts):
        if isinstance(part, Text):
            yield part
            continue
        if part.kind in _BREAKS:
            yield from _resolved(parts, at, part)
            continue
        paired = at in partners
        if part.verbatim and (paired or part.pairing is Pairing.ALONE) and not PLACEHOLDER.search(part.source):
            yield UnitCode(part.source, part)
            continue
        if not paired or part.pair not in ids:
            last = next(number for number in range(last + 1, last + len(taken) + 2) if number not in taken)
        if paired and part.pair is not None:
            number = ids.setdefault(part.pair, last)
            yield UnitCode(f"<g{number}>" if part.pairing is Pairing.OPEN else f"</g{number}>", part)
        else:
            yield UnitCode(f"<x{last}/>", part)


def _spelling(part: Part) -> str:
    """What of a part may show literally in the unit's text."""
    if isinstance(part, Text):
        return part.text
    return part.source if part.verbatim else ""


def _resolved(parts: list[Part], at: int, code: Code) -> Iterator[Text]:
    """A soft line end as the text it stands for: nothing between Chinese, a space elsewhere."""
    before, after = parts[max(0, at - _NEIGHBOURS) : at], parts[at + 1 : at + 1 + _NEIGHBOURS]
    left = next((part.text[-1] for part in reversed(before) if isinstance(part, Text)), "")
    right = next((part.text[0] for part in after if isinstance(part, Text)), "")
    if not (left and right and joins_without_space(left, right)):
        yield Text(code.span, " ")


_NEIGHBOURS = 8
"""How many parts on each side of a soft line end are looked at for its neighbouring characters."""
