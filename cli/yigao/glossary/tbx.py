"""Terms as TBX in the dialect of TBX-Basic (ISO 30042:2008, ``martif``), which Lokalize's glossary reads."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from yigao.model.term import Term

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def dump_tbx(terms: Sequence[Term], source: str, target: str, beside: Callable[[Term], str] = lambda _: "") -> bytes:
    """The terms with their targets and variants. ``beside`` gives a second name for a term's source, empty for none."""
    root = Element("martif", {"type": "TBX", _LANG: source})
    described = SubElement(SubElement(SubElement(root, "martifHeader"), "fileDesc"), "sourceDesc")
    SubElement(described, "p").text = "yigao"
    body = SubElement(SubElement(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        entry = SubElement(body, "termEntry", id=f"t{number}")
        if term.note:
            SubElement(entry, "descrip", type="definition").text = term.note
        if term.kind:
            SubElement(entry, "descrip", type="subjectField").text = term.kind
        _add_language(entry, source, (term.source, beside(term)))
        _add_language(entry, target, (term.target, *term.variants))
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add_language(entry: Element, language: str, names: Sequence[str]) -> None:
    names_here = SubElement(entry, "langSet", {_LANG: language})
    for name in filter(None, names):
        group = SubElement(SubElement(names_here, "ntig"), "termGrp")
        SubElement(group, "term").text = name
