"""Reusing the translation of a sentence that differs only in figures, dates, amounts, links and code.

The renderings of the old sentence's quantities are looked for in its translation and replaced by those of the new one,
links and code likewise. What does not come out for certain is not done at all: a rendering that is not there or there
more often than it should be, a noun that might have to change its number, a result in which a check finds anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from types import ModuleType

from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Context, Side
from yigao.model.interfaces import Format
from yigao.model.memory import Remembered
from yigao.model.span import Span, masked
from yigao.model.term import Quantity
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.rules import rule_module, rule_names
from yigao.pipeline.sides import checked

_TRUSTED = re.compile("num-.*|unit-currency|tag-structure|opaque-integrity")
"""Names of the rules that must have nothing to say."""
_COUNTED = frozenset({"number", "count", "measure", "money"})
"""Kinds of quantities whose nouns may be singular or plural."""
_WORDS = re.compile(r"\d[\d.,]*\d|\w+|[^\w\s]")
_LOOSE = re.compile(r"(?<![\d.,])[0-9]{1,15}(?:\.[0-9]{1,9})?(?![\d]|[.,]\d)")
_DIGITS = re.compile("[0-9]{4,15}")
_VOWEL_SOUND = re.compile(r"8|11(?!\d)|18(?!\d)")


@dataclass(frozen=True, slots=True)
class Filled:
    """A translation with other figures and code."""

    target: str
    """The translation."""
    changes: tuple[tuple[str, str], ...]
    """What the old sentence had and the new one has, where they differ."""


class _Unsure(Exception):  # noqa: N818 - not an error: the translation is of use as it is
    """It cannot be told where something stands in the translation."""


def filled(entry: Entry, known: Remembered, part: Format, knowledge: Knowledge, language: str) -> Filled | None:
    """The translation of ``known`` for ``entry``; None where that would be a guess. ``language`` is the target's."""
    old = checked(Entry(known.source, known.target, known.context, State.REVIEWED), part, knowledge)
    new = checked(replace(entry, target=known.target, state=State.DRAFT), part, knowledge)
    if old is None or new is None or not _differ_in_slots_only(old, new):
        return None
    try:
        edits = [*_quantity_edits(old, new, language), *_code_edits(old, new)]
        target = _edited(known.target, edits)
    except _Unsure:
        return None
    done = checked(replace(entry, target=target, state=State.DRAFT), part, knowledge)
    if done is None or any(_problems(done, language)):
        return None
    pairs = [(one.source, other.source) for one, other in zip(_figures(old), _figures(new), strict=True)]
    pairs += [(one.source, other.source) for one, other in zip(old.source.codes, new.source.codes, strict=True)]
    return Filled(target, tuple(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1])))


def _differ_in_slots_only(old: Checked, new: Checked) -> bool:
    kinds = [[(code.kind, code.pairing) for code in one.source.codes] for one in (old, new)]
    return kinds[0] == kinds[1] and _between(old) == _between(new)


def _figures(unit: Checked) -> list[Quantity]:
    """The quantities of the source, and figures that no rule knows: these have no other rendering than themselves."""
    spans = [*(quantity.span for quantity in unit.quantities), *(match.span for match in unit.terms)]
    loose = [
        Quantity(Span(*match.span()), match.group(), match.group(), value=Decimal(match.group()))
        for match in _LOOSE.finditer(masked(unit.source.plain, spans))
    ]
    return sorted([*unit.quantities, *loose], key=lambda quantity: quantity.span)


def _between(unit: Checked) -> list[str]:
    """The words of the source between quantities."""
    plain, at, pieces = unit.source.plain, 0, []
    for quantity in _figures(unit):
        pieces.append(plain[at : quantity.span.start])
        at = quantity.span.end
    return [*pieces, plain[at:]]


def _quantity_edits(old: Checked, new: Checked, language: str) -> Iterator[tuple[Span, str]]:
    text = masked(old.target.text, [code.span for code in old.target.codes])
    wanted: dict[str, set[str]] = {}
    often = Counter(quantity.target for quantity in _figures(old))
    for one, other in zip(_figures(old), _figures(new), strict=True):
        wanted.setdefault(one.target, set()).add(other.target)
        if _changes_number(one, other):
            raise _Unsure
    for rendering, others in wanted.items():
        if others == {rendering}:
            continue
        if len(others) > 1:
            raise _Unsure
        yield from _replaced(text, rendering, others.pop(), often[rendering], language)


def _changes_number(one: Quantity, other: Quantity) -> bool:
    """Whether a noun may have to change from singular to plural or back."""
    kinds = {one.kind, other.kind}
    return len(kinds) > 1 or (bool(kinds & _COUNTED) and (one.value == 1) != (other.value == 1))


def _replaced(text: str, old: str, new: str, often: int, language: str) -> Iterator[tuple[Span, str]]:
    """Where the rendering stands, whole or else as far as it changes, and what is to stand there."""
    for sought, instead in ((old, new), _core(old, new), _grouped(old, new)):
        places = [match.span() for match in re.finditer(_bounded(sought), text)] if sought and instead else []
        if len(places) == often:
            for start, end in places:
                if language == "en" and _article_changes(text[:start], sought, instead):
                    raise _Unsure
                yield Span(start, end), _as_begun(text[start], instead)
            return
        if places:
            raise _Unsure
    raise _Unsure


def _bounded(rendering: str) -> str:
    """A pattern for a rendering that is not part of a longer word or number; at a sentence's start it has a capital."""
    first = re.escape(rendering[0])
    first = f"[{re.escape(rendering[0].lower() + rendering[0].upper())}]" if rendering[0].isalpha() else first
    before = r"(?<![\w.,])" if rendering[0].isdigit() else r"(?<!\w)" if rendering[0].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if rendering[-1].isdigit() else r"(?!\w)" if rendering[-1].isalnum() else ""
    return f"{before}{first}{re.escape(rendering[1:])}{after}"


def _as_begun(first: str, rendering: str) -> str:
    return rendering[0].upper() + rendering[1:] if first.isupper() and rendering[0].islower() else rendering


def _core(old: str, new: str) -> tuple[str, str]:
    """Two renderings without the words that they begin and end with alike."""
    one, other = list(_WORDS.finditer(old)), list(_WORDS.finditer(new))
    while one and other and one[0].group() == other[0].group():
        one, other = one[1:], other[1:]
    while one and other and one[-1].group() == other[-1].group():
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return "", ""
    return old[one[0].start() : one[-1].end()], new[other[0].start() : other[-1].end()]


def _grouped(old: str, new: str) -> tuple[str, str]:
    """Two figures with separators of thousands, if they are nothing but digits."""
    return (f"{int(old):,}", f"{int(new):,}") if _DIGITS.fullmatch(old) and _DIGITS.fullmatch(new) else ("", "")


def _article_changes(before: str, old: str, new: str) -> bool:
    """Whether the English a or an before a figure would be wrong before the other."""
    has_article = re.search(r"\b[Aa]n?[ -]$", before) is not None
    return has_article and bool(_VOWEL_SOUND.match(old)) != bool(_VOWEL_SOUND.match(new))


def _code_edits(old: Checked, new: Checked) -> Iterator[tuple[Span, str]]:
    wanted: dict[str, set[str]] = {}
    often = Counter(code.source for code in old.source.codes)
    for one, other in zip(old.source.codes, new.source.codes, strict=True):
        wanted.setdefault(one.source, set()).add(other.source)
    for source, others in wanted.items():
        if others == {source}:
            continue
        places = _places(old.target, source)
        if len(others) > 1 or len(places) != often[source]:
            raise _Unsure
        new_source = others.pop()
        yield from ((place, new_source) for place in places)


def _places(side: Side, source: str) -> list[Span]:
    return [code.span for code in side.codes if code.source == source]


def _edited(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    pieces, at = [], 0
    for span, new in sorted(edits):
        if span.start < at:
            raise _Unsure
        pieces += [text[at : span.start], new]
        at = span.end
    return "".join([*pieces, text[at:]])


def _problems(unit: Checked, language: str) -> Iterator[object]:
    """What the rules on numbers and codes have to say."""
    context = Context(language=language)
    yield from chain.from_iterable(rule.check(unit, context) for rule in _rules(context.main_language))


def _rules(language: str) -> Sequence[ModuleType]:
    modules = [rule_module(name) for name in rule_names() if _TRUSTED.fullmatch(name)]
    return [module for module in modules if language in getattr(module, "LANGUAGES", {language})]
