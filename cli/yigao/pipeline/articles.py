"""Finding articles, reading their bytes and naming their catalogs."""

import codecs
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yigao.errors import ArticleError
from yigao.model.document import Document, Encoding
from yigao.model.interfaces import FormatOptions
from yigao.pipeline.formats import format_named, formats_by_suffix

LARGEST = 64 * 1024 * 1024
"""Articles larger than this many bytes are refused: something else was meant."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article on disk."""

    path: Path
    """Its file."""
    name: str
    """Its place in the project without the suffix, with forward slashes: what its catalogs are called."""
    shown: str
    """Its path relative to the project, with forward slashes, for references and messages."""
    under: str
    """Its path under the folder that was given, or its file name: where a rendered copy goes."""


def find_articles(given: Sequence[Path], root: Path, folders: Sequence[Path] = ()) -> list[Article]:
    """The articles that ``given`` files and folders name, in order, each once.

    ``root`` is the project's folder; ``folders`` those that hold its articles. An article is named relative to the
    innermost of these that it lies in; one outside of all, relative to the folder it was given by. Folders are searched for files of known formats, hidden ones left out. Raises `ArticleError`
    for what is missing, for a folder without articles and for two articles of one name.
    """
    found: dict[Path, Article] = {}
    for path in given:
        for file, under in _files(path):
            found.setdefault(file.resolve(), _article(file, under, root, folders))
    by_name: dict[str, Article] = {}
    for article in found.values():
        other = by_name.setdefault(article.name, article)
        if other is not article:
            raise ArticleError(
                f"has the same catalog name as {other.shown}", where=article.shown, remedy="rename one of the two"
            )
    return list(found.values())


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        files = sorted(_articles_below(path))
        if not files:
            raise ArticleError(
                "no article in this folder",
                where=str(path),
                remedy=f"known endings: {' '.join(sorted(formats_by_suffix()))}",
            )
        for file in files:
            yield file, file.relative_to(path).as_posix()
    elif path.is_file():
        yield path, path.name
    elif path.exists():
        raise ArticleError("neither a file nor a folder", where=str(path))
    else:
        raise ArticleError("no such file or folder", where=str(path))


def _articles_below(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in formats_by_suffix():
                yield Path(base) / name


def _article(file: Path, under: str, root: Path, folders: Sequence[Path]) -> Article:
    place = file.resolve()
    holding = [folder for folder in (root.resolve(), *map(Path.resolve, folders)) if place.is_relative_to(folder)]
    innermost = max(holding, key=lambda folder: len(folder.parts), default=None)
    named = place.relative_to(innermost).as_posix() if innermost else under
    shown = place.relative_to(root.resolve()).as_posix() if place.is_relative_to(root.resolve()) else under
    return Article(file, PurePosixPath(named).with_suffix("").as_posix(), shown, under)


def read_article(article: Article, options: FormatOptions = FormatOptions()) -> Document:  # noqa: B008 - frozen
    """The parsed article. Raises `ArticleError` for what cannot be read or decoded, or has no known format."""
    suffix = article.path.suffix.lower()
    name = formats_by_suffix().get(suffix)
    if name is None:
        raise ArticleError(
            f"no format for files that end in {suffix!r}",
            where=str(article.path),
            remedy=f"known: {' '.join(sorted(formats_by_suffix()))}",
        )
    try:
        if article.path.stat().st_size > LARGEST:
            raise ArticleError(f"larger than {LARGEST >> 20} MiB", where=str(article.path))
        data = article.path.read_bytes()
    except OSError as error:
        raise ArticleError(f"cannot read the article: {error.strerror}", where=str(article.path)) from error
    text, encoding = decode(data, str(article.path))
    return Document(article.shown, name, text, format_named(name).parse(text, options), encoding)


def decode(data: bytes, where: str) -> tuple[str, Encoding]:
    """Text and encoding of an article's bytes, UTF-8 with or without a byte order mark. Raises `ArticleError`."""
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data[len(bom) :].decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError("not UTF-8 text", where=f"{where}:{line}", remedy="save it as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError("a binary file: it holds NUL characters", where=f"{where}:{line}")
    return text, Encoding("utf-8", bom)


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes of an article again. Raises `ArticleError` for characters that the encoding lacks."""
    try:
        return encoding.bom + text.encode(encoding.name)
    except UnicodeEncodeError as error:
        raise ArticleError(f"{error.object[error.start]!r} cannot be written in {encoding.name}") from error
