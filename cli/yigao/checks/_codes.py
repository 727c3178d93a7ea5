"""Markup of an entry's side as a sequence of marks that open, close or stand alone, and how they nest."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from yigao.model.catalog import Entry
from yigao.model.checking import Side
from yigao.model.document import CodeKind, Pairing
from yigao.model.making import quickly_made
from yigao.model.span import Span
from yigao.text.legends import read_legend

PLACEHOLDER = re.compile(r"<(/?)([gx]\d+)(/?)>")
"""What stands for a code that translators do not see."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<]*+)>?", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FREE = frozenset("alt title aria-label aria-description placeholder label summary lang xml:lang hreflang dir".split())
"""Attributes whose values are words, or say in which language the words are."""
_EMPHASIS = {"_": "*", "__": "**", "~": "~~"}
_STRUCTURE = frozenset({CodeKind.TAG, CodeKind.COMMENT, CodeKind.EMPHASIS, CodeKind.LINK})
_DEEPEST_SEARCH = 64
"""How many open marks are looked through for the partner of a closing one; keeps hostile input linear."""


Attributes: TypeAlias = tuple[tuple[str, str], ...]
Key: TypeAlias = tuple[str, str, Attributes]


@quickly_made
@dataclass(frozen=True, slots=True)
class Mark:
    """One tag, placeholder, emphasis mark or link end."""

    span: Span
    """Where in the side's text."""
    source: str
    """As it stands there."""
    kind: CodeKind
    """What it is."""
    name: str
    """What a closing mark shares with its opening one: ``font``, ``g1``, ``**``, ``[``."""
    pairing: Pairing
    """Whether it opens, closes or stands alone."""
    attributes: Attributes = ()
    """Of a tag, sorted; values that may be translated are empty."""

    @property
    def key(self) -> Key:
        """The same for marks that mean the same: ``<br>`` and ``<br/>``, ``__`` and ``**``."""
        return self.name, self.pairing.value, self.attributes


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and its closing one."""

    opening: Mark
    """The first."""
    closing: Mark
    """The last."""
    parents: tuple[Mark, ...]
    """The opening marks around it, outermost first."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """How the marks of a side nest."""

    pairs: tuple[Pair, ...]
    """In the order in which they close."""
    crossed: tuple[tuple[Mark, Mark], ...]
    """Closing marks with the open ones that they cross."""
    loose: tuple[Mark, ...]
    """Marks without a partner, in order."""


def legend_of(entry: Entry) -> dict[str, str]:
    """What its placeholders stand for, by name, as far as the catalog's comments show it (long codes are cut)."""
    return read_legend(entry.extracted)


def marks_of(side: Side, legend: Mapping[str, str]) -> list[Mark]:
    """The marks of a side in order. What looks like a placeholder is one, even in code and where it is escaped."""
    found = [_placeholder(match, legend) for match in PLACEHOLDER.finditer(side.text)] if "<" in side.text else []
    for code in side.codes:
        is_tag = code.kind in _STRUCTURE or (code.source.startswith("<") and code.kind in _AS_TAGS)
        if not is_tag or PLACEHOLDER.fullmatch(code.source):
            continue
        name, pairing, attributes = code.source, code.pairing, _NONE
        if code.kind is CodeKind.EMPHASIS:
            name = _EMPHASIS.get(name, name)
        elif code.kind is CodeKind.LINK:
            name = "["
        elif code.kind is not CodeKind.COMMENT:
            name, attributes, pairing = read_tag(code.source)
        found.append(Mark(code.span, code.source, code.kind, name, pairing, attributes))
    return sorted(found, key=lambda mark: mark.span)


_NONE: Attributes = ()
_AS_TAGS = frozenset({CodeKind.IMAGE, CodeKind.HARD_BREAK})


def _placeholder(match: re.Match[str], legend: Mapping[str, str]) -> Mark:
    """A placeholder; a lone one that stands for a tag whose partner is in another entry opens or closes."""
    closing, name, alone = match.groups()
    if name.startswith("x"):
        pairing = _pairing_of(legend.get(name, ""))
    elif alone:
        pairing = Pairing.ALONE
    else:
        pairing = Pairing.CLOSE if closing else Pairing.OPEN
    # As written: <x1>, </x1> and <x1/> are not the same to what puts the codes back.
    return Mark(Span(*match.span()), match.group(), CodeKind.TAG, name, pairing, (("", match.group()),))


def _pairing_of(source: str) -> Pairing:
    if source.startswith("<"):
        return read_tag(source)[2]
    if source.startswith("["):
        return Pairing.OPEN
    return Pairing.CLOSE if source.startswith("]") else Pairing.ALONE


def read_tag(source: str) -> tuple[str, Attributes, Pairing]:
    """Name, attributes and pairing of an HTML tag; what is none has its source for a name and stands alone."""
    match = _TAG.match(source)
    if match is None:
        return source, (), Pairing.ALONE
    closing, name, rest = match.groups()
    name = name.lower()
    if closing:
        return name, (), Pairing.CLOSE
    alone = name in _VOID or rest.endswith("/")
    values = {
        found[1].lower(): "" if found[1].lower() in _FREE else found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(rest.removesuffix("/"))
    }
    return name, tuple(sorted(values.items())), Pairing.ALONE if alone else Pairing.OPEN


def nesting_of(marks: Sequence[Mark]) -> Nesting:
    """How marks nest."""
    stack: list[Mark] = []
    pairs: list[Pair] = []
    crossed: list[tuple[Mark, Mark]] = []
    loose: list[Mark] = []
    for mark in marks:
        if mark.pairing is Pairing.OPEN:
            stack.append(mark)
        elif mark.pairing is Pairing.CLOSE:
            depth = _depth(stack, mark.name)
            if depth is None:
                loose.append(mark)
                continue
            opening = stack.pop(-depth)
            if depth > 1:
                crossed.append((mark, stack[-1]))
            else:
                pairs.append(Pair(opening, mark, tuple(stack[-_DEEPEST_SEARCH:])))
    return Nesting(tuple(pairs), tuple(crossed), tuple(sorted([*loose, *stack], key=lambda mark: mark.span)))


def _depth(stack: Sequence[Mark], name: str) -> int | None:
    """How deep in the stack, 1 for its top, the nearest mark of that name lies."""
    nearest = reversed(stack[-_DEEPEST_SEARCH:])
    return next((depth for depth, mark in enumerate(nearest, 1) if mark.name == name), None)


def covered(side: Side, pair: Pair) -> Span:
    """What a pair covers of the side's plain text."""
    start = bisect_left(side.offsets, pair.opening.span.end, hi=len(side.plain))
    return Span(start, max(start, bisect_left(side.offsets, pair.closing.span.start, hi=len(side.plain))))
