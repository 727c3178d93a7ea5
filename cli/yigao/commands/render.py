"""`yigao render`: the translated article."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._options import ARTICLES, Options, encoding_option, pass_options
from yigao.commands._preview import previewed
from yigao.commands._progress import counting_bar
from yigao.errors import CatalogError, UserError
from yigao.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yigao.pipeline.articles import Article
    from yigao.pipeline.rendering import Rendered


@click.command()
@click.argument("articles", nargs=-1, type=ARTICLES, metavar="ARTICLE|FOLDER...")
@click.option("--to", "targets", multiple=True, metavar="LANG", help="Language to render; may be repeated.")
@click.option("-o", "--output", type=ARTICLES, help="File, or folder under which a given folder's tree is mirrored.")
@click.option("--drafts", is_flag=True, help="Use drafts too; otherwise only reviewed entries.")
@click.option(
    "--preview", is_flag=True, help="Each paragraph with its translation, drafts marked; as a page to FILE.html."
)
@click.option("--min-reviewed", type=click.IntRange(0, 100), metavar="PCT", help="Fail below this share of reviewed.")
@click.option("--locales", type=ARTICLES, help="Folder of the catalogs.")
@click.option("--unit", type=click.Choice(["sentence", "paragraph"]), help="How much text makes one entry.")
@encoding_option
@click.option("--output-encoding", metavar="NAME", help="Encoding to write in; by default that of the article.")
@pass_options
def command(
    options: Options,
    articles: tuple[Path, ...],
    targets: tuple[str, ...],
    output: Path | None,
    min_reviewed: int | None,
    locales: Path | None,
    unit: str | None,
    encoding: str | None,
    output_encoding: str | None,
    *,
    drafts: bool,
    preview: bool,
) -> int:
    """Write the translated articles: what is not translated stays as it is, byte for byte.

    Without --output an article goes to standard output. With several languages, each gets a folder of its own.

    With --preview, source and translation stand together for people who check without a PO editor: in the article's
    format, or as a page if the output is called .html. It is written in UTF-8.

    Example: yigao render articles/forum.md --to en -o forum.en.md
    """
    from yigao.pipeline.articles import find_articles  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.rendering import render_articles  # noqa: PLC0415
    from yigao.pipeline.units import UnitSize  # noqa: PLC0415
    from yigao.text.encodings import encoding_for_writing  # noqa: PLC0415
    from yigao.text.languages import parse_language  # noqa: PLC0415

    config = options.config
    found = find_articles(options.articles(articles), config.root, options.article_folders())
    languages = [parse_language(tag) for tag in dict.fromkeys(targets or config.to)]
    if not languages:
        raise UserError("no target language", remedy="give `--to en`, or set `to` in the configuration")
    if output is None and len(found) * len(languages) > 1:
        raise UserError("several articles cannot go to standard output", remedy="give `-o FOLDER`")
    size = UnitSize(unit or config.unit)
    folder, reading = options.locales(locales), options.reading(encoding)
    written = encoding_for_writing(output_encoding) if output_encoding else None
    if preview:
        rendered = previewed(options, found, languages, size, locales=folder, reading=reading, output=output)
    else:
        how = partial(render_articles, drafts=drafts, reading=reading, output=written, indent=config.indent)
        with counting_bar(message("rendering"), quiet=options.quiet) as progress:
            rendered = [one for target in languages for one in how(found, folder, target, size, progress=progress)]
    _refuse_unreviewed(rendered, min_reviewed)
    folders = _is_folder(output, articles, rendered)
    for one in rendered:
        _write(options, one, output, under_folder=folders, by_language=len(languages) > 1)
    for one in rendered:
        for refusal in one.rendering.refused:
            options.warn(
                message(
                    "{catalog}:{line}: not used, {reason}: {source}",
                    catalog=one.catalog,
                    line=refusal.entry.line,
                    reason=refusal.reason,
                    source=refusal.entry.source,
                )
            )
    return 1 if any(one.rendering.refused for one in rendered) else 0


def _refuse_unreviewed(rendered: "Sequence[Rendered]", min_reviewed: int | None) -> None:
    for one in rendered:
        if min_reviewed is not None and one.reviewed < min_reviewed:
            raise CatalogError(
                message(
                    "{reviewed} % reviewed, {min_reviewed} % asked for",
                    reviewed=one.reviewed,
                    min_reviewed=min_reviewed,
                ),
                where=str(one.catalog),
                remedy="review more of it, or ask for less with `--min-reviewed`",
            )


def _is_folder(output: Path | None, given: "Sequence[Path]", rendered: "Sequence[Rendered]") -> bool:
    """Whether ``output`` is meant as a folder."""
    if output is None:
        return False
    return len(rendered) > 1 or output.is_dir() or not given or any(path.is_dir() for path in given)


def _write(options: Options, one: "Rendered", output: Path | None, *, under_folder: bool, by_language: bool) -> None:
    from yigao.files import write_atomically  # noqa: PLC0415

    if output is None:
        sys.stdout.buffer.write(one.data)
        return
    path = output
    if under_folder:
        path = (output / one.target if by_language else output) / one.article.under
    _refuse_overwriting(one.article, path)
    write_atomically(path, one.data)
    options.say(
        message("{path}: {used} of {total} units", path=path, used=one.rendering.used, total=one.rendering.total)
    )


def _refuse_overwriting(article: "Article", path: Path) -> None:
    if path.resolve() == article.path.resolve():
        raise UserError("would overwrite the article itself", where=str(path), remedy="choose another --output")
