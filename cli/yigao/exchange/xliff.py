"""Catalogs as XLIFF 1.2 and 2.0, for translators who work in other programs.

Codes are inline elements with what they stand for as data; a draft needs review, what is reviewed is approved; context,
places and notes go along. What a catalog has and XLIFF has not (obsolete entries, gettext flags, headers) stays at home.
"""

from collections import Counter
from pathlib import Path

from yigao.errors import ExchangeError
from yigao.exchange import _xliff1, _xliff2
from yigao.exchange._xml import need_toolkit, read_xml, serialised
from yigao.messages import message
from yigao.model.catalog import State
from yigao.model.exchange import Exported, Imported, Parcel

SUFFIXES = (".xlf", ".xliff")
HOLDS = "catalog"
"""What a file holds: memory, terms or catalog."""
VERSIONS = ("1.2", "2.0")


def write(parcel: Parcel, version: str = "1.2", *, copy_source: bool = False) -> Exported:
    """The file of a parcel; what it cannot express is left out and named.

    With ``copy_source``, what is not translated has its source as target: some programs show nothing else.
    """
    need_toolkit("XLIFF")
    warnings: list[str] = []
    root = (_xliff2 if version.startswith("2") else _xliff1).build(parcel, warnings, copy_source=copy_source)
    flags = Counter(flag for unit in parcel.units for flag in unit.entry.flags)
    notes = [f"the flag {flag} of {count} entries stays in the catalog" for flag, count in flags.items()]
    if any(unit.entry.state is State.OBSOLETE for unit in parcel.units):
        raise ValueError("obsolete entries are no one's work")
    return Exported(serialised(root), tuple(warnings), tuple(notes))


def read(path: Path) -> Imported[Parcel]:
    """The parcels in a file, one for each ``file`` element. Raises `ExchangeError` for a file that is no XLIFF."""
    root = read_xml(path, ("xliff",))
    version = str(root.get("version") or "")
    if not version.startswith(("1.", "2.")):
        raise ExchangeError(
            message("XLIFF of version {version}", version=version or "unknown"),
            where=f"{path}:{root.sourceline}",
            remedy="known: 1.x and 2.x",
        )
    return Imported(tuple((_xliff2 if version.startswith("2") else _xliff1).read(root)))
