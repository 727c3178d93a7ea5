"""`yigao review`: a page to look at."""

from pathlib import Path

import click

from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.commands._progress import counting_bar
from yigao.errors import UserError
from yigao.messages import message

_ENDINGS = frozenset({".html", ".htm"})


@click.command()
@click.argument("catalogs", nargs=-1, type=ARTICLES, metavar="CATALOG|FOLDER...")
@click.option("-o", "--output", type=ARTICLES, default=Path("review.html"), help="The page; review.html by default.")
@click.option("--glossary", multiple=True, type=ARTICLES, help="Term base (CSV or TSV); may be repeated.")
@pass_options
def command(options: Options, catalogs: tuple[Path, ...], output: Path, glossary: tuple[Path, ...]) -> None:
    """Write a page that shows source and translation side by side, in the structure of the article.

    Terms, numbers and codes are marked on both sides; drafts, what checks find and how a sentence changed are seen at
    a glance. The page is one file and loads nothing: it can be mailed, printed and read offline.

    Example: yigao review locales/en/LC_MESSAGES/forum.po -o review.html
    """
    from yigao.commands._checking import known_findings, project_of, setting_of  # noqa: PLC0415 - loads what it needs when called
    from yigao.files import write_atomically  # noqa: PLC0415
    from yigao.pages.review import render  # noqa: PLC0415
    from yigao.pipeline.review import review  # noqa: PLC0415
    from yigao.pipeline.status import catalogs_in  # noqa: PLC0415

    if output.suffix.lower() not in _ENDINGS:
        raise UserError("a page ends in .html", where=str(output), remedy="`-o review.html`")
    paths = catalogs_in(list(catalogs) or [options.locales(None)])
    setting = setting_of(options, glossary, options.checks)
    with counting_bar(message("checking"), quiet=options.quiet) as progress:
        found = review(paths, setting, project_of(options), known_findings(options), progress)
    if any((options.config.root / sheet.article).resolve() == output.resolve() for sheet in found.sheets):
        raise UserError("would overwrite the article itself", where=str(output), remedy="choose another --output")
    write_atomically(output, render(found).encode())
    rows = [row for sheet in found.sheets for row in sheet.rows()]
    options.say(
        message(
            "{output}: {number} entries, {value} with findings",
            output=output,
            number=len(rows),
            value=sum(bool(row.findings) for row in rows),
        )
    )
