"""`yigao extract`: templates alone."""

from pathlib import Path

import click

from yigao.commands._options import ARTICLES, Options, encoding_option, pass_options
from yigao.commands._progress import counting_bar
from yigao.messages import message


@click.command()
@click.argument("articles", nargs=-1, type=ARTICLES, metavar="ARTICLE|FOLDER...")
@click.option("-o", "--output", type=ARTICLES, help="Folder of the templates; by default beside the catalogs.")
@click.option("--unit", type=click.Choice(["sentence", "paragraph"]), help="How much text makes one entry.")
@encoding_option
@pass_options
def command(
    options: Options, articles: tuple[Path, ...], output: Path | None, unit: str | None, encoding: str | None
) -> None:
    """Write a template (.pot) for each article: its units without a language.

    Example: yigao extract articles -o build/templates
    """
    from yigao.pipeline.articles import find_articles  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.extract import extract  # noqa: PLC0415
    from yigao.pipeline.units import UnitSize  # noqa: PLC0415

    config = options.config
    found = find_articles(options.articles(articles), config.root, options.article_folders())
    folder = output or options.locales(None)
    size, reading = UnitSize(unit or config.unit), options.reading(encoding)
    with counting_bar(message("reading"), quiet=options.quiet) as progress:
        written = extract(found, folder, source=config.source, size=size, reading=reading, progress=progress)
    for path, entries in written:
        options.say(message("{path}: {entries} entries", path=path, entries=entries))
