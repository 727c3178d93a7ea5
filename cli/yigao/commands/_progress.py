"""Progress bars, on a terminal only."""

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from yigao.messages import localised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yigao.model.interfaces import Progress as Told


_A_MOMENT = 0.5
"""Seconds for which nobody needs a bar."""


@contextmanager
def counting_bar(label: str, *, quiet: bool) -> "Iterator[Told | None]":
    """A bar on standard error; what it yields is told how many of how many are done.

    It appears when there is something to tell, as a question may be asked before that and a download may show its own
    bar; and not for what is done in a moment.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only when something is drafted before somebody's eyes
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(localised(label), total=None)
    started = time.monotonic()
    with ExitStack() as shown:

        def tell(done: int, total: int) -> None:
            if time.monotonic() - started < _A_MOMENT:
                return
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done, total=total)
            if done >= total:
                shown.close()  # another bar may follow

        yield tell
