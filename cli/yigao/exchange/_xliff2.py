"""XLIFF 2.0: codes are ``pc`` and ``ph``, what they stand for is the unit's original data."""

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

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:yigao:exchange:1"
LEAVES = ("source", "target", "note", "data")

_SKELETON = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="{NAMESPACE}" xmlns:y="{OWN}" version="2.0" srcLang="zh"><file id="f1"/></xliff>"""
_TYPES = {
    CodeKind.EMPHASIS: "fmt",
    CodeKind.TAG: "fmt",
    CodeKind.CODE: "fmt",
    CodeKind.LINK: "link",
    CodeKind.IMAGE: "image",
}
_COPIED = "yigao:copied"
"""Sub-state of a segment whose target is its source."""
_DONE = frozenset({"reviewed", "final"})
_NOTES = {"developer": "extracted", "translator": "comments"}
_OURS = frozenset({*_NOTES, "context", "location", "previous", "previous-context"})


def build(parcel: Parcel, warnings: list[str], *, copy_source: bool) -> "_Element":
    """The document of a parcel, the source as target of what has none if that is asked for. Characters that XML cannot hold become ``cp`` in text, U+FFFD in notes."""
    from translate.storage.xliff2 import Xliff2File  # noqa: PLC0415 - an extra, loaded when it is needed

    store = Xliff2File(BytesIO(_SKELETON.encode()))
    root: _Element = store.document.getroot()
    root.set("srcLang", parcel.source_language.replace("_", "-"))
    root.set("trgLang", parcel.target_language.replace("_", "-"))
    root[0].set("original", parcel.article)
    for number, unit in enumerate(parcel.units, 1):
        root[0].append(_unit(unit, str(number), warnings, copy_source=copy_source))
    lay_out(root, LEAVES)
    return root


def read(root: "_Element") -> Iterator[Parcel]:
    """A parcel for each file of a document."""
    for file in children(root, "file"):
        yield Parcel(
            article=str(file.get("original") or ""),
            source_language=str(root.get("srcLang") or "").replace("-", "_"),
            target_language=str(root.get("trgLang") or "").replace("-", "_"),
            units=tuple(_read_unit(unit) for unit in file.iter() if local_name(unit) == "unit"),
        )


class _Data:
    """The original data of one unit, each text once."""

    __slots__ = ("element", "names")

    def __init__(self) -> None:
        from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

        self.element: _Element = etree.Element(_name("originalData"))
        self.names: dict[str, str] = {}

    def name(self, text: str) -> str:
        """The name under which ``text`` stands in the data."""
        from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

        if text not in self.names:
            self.names[text] = f"d{len(self.names) + 1}"
            node = etree.SubElement(self.element, _name("data"), id=self.names[text])
            fill(node, [text], self.inline, _code_point)
        return self.names[text]

    def inline(self, parent: "_Element", mark: Mark) -> "_Element":
        """The element of a mark."""
        from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

        alone = mark.pairing is Pairing.ALONE
        element: _Element = etree.SubElement(parent, _name("ph" if alone else "pc"), id=mark.name)
        if mark.kind in _TYPES:
            element.set("type", _TYPES[mark.kind])
        element.set("dataRef" if alone else "dataRefStart", self.name(mark.data))
        if not alone:
            element.set("dataRefEnd", self.name(mark.closing))
        return element


def _unit(unit: Handed, number: str, warnings: list[str], *, copy_source: bool) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    entry = unit.entry
    element: _Element = etree.Element(_name("unit"), {"id": number, f"{XML}space": "preserve"})
    if unit.base:
        element.set(f"{{{OWN}}}base", unit.base)
    _add_notes(element, entry, warnings)
    source, target = marked(entry.source, unit.source_codes, entry.target, unit.target_codes, entry.extracted)
    data = _Data()
    segment: _Element = etree.Element(_name("segment"), id="s1")
    if entry.target:
        segment.set("state", "reviewed" if entry.state is State.REVIEWED else "initial")
    fill(etree.SubElement(segment, _name("source")), source, data.inline, _code_point)
    if entry.target:
        fill(etree.SubElement(segment, _name("target")), target, data.inline, _code_point)
    elif copy_source:
        segment.set("state", "initial")
        segment.set("subState", _COPIED)
        fill(etree.SubElement(segment, _name("target")), source, data.inline, _code_point)
    if len(data.element):
        element.append(data.element)
    element.append(segment)
    return element


def _add_notes(element: "_Element", entry: Entry, warnings: list[str]) -> None:
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    notes = [("context", entry.context)] if entry.context else []
    notes += [("location", f"{reference.path}:{reference.line}") for reference in entry.references]
    notes += [(category, line) for category, name in _NOTES.items() for line in getattr(entry, name)]
    if entry.previous:
        notes.append(("previous", entry.previous.source))
        notes += [("previous-context", entry.previous.context)] if entry.previous.context else []
    parent = etree.SubElement(element, _name("notes")) if notes else None
    for category, text in notes:
        if unwritable(text):
            bad = unwritable(text)
            warnings.append(f"U+FFFD stands for {bad}, which XML cannot hold, in the notes of: {entry.source}")
        etree.SubElement(parent, _name("note"), category=category).text = without_unwritable(text)


def _code_point(parent: "_Element", character: str) -> None:
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    etree.SubElement(parent, _name("cp"), hex=f"{ord(character):04X}")


def _read_unit(unit: "_Element") -> Handed:
    names = Names()
    data = {str(one.get("id")): spelled(one, names, _nothing) for one in _in(child(unit, "originalData"), "data")}

    def learn(element: "_Element", names: Names) -> None:
        opening = data.get(str(element.get("dataRef") or element.get("dataRefStart")))
        if opening is not None:
            names.data.setdefault(str(element.get("id")), (opening, data.get(str(element.get("dataRefEnd")), "")))

    source = target = ""
    whole = True
    states = set()
    for part in children(unit, "segment", "ignorable"):
        from_part, to_part = child(part, "source"), child(part, "target")
        text = "" if from_part is None else spelled(from_part, names, learn)
        source += text
        translated = "" if to_part is None else spelled(to_part, names, learn)
        if to_part is not None and not (part.get("subState") == _COPIED and translated == text):
            target += translated
        elif local_name(part) == "ignorable":
            target += text
        else:
            whole = False
        if local_name(part) == "segment":
            states.add(str(part.get("state") or "initial"))
    target = target if whole else ""
    notes = _notes(unit)
    previous = notes.get("previous", [])
    entry = Entry(
        source=source,
        target=target,
        context="".join(notes.get("context", [])),
        state=State.NEW if not target else State.REVIEWED if states <= _DONE else State.DRAFT,
        references=tuple(_references(notes.get("location", []))),
        extracted=tuple(notes.get("developer", [])),
        comments=tuple(notes.get("translator", [])),
        previous=Previous(previous[0], "".join(notes.get("previous-context", []))) if previous else None,
        line=unit.sourceline or 0,
    )
    return Handed(entry, base=str(unit.get(f"{{{OWN}}}base") or ""))


def _notes(unit: "_Element") -> dict[str, list[str]]:
    """The notes by what they are; those of other programs are the translator's."""
    found: dict[str, list[str]] = {}
    for note in _in(child(unit, "notes"), "note"):
        category = str(note.get("category") or "")
        found.setdefault(category if category in _OURS else "translator", []).append(text_of(note))
    return found


def _references(places: list[str]) -> Iterator[Reference]:
    for place in places:
        path, _, line = place.rpartition(":")
        if path and NUMBER.fullmatch(line):
            yield Reference(path, int(line))


def _in(parent: "_Element | None", name: str) -> "Iterator[_Element]":
    return iter(()) if parent is None else children(parent, name)


def _nothing(element: "_Element", names: Names) -> None:
    del element, names


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
