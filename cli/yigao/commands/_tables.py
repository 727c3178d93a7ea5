"""Tables for people: fitted to a terminal, unfolded where a program reads them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yigao.messages import localised

if TYPE_CHECKING:
    from rich.table import Table

_UNFOLDED = 1000


def new_table(first: str, numbers: Sequence[str]) -> "Table":
    """A plain table: a column of names, then columns of numbers."""
    from rich.table import Table  # noqa: PLC0415 - only when something is shown

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(localised(first), overflow="fold")
    for name in numbers:
        table.add_column(localised(name), justify="right")
    return table


def show(table: "Table", *, stderr: bool = False) -> None:
    """Print a table."""
    from rich.console import Console  # noqa: PLC0415

    console = Console(stderr=stderr)
    if not console.is_terminal:
        console.width = _UNFOLDED
    console.print(table)
