"""Translation memories as TMX 1.4.

``<g1>…</g1>`` and ``<x2/>`` become the inline elements ``bpt``, ``ept``, ``it`` and ``ph``; the codes of other programs
come back as such placeholders. Context, neighbours and origin are properties of a unit.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from yigao.errors import ConfigError, ExchangeError
from yigao.exchange._xml import (
    XML,
    child,
    children,
    lay_out,
    local_name,
    need_toolkit,
    read_xml,
    serialised,
    text_of,
    unwritable,
)
from yigao.messages import message
from yigao.model.exchange import Exported, Imported
from yigao.model.memory import Remembered
from yigao.text.languages import parse_language

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".tmx",)
HOLDS = "memory"
"""What a file holds: memory, terms or catalog."""

_PLACEHOLDER = re.compile(r"<(/?)([gx])(\d{1,9})(/?)>")
_INLINE = frozenset({"bpt", "ept", "ph", "it", "hi", "ut"})
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_PROPERTIES = {
    "context": "x-context",
    "before": "x-before",
    "after": "x-after",
    "origin": "x-origin",
    "reviewed": "x-reviewed",
}
"""The context's name is translate-toolkit's."""
_OMEGAT = {"before": "prev", "after": "next", "origin": "file"}
"""OmegaT's names; it takes a unit that has them for one of several translations, so that they are read only."""


def write(records: Iterable[Remembered]) -> Exported:
    """The file of a memory; what XML cannot hold is left out and named."""
    need_toolkit("TMX")
    from translate.storage.tmx import tmxfile  # noqa: PLC0415 - an extra, loaded when it is needed

    given = list(records)
    language = next((_tag(record.source_language) for record in given), "zh")
    store = tmxfile(sourcelanguage=language)
    header = child(store.document.getroot(), "header")
    if header is not None:
        header.set("creationtool", "yigao")
        header.set("datatype", "plaintext")
    warnings = []
    for record in given:
        bad = unwritable(record.source, record.target, *(getattr(record, name) for name in _PROPERTIES))
        if bad:
            warnings.append(f"left out, because XML cannot hold {bad}: {_short(record.source)}")
        else:
            unit = _unit(record)
            if _tag(record.source_language) != language:
                unit.set("srclang", _tag(record.source_language))
            store.body.append(unit)
    lay_out(store.document.getroot(), {"seg", "prop"})
    return Exported(serialised(store.document.getroot()), tuple(warnings))


def read(path: Path, source: str = "zh") -> Imported[Remembered]:
    """The units of a file that translate from ``source``, one for each target language.

    Codes of other programs become ``<g1>…</g1>`` and ``<x2/>``, the same in source and target. Raises `ExchangeError` for a
    file that is no TMX or has nothing in ``source``.
    """
    root = read_xml(path, ("tmx",))
    body = child(root, "body")
    records: list[Remembered] = []
    lost: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for unit in () if body is None else children(body, "tu"):
        found = list(_records(unit, _main(source), lost, languages))
        records += found
    if languages and not languages[_main(source)]:
        raise ExchangeError(
            message("no text in {source}", source=source),
            where=str(path),
            remedy=message("languages of the file: {value}", value=", ".join(sorted(languages))),
        )
    header = child(root, "header")
    if header is not None and header.get("creationtool") == "OmegaT":
        records = [replace(one, source=_from_one(one.source), target=_from_one(one.target)) for one in records]
    return Imported(tuple(records), tuple(f"{path}: {count} {what}" for what, count in lost.items()))


def _from_one(text: str) -> str:
    """``text`` with its placeholders counted from 1, where OmegaT counts from 0."""
    return _PLACEHOLDER.sub(lambda match: f"<{match[1]}{match[2]}{int(match[3]) + 1}{match[4]}>", text)


def _unit(record: Remembered) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit
    from translate.storage.tmx import tmxunit  # noqa: PLC0415

    unit = tmxunit(None)
    element: _Element = unit.xmlelement
    date = _tmx_date(record.reviewed)
    if date:
        element.set("changedate", date)
    for name, kind in _PROPERTIES.items():
        value = getattr(record, name)
        if value and not (name == "reviewed" and _iso_date(date) == value):
            etree.SubElement(element, "prop", type=kind).text = value
    create: Callable[..., _Element] = unit.createlanguageNode
    sides = (record.source_language, record.source), (record.target_language, record.target)
    for language, text in sides:
        node: _Element = create(_tag(language), "", "source")
        _fill(next(children(node, "seg")), text)
        element.append(node)
    return element


def _fill(segment: "_Element", text: str) -> None:
    """Put ``text`` into a segment, placeholders as inline elements."""
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    tokens = list(_PLACEHOLDER.finditer(text))
    partners = _pairs([match.group() for match in tokens])
    segment.text = text[: tokens[0].start()] if tokens else text
    for index, match in enumerate(tokens):
        name, attributes = "ph", {}
        if match[2] == "g":
            name = "it" if index not in partners else "ept" if match[1] else "bpt"
            attributes = {"it": {"pos": "end" if match[1] else "begin"}}.get(name, {"i": str(partners.get(index))})
        element = etree.SubElement(segment, name, attributes)
        if name != "ept":
            element.set("x", match[3])
        element.text = match.group()
        end = tokens[index + 1].start() if index + 1 < len(tokens) else len(text)
        element.tail = text[match.end() : end]


def _pairs(tokens: list[str]) -> dict[int, int]:
    """For both halves of each pair, its number from 1."""
    opened: dict[str, list[int]] = {}
    numbers: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.startswith("<g"):
            opened.setdefault(token[2:], []).append(index)
        elif opened.get(token[3:]):
            numbers[index] = numbers[opened[token[3:]].pop()] = len(numbers) // 2 + 1
    return numbers


def _records(unit: "_Element", source: str, lost: Counter[str], languages: Counter[str]) -> Iterator[Remembered]:
    variants = [(_language(node), node) for node in children(unit, "tuv")]
    languages.update(_main(language) for language, _ in variants)
    first = next(((language, node) for language, node in variants if _main(language) == source), None)
    others = [(language, node) for language, node in variants if _main(language) != source]
    if first is None or not others:
        lost["units without a text in both languages"] += 1
        return
    numbers: dict[str, int] = {}
    text = _text(child(first[1], "seg"), numbers, lost)
    properties = {str(node.get("type")): text_of(node) for node in children(unit, "prop")}
    for language, node in others:
        translation = _text(child(node, "seg"), numbers, lost)
        known = _known(language)
        if not text or not translation:
            lost["units with an empty side"] += 1
        elif not known:
            lost[f"units in {language or 'no language'}, which CLDR does not know"] += 1
        else:
            dates = (one.get(name) for one in (node, unit) for name in ("changedate", "creationdate"))
            date = next((date for date in dates if date), "")
            fields = {
                name: properties.get(kind) or properties.get(_OMEGAT.get(name, ""), "")
                for name, kind in _PROPERTIES.items()
            }
            fields["reviewed"] = fields["reviewed"] or _iso_date(date)
            yield Remembered(text, translation, _known(first[0]) or source, known, **fields)


def _text(segment: "_Element | None", numbers: dict[str, int], lost: Counter[str]) -> str:
    """A segment's text, its codes as placeholders. ``numbers`` are those of the unit, by code."""
    if segment is None:
        return ""
    pieces = [segment.text or ""]
    open_ones: dict[str, str] = {}
    for element in segment:
        name = local_name(element)
        if name == "hi":
            number = _number(f"hi {element.get('x') or element.get('type')}", numbers)
            pieces += [f"<g{number}>", _text(element, numbers, lost), f"</g{number}>"]
        elif name in _INLINE:
            pieces.append(_token(element, name, numbers, open_ones, lost))
        else:
            lost[f"elements <{name}> that a segment should not have; their text is kept"] += 1
            pieces.append(_text(element, numbers, lost))
        pieces.append(element.tail or "")
    return "".join(pieces)


def _token(
    element: "_Element", name: str, numbers: dict[str, int], open_ones: dict[str, str], lost: Counter[str]
) -> str:
    content = text_of(element)
    if _PLACEHOLDER.fullmatch(content):
        return content
    lost["codes of other programs, which are <g1> and <x1/> now"] += 1
    index = element.get("i") or ""
    if name == "ept":
        return open_ones.pop(index, "<x0/>").replace("<g", "</g")
    key = f"{name} {element.get('x') or content}"
    number = _number(key, numbers)
    if name == "bpt":
        open_ones[index] = f"<g{number}>"
        return open_ones[index]
    return f"<x{number}/>"


def _number(key: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(key, len(numbers) + 1)


def _tag(language: str) -> str:
    return language.replace("_", "-")


def _language(node: "_Element") -> str:
    return str(node.get(f"{XML}lang") or node.get("lang") or "")


def _main(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _known(tag: str) -> str:
    """The language as gettext writes it; empty if there is none of that tag."""
    try:
        parse_language(tag)
    except ConfigError:
        return ""
    first, *rest = tag.strip().replace("-", "_").split("_")
    return "_".join([first.lower(), *(part.upper() if len(part) == _REGION else part.title() for part in rest)])


_REGION = 2
"""Letters of a region's code."""


def _tmx_date(iso: str) -> str:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _iso_date(date: str) -> str:
    match = _DATE.fullmatch(date)
    return "{}-{}-{}T{}:{}:{}+00:00".format(*match.groups()) if match else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
