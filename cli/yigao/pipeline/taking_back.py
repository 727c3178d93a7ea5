"""Translations that come back from other programs, put into their catalogs; no person's work is lost on the way.

What the file has from the catalog as it is now is taken. Where the catalog has changed since it was handed over, a
person's translation stays, and the unit is refused, with its place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from yigao import parts
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.errors import CatalogError
from yigao.files import write_atomically
from yigao.messages import message
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import WHITE_SPACE
from yigao.model.drafts import is_untouched
from yigao.model.exchange import Handed, Parcel
from yigao.model.interfaces import Format
from yigao.pipeline.formats import article_of, format_of
from yigao.pipeline.handing_over import digest
from yigao.pipeline.sides import side_of
from yigao.pipeline.units import PLACEHOLDER

_CONTROL = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))
"""Characters that no translation needs; some of them steer terminals."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A unit that was not taken."""

    where: str
    """``file:line`` in the file that came back."""
    reason: str
    """Why, in a few words."""
    source: str
    """Its source."""

    def __str__(self) -> str:
        shown = "".join(one if one.isprintable() else "\ufffd" for one in self.source)
        return f"{self.where}: not taken, {self.reason}: {shown}"


@dataclass(slots=True)
class Taken:
    """What became of one catalog. Not frozen: it fills as units are taken."""

    path: Path
    """The catalog."""
    changed: int = 0
    """Entries with another translation."""
    accepted: int = 0
    """Entries whose draft is reviewed now, its text as it was."""
    same: int = 0
    """Entries that stay as they are."""
    refused: list[Refusal] = field(default_factory=list)
    """What was not taken."""


def take_back(
    file: Path, catalogs: Iterable[Path], *, into: Path | None = None, reviewed: bool = False, overwrite: bool = False
) -> list[Taken]:
    """Put the translations of an XLIFF file into the catalogs of their articles, or into ``into``.

    ``reviewed`` takes every changed translation as reviewed, ``overwrite`` the file's where both have changed. All
    catalogs are read before any is written. Raises `UserError`.
    """
    parcels: tuple[Parcel, ...] = parts.load("exchange", "xliff").read(file).records
    known = {path: load(path) for path in ([into] if into else catalogs)}
    work = []
    for parcel in parcels:
        path = into or _catalog_of(parcel, known, file)
        catalog = known[path]
        if parcel.target_language and parcel.target_language.lower() != catalog.language.lower():
            raise CatalogError(
                message(
                    "the file is in {target_language}, the catalog in {language}",
                    target_language=parcel.target_language,
                    language=catalog.language or "no language",
                ),
                where=str(path),
                remedy="name another catalog with --into",
            )
        taken = Taken(path)
        entries = _Taking(file, format_of(catalog), taken, reviewed, overwrite).entries(parcel, catalog.entries)
        known[path] = replace(catalog, entries=entries)
        work.append(taken)
    for path in dict.fromkeys(taken.path for taken in work if taken.changed or taken.accepted):
        write_atomically(path, dumps(known[path]).encode())
    return work


def _catalog_of(parcel: Parcel, known: Mapping[Path, Catalog], file: Path) -> Path:
    """The one catalog that is of the parcel's article and language."""
    found = [
        path
        for path, catalog in known.items()
        if article_of(catalog) == parcel.article and catalog.language.lower() == parcel.target_language.lower()
    ]
    if len(found) != 1:
        which = message("{number} catalogs are", number=len(found)) if found else message("no catalog is")
        raise CatalogError(
            message(
                "{which} of {article} in {target_language}",
                which=which,
                article=parcel.article or "an unnamed article",
                target_language=parcel.target_language or "no language",
            ),
            where=str(file),
            remedy="name the catalog with --into",
        )
    return found[0]


@dataclass(frozen=True, slots=True)
class _Taking:
    """How the units of one parcel are taken."""

    file: Path
    part: Format
    taken: Taken
    reviewed: bool
    overwrite: bool

    def entries(self, parcel: Parcel, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The catalog's entries, with what is taken."""
        places = {entry.key: index for index, entry in enumerate(entries) if entry.state is not State.OBSOLETE}
        result = list(entries)
        for unit in parcel.units:
            if not unit.entry.target:
                continue
            index = places.get(unit.entry.key)
            if index is None:
                self._refuse(unit, "the catalog has no such entry; was the article changed?")
            else:
                result[index] = self._one(unit, result[index])
        return tuple(result)

    def _one(self, unit: Handed, entry: Entry) -> Entry:
        new = unit.entry
        is_reviewed = new.state is State.REVIEWED or (self.reviewed and new.target != entry.target)
        if new.target == entry.target and (entry.state is State.REVIEWED or not is_reviewed):
            self.taken.same += 1
            return entry
        reason = self._objection(unit, entry, is_reviewed=is_reviewed)
        if reason:
            self._refuse(unit, reason)
            return entry
        if new.target == entry.target:
            self.taken.accepted += 1
        else:
            self.taken.changed += 1
        comments = (*entry.comments, *(line for line in new.comments if line not in entry.comments))
        return replace(
            entry,
            target=new.target,
            state=State.REVIEWED if is_reviewed else State.DRAFT,
            comments=comments,
            previous=None if is_reviewed else entry.previous,
        )

    def _objection(self, unit: Handed, entry: Entry, *, is_reviewed: bool) -> str:
        """Why a unit must not be taken; empty if it may."""
        strange = next((one for one in unit.entry.target if one in _CONTROL and one not in entry.source), "")
        if strange:
            return f"it holds U+{ord(strange):04X}"
        broken = _broken_codes(entry.source, unit.entry.target, self.part)
        if broken:
            return broken
        if entry.state is State.REVIEWED and not is_reviewed:
            return "the catalog's translation is reviewed, this one is not"
        moved_on = unit.base != digest(entry)
        someones = entry.state is State.REVIEWED or (entry.state is State.DRAFT and not is_untouched(entry))
        if moved_on and someones and unit.entry.target != entry.target and not self.overwrite:
            return "the catalog's translation has changed since it was handed over (--overwrite takes this one)"
        return ""

    def _refuse(self, unit: Handed, reason: str) -> None:
        where = f"{self.file.as_posix()}:{unit.entry.line}"
        self.taken.refused.append(Refusal(where, reason, unit.entry.source))


def _broken_codes(source: str, target: str, part: Format) -> str:
    """What is wrong with the placeholders and addresses of a translation; empty if nothing is."""
    needed, found = _codes(source, part), _codes(target, part)
    for token in [*needed, *found]:
        if found[token] < needed[token]:
            return f"{token} is missing"
        if found[token] > needed[token] and PLACEHOLDER.fullmatch(token):
            return f"{token} is not in the source" if not needed[token] else f"{token} stands more than once"
    return ""


def _codes(text: str, part: Format) -> Counter[str]:
    """Placeholders, and the other codes that stand in ``text``."""
    codes = [code for code in side_of(text, part).codes if code.kind not in WHITE_SPACE]
    tokens = [code.span.cut(text) for code in codes]
    return Counter(
        [
            *(match.group() for match in PLACEHOLDER.finditer(text)),
            *(one for one in tokens if not PLACEHOLDER.fullmatch(one)),
        ]
    )
