"""The top command: global options, and subcommands that are imported when they are called."""

from pathlib import Path

import click

from yigao import __version__, parts
from yigao.commands._language import in_language
from yigao.commands._options import Options


class _Commands(click.Group):
    """Subcommands by the names of the files in ``commands/``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        del ctx
        return list(parts.names("commands"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in parts.names("commands"):
            return None
        command = parts.load("commands", cmd_name).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} has no click command")
        return in_language(command)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="yigao")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration file to use instead of the project's.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and warnings only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on the way.")
@click.option("--debug", is_flag=True, help="Show a traceback with an error.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, *, quiet: bool, verbose: bool, debug: bool) -> None:
    """Turn Chinese articles into English post-editing catalogs, and catalogs into translated articles."""
    del debug  # read in __main__
    ctx.obj = Options(config, quiet, verbose)
