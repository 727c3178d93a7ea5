"""Reading term bases: CSV or TSV, one term a line, each line checked before any is used. `rows` says what they look like."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from yigao.errors import GlossaryError
from yigao.glossary.matching import fold
from yigao.glossary.rows import COLUMNS, Row, read_rows
from yigao.glossary.vetting import check_repetition, contradiction, invisible, one_line
from yigao.messages import message
from yigao.model.term import Term


def read_glossaries(paths: Iterable[Path]) -> tuple[Term, ...]:
    """The terms of several files, joined as `joined` says. ``GlossaryError`` as in `read_glossary`."""
    return joined(read_glossary(path) for path in paths)


def joined(glossaries: Iterable[Iterable[Term]]) -> tuple[Term, ...]:
    """The terms of several term bases. Where two have the same source, the later term replaces the earlier.

    A source keeps the place where it first stood.
    """
    terms: dict[str, Term] = {}
    for glossary in glossaries:
        terms.update((fold(term.source), term) for term in glossary)
    return tuple(terms.values())


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of one file, in its order; a line that repeats an earlier one word for word is dropped.

    Sources that matching takes as equal (see `fold`) count as the same source. ``GlossaryError`` as in `read_rows`, and if a
    line has an empty source or target, a control character, a rendering that is both right and forbidden, or a source
    that an earlier line renders otherwise.
    """
    terms: dict[str, Term] = {}
    for row in read_rows(path):
        term = _read_term(row)
        earlier = terms.setdefault(fold(term.source), term)
        if earlier is not term:
            check_repetition(term, earlier)
    return tuple(terms.values())


def _read_term(row: Row) -> Term:
    texts = {name: _clean(name, row) for name in COLUMNS}
    for name in ("source", "target"):
        if not texts[name]:
            remedy = "fill it in, or remove the line"
            raise GlossaryError(message("the {name} is empty", name=name), where=row.place(name), remedy=remedy)
    term = Term(
        source=texts["source"],
        target=texts["target"],
        variants=row.renderings("variants"),
        forbidden=row.renderings("forbidden"),
        kind=texts["kind"],
        note=texts["note"],
        origin=row.where,
    )
    bad = contradiction(term)
    if bad:
        raise GlossaryError(bad, where=row.place("forbidden"), remedy="remove it from one of the two")
    return replace(term, variants=tuple(variant for variant in term.variants if variant != term.target))


def _clean(name: str, row: Row) -> str:
    """A cell's text, its layout evened out if it is a note; an error if it has characters that nobody sees."""
    text = one_line(row.text(name)) if name == "note" else row.text(name)
    bad = invisible(name, text)
    if bad:
        raise GlossaryError(bad, where=row.place(name), remedy="remove it")
    return text.strip()
