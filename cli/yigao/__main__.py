"""The command line's entry point: errors of the user become one line, everything else is a bug and shows itself."""

import gc
import sys

import click

from yigao.commands._group import cli
from yigao.commands._language import in_language
from yigao.errors import UserError
from yigao.messages import localise_click, localised

_OBJECTS = 2_000_000
"""How many new objects make Python look for cycles: catalogs are trees, in which it would look often and find none."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_OBJECTS)
    debug = "--debug" in sys.argv
    localise_click()
    try:
        code = in_language(cli).main(prog_name="yigao", standalone_mode=False)
    except UserError as error:
        if debug:
            raise
        click.echo(f"yigao: {localised(error.told)}", err=True)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except click.Abort:
        click.echo(f"yigao: {localised('stopped')}", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()  # a pager or `head` went away: nobody is left to tell
        code = 0
    gc.freeze()  # else Python looks through a large catalog once more for nothing, since all of it goes
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
