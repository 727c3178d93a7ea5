"""The project's translation memory, as the configuration has it."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yigao.commands._options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yigao.pipeline.recall import Recall
    from yigao.pipeline.remembering import Place


def memory_place(options: Options, locales: Path) -> "Place | None":
    """Where the memory is; None if the project wants none."""
    from yigao.pipeline.folder import FOLDER  # noqa: PLC0415
    from yigao.pipeline.remembering import Place  # noqa: PLC0415 - commands load what they need when called

    config = options.config
    if config.memory is False:
        return None
    file = Path(FOLDER, "memory.sqlite") if config.memory is True else Path(config.memory)
    return Place(config.root, locales, config.root / file, config.source)


@contextmanager
def project_memory(options: Options, locales: Path, *, accept_exact: bool = False) -> "Iterator[Recall | None]":
    """The memory, open while it is needed. Raises `TranslationMemoryError`."""
    from yigao.pipeline.recall import Recall  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.remembering import opened  # noqa: PLC0415

    place = memory_place(options, locales)
    if place is None:
        yield None
        return
    with opened(place) as memory:
        yield Recall(memory, place, options.config.threshold, accept_exact, options.warn)
