"""A project's memory: what is in it, and bringing it up to what its origins say.

It is a cache. Each origin, a catalog or an imported file, is remembered with a stamp; whatever is not in an origin any
more is forgotten. Drafts alone are found nowhere else: the machine's words before a person changed them.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from yigao.memory.schema import connect, failure
from yigao.model.memory import Remembered
from yigao.text.skeletons import skeleton

_FIELDS = "s.text, u.target, u.source_language, u.target_language, u.context, u.before, u.after, o.name, u.reviewed"
SELECT_UNITS = f"SELECT {_FIELDS} FROM units u JOIN sources s ON s.id = u.source JOIN origins o ON o.id = u.origin"  # noqa: S608 - constants
"""Rows that `Remembered` is made of."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine's proposal as it was before anybody touched it."""

    catalog: str
    """Path of its catalog, relative to the project."""
    context: str
    """Of its entry."""
    source: str
    """Of its entry."""
    origin: str
    """What its comment says of where it comes from."""
    target: str
    """Its text."""


class Memory:
    """The memory in a file; to be closed. All methods raise `TranslationMemoryError` when the file lets them down."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The answer to a query."""
        try:
            return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise failure(self.path, error) from error

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Changes made inside are kept all together or, after an error or a kill, not at all."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise failure(self.path, error) from error

    def stamps(self) -> dict[str, str]:
        """The stamp of each origin, by name."""
        return dict(self.rows("SELECT name, stamp FROM origins"))

    def units(self) -> Iterator[Remembered]:
        """All units, origin by origin, in the order in which they were added."""
        yield from (Remembered(*row) for row in self.rows(f"{SELECT_UNITS} ORDER BY o.name, u.id"))

    def counts(self) -> list[tuple[str, str, str, int]]:
        """Origin, source language, target language and number of units, for each that has any."""
        query = "SELECT o.name, u.source_language, u.target_language, count(*) FROM units u "
        return self.rows(f"{query} JOIN origins o ON o.id = u.origin GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")

    def add(self, records: Iterable[Remembered], origin: str, stamp: str = "") -> int:
        """Remember ``records``, and of this origin nothing else; return how many are new. Inside of `changing`.

        Their own ``origin`` is not looked at. Records without a source or target are left out.
        """
        self._connection.execute(
            "INSERT INTO origins (name, stamp) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp",
            (origin, stamp),
        )
        number = self._number(origin)
        known = self._known(number)
        wanted = dict.fromkeys(_row(record) for record in records if record.source and record.target)
        new = [row for row in wanted if known.pop(row, None) is None]
        for row in new:
            self._connection.execute(_INSERT, (number, self._source(row[0]), *row[1:]))
        self._delete(known.values())
        return len(new)

    def forget(self, origin: str) -> None:
        """Forget all units of an origin. Inside of `changing`."""
        number = self._number(origin)
        self._delete(self._known(number).values())
        self._connection.execute("DELETE FROM origins WHERE id = ?", (number,))

    def keep_drafts(self, drafts: Iterable[Draft], *, anew: bool) -> None:
        """Keep drafts, instead of what is kept of the same entries or, if not ``anew``, only where nothing is.

        Inside of `changing`.
        """
        verb = "REPLACE" if anew else "IGNORE"
        rows = ((one.catalog, one.context, one.source, one.origin, one.target) for one in drafts)
        self._connection.executemany(f"INSERT OR {verb} INTO drafts VALUES (?, ?, ?, ?, ?)", rows)  # noqa: S608 - constants

    def move_drafts(self, catalog: str, to: str) -> None:
        """Keep the drafts of a catalog under its new name. Inside of `changing`."""
        self._connection.execute("UPDATE OR REPLACE drafts SET catalog = ? WHERE catalog = ?", (to, catalog))

    def drafts(self, catalog: str) -> dict[tuple[str, str], Draft]:
        """The drafts kept of a catalog, by context and source."""
        query = "SELECT catalog, context, source, origin, target FROM drafts WHERE catalog = ?"
        found = (Draft(*row) for row in self.rows(query, (catalog,)))
        return {(one.context, one.source): one for one in found}

    def _number(self, origin: str) -> int:
        found = self._connection.execute("SELECT id FROM origins WHERE name = ?", (origin,)).fetchone()
        return int(found[0])

    def _known(self, number: int) -> "dict[_Row, int]":
        query = "SELECT u.id, s.text, u.source_language, u.target_language, u.target, u.context, u.before, u.after, "
        query += "u.reviewed FROM units u JOIN sources s ON s.id = u.source WHERE u.origin = ?"
        return {row[1:]: row[0] for row in self._connection.execute(query, (number,))}

    def _source(self, text: str) -> int:
        hashed = hash_of(text)
        query = "SELECT id FROM sources WHERE hash = ? AND text = ?"
        found = self._connection.execute(query, (hashed, text)).fetchone()
        if found:
            return int(found[0])
        bare = skeleton(text)
        values = (text, hashed, bare, hash_of(bare))
        made = self._connection.execute(_INSERT_SOURCE, values).lastrowid
        self._connection.execute("INSERT INTO grams (rowid, skeleton) VALUES (?, ?)", (made, bare))
        return made or 0

    def _delete(self, units: Iterable[int]) -> None:
        """Delete units, and the sources that no other unit has."""
        one: Callable[..., sqlite3.Cursor] = self._connection.execute
        for unit in units:
            (source,) = one("SELECT source FROM units WHERE id = ?", (unit,)).fetchone()
            one("DELETE FROM units WHERE id = ?", (unit,))
            if one("SELECT 1 FROM units WHERE source = ? LIMIT 1", (source,)).fetchone() is None:
                (bare,) = one("SELECT skeleton FROM sources WHERE id = ?", (source,)).fetchone()
                one("INSERT INTO grams (grams, rowid, skeleton) VALUES ('delete', ?, ?)", (source, bare))
                one("DELETE FROM sources WHERE id = ?", (source,))


_Row = tuple[str, str, str, str, str, str, str, str]
_INSERT = "INSERT INTO units VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_SOURCE = "INSERT INTO sources VALUES (NULL, ?, ?, ?, ?)"


def _row(record: Remembered) -> _Row:
    return (
        record.source,
        record.source_language,
        record.target_language,
        record.target,
        record.context,
        record.before,
        record.after,
        record.reviewed,
    )


def hash_of(text: str) -> int:
    """A number that finds a text in an index: 64 bits, signed, as SQLite's integers are."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
