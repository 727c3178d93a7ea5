"""`yigao import`: translations back from other programs."""  # noqa: N999 - the command's name, imported by it only

from pathlib import Path

import click

from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.messages import message


@click.command("import")
@click.argument("file", type=ARTICLES, metavar="FILE.xlf")
@click.option("--into", type=ARTICLES, help="Catalog; by default that of the file's article in the file's language.")
@click.option("--reviewed", is_flag=True, help="Take every changed translation as reviewed.")
@click.option("--overwrite", is_flag=True, help="Take the file's translation where the catalog's has changed too.")
@click.option("--locales", type=ARTICLES, help="Folder of the catalogs.")
@pass_options
def command(
    options: Options, file: Path, into: Path | None, locales: Path | None, *, reviewed: bool, overwrite: bool
) -> int:
    """Put the translations of an XLIFF file into its catalog.

    What is changed or newly reviewed is taken. A unit that lost a code, or whose entry was changed in the catalog in the
    meantime, is not, and is named; the exit code is 1 then.

    Example: yigao import forum.xlf
    """
    from yigao.pipeline.locking import locked  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.status import catalogs_in  # noqa: PLC0415
    from yigao.pipeline.taking_back import take_back  # noqa: PLC0415

    with locked(options.config.root, waiting=options.say):
        catalogs = [] if into else catalogs_in([options.locales(locales)])
        taken = take_back(file, catalogs, into=into, reviewed=reviewed, overwrite=overwrite)
    for one in taken:
        for refusal in one.refused:
            options.warn(str(refusal))
        options.say(
            message(
                "{path}: {changed} changed, {accepted} accepted, {same} as they were, {number} not taken",
                path=one.path,
                changed=one.changed,
                accepted=one.accepted,
                same=one.same,
                number=len(one.refused),
            )
        )
    return 1 if any(one.refused for one in taken) else 0
