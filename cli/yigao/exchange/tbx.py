"""Term bases as TBX (ISO 30042), the dialect TBX-Basic in the form of 2008; that of 2019 is read too.

A concept is a term of ours: its target is ``preferredTerm-admn-sts``, variants are ``admittedTerm-admn-sts``, what is forbidden
is ``deprecatedTerm-admn-sts``. Its kind is the subject field, its note a note.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yigao.errors import ExchangeError
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
from yigao.model.term import Term

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".tbx",)
HOLDS = "terms"
"""What a file holds: memory, terms or catalog."""

_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_STATUS = {"target": "preferredTerm", "variants": "admittedTerm", "forbidden": "deprecatedTerm"}
_FORBIDDEN = frozenset({"deprecated", "superseded", "obsolete", "notrecommended"})
_PREFERRED = frozenset({"preferred", "legal", "regulated", "standardized"})


@dataclass(slots=True)
class _Renderings:
    """The terms of one concept in one language. Not frozen: it grows while they are read."""

    preferred: list[str] = field(default_factory=list)
    admitted: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def write(terms: Iterable[Term], source: str, target: str) -> Exported:
    """The file of a term base; a term that XML cannot hold is left out and named."""
    need_toolkit("TBX")
    from translate.storage.tbx import tbxfile  # noqa: PLC0415 - an extra, loaded when it is needed

    languages = source.replace("_", "-"), target.replace("_", "-")
    store = tbxfile(sourcelanguage=languages[0])
    root = store.document.getroot()
    root.set("type", "TBX-Basic")
    for paragraph in root.iter("p"):
        paragraph.text = "Written by yigao."
    warnings = []
    for number, term in enumerate(terms, 1):
        bad = unwritable(term.source, term.target, *term.variants, *term.forbidden, term.kind, term.note)
        if bad:
            warnings.append(f"left out, because XML cannot hold {bad}: {term.source}")
        else:
            store.body.append(_concept(term, f"c{number}", languages))
    lay_out(root, {"p", "term", "termNote", "note", "descrip"})
    return Exported(serialised(root), tuple(warnings))


def read(path: Path, source: str, target: str) -> Imported[Term]:
    """The terms of a file from one language to another; a concept with several source terms makes several.

    The first preferred rendering, or the first of no status, is the target. Raises `ExchangeError` for a file that is no TBX,
    or has no concept in both languages.
    """
    root = read_xml(path, ("martif", "tbx"))
    lost: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    terms = [
        term
        for concept in root.iter()
        if local_name(concept) in _CONCEPTS
        for term in _terms(concept, _main(source), target, f"{path.as_posix()}:{concept.sourceline}", lost, languages)
    ]
    if languages and not terms:
        raise ExchangeError(
            message("no concept in {source} and {target}", source=source, target=target),
            where=str(path),
            remedy=message("languages of the file: {value}", value=", ".join(sorted(languages))),
        )
    return Imported(tuple(terms), tuple(f"{path}: {count} {what}" for what, count in lost.items()))


def _concept(term: Term, number: str, languages: tuple[str, str]) -> "_Element":
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    concept: _Element = etree.Element("termEntry", id=number)
    if term.kind:
        etree.SubElement(concept, "descrip", type="subjectField").text = term.kind
    if term.note:
        etree.SubElement(concept, "note").text = term.note
    source, target = (etree.SubElement(concept, "langSet", {f"{XML}lang": language}) for language in languages)
    etree.SubElement(etree.SubElement(source, "tig"), "term").text = term.source
    renderings = [("target", term.target), *(("variants", text) for text in term.variants)]
    renderings += [("forbidden", text) for text in term.forbidden]
    for role, text in renderings:
        tig = etree.SubElement(target, "tig")
        etree.SubElement(tig, "term").text = text
        etree.SubElement(tig, "termNote", type="administrativeStatus").text = f"{_STATUS[role]}-admn-sts"
    return concept


def _terms(
    concept: "_Element", source: str, target: str, where: str, lost: Counter[str], languages: Counter[str]
) -> Iterator[Term]:
    sections = [(str(one.get(f"{XML}lang") or ""), one) for one in children(concept, *_LANGUAGES)]
    languages.update(language for language, _ in sections)
    ours = [one for language, one in sections if _main(language) == source]
    theirs = _best(sections, target)
    if not ours or theirs is None:
        lost["concepts without a term in both languages"] += 1
        return
    renderings = _renderings(theirs, lost)
    chosen = (*renderings.preferred, *renderings.admitted)
    if not chosen:
        lost["concepts without a rendering that may be used"] += 1
        return
    names = _renderings(ours[0], lost)
    kinds = [text_of(one).strip() for one in children(concept, "descrip") if one.get("type") == "subjectField"]
    for name in (*names.preferred, *names.admitted, *names.forbidden):
        yield Term(
            source=name,
            target=chosen[0],
            variants=tuple(dict.fromkeys(chosen[1:])),
            forbidden=tuple(dict.fromkeys(renderings.forbidden)),
            kind=kinds[0] if kinds else "",
            note=" ".join(_notes(concept, ours[0], theirs)),
            origin=where,
        )


def _best(sections: "list[tuple[str, _Element]]", target: str) -> "_Element | None":
    """The section of the target language: of its very tag, else of its language, whatever the region."""
    wanted = target.replace("_", "-").lower()
    exact = (one for language, one in sections if language.replace("_", "-").lower() == wanted)
    near = (one for language, one in sections if _main(language) == _main(target))
    found = next(exact, None)
    return next(near, None) if found is None else found


def _renderings(section: "_Element", lost: Counter[str]) -> _Renderings:
    found = _Renderings()
    for holder in children(section, *_TERMS):
        text = next((text_of(one) for one in holder.iter() if local_name(one) == "term"), "").strip()
        if not text:
            lost["empty terms"] += 1
            continue
        status = _status(holder)
        others = sum(_is_other_note(one) for one in holder.iter())
        if others:
            lost["term notes on something else than status, which are dropped"] += others
        if status in _FORBIDDEN:
            found.forbidden.append(text)
            if status == "superseded":
                lost["superseded terms, which are forbidden now"] += 1
        elif status in _PREFERRED:
            found.preferred.append(text)
        else:
            found.admitted.append(text)
    return found


def _is_other_note(element: "_Element") -> bool:
    return local_name(element) == "termNote" and "status" not in str(element.get("type")).lower()


def _status(holder: "_Element") -> str:
    """The administrative status of a term in one word: ``preferred``, ``admitted``, ``deprecated`` and the like."""
    notes = (one for one in holder.iter() if local_name(one) in {"termNote", "admin"})
    value = next((text_of(one) for one in notes if "status" in str(one.get("type")).lower()), "")
    return value.strip().lower().partition("-")[0].removesuffix("admnsts").removesuffix("term")


def _notes(*scopes: "_Element") -> Iterator[str]:
    """Notes and definitions of a concept, each once."""
    seen = set()
    for scope in scopes:
        for one in children(scope, "note", "descrip", "descripGrp"):
            inner = child(one, "descrip") if local_name(one) == "descripGrp" else one
            if inner is None or inner.get("type") == "subjectField":
                continue
            text = text_of(inner).strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def _main(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
