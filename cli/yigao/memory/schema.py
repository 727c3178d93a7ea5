"""The tables of a memory, and opening its file."""

import sqlite3
from pathlib import Path

from yigao.errors import TranslationMemoryError
from yigao.messages import message

VERSION = 1
"""Of the tables; a file of another version is refused, since deleting it costs nothing but time."""

_MARK = 0x59494741
"""SQLite's application id: tells our files from others'."""

_TABLES = """
CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL
);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    hash INTEGER NOT NULL,
    skeleton TEXT NOT NULL,
    skeleton_hash INTEGER NOT NULL
);
CREATE INDEX sources_by_hash ON sources (hash);
CREATE INDEX sources_by_skeleton ON sources (skeleton_hash);
CREATE VIRTUAL TABLE grams USING fts5 (
    skeleton, content = 'sources', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = 'none'
);
CREATE VIRTUAL TABLE gram_counts USING fts5vocab (grams, row);
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL,
    source INTEGER NOT NULL,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    target TEXT NOT NULL,
    context TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reviewed TEXT NOT NULL
);
CREATE INDEX units_by_source ON units (source);
CREATE INDEX units_by_origin ON units (origin);
CREATE TABLE drafts (
    catalog TEXT NOT NULL,
    context TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (catalog, context, source)
);
"""


def connect(path: Path) -> sqlite3.Connection:
    """The database in ``path``, made if it is not there. Raises `TranslationMemoryError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise failure(path, error) from error
    try:
        _prepare(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise failure(path, error) from error
    except TranslationMemoryError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cache_size = -65536")  # KiB; random access to its indexes wants them in reach
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (mark, version) == (_MARK, VERSION):
        return
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables:
        what = "is of another version of yigao" if mark == _MARK else "is not a translation memory"
        raise TranslationMemoryError(
            what, where=str(path), remedy="delete it or name another; it is made anew from the catalogs"
        )
    script = f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_MARK}; PRAGMA user_version = {VERSION}; COMMIT;"
    connection.executescript(script)


def failure(path: Path, error: Exception) -> TranslationMemoryError:
    """An error of the database as the user is told of it."""
    if isinstance(error, OSError):
        return TranslationMemoryError(
            message("cannot open the translation memory: {reason}", reason=error.strerror),
            where=str(path),
            remedy="check that the folder exists, is yours to write and has room",
        )
    said = str(error)
    if "malformed" in said or "not a database" in said:
        remedy = "delete it; it is made anew from the catalogs"
        return TranslationMemoryError(
            message("the translation memory is damaged: {said}", said=said), where=str(path), remedy=remedy
        )
    remedy = next((advice for word, advice in _REMEDIES.items() if word in said), "")
    return TranslationMemoryError(
        message("cannot use the translation memory: {said}", said=said), where=str(path), remedy=remedy
    )


_REMEDIES = {
    "locked": "another program has it open",
    "readonly": "make it writable, or set `memory = false`",
    "I/O": "is the disk full?",
    "full": "make room on the disk",
}
