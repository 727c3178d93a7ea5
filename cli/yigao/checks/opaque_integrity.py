"""Links, code, formulas, footnotes or variables lost, added or changed.

What: Addresses, link targets and labels, inline code, formulas, footnote marks, shortcodes, variables (``{name}``,
``%s``, ``$HOME``), options (``--all``) and accounts (``@name``), unknown entities and file names of the source stand in the translation byte for byte, as often, in
any order. Link text may change, link targets not; but a glossary line whose source is an address gives the address to
use instead. Code marks may be added around what is plain text in the source.

Why: One changed character, and a link leads nowhere, or a command does something else.

Bad: 见[原文](https://example.org/zh)。 ⇒ See the [original](https://example.org/en).

Good: 先运行 `make`，再看[说明](help.md)。 ⇒ See the [help](help.md) after you have run `make`.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from yigao.checks._tokens import Token, tokens_of
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.document import Code, CodeKind, Pairing
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR

_MOST = 12
"""How many problems are told of one entry; keeps hostile input linear."""
_LOOKED_UP = 100
"""How many pieces that differ are looked for in the other side's text."""


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """The opaque pieces that differ."""
    source, target = list(tokens_of(unit.source)), list(tokens_of(unit.target))
    if source or target:
        yield from islice(_differences(unit, context, source, target), _MOST)
        yield from _unlinked(unit, source, target)


def _differences(unit: Checked, context: Context, source: list[Token], target: list[Token]) -> Iterator[Problem]:
    before, after = (Counter((token.kind, token.value) for token in tokens) for tokens in (source, target))
    missing, extra = before - after, after - before
    for key in list(extra)[:_LOOKED_UP]:
        if _is_harmless(key, unit):
            del extra[key]
    for key in list(missing)[:_LOOKED_UP]:
        if _is_kept(key, unit):
            del missing[key]
    if missing and extra:
        _localise(missing, extra, context)
    places = {(token.kind, token.value): token.span.start for token in target}
    for key in missing:
        kind, value = key
        others = [other for other in extra if other[0] == kind]
        if len(others) == 1 and sum(one[0] == kind for one in missing) == 1:
            yield Problem(
                say("{value} became {value2}", value=value, value2=others[0][1]), value, places[others[0]], value
            )
            del extra[others[0]]
        elif key in after:
            fault = say(
                "{value} stands {value2} times in the source, here {value3}",
                value=value,
                value2=before[key],
                value3=after[key],
            )
            yield Problem(fault, value, suggestion=value)
        else:
            is_text = kind == "code" and value in unit.target.plain
            fault = say("has lost its code marks") if is_text else say("is missing")
            yield Problem(say("{value} {fault}", value=value, fault=fault), value, suggestion=value)
    for key in extra:
        often = (
            say("stands {value} times, {value2} in the source", value=after[key], value2=before[key])
            if before[key]
            else say("is not in the source")
        )
        # A site that the source names in words may be given by its address.
        severity = Severity.WARNING if key[1].startswith("www.") and not before[key] else None
        yield Problem(say("{value} {fault}", value=key[1], fault=often), key[1], places[key], severity=severity)


def _is_harmless(key: tuple[str, str], unit: Checked) -> bool:
    """Whether an added piece is one that the source has as text, or may give in words."""
    kind, value = key
    if kind == "label":
        return f"[{value}]" in unit.source.text
    if kind == "file":
        return value.casefold() in unit.source.text.casefold()
    return kind == "name" or (kind == "code" and value in unit.source.plain)


def _is_kept(key: tuple[str, str], unit: Checked) -> bool:
    """Whether a piece that is missing stands there in another way."""
    kind, value = key
    if kind == "label":
        return f"[{value}]" in unit.target.text
    return kind in {"file", "name"} and value in unit.target.text


def _localise(missing: Counter[tuple[str, str]], extra: Counter[tuple[str, str]], context: Context) -> None:
    """Take out addresses that stand as the glossary wants them."""
    wanted = {value for _, value in missing}
    for term in context.terms:
        if term.source not in wanted:
            continue
        for target in (term.target, *term.variants):
            for kind in ("address", "image"):
                pair = (kind, term.source), (kind, target)
                kept = min(missing[pair[0]], extra[pair[1]])
                for counter, key in zip((missing, extra), pair, strict=True):
                    counter[key] -= kept
                    if counter[key] <= 0:
                        del counter[key]


def _unlinked(unit: Checked, source: list[Token], target: list[Token]) -> Iterator[Problem]:
    """Links that have become text although their addresses are there."""
    before, after = (sum(map(_is_link, side.codes)) for side in (unit.source, unit.target))
    if after < before:
        kept, found = (Counter(one.value for one in side if one.kind == "address") for side in (source, target))
        if kept == found:
            yield Problem(
                say("links in the source: {before}, here: {after}", before=before, after=after),
                evidence=" ".join(sorted(kept)),
            )


def _is_link(code: Code) -> bool:
    """Whether a code makes a link of its own: ``[``, or ``<`` around an address."""
    if code.kind is CodeKind.LINK:
        return code.pairing is Pairing.OPEN
    return code.kind is CodeKind.URL and code.source.startswith("<")
