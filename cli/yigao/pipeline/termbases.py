"""Term bases of every form, by the ending of their names: CSV, TSV, TBX, PO."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from yigao import parts
from yigao.errors import GlossaryError
from yigao.glossary.reading import joined, read_glossary
from yigao.glossary.records import Cell
from yigao.glossary.rows import Row, read_rows
from yigao.glossary.vetting import vetted
from yigao.glossary.writing import write_glossary
from yigao.messages import message
from yigao.model.exchange import Exported, Imported
from yigao.model.term import Term

SUFFIXES = (".csv", ".po", ".tbx", ".tsv")
"""The endings that are known."""

_DELIMITERS = {".csv": ",", ".tsv": "\t"}


def read_termbases(paths: Iterable[Path], source: str, target: str) -> Imported[Term]:
    """The terms of several files from one language to another; of two with the same source, the later file's counts.

    Raises `GlossaryError`, or another `UserError` for a TBX file or a catalog that cannot be read.
    """
    found = [read_termbase(path, source, target) for path in paths]
    warnings = tuple(line for one in found for line in one.warnings)
    return Imported(joined(one.records for one in found), warnings)


def read_termbase(path: Path, source: str, target: str) -> Imported[Term]:
    """The terms of one file, each checked. A file of no known ending is read as CSV. Raises as `read_termbases` does."""
    if path.suffix.lower() not in {".po", ".tbx"}:
        return Imported(read_glossary(path))
    found = _foreign(path, source, target)
    return Imported(vetted(found.records), found.warnings)


def _foreign(path: Path, source: str, target: str) -> Imported[Term]:
    """The terms of a TBX file or a catalog, unjudged."""
    if path.suffix.lower() == ".tbx":
        found: Imported[Term] = parts.load("exchange", "tbx").read(path, source, target)
        return found
    from yigao.pipeline.po_terms import read_po  # noqa: PLC0415 - polib is needed for such a file only

    return read_po(path)


def rows_of(path: Path, source: str, target: str) -> list[Row]:
    """What one file says, unjudged. Raises `UserError` for what cannot be read at all."""
    if path.suffix.lower() not in {".po", ".tbx"}:
        return list(read_rows(path))
    return [_row(term) for term in _foreign(path, source, target).records]


def _row(term: Term) -> Row:
    texts = {
        "source": term.source,
        "target": term.target,
        "variants": "|".join(term.variants),
        "forbidden": "|".join(term.forbidden),
        "kind": term.kind,
        "note": term.note,
    }
    return Row(term.origin, {name: Cell(text, term.origin) for name, text in texts.items()})


def write_termbase(path: Path, terms: Sequence[Term], source: str, target: str) -> Exported:
    """The file of a term base, in the form that its ending names. Raises `GlossaryError` for an unknown ending."""
    suffix = path.suffix.lower()
    if suffix in _DELIMITERS:
        return write_glossary(terms, _DELIMITERS[suffix])
    if suffix == ".tbx":
        exported: Exported = parts.load("exchange", "tbx").write(terms, source, target)
        return exported
    if suffix == ".po":
        from yigao.pipeline.po_terms import write_po  # noqa: PLC0415 - polib is needed for such a file only

        return write_po(terms, source, target)
    raise GlossaryError(
        message("no form of term base for names that end in {suffix!r}", suffix=suffix),
        where=str(path),
        remedy=message("known: {value}", value=" ".join(SUFFIXES)),
    )
