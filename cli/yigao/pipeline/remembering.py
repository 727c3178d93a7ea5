"""Keeping the memory up to what catalogs and imported files say."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.errors import UserError
from yigao.files import write_atomically
from yigao.memory.store import Draft, Memory
from yigao.messages import message
from yigao.model.catalog import Catalog, State
from yigao.model.drafts import TM_COMMENT, draft_origin, is_draft_comment, is_untouched
from yigao.model.memory import Remembered
from yigao.pipeline.exchanging import Read, read_units, reviewed_units
from yigao.pipeline.folder import FOLDER, mark_folder

EARLIER = "earlier translation"
"""Origin of a draft that was the translation of an earlier text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project keeps its memory and what it is made from."""

    root: Path
    """The project's folder."""
    locales: Path
    """Folder of the catalogs."""
    file: Path
    """The memory's database."""
    source: str = "zh"
    """Language of the articles of catalogs that do not say it."""

    @property
    def imported(self) -> Path:
        """Folder of imported files, beside the database."""
        return self.file.parent / "imported"

    def shown(self, path: Path) -> str:
        """A path relative to the project, with forward slashes."""
        place, root = path.resolve(), self.root.resolve()
        return (place.relative_to(root) if place.is_relative_to(root) else place).as_posix()


def opened(place: Place) -> Memory:
    """The memory of a project, made if there is none. Raises `TranslationMemoryError`."""
    if place.file.parent.name == FOLDER:
        mark_folder(place.file.parent)
    return Memory(place.file)


def refresh(memory: Memory, place: Place, warn: Callable[[str], None]) -> int:
    """Bring the memory up to all catalogs and imported files; return how many of these had changed.

    A file that cannot be read is warned of, and what was known of it is kept. Raises `TranslationMemoryError`.
    """
    known = memory.stamps()
    files = {place.shown(path): path for path in _files(place)}
    changed = {name: stamp for name, path in files.items() if (stamp := _stamp(path)) != known.get(name)}
    gone = [name for name in known if name not in files]
    if not changed and not gone:
        return 0
    read = list(_read(place, {name: files[name] for name in changed}, warn))
    with memory.changing():
        for name, records, drafts in read:
            memory.add(records, name, changed[name])
            for anew in (True, False):
                memory.keep_drafts((draft for draft, signed in drafts if signed is anew), anew=anew)
        for name in gone:
            memory.forget(name)
    return len(read) + len(gone)


def rebuild(memory: Memory, place: Place, warn: Callable[[str], None]) -> int:
    """Forget all units and read all catalogs and imported files again; return how many. Drafts are kept."""
    with memory.changing():
        for name in memory.stamps():
            memory.forget(name)
    return refresh(memory, place, warn)


def bring_in(path: Path, place: Place, name: str = "") -> tuple[Path, Read]:
    """Keep a copy of a file of units among the imported ones, under its name or another; return that and what it holds.

    Raises `UserError` for one that cannot be read.
    """
    found = read_units(path, place.source)
    target = place.imported / (name or path.name)
    if target.parent != place.imported or target.suffix.lower() != path.suffix.lower() or target.name[0] == ".":
        raise UserError(
            message("{name!r} is no name for it", name=name),
            where=str(path),
            remedy=message("give one that ends in {suffix}", suffix=path.suffix),
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            message("cannot read: {reason}", reason=error.strerror),
            where=str(path),
            remedy="check its name and that you may read it",
        ) from error
    write_atomically(target, data)
    return target, found


def _files(place: Place) -> Iterator[Path]:
    yield from sorted(path for path in place.locales.rglob("*.po") if path.is_file())
    if place.imported.is_dir():
        yield from sorted(path for path in place.imported.iterdir() if path.is_file() and path.name[0] != ".")


def _stamp(path: Path) -> str:
    """Changes whenever the file does."""
    with suppress(OSError):
        found = path.stat()
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
    return ""


_Read = tuple[str, Sequence[Remembered], Sequence[tuple[Draft, bool]]]


def _read(place: Place, files: dict[str, Path], warn: Callable[[str], None]) -> Iterator[_Read]:
    for name, path in files.items():
        try:
            if path.is_relative_to(place.imported):
                yield name, read_units(path, place.source).units, ()
            else:
                catalog = load(path)
                yield name, list(reviewed_units(catalog, name, path, place.source)), list(_drafts(catalog, name))
        except UserError as error:
            warn(f"not remembered: {error}")


def _drafts(catalog: Catalog, name: str) -> Iterator[tuple[Draft, bool]]:
    """The drafts of a catalog that are as they were made, each with whether that is certain."""
    for entry in catalog.entries:
        origin = next((draft_origin(line) for line in entry.comments if is_draft_comment(line)), "")
        if entry.state is State.DRAFT and not origin and entry.previous is not None:
            origin = EARLIER
        certain = is_untouched(entry) or is_untouched(entry, TM_COMMENT)
        if origin and entry.target and (certain or entry.state is State.DRAFT):
            yield Draft(name, entry.context, entry.source, origin, entry.target), certain
