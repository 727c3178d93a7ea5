"""Finding articles, reading their bytes and naming their catalogs."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from yigao.errors import ArticleError
from yigao.messages import message
from yigao.model.document import Document
from yigao.model.interfaces import FormatOptions
from yigao.pipeline.formats import format_for, format_named, formats_by_suffix
from yigao.text.encodings import Expected, decode

LARGEST = 64 * 1024 * 1024
"""Articles larger than this many bytes are refused: something else was meant."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a project's articles are read."""

    encoding: Expected = field(default_factory=Expected)
    """What is said of their encoding."""
    options: FormatOptions = field(default_factory=FormatOptions)
    """What is set about their formats."""


PLAIN = Reading()
"""With nothing said and nothing set."""


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

    @property
    def is_markup(self) -> bool:
        """Whether it may name its own encoding."""
        name = format_for(self.path.suffix.lower())
        return name is not None and getattr(format_named(name), "NAMES_ENCODING", False)


def find_articles(given: Sequence[Path], root: Path, folders: Sequence[Path] = ()) -> list[Article]:
    """The articles that ``given`` files and folders name, in order, each once.

    ``root`` is the project's folder; ``folders`` those that hold its articles. An article is named relative to the
    innermost of these that it lies in; one outside of all, relative to the folder it was given by. Folders are searched
    for files of known formats, hidden ones left out. Raises `ArticleError` for what is missing, for a folder without
    articles and for two articles of one name.
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
                message("has the same catalog name as {shown}", shown=other.shown),
                where=article.shown,
                remedy="rename one of the two",
            )
    return list(found.values())


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        files = sorted(_articles_below(path))
        if not files:
            raise ArticleError(
                "no article in this folder",
                where=str(path),
                remedy=message("known endings: {value}", value=" ".join(sorted(formats_by_suffix()))),
            )
        for file in files:
            yield file, file.relative_to(path).as_posix()
    elif path.is_file():
        yield path, path.name
    elif path.exists():
        raise ArticleError("neither a file nor a folder", where=str(path), remedy="name a file or a folder")
    else:
        raise ArticleError(
            "no such file or folder", where=str(path), remedy="check the path; it counts from the folder you are in"
        )


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


def read_article(article: Article, reading: Reading = PLAIN) -> Document:
    """The parsed article. Raises `ArticleError` for what cannot be read or decoded, or has no known format."""
    suffix = article.path.suffix.lower()
    name = format_for(suffix)
    if name is None:
        raise ArticleError(
            message("no format for files that end in {suffix!r}", suffix=suffix),
            where=str(article.path),
            remedy=message("known: {value}", value=" ".join(sorted(formats_by_suffix()))),
        )
    try:
        if article.path.stat().st_size > LARGEST:
            raise ArticleError(
                message("larger than {value} MiB", value=LARGEST >> 20),
                where=str(article.path),
                remedy="cut it into several articles",
            )
        data = article.path.read_bytes()
    except OSError as error:
        raise ArticleError(
            message("cannot read the article: {reason}", reason=error.strerror),
            where=str(article.path),
            remedy="check its name and that you may read it",
        ) from error
    text, encoding = decode(data, str(article.path), reading.encoding, markup=article.is_markup)
    return Document(article.shown, name, text, format_named(name).parse(text, reading.options), encoding)
