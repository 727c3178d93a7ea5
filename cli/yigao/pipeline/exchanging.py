"""Files that memories are exchanged in: gettext's `.po` here, all others by the parts in `exchange/`.

Such a part says ``HOLDS = "memory"`` and which ``SUFFIXES`` it knows. ``read(path, source)`` gives what has ``records``,
units that translate from that language, and ``warnings``; ``write(records)`` what has ``data``, the bytes of the file,
``warnings`` and ``notes``: lines on what the format cannot express.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from yigao import parts
from yigao.catalogs.headers import Origin, new_headers
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.errors import CatalogError, ConfigError, UserError
from yigao.files import write_atomically
from yigao.messages import message
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.memory import Remembered
from yigao.text.languages import parse_language, plural_forms

if TYPE_CHECKING:
    from yigao.model.exchange import Exported, Imported

PO = ".po"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    units: tuple[Remembered, ...]
    """In the file's order."""
    said: tuple[str, ...] = ()
    """A line for each kind of thing in it that units cannot hold."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of units that were written to a file."""

    units: int
    """How many it holds."""
    said: tuple[str, ...] = ()
    """A line for each kind of thing that the format cannot express."""


def check_suffix(path: Path) -> None:
    """Raises `UserError`, which names those that are known, for a file name with an ending of no format."""
    if path.suffix.lower() != PO:
        _part(path)


def _part(path: Path) -> ModuleType:
    modules = [parts.load("exchange", name) for name in parts.names("exchange")]
    known = {suffix: part for part in modules if getattr(part, "HOLDS", "") == "memory" for suffix in part.SUFFIXES}
    suffix = path.suffix.lower()
    if suffix not in known:
        raise UserError(
            message("no exchange format for files that end in {suffix!r}", suffix=suffix),
            where=str(path),
            remedy=message("known: {value}", value=" ".join(sorted([*known, PO]))),
        )
    return known[suffix]


def read_units(path: Path, source: str = "zh") -> Read:
    """The units of a file. Raises `UserError`."""
    if path.suffix.lower() != PO:
        found: Imported[Remembered] = _part(path).read(path, source)
        return Read(tuple(found.records), tuple(found.warnings))
    return Read(tuple(reviewed_units(load(path), path.name, path, source)))


def write_units(path: Path, units: Sequence[Remembered]) -> Written:
    """Put units into a file. Raises `UserError`."""
    if path.suffix.lower() == PO:
        return _write_po(path, units)
    made: Exported = _part(path).write(units)
    write_atomically(path, made.data)
    return Written(len(units), (*made.warnings, *made.notes))


def reviewed_units(catalog: Catalog, origin: str, path: Path, source: str = "zh") -> Iterable[Remembered]:
    """What people answer for in a catalog, obsolete entries too. Raises `CatalogError` where it names no language."""
    pair = _languages(catalog, path, source)
    active = [entry for entry in catalog.entries if entry.state is not State.OBSOLETE]
    sources = ["", *(entry.source for entry in active), ""]
    for number, entry in enumerate(active):
        if entry.state is State.REVIEWED and entry.target:
            yield _remembered(entry, pair, origin, sources[number], sources[number + 2])
    for entry in catalog.entries:
        if entry.state is State.OBSOLETE and entry.target and "fuzzy" not in entry.flags:
            yield _remembered(entry, pair, origin)


def _remembered(entry: Entry, pair: tuple[str, str], origin: str, before: str = "", after: str = "") -> Remembered:
    return Remembered(entry.source, entry.target, *pair, entry.context, before, after, origin)


def _languages(catalog: Catalog, path: Path, source: str) -> tuple[str, str]:
    folder = path.resolve().parent
    while folder.name and folder.name != "LC_MESSAGES":
        folder = folder.parent
    target = catalog.language or folder.parent.name
    try:
        return parse_language(catalog.headers.get("X-Source-Language", "") or source), parse_language(target)
    except ConfigError as error:
        raise CatalogError(error.what, where=str(path), remedy="mend its header Language") from error


def _write_po(path: Path, units: Sequence[Remembered]) -> Written:
    pairs = sorted({(unit.source_language, unit.target_language) for unit in units})
    if len(pairs) != 1:
        shown = ", ".join(f"{source}→{target}" for source, target in pairs) or "none"
        raise UserError(
            message("a .po file holds one pair of languages, not {shown}", shown=shown),
            where=str(path),
            remedy="give `--to`",
        )
    latest: dict[tuple[str, str], Remembered] = {}
    for unit in sorted(units, key=lambda unit: unit.reviewed):
        latest[unit.context, unit.source] = unit
    kept = [unit for unit in dict.fromkeys(units) if latest[unit.context, unit.source] is unit]
    entries = tuple(
        Entry(unit.source, unit.target, unit.context, State.REVIEWED, extracted=(f"from {unit.origin}",))
        for unit in kept
    )
    (source, target), origin = pairs[0], Origin(path.stem, path.name, "")
    headers = new_headers(origin, source=source, language=target, plural_forms=plural_forms(target))
    headers = {name: value for name, value in headers.items() if not name.startswith(("X-Source-File", "X-Source-SHA"))}
    headers["Project-Id-Version"] = path.stem
    write_atomically(path, dumps(Catalog(target, headers, entries)).encode())
    said = []
    if len(kept) < len(units):
        said.append(f"{path}: {len(units) - len(kept)} other translations of the same text left out")
    if any(unit.before or unit.after or unit.reviewed for unit in kept):
        said.append(f"{path}: has no place for neighbours and dates of units")
    return Written(len(kept), tuple(said))
