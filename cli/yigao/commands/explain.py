"""`yigao explain`: the page of a rule."""

import click

from yigao.commands._options import Options, pass_options
from yigao.errors import UserError


@click.command()
@click.argument("rules", nargs=-1, metavar="RULE...")
@click.option("--all", "everything", is_flag=True, help="The pages of all rules, in Markdown.")
@pass_options
def command(options: Options, rules: tuple[str, ...], *, everything: bool) -> None:
    """Say what a rule finds, why, with examples, and how to waive it.

    Example: yigao explain num-magnitude
    """
    from yigao.pipeline.rules import as_markdown, describe, page_lines, rule_names  # noqa: PLC0415 - when called

    del options
    if everything:
        click.echo(as_markdown([describe(name) for name in rule_names()]), nl=False)
        return
    if not rules:
        raise UserError("no rule named", remedy="`yigao check --list-rules` shows all")
    pages = [(rule.name, page_lines(rule)) for rule in map(describe, rules)]
    click.echo("\n\n".join("\n".join([name, "", *lines]) for name, lines in pages))
