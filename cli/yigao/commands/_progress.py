"""Progress bars, on a terminal only."""

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yigao.model.interfaces import Progress as Told


@contextmanager
def drafting_bar(language: str, *, quiet: bool) -> "Iterator[Told | None]":
    """A bar on standard error that counts sentences; what it yields is told how many of how many are done.

    It appears when there is something to tell: before that, a question may be asked and a download may show its own bar.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only when something is drafted before somebody's eyes
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(f"drafting {language}", total=None)
    with ExitStack() as shown:

        def tell(done: int, total: int) -> None:
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done, total=total)

        yield tell
