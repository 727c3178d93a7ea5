"""Reading `.po` files: the only user of polib. Everything in a catalog is hostile until it has parsed."""

import re
from pathlib import Path

import polib

from yigao.catalogs.grammar import malformed_line
from yigao.catalogs.places import LINE_END
from yigao.errors import CatalogError
from yigao.messages import message
from yigao.model.catalog import Catalog, Entry, Previous, Reference, State

_NOT_TOUCHED = "`msgfmt -c` says more; yigao will not touch it"
_SYNTAX_LINE = re.compile(r"\(line (\d+)\)")
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([A-Za-z0-9_.:-]+)')
_REFERENCE = re.compile("(?:\u2068(?P<isolated>[^\u2069]+)\u2069|(?P<plain>\\S+)):(?P<line>\\d+)(?= |$)")


class _Text(str):
    """Text whose lines end where gettext sees them end: polib asks it, and would take U+2028 and others for line ends."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines without their ends."""
        del keepends
        return LINE_END.split(self) if "\r" in self else self.split("\n")


def load(path: Path) -> Catalog:
    """The catalog in ``path``.

    Raises `CatalogError`, which names the line where that is known, for a file that cannot be read, is not UTF-8, does
    not parse, has no header or holds an entry twice.
    """
    return loads(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of the file, without a byte order mark. Raises `CatalogError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(
            message("cannot read the catalog: {reason}", reason=error.strerror),
            where=str(path),
            remedy="check its name and that you may read it",
        ) from error
    return _decode(data, path)


def loads(text: str, path: Path) -> Catalog:
    """The catalog that ``text`` holds; ``path`` is for messages. Raises `CatalogError`."""
    malformed = malformed_line(text)
    if malformed:
        raise CatalogError(
            message("the catalog does not parse: {value}", value=malformed[1]),
            where=f"{path}:{malformed[0]}",
            remedy=_NOT_TOUCHED,
        )
    try:
        found = polib.pofile(_Text(f"{text}\n"), encoding="utf-8")  # with a line end it cannot be taken for a path
    except OSError as error:
        raise _syntax_error(error, path) from error
    except Exception as error:  # polib lets IndexError and others through on broken input
        raise CatalogError("not a PO file", where=f"{path}:1", remedy=_NOT_TOUCHED) from error
    if not found.metadata and not any(entry.msgid for entry in found):
        raise CatalogError(
            "no header and no entry", where=f"{path}:1", remedy="move the file away if it is not a catalog"
        )
    _refuse_duplicates(found, path)
    return Catalog(
        language=found.metadata.get("Language", ""),
        headers=dict(found.metadata),
        entries=tuple(_entry(entry) for entry in found),
        comment=tuple(found.header.split("\n")) if found.header else (),
    )


def _decode(data: bytes, path: Path) -> str:
    match = _CHARSET.search(data)
    charset = match.group(1).decode("ascii").lower() if match else "utf-8"
    if charset not in {"utf-8", "utf8", "ascii", "us-ascii", "charset"}:
        line = data.count(b"\n", 0, match.start()) + 1 if match else 1
        raise CatalogError(
            message("the catalog is in {charset}", charset=charset),
            where=f"{path}:{line}",
            remedy="convert it with `msgconv -t UTF-8`",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError("not UTF-8", where=f"{path}:{line}", remedy="convert it with `msgconv -t UTF-8`") from error


def _syntax_error(error: OSError, path: Path) -> CatalogError:
    match = _SYNTAX_LINE.search(str(error))
    where = f"{path}:{match.group(1)}" if match else str(path)
    return CatalogError("the catalog does not parse", where=where, remedy=_NOT_TOUCHED)


def _refuse_duplicates(entries: list[polib.POEntry], path: Path) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        key = entry.msgctxt, entry.msgid
        if key in seen:
            raise CatalogError(
                message("the entry of line {value} stands here again", value=seen[key]),
                where=f"{path}:{entry.linenum}",
                remedy="keep one of the two, or run `msguniq`",
            )
        seen[key] = entry.linenum or 0


def _entry(entry: polib.POEntry) -> Entry:
    return Entry(
        source=entry.msgid,
        target=entry.msgstr,
        context=entry.msgctxt or "",
        state=_state(entry),
        references=tuple(_references(entry)),
        extracted=tuple(entry.comment.split("\n")) if entry.comment else (),
        comments=tuple(entry.tcomment.split("\n")) if entry.tcomment else (),
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy" or entry.obsolete),
        previous=Previous(entry.previous_msgid, entry.previous_msgctxt or "") if entry.previous_msgid else None,
        line=entry.linenum or 0,
    )


def _state(entry: polib.POEntry) -> State:
    if entry.obsolete:
        return State.OBSOLETE
    if not entry.msgstr:
        return State.NEW
    return State.DRAFT if "fuzzy" in entry.flags else State.REVIEWED


def _references(entry: polib.POEntry) -> list[Reference]:
    """The references again as polib found them, which cuts at spaces: names that hold spaces are put together."""
    text = " ".join(f"{path}:{line}" if line else path for path, line in entry.occurrences)
    return [
        Reference(match.group("isolated") or match.group("plain"), int(match.group("line")))
        for match in _REFERENCE.finditer(text)
    ]
