"""`yigao lokalize`: a project file and a glossary for Lokalize."""

from pathlib import Path

import click

from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.errors import CatalogError
from yigao.messages import message


@click.command()
@click.option("--to", "targets", multiple=True, metavar="LANG", help="Language of the catalogs; may be repeated.")
@click.option("--glossary", "glossaries", multiple=True, type=ARTICLES, help="Term base (CSV or TSV); may be repeated.")
@click.option("--locales", type=ARTICLES, help="Folder of the catalogs.")
@pass_options
def command(options: Options, targets: tuple[str, ...], glossaries: tuple[Path, ...], locales: Path | None) -> None:
    """Write what Lokalize needs to show the glossary beside each entry: index.lokalize and terms.tbx.

    Both go beside the catalogs of a language, where Lokalize finds them by itself. Run it again when terms or articles
    have changed.

    Example: yigao lokalize --to en
    """
    from yigao.files import write_atomically  # noqa: PLC0415 - commands load what they need when called
    from yigao.glossary.reading import read_glossaries  # noqa: PLC0415
    from yigao.pipeline.lokalize import lokalize_files  # noqa: PLC0415
    from yigao.text.languages import parse_language  # noqa: PLC0415

    config = options.config
    for language in dict.fromkeys(map(parse_language, targets or config.to)):
        folder = options.locales(locales) / language
        if not folder.is_dir():
            raise CatalogError("no catalogs here", where=str(folder), remedy="`yigao translate` makes them")
        terms = read_glossaries(options.glossaries(glossaries, language))
        files = lokalize_files(folder, terms, source=parse_language(config.source), language=language)
        for path, data in files.items():
            write_atomically(path, data)
            options.say(message("{path} written", path=path))
