"""What extraction writes into a catalog: an entry for each different unit, with what its translator should know."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from yigao.model.catalog import Entry, Reference
from yigao.model.document import Code, CodeKind, Document, Pairing, SegmentKind, Unit, UnitCode
from yigao.text.controls import visible
from yigao.text.legends import legend_lines

if TYPE_CHECKING:
    from yigao.pipeline.exposed import Exposed

_LONGEST_LEGEND = 60
"""Characters of a code's source that its legend shows."""

_KIND_NAMES = {SegmentKind.ITEM: "list item", SegmentKind.QUOTE: "quotation"}
"""Kinds worth a word that the context does not say already."""


def fresh_entries(
    document: Document, units: Sequence[Unit], expose: Callable[[Unit], "Exposed"] | None = None
) -> tuple[Entry, ...]:
    """The entries of an article in order; equal units share one. ``expose`` finds terms and quantities to mention."""
    grouped: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        grouped.setdefault((unit.context, unit.source), []).append(unit)
    return tuple(
        Entry(
            source=source,
            context=context,
            references=tuple([Reference(document.path, line) for line in dict.fromkeys([unit.line for unit in same])]),
            extracted=tuple(_unique(_notes(same, expose))) if expose or _are_noted(same) else (),
        )
        for (context, source), same in grouped.items()
    )


def _are_noted(units: Iterable[Unit]) -> bool:
    """Whether there is anything to say of one of them besides its terms and quantities: of most there is not."""
    return any(len(unit.parts) > 1 or unit.kind in _KIND_NAMES for unit in units)


def _notes(units: Iterable[Unit], expose: Callable[[Unit], "Exposed"] | None) -> Iterator[str]:
    for unit in units:
        if unit.kind in _KIND_NAMES:
            yield _KIND_NAMES[unit.kind]
        if len(unit.parts) > 1:
            yield from legend_lines(_legend(unit.codes))
        if expose is None:
            continue
        exposed = expose(unit)
        for slot in exposed.slots:
            if slot.code:
                continue
            label, here = "term" if slot.is_term else "number", slot.span.cut(exposed.text)
            if here != slot.target:  # 20% stays 20%: nothing to say
                yield f"{label}: {here} → {slot.target}"


def _legend(codes: Sequence[UnitCode]) -> Iterator[tuple[str, str]]:
    """Each placeholder and what it stands for: ``g1``, ``<font color="red">``; ``g2``, ``[ … ](https://…)``."""
    closing = {code.token: code.code for code in codes if code.code.pairing is Pairing.CLOSE}
    for code in codes:
        if not code.placeholder or code.token.startswith("</"):
            continue
        partner = closing.get(f"</{code.token[1:]}")
        yield code.token.strip("<>/"), _shown(code.code, partner)


def _shown(code: Code, partner: Code | None) -> str:
    whole = code.source
    if partner is not None and code.kind is CodeKind.LINK:
        whole = f"{whole} … {partner.source}"
    source = visible(" ".join(whole.split())) or repr(whole)
    return source if len(source) <= _LONGEST_LEGEND else f"{source[: _LONGEST_LEGEND - 1]}…"


def _unique(lines: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(lines)
