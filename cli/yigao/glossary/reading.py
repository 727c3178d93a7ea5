"""Reading term bases: CSV or TSV, one term a line, each line checked before any is used.

The first line names the columns, in any order: ``source`` and ``target``, and as wanted ``variants``, ``forbidden``
(several in one cell are separated by ``|``), ``kind`` and ``note``. Blank lines are skipped, and lines whose first
cell starts with ``#``.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from yigao.errors import GlossaryError
from yigao.glossary.matching import fold
from yigao.glossary.records import Cell, Record, read_records
from yigao.model.term import Term

_COLUMNS = ("source", "target", "variants", "forbidden", "kind", "note")
_HEADER_HELP = (
    "the first line names the columns: source,target[,variants,forbidden,kind,note]; "
    "the separator is a comma, in a .tsv file a tab"
)
# They change the order in which the rest of a line is shown: a reviewer would see another text than the program.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = re.compile(r"[ \t\r\n]+")


def read_glossaries(paths: Iterable[Path]) -> tuple[Term, ...]:
    """The terms of several files. Where two files have the same source, the later file's term replaces the earlier.

    A source keeps the place where it first stood. ``GlossaryError`` as in `read_glossary`.
    """
    terms: dict[str, Term] = {}
    for path in paths:
        terms.update((fold(term.source), term) for term in read_glossary(path))
    return tuple(terms.values())


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of one file, in its order; a line that repeats an earlier one word for word is dropped.

    Sources that matching takes as equal (see `fold`) count as the same source. ``GlossaryError``, with the line where
    the record begins and mostly the column, if the file cannot be read, is not UTF-8 or breaks the rules of quoting;
    if a column is missing, unknown or named twice; if a line has another number of cells than the header, an empty
    source or target, a control character, a rendering that is both right and forbidden, or a source that an earlier
    line renders otherwise.
    """
    terms: dict[str, Term] = {}
    columns: tuple[str, ...] = ()
    for record in read_records(path):
        if _is_skipped(record):
            continue
        if not columns:
            columns = _read_header(record)
            continue
        term = _read_term(record, columns)
        earlier = terms.setdefault(fold(term.source), term)
        if earlier is not term:
            _check_repetition(term, earlier)
    if not columns:
        raise GlossaryError("the term base has no header line", where=f"{path.as_posix()}:1", remedy=_HEADER_HELP)
    return tuple(terms.values())


def _is_skipped(record: Record) -> bool:
    # A spreadsheet pads blank lines with empty cells, and puts a comment with a comma in quotes.
    return record.cells[0].text.startswith("#") or not any(cell.text for cell in record.cells)


def _read_header(record: Record) -> tuple[str, ...]:
    names: list[str] = []
    for cell in record.cells:
        name = _clean("header", cell)
        if name not in _COLUMNS:
            near = get_close_matches(name.lower(), _COLUMNS, n=1, cutoff=0.65)
            remedy = f"did you mean “{near[0]}”?" if near else _HEADER_HELP
            raise GlossaryError(f"unknown column “{_short(name)}”", where=cell.where, remedy=remedy)
        if name in names:
            raise GlossaryError(f"column “{name}” stands twice", where=cell.where, remedy="remove one of the two")
        names.append(name)
    for name in ("source", "target"):
        if name not in names:
            raise GlossaryError(f"column “{name}” is missing", where=record.where, remedy=_HEADER_HELP)
    return tuple(names)


def _read_term(record: Record, columns: tuple[str, ...]) -> Term:
    if len(record.cells) != len(columns):
        raise GlossaryError(
            f"{len(record.cells)} cells in a line, {len(columns)} in the header",
            where=record.where,
            remedy="put a cell that holds the separator in quotes, and leave no cell out, empty ones included",
        )
    cells = dict(zip(columns, record.cells, strict=True))
    texts = dict.fromkeys(_COLUMNS, "") | {name: _clean(name, cell) for name, cell in cells.items()}
    for name in ("source", "target"):
        if not texts[name]:
            remedy = "fill it in, or remove the line"
            raise GlossaryError(f"the {name} is empty", where=cells[name].where, remedy=remedy)
    variants = _split(texts["variants"])
    forbidden = _split(texts["forbidden"])
    for wrong in forbidden:
        if wrong == texts["target"] or wrong in variants:
            raise GlossaryError(
                f"“{_short(wrong)}” is both a right and a forbidden rendering",
                where=cells["forbidden"].where,
                remedy="remove it from one of the two",
            )
    return Term(
        source=texts["source"],
        target=texts["target"],
        variants=tuple(variant for variant in variants if variant != texts["target"]),
        forbidden=forbidden,
        kind=texts["kind"],
        note=texts["note"],
        origin=record.where,
    )


def _clean(name: str, cell: Cell) -> str:
    """The cell's text, its layout evened out if it is a note; an error if it has characters that nobody sees."""
    text = _LAYOUT.sub(" ", cell.text) if name == "note" else cell.text
    for character in text:
        if _is_control(character) or (name == "source" and unicodedata.category(character) == "Cf"):
            raise GlossaryError(
                f"invisible character U+{ord(character):04X} in the {name}", where=cell.where, remedy="remove it"
            )
    return text.strip()


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in _REORDERING or character == "\ufeff"


def _split(text: str) -> tuple[str, ...]:
    """The renderings in a cell, each once, in order."""
    renderings = (part.strip() for part in text.split("|"))
    return tuple(dict.fromkeys(rendering for rendering in renderings if rendering))


def _check_repetition(term: Term, earlier: Term) -> None:
    line = earlier.origin.rpartition(":")[2]
    if term.target != earlier.target:
        raise GlossaryError(
            f"“{_short(term.source)}” has another target than on line {line}, “{_short(earlier.target)}”",
            where=term.origin,
            remedy="keep one line; a second right rendering goes into “variants”",
        )
    rest = (term.variants, term.forbidden, term.kind, term.note)
    if rest != (earlier.variants, earlier.forbidden, earlier.kind, earlier.note):
        raise GlossaryError(
            f"“{_short(term.source)}” stands on line {line} already, with other details",
            where=term.origin,
            remedy="make one line of the two",
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
