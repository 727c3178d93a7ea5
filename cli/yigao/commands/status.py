"""`yigao status`: how far catalogs have come."""

from pathlib import Path

import click

from yigao.commands._edits import show_edits
from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.commands._tables import new_table, show


@click.command()
@click.argument("catalogs", nargs=-1, type=ARTICLES, metavar="CATALOG|FOLDER...")
@click.option("--edits", is_flag=True, help="Show instead how much people changed the drafts.")
@pass_options
def command(options: Options, catalogs: tuple[Path, ...], *, edits: bool) -> None:
    """Count reviewed, draft and new entries of catalogs.

    Example: yigao status locales
    """
    from yigao.pipeline.status import catalogs_in, progress, summed  # noqa: PLC0415 - loads what it needs when called

    paths = catalogs_in(list(catalogs) or [options.locales(None)])
    if edits:
        show_edits(options, paths)
        return
    counts = progress(paths)
    table = new_table("catalog", ("reviewed", "draft", "new", "total", "done", "words"))
    for one in [*counts, summed(counts)] if len(counts) > 1 else counts:
        done = f"{100 * one.reviewed // one.total} %" if one.total else "–"
        row = (one.name, one.reviewed, one.drafts, one.new, one.total, done, one.words)
        table.add_row(*map(str, row), style="bold" if one not in counts else None)
    show(table)
