"""Text with codes as other programs see it: stretches of words, and marks that open, close or stand alone.

A placeholder, ``<g1>`` or ``<x2/>``, becomes a mark named ``g1`` or ``x2``. Markup that translators see as it is, such as
``**``, becomes a mark named ``c1``, ``c2``, … in the order of the source, with its characters as data. What cannot be
a mark, because it has no counterpart in the source, crosses another or stands twice, stays what it is: text.
Putting marks back gives the text they were made from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yigao.model.document import WHITE_SPACE, Code, CodeKind, Pairing
from yigao.model.span import Span

_PLACEHOLDER = re.compile(r"<(/?)([gx])(\d{1,9})(/?)>")
_OURS = re.compile(r"([gx])(\d{1,9})")
_VERBATIM = re.compile(r"c\d+")
_BETWEEN = " … "
"""Between the two ends of a code where a legend shows both, and so in no opening."""
_TAG = re.compile(r"<([A-Za-z][\w-]*)")
_LEGEND = re.compile(r"([gx]\d+) = (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """One inline element, or one end of it."""

    name: str
    """``g1``, ``x2``, ``c3``: the same in source and target."""
    pairing: Pairing
    """Whether it opens, closes or stands alone."""
    data: str
    """What stands in the article, as far as it is known."""
    kind: CodeKind
    """What it is."""
    closing: str = ""
    """Of one that opens, the data of its end."""


Pieces = list[str | Mark]


@dataclass(frozen=True, slots=True)
class _Found:
    """A code or a pair of codes in a text."""

    spans: tuple[Span, ...]
    kind: CodeKind
    texts: tuple[str, ...]


def marked(
    source: str, source_codes: Sequence[Code], target: str, target_codes: Sequence[Code], legend: Iterable[str]
) -> tuple[Pieces, Pieces]:
    """Source and target in pieces. ``legend`` are the lines that explain placeholders: ``g1 = <b>``."""
    originals = {match[1]: match[2] for match in map(_LEGEND.fullmatch, legend) if match}
    ids: dict[tuple[str, ...], list[str]] = {}
    count = 0
    named = []
    for found in _nested(_found(source, source_codes)):
        name = _placeholder_name(found)
        if not name:
            count += 1
            name = f"c{count}"
            ids.setdefault(found.texts, []).append(name)
        named.append((found, name))
    seen: Counter[tuple[str, ...]] = Counter()
    matched = []
    for found in _nested(_found(target, target_codes)):
        name = _placeholder_name(found)
        if not name:
            known = ids.get(found.texts, [])
            name = known[seen[found.texts]] if seen[found.texts] < len(known) else ""
            seen[found.texts] += 1
        matched.append((found, name))
    return _pieces(source, named, originals), _pieces(target, matched, originals)


def _found(text: str, codes: Sequence[Code]) -> list[_Found]:
    """The codes of a text, halves of a pair together, and placeholders that are not among them, by where they begin."""
    loose: list[tuple[Span, CodeKind, str, Pairing, object]] = []
    end = 0
    for code in sorted(codes, key=lambda code: code.span):
        if code.kind in WHITE_SPACE or not len(code.span) or code.span.start < end or code.span.end > len(text):
            continue
        end = code.span.end
        if not _PLACEHOLDER.fullmatch(code.span.cut(text)):
            loose.append((code.span, code.kind, code.span.cut(text), code.pairing, code.pair))
    covered = [span for span, *_ in loose]
    for match in _PLACEHOLDER.finditer(text):
        span = Span(*match.span())
        if not any(other.start < span.end and span.start < other.end for other in covered):
            pairing = Pairing.ALONE if match[2] == "x" else Pairing.CLOSE if match[1] else Pairing.OPEN
            loose.append((span, CodeKind.TAG, match.group(), pairing, match[3] if match[2] == "g" else None))
    return _joined(sorted(loose, key=lambda one: one[0]))


def _joined(loose: Sequence[tuple[Span, CodeKind, str, Pairing, object]]) -> list[_Found]:
    opened: dict[tuple[CodeKind, object], list[int]] = {}
    found: list[_Found | None] = []
    for span, kind, text, pairing, pair in loose:
        if pairing is Pairing.ALONE:
            found.append(_Found((span,), kind, (text,)))
        elif pairing is Pairing.OPEN and pair is not None:
            opened.setdefault((kind, pair), []).append(len(found))
            found.append(_Found((span,), kind, (text, "")))
        elif opened.get((kind, pair)):
            at = opened[kind, pair].pop()
            first = found[at]
            if first is not None:
                found[at] = _Found((*first.spans, span), kind, (first.texts[0], text))
    return [one for one in found if one is not None and len(one.spans) == len(one.texts)]


def _nested(found: Iterable[_Found]) -> list[_Found]:
    """Those that do not cross an earlier one."""
    kept: list[_Found] = []
    stack: list[int] = []
    for one in found:
        start, end = one.spans[0].start, one.spans[-1].end
        while stack and stack[-1] <= start:
            stack.pop()
        if stack and end > stack[-1]:
            continue
        kept.append(one)
        if len(one.spans) > 1:
            stack.append(one.spans[1].start if end == one.spans[1].end else end)
    return kept


def _placeholder_name(found: _Found) -> str:
    match = _PLACEHOLDER.fullmatch(found.texts[0])
    well_formed = match and (
        found.texts == (f"<g{match[3]}>", f"</g{match[3]}>") or found.texts == (f"<x{match[3]}/>",)
    )
    return f"{match[2]}{match[3]}" if match and well_formed else ""


def _pieces(text: str, named: Sequence[tuple[_Found, str]], originals: dict[str, str]) -> Pieces:
    counts = Counter(name for _, name in named)
    ends: list[tuple[Span, Mark]] = []
    for found, name in named:
        if not name or counts[name] > 1 or (len(found.spans) > 1 and _BETWEEN in found.texts[0]):
            continue
        data, closing = _data(found, originals.get(name))
        if len(found.spans) == 1:
            ends.append((found.spans[0], Mark(name, Pairing.ALONE, data, found.kind)))
        else:
            ends.append((found.spans[0], Mark(name, Pairing.OPEN, data, found.kind, closing)))
            ends.append((found.spans[1], Mark(name, Pairing.CLOSE, closing, found.kind)))
    pieces: Pieces = []
    at = 0
    for span, mark in sorted(ends, key=lambda end: end[0]):
        if span.start > at:
            pieces.append(text[at : span.start])
        pieces.append(mark)
        at = span.end
    return [*pieces, text[at:]] if at < len(text) or not pieces else pieces


def _data(found: _Found, original: str | None) -> tuple[str, str]:
    """What stands for a code in the article, and for its end."""
    closing = found.texts[-1]
    if original is None:
        return found.texts[0], closing
    tag = _TAG.match(original)
    if tag:
        return original, f"</{tag[1]}>"
    opening, parted, end = original.partition(_BETWEEN)
    return opening, end if parted else closing


@dataclass(slots=True)
class Names:
    """What the names of inline elements stand for in one unit. Not frozen: it grows while the unit is read."""

    data: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Opening and closing characters of marks ``c1``, ``c2``, …"""
    numbers: dict[str, int] = field(default_factory=dict)
    """Numbers given to elements of other programs."""

    def token(self, name: str, pairing: Pairing) -> str:
        """What stands in a catalog's entry for an element."""
        ours = _OURS.fullmatch(name)
        if not ours and name in self.data and _VERBATIM.fullmatch(name):
            return self.data[name][pairing is Pairing.CLOSE]
        number = ours[2] if ours else self._number(name)
        return {Pairing.OPEN: f"<g{number}>", Pairing.CLOSE: f"</g{number}>", Pairing.ALONE: f"<x{number}/>"}[pairing]

    def _number(self, name: str) -> str:
        return (
            name if name.isdecimal() and name.isascii() else str(self.numbers.setdefault(name, len(self.numbers) + 1))
        )
