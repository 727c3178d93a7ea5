"""XLIFF 1.2: codes are ``g`` and ``x``, what they stand for is their equivalent text."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from yigao.exchange._elements import fill, spelled
from yigao.exchange._inline import Mark, Names, marked
from yigao.exchange._xml import (
    NUMBER,
    XML,
    child,
    children,
    lay_out,
    local_name,
    text_of,
    unwritable,
    without_unwritable,
)
from yigao.model.catalog import Entry, Previous, Reference, State
from yigao.model.document import CodeKind, Pairing
from yigao.model.exchange import Handed, Parcel

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
LEAVES = ("source", "target", "note", "context")

_SKELETON = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="{NAMESPACE}" version="1.2"><file original="" source-language="" target-language=""
 datatype="plaintext"><header><tool tool-id="yigao" tool-name="yigao"/></header><body/></file></xliff>"""
_CONTEXT = "x-po-msgctxt"
_BASE = "yigao "
"""Before the digest that an entry had, in the extra data of its unit."""
_BETWEEN = " … "
"""Between the two ends of a code, in its equivalent text."""
_KINDS = {CodeKind.LINK: "link", CodeKind.IMAGE: "image"}
_COPIED = "needs-translation"
"""State of a target that is its source."""
_DONE = frozenset({"final", "signed-off"})


def build(parcel: Parcel, warnings: list[str], *, copy_source: bool) -> "_Element":
    """The document of a parcel, the source as target of what has none if that is asked for; a unit that XML cannot hold is left out, and named in ``warnings``."""
    from translate.storage.xliff import Xliff1File, Xliff1Unit  # noqa: PLC0415 - an extra, loaded when it is needed

    store: Xliff1File[Xliff1Unit] = Xliff1File(BytesIO(_SKELETON.encode()))
    root: _Element = store.document.getroot()
    file = root[0]
    file.set("original", parcel.article)
    file.set("source-language", parcel.source_language.replace("_", "-"))
    file.set("target-language", parcel.target_language.replace("_", "-"))
    for number, unit in enumerate(parcel.units, 1):
        bad = unwritable(unit.entry.source, unit.entry.target)
        if bad:
            warnings.append(f"left out, because XLIFF 1.2 cannot hold {bad}: {unit.entry.source}")
            continue
        store.body.append(_unit(unit, str(number), warnings, copy_source=copy_source))
    lay_out(root, LEAVES)
    return root


def read(root: "_Element") -> Iterator[Parcel]:
    """A parcel for each file of a document."""
    for file in children(root, "file"):
        yield Parcel(
            article=str(file.get("original") or ""),
            source_language=str(file.get("source-language") or "").replace("-", "_"),
            target_language=str(file.get("target-language") or "").replace("-", "_"),
            units=tuple(_read_unit(unit) for unit in file.iter() if local_name(unit) == "trans-unit"),
        )


def _unit(unit: Handed, number: str, warnings: list[str], *, copy_source: bool) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    entry = unit.entry
    element: _Element = etree.Element(_name("trans-unit"), {"id": number, f"{XML}space": "preserve"})
    if unit.base:
        element.set("extradata", f"{_BASE}{unit.base}")
    source, target = marked(entry.source, unit.source_codes, entry.target, unit.target_codes, entry.extracted)
    fill(etree.SubElement(element, _name("source")), source, _inline, _refuse)
    if entry.target:
        reviewed = entry.state is State.REVIEWED
        element.set("approved", "yes" if reviewed else "no")
        node = etree.SubElement(element, _name("target"), state="final" if reviewed else "needs-review-translation")
        fill(node, target, _inline, _refuse)
    elif copy_source:
        fill(etree.SubElement(element, _name("target"), state=_COPIED), source, _inline, _refuse)
    _add_contexts(element, entry, warnings)
    notes = [("developer", line) for line in entry.extracted] + [("translator", line) for line in entry.comments]
    for origin, line in notes:
        note = etree.SubElement(element, _name("note"), {"from": origin})
        note.text = _clean(line, entry, warnings)
    if entry.previous:
        _add_previous(element, entry.previous, entry, warnings)
    return element


def _add_contexts(element: "_Element", entry: Entry, warnings: list[str]) -> None:
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    if entry.context:
        group = etree.SubElement(element, _name("context-group"), purpose="information")
        context = etree.SubElement(group, _name("context"), {"context-type": _CONTEXT})
        context.text = _clean(entry.context, entry, warnings)
    for reference in entry.references:
        group = etree.SubElement(element, _name("context-group"), purpose="location")
        places = ("sourcefile", reference.path), ("linenumber", str(reference.line))
        for kind, text in places:
            context = etree.SubElement(group, _name("context"), {"context-type": kind})
            context.text = _clean(text, entry, warnings)


def _add_previous(element: "_Element", previous: Previous, entry: Entry, warnings: list[str]) -> None:
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    group = etree.SubElement(element, _name("alt-trans"), alttranstype="previous-version")
    etree.SubElement(group, _name("source")).text = _clean(previous.source, entry, warnings)
    etree.SubElement(group, _name("target")).text = _clean(entry.target, entry, warnings)
    if previous.context:
        contexts = etree.SubElement(group, _name("context-group"), purpose="information")
        context = etree.SubElement(contexts, _name("context"), {"context-type": _CONTEXT})
        context.text = _clean(previous.context, entry, warnings)


def _inline(parent: "_Element", mark: Mark) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    alone = mark.pairing is Pairing.ALONE
    element: _Element = etree.SubElement(parent, _name("x" if alone else "g"), id=mark.name)
    if mark.kind in _KINDS:
        element.set("ctype", _KINDS[mark.kind])
    data = mark.data if alone else f"{mark.data}{_BETWEEN}{mark.closing}"
    element.set("equiv-text", without_unwritable(data))
    return element


def _refuse(parent: "_Element", character: str) -> None:
    raise ValueError(f"{character!r} in <{parent.tag}>")


def _read_unit(unit: "_Element") -> Handed:
    names = Names()
    source = _spelled(child(unit, "source"), names)
    target_node = child(unit, "target")
    target = _spelled(target_node, names)
    if target_node is not None and target_node.get("state") == _COPIED and target == source:
        target = ""
    contexts = [text_of(one) for one in _contexts(unit)]
    before = next((one for one in children(unit, "alt-trans") if one.get("alttranstype") == "previous-version"), None)
    previous = None
    if before is not None:
        earlier = [text_of(one) for one in _contexts(before)]
        previous = Previous(text_of(child(before, "source")), earlier[0] if earlier else "")
    notes = list(children(unit, "note"))
    entry = Entry(
        source=source,
        target=target,
        context=contexts[0] if contexts else "",
        state=_state(unit, target_node, target),
        references=tuple(_references(unit)),
        extracted=tuple(text_of(note) for note in notes if note.get("from") == "developer"),
        comments=tuple(text_of(note) for note in notes if note.get("from") != "developer"),
        previous=previous,
        line=unit.sourceline or 0,
    )
    extra = str(unit.get("extradata") or "")
    return Handed(entry, base=extra.removeprefix(_BASE) if extra.startswith(_BASE) else "")


def _state(unit: "_Element", target_node: "_Element | None", target: str) -> State:
    if not target or target_node is None:
        return State.NEW
    state = str(target_node.get("state") or "")
    done = unit.get("approved") == "yes" and not state.startswith("needs-")
    return State.REVIEWED if done or (state in _DONE and unit.get("approved") != "no") else State.DRAFT


def _references(unit: "_Element") -> Iterator[Reference]:
    for group in children(unit, "context-group"):
        parts = {str(one.get("context-type")): text_of(one) for one in children(group, "context")}
        line = parts.get("linenumber", "")
        if "sourcefile" in parts and NUMBER.fullmatch(line):
            yield Reference(parts["sourcefile"], int(line))


def _contexts(element: "_Element") -> "Iterator[_Element]":
    for group in children(element, "context-group"):
        yield from (one for one in children(group, "context") if one.get("context-type") == _CONTEXT)


def _spelled(node: "_Element | None", names: Names) -> str:
    return "" if node is None else spelled(node, names, _learn)


def _learn(element: "_Element", names: Names) -> None:
    data = element.get("equiv-text")
    if data is not None:
        opening, _, closing = str(data).partition(_BETWEEN)
        names.data.setdefault(str(element.get("id")), (opening, closing) if local_name(element) == "g" else (data, ""))


def _clean(text: str, entry: Entry, warnings: list[str]) -> str:
    bad = unwritable(text)
    if bad:
        warnings.append(f"U+FFFD stands for {bad}, which XML cannot hold, in the notes of: {entry.source}")
    return without_unwritable(text)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
