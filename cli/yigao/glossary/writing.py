"""Writing term bases as CSV or TSV, in the form that `reading` reads."""

import csv
from collections.abc import Iterable
from io import StringIO

from yigao.glossary.rows import COLUMNS
from yigao.glossary.vetting import short
from yigao.model.exchange import Exported
from yigao.model.term import Term

FORMULA = "=+-@"
"""What a spreadsheet may take for the beginning of a formula."""


def write_glossary(terms: Iterable[Term], delimiter: str = ",") -> Exported:
    """The file of a term base. What the form cannot express is left out and named; what it can, is read back equal."""
    table = StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    warnings: list[str] = []
    for term in terms:
        if term.source.startswith("#"):
            warnings.append(f"left out, because # begins a comment: {short(term.source)}")
            continue
        writer.writerow(_cells(term, warnings))
    return Exported(table.getvalue().encode(), tuple(warnings))


def _cells(term: Term, warnings: list[str]) -> list[str]:
    lists = []
    for name in ("variants", "forbidden"):
        renderings: tuple[str, ...] = getattr(term, name)
        kept = [text for text in renderings if "|" not in text]
        warnings += [
            f"left out of the {name} of {short(term.source)}, because | separates them: {short(text)}"
            for text in renderings
            if "|" in text
        ]
        lists.append("|".join(kept))
    cells = [term.source, term.target, *lists, term.kind, term.note]
    warnings += [
        f"a spreadsheet may take this for a formula: {short(cell)}" for cell in cells if cell[:1] in FORMULA and cell
    ]
    return cells
