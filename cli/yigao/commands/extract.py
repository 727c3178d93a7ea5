"""`yigao extract`: templates alone, or what is not in them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._options import ARTICLES, Options, encoding_option, pass_options
from yigao.commands._progress import counting_bar
from yigao.commands._tables import show
from yigao.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yigao.pipeline.skipped import LeftOut

_LONGEST = 80
"""Characters of a line that a table shows."""


@click.command()
@click.argument("articles", nargs=-1, type=ARTICLES, metavar="ARTICLE|FOLDER...")
@click.option("-o", "--output", type=ARTICLES, help="Folder of the templates; by default beside the catalogs.")
@click.option("--unit", type=click.Choice(["sentence", "paragraph"]), help="How much text makes one entry.")
@click.option(
    "--explain-skipped", "explain", is_flag=True, help="List the Chinese that is in no unit, and why, instead."
)
@click.option("--json", "as_json", is_flag=True, help="With --explain-skipped: for programs, nothing cut short.")
@encoding_option
@pass_options
def command(
    options: Options,
    articles: tuple[Path, ...],
    output: Path | None,
    unit: str | None,
    encoding: str | None,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    """Write a template (.pot) for each article: its units without a language.

    With --explain-skipped nothing is written: each line that holds Chinese which is in no unit goes to standard output.

    Example: yigao extract articles -o build/templates
    """
    from yigao.pipeline.articles import find_articles  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.extract import extract  # noqa: PLC0415
    from yigao.pipeline.units import UnitSize  # noqa: PLC0415

    if (explain and output) or (as_json and not explain):
        given, other = ("--output", "--explain-skipped") if output else ("--json", "templates")
        raise click.UsageError(f"{given} does not go with {other}")
    config = options.config
    found = find_articles(options.articles(articles), config.root, options.article_folders())
    size, reading = UnitSize(unit or config.unit), options.reading(encoding)
    if explain:
        from yigao.pipeline.skipped import left_out_of  # noqa: PLC0415

        _show(left_out_of(found, size=size, reading=reading), as_json=as_json)
        return
    folder = output or options.locales(None)
    with counting_bar(message("reading"), quiet=options.quiet) as progress:
        written = extract(found, folder, source=config.source, size=size, reading=reading, progress=progress)
    for path, entries in written:
        options.say(message("{path}: {entries} entries", path=path, entries=entries))


def _show(found: "Sequence[LeftOut]", *, as_json: bool) -> None:
    if as_json:
        import json  # noqa: PLC0415

        names = ("path", "line", "column", "reason", "text")
        rows = [{name: getattr(one, name) for name in names} for one in found]
        click.echo(json.dumps({"version": 1, "skipped": rows}, ensure_ascii=False, indent=2))
        return
    from rich.table import Table  # noqa: PLC0415 - only when something is shown
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("place", "reason", "text"):
        table.add_column(name, overflow="fold")
    for one in found:
        shown = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1]}…"
        table.add_row(*map(Text, (f"{one.path}:{one.line}:{one.column}", one.reason, shown)))
    show(table)
