"""`yigao memory`: what people translated, to be used again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._memory import memory_place
from yigao.commands._options import ARTICLES, Options, pass_options, wait_option
from yigao.commands._tables import new_table, show
from yigao.errors import UserError
from yigao.messages import message

if TYPE_CHECKING:
    from yigao.memory.store import Memory
    from yigao.pipeline.remembering import Place


@click.group(name="memory")
def command() -> None:
    """Search, exchange and rebuild the translation memory.

    It holds what is reviewed in the project's catalogs and in imported files. It is made anew from these whenever they
    change, so that its file may be deleted at any time.
    """


def _place(options: Options) -> "Place":
    place = memory_place(options, options.locales(None))
    if place is None:
        raise UserError("this project keeps no translation memory", remedy="set `memory = true` in its configuration")
    return place


def _open(options: Options, place: "Place") -> "Memory":
    """The memory, brought up to its catalogs."""
    from yigao.pipeline.remembering import opened, refresh  # noqa: PLC0415 - commands load what they need when called

    memory = opened(place)
    try:
        refresh(memory, place, options.warn)
    except BaseException:
        memory.close()
        raise
    return memory


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=ARTICLES, metavar="FILE...")
@click.option("--name", default="", help="What to call it among the imported files, if not by its own name.")
@wait_option
@pass_options
def import_(options: Options, files: tuple[Path, ...], name: str, wait: float) -> None:
    """Remember the units of files, known by their endings. A file imported before under the same name is replaced.

    A copy is kept in the folder imported beside the memory; delete it there to have it forgotten.

    Example: yigao memory import agency.po
    """
    from yigao.pipeline.locking import locked  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.remembering import bring_in  # noqa: PLC0415

    if name and len(files) > 1:
        raise UserError("one name for several files", remedy="import them one by one")
    place = _place(options)
    with locked(options.config.root, wait, options.say):
        for file in files:
            target, found = bring_in(file, place, name)
            for line in found.said:
                options.warn(line)
            options.say(message("{target}: {number} units", target=target, number=len(found.units)))
        _open(options, place).close()


@command.command()
@click.argument("file", type=ARTICLES, metavar="FILE")
@click.option("--to", "target", metavar="LANG", help="Only units into this language.")
@pass_options
def export(options: Options, file: Path, target: str | None) -> None:
    """Write the units to a file, in the format that its ending names.

    Example: yigao memory export memory.po --to en
    """
    from yigao.pipeline.exchanging import check_suffix, write_units  # noqa: PLC0415 - loads what it needs when called
    from yigao.text.languages import parse_language  # noqa: PLC0415

    check_suffix(file)
    language = parse_language(target) if target else ""
    with _open(options, _place(options)) as memory:
        units = [unit for unit in memory.units() if unit.target_language == language or not language]
    written = write_units(file, units)
    options.say(message("{file}: {units} units", file=file, units=written.units))
    for line in written.said:
        options.warn(line)


@command.command()
@click.argument("text")
@click.option("--to", "target", metavar="LANG", help="Target language; by default the first configured.")
@click.option("--threshold", type=click.IntRange(0, 100), metavar="PCT", help="Least likeness.")
@click.option("-n", "--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many at most.")
@pass_options
def search(options: Options, text: str, target: str | None, threshold: int | None, limit: int) -> int:
    """Show the units most like a text; exit code 1 if there is none.

    Example: yigao memory search 今年是论坛举办的第7年。
    """
    from yigao.memory.lookup import Pair, exact, nearest  # noqa: PLC0415 - commands load what they need when called
    from yigao.text.languages import parse_language  # noqa: PLC0415

    config = options.config
    pair = Pair(parse_language(config.source), parse_language(target or next(iter(config.to), "en")))
    least = config.threshold if threshold is None else threshold
    with _open(options, _place(options)) as memory:
        rows = [(100.0, unit) for unit in exact(memory, text, pair)]
        rows += [
            (near.score, near.unit) for near in nearest(memory, text, pair, least, limit) if near.unit.source != text
        ]
    for score, unit in rows[:limit]:
        click.echo(f"{int(score)} %  {unit.origin}{f'  ({unit.context})' if unit.context else ''}")
        click.echo(f"  {unit.source}\n  {unit.target}")
    return 0 if rows else 1


@command.command()
@pass_options
def status(options: Options) -> None:
    """Count units by where they come from.

    Example: yigao memory status
    """
    place = _place(options)
    with _open(options, place) as memory:
        counts = memory.counts()
        drafts = memory.rows("SELECT count(*) FROM drafts")[0][0]
    table = new_table("origin", ("pair", "units"))
    for origin, source, target, count in counts:
        table.add_row(origin, f"{source}→{target}", str(count))
    table.add_row("total", "", str(sum(row[3] for row in counts)), style="bold")
    show(table)
    options.say(
        message(
            "{file}: {value:.1f} MB, {drafts} drafts kept",
            file=place.file,
            value=place.file.stat().st_size / 1000000.0,
            drafts=drafts,
        )
    )


@command.command()
@wait_option
@pass_options
def rebuild(options: Options, wait: float) -> None:
    """Read all catalogs and imported files again.

    Example: yigao memory rebuild
    """
    from yigao.pipeline.locking import locked  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.remembering import opened  # noqa: PLC0415
    from yigao.pipeline.remembering import rebuild as read_again  # noqa: PLC0415

    place = _place(options)
    with locked(options.config.root, wait, options.say), opened(place) as memory:
        files = read_again(memory, place, options.warn)
    options.say(message("{file}: read {files} files", file=place.file, files=files))
