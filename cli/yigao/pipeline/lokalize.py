"""Files for Lokalize: a project for each language's catalogs, and the terms for its glossary panel."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yigao.catalogs.places import places
from yigao.catalogs.reading import loads, read_text
from yigao.glossary.tbx import dump_tbx
from yigao.model.term import Term

PROJECT = "index.lokalize"
"""Lokalize looks for this file in the folders above a catalog that is opened."""
TERMS = "terms.tbx"
"""The glossary that the project names."""

_TAG = re.compile(r"<[^>]+>")
_BETWEEN_WORDS = re.compile(r"[\W\d]+")
"""Lokalize takes for a word what stands between these; in Chinese that is a clause or a whole sentence."""
_MARK = "※"


def lokalize_files(folder: Path, terms: Sequence[Term], *, source: str, language: str) -> dict[Path, bytes]:
    """The project file and the glossary for the catalogs under ``folder``, to be written there.

    Raises `CatalogError` for a catalog that does not parse.
    """
    words = _words(text for path in sorted(folder.rglob("*.po")) for text in _sources(path))
    return {
        folder / PROJECT: _project(folder.resolve(), source, language).encode(),
        folder / TERMS: dump_tbx(terms, source, language, lambda term: _found_by(term, words)),
    }


def _sources(path: Path) -> Iterator[str]:
    """The source of each entry, as its file folds it: Lokalize takes the end of a line there for the end of a word."""
    text = read_text(path)
    loads(text, path)  # that it parses
    for place in places(text).values():
        yield "\n".join(piece.raw for piece in place.strings["msgid"])


def _project(folder: Path, source: str, language: str) -> str:
    """KConfig's format, keys sorted as Lokalize sorts them on saving."""
    keys = {
        "GlossaryTbx": f"./{TERMS}",
        "LangCode": language,
        "MailingList": "noreply@yigao.internal",  # Lokalize writes KDE's into the catalogs otherwise
        "PoBaseDir": "./LC_MESSAGES",
        "PotBaseDir": "./LC_MESSAGES",
        "ProjectID": f"{folder.parent.parent.name}-{language}",
        "SourceLangCode": source,
        "TargetLangCode": language,
    }
    return "[General]\n" + "".join(f"{key}={value}\n" for key, value in keys.items())


def _words(texts: Iterable[str]) -> frozenset[str]:
    """What Lokalize takes for words in texts: it leaves out tags first."""
    words: set[str] = set()
    for text in texts:
        words.update(_BETWEEN_WORDS.split(_TAG.sub("", text)))
    return frozenset(words)


def _found_by(term: Term, words: frozenset[str]) -> str:
    """A second name by which Lokalize finds the term inside those longer words; empty if it needs none.

    Its panel looks up the words of a sentence and shows the terms of what it finds that stand in the sentence. So a name
    made of all words that hold the term leads to it, and is not shown itself.
    """
    parts = [part for part in _BETWEEN_WORDS.split(term.source) if part]
    longer = sorted(word for word in words for part in parts if part in word and part != word)
    return " ".join([_MARK, *dict.fromkeys(longer)]) if longer else ""
