"""Telling how far a job is."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from yigao.model.interfaces import Progress

_Item = TypeVar("_Item")


def counted(items: Sequence[_Item], progress: Progress | None) -> Iterator[_Item]:
    """``items``; after each, ``progress`` is told how many of how many are done."""
    for done, item in enumerate(items, 1):
        yield item
        if progress is not None:
            progress(done, len(items))
