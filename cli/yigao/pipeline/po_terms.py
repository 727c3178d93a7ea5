"""Term bases as gettext catalogs: source and target are ``msgid`` and ``msgstr``, a note is the translator's comment.

Extracted comments hold the rest, a line each: ``variant: …``, ``forbidden: …``, ``kind: …``. A fuzzy entry is a proposal and
no term; an entry without a translation is none.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from yigao import __version__
from yigao.catalogs.headers import NOBODY, UNDATED
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.exchange import Exported, Imported
from yigao.model.term import Term
from yigao.text.languages import parse_language, plural_forms

_FIELD = re.compile(r"(variant|forbidden|kind): (.*)")


def read_po(path: Path) -> Imported[Term]:
    """The terms of a catalog. Raises `CatalogError` for one that does not parse."""
    entries = load(path).entries
    drafts = [entry for entry in entries if entry.state is State.DRAFT]
    warnings: tuple[str, ...] = ()
    if drafts:
        first = f"{path}:{drafts[0].line}"
        warnings = (f"{first}: {len(drafts)} drafts are no terms yet, the first: {drafts[0].source}",)
    terms = (_term(entry, f"{path.as_posix()}:{entry.line}") for entry in entries if entry.state is State.REVIEWED)
    return Imported(tuple(terms), warnings)


def write_po(terms: Iterable[Term], source: str, target: str) -> Exported:
    """The catalog of a term base."""
    headers = {
        "Project-Id-Version": "glossary",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": UNDATED,
        "PO-Revision-Date": UNDATED,
        "Last-Translator": NOBODY,
        "Language-Team": parse_language(target),
        "Language": parse_language(target),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(target),
        "X-Generator": f"yigao {__version__}",
        "X-Source-Language": parse_language(source),
    }
    entries = tuple(
        Entry(
            source=term.source,
            target=term.target,
            state=State.REVIEWED,
            extracted=tuple(_fields(term)),
            comments=(term.note,) if term.note else (),
        )
        for term in terms
    )
    return Exported(dumps(Catalog(parse_language(target), headers, entries)).encode())


def _fields(term: Term) -> Iterator[str]:
    if term.kind:
        yield f"kind: {term.kind}"
    yield from (f"variant: {text}" for text in term.variants)
    yield from (f"forbidden: {text}" for text in term.forbidden)


def _term(entry: Entry, where: str) -> Term:
    found: dict[str, list[str]] = {"variant": [], "forbidden": [], "kind": []}
    for line in entry.extracted:
        match = _FIELD.fullmatch(line.strip())
        if match:
            found[match[1]].append(match[2].strip())
    return Term(
        source=entry.source,
        target=entry.target,
        variants=tuple(found["variant"]),
        forbidden=tuple(found["forbidden"]),
        kind=" ".join(found["kind"]),
        note=" ".join(entry.comments),
        origin=where,
    )
