"""`yigao export`: a catalog for translators who work in other programs."""

from pathlib import Path

import click

from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.errors import UserError
from yigao.messages import message


@click.command()
@click.argument("catalog", type=ARTICLES, metavar="CATALOG")
@click.option(
    "-o", "--output", type=ARTICLES, help="XLIFF file to write; by default the catalog's name with .xlf, here."
)
@click.option("--xliff", "version", type=click.Choice(["1.2", "2.0"]), default="1.2", help="Version; by default 1.2.")
@click.option(
    "--copy-source", is_flag=True, help="Fill in the source where there is no translation; OmegaT wants that."
)
@pass_options
def command(options: Options, catalog: Path, output: Path | None, version: str, *, copy_source: bool) -> int:
    """Write a catalog as XLIFF, its codes as inline elements.

    `yigao import` brings the translations back. Exit code 1 if something could not be expressed; it is named.

    Example: yigao export locales/en/LC_MESSAGES/forum.po -o forum.xlf
    """
    from yigao.files import write_atomically  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.handing_over import hand_over  # noqa: PLC0415

    file = output or Path(f"{catalog.stem}.xlf")
    if file.suffix.lower() not in {".xlf", ".xliff"}:
        raise UserError("not a name for XLIFF", where=str(file), remedy="let it end in .xlf or .xliff")
    exported, count = hand_over(catalog, version, copy_source=copy_source)
    write_atomically(file, exported.data)
    for line in exported.warnings:
        options.warn(f"{catalog}: {line}")
    for line in exported.notes:
        options.say(f"{catalog}: {line}")
    options.say(message("{file}: {count} units", file=file, count=count))
    return 1 if exported.warnings else 0
