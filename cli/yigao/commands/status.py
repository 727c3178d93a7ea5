"""`yigao status`: how far catalogs have come."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._edits import show_edits
from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.commands._progress import counting_bar
from yigao.commands._tables import new_table, show
from yigao.errors import UserError
from yigao.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yigao.model.progress import Progress


@click.command()
@click.argument("catalogs", nargs=-1, type=ARTICLES, metavar="CATALOG|FOLDER...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
@click.option("--badge", type=ARTICLES, help="SVG file for a badge with the reviewed share.")
@click.option("--history", type=ARTICLES, help="SVG file for a picture of progress over the commits of Git.")
@click.option("--glossary", multiple=True, type=ARTICLES, help="Term base (CSV or TSV); may be repeated.")
@click.option("--edits", is_flag=True, help="Show instead how much people changed the drafts.")
@pass_options
def command(
    options: Options,
    catalogs: tuple[Path, ...],
    form: str,
    badge: Path | None,
    history: Path | None,
    glossary: tuple[Path, ...],
    *,
    edits: bool,
) -> None:
    """Count reviewed, draft and new entries of catalogs, stale sentences, words, terms kept and findings.

    Example: yigao status locales --badge progress.svg
    """
    from yigao.commands._checking import known_findings, setting_of  # noqa: PLC0415 - loads what it needs when called
    from yigao.pipeline.status import as_json, catalogs_in, progress  # noqa: PLC0415

    for picture in (badge, history):
        if picture and picture.suffix.lower() != ".svg":
            raise UserError("a picture ends in .svg", where=str(picture), remedy="`--badge progress.svg`")
    given = list(catalogs) or [options.locales(None)]
    if edits:
        show_edits(options, catalogs_in(given))
        return
    setting = setting_of(options, glossary, options.checks)
    with counting_bar(message("checking"), quiet=options.quiet) as told:
        counts = progress(catalogs_in(given), setting, known_findings(options), told)
    if badge:
        _write_badge(badge, counts)
    if history:
        _write_history(options, history, given)
    if form == "json":
        click.echo(as_json(counts), nl=False)
    else:
        _show(counts)


def _show(counts: "Sequence[Progress]") -> None:
    from yigao.model.finding import Severity  # noqa: PLC0415
    from yigao.model.progress import summed  # noqa: PLC0415

    names = ("reviewed", "draft", "new", "total", "done", "stale", "words", "terms", "errors", "warnings")
    table = new_table("catalog", names)
    for one in [*counts, summed(counts)] if len(counts) > 1 else counts:
        done = f"{one.percent} %" if one.total else "–"
        stale = "–" if one.stale is None else one.stale
        terms = f"{one.kept}/{one.terms}" if one.terms else "–"
        found = (one.findings.get(severity, 0) for severity in (Severity.ERROR, Severity.WARNING))
        row = (one.name, one.reviewed, one.drafts, one.new, one.total, done, stale, one.words, terms, *found)
        table.add_row(*map(str, row), style="bold" if one not in counts else None)
    show(table)


def _write_badge(file: Path, counts: "Sequence[Progress]") -> None:
    from yigao.files import write_atomically  # noqa: PLC0415
    from yigao.model.progress import summed  # noqa: PLC0415
    from yigao.pages.badge import render  # noqa: PLC0415

    write_atomically(file, render(summed(counts)).encode())


def _write_history(options: Options, file: Path, given: "Sequence[Path]") -> None:
    from yigao.files import write_atomically  # noqa: PLC0415
    from yigao.pages.history import render  # noqa: PLC0415
    from yigao.pipeline.history import history  # noqa: PLC0415

    moments = history(given)
    write_atomically(file, render(moments).encode())
    unreadable = sum(moment.unreadable for moment in moments)
    if unreadable:
        one = message("1 catalog of an earlier commit does not parse and is not counted")
        many = message("{number} catalogs of earlier commits do not parse and are not counted", number=unreadable)
        options.warn(one if unreadable == 1 else many)
