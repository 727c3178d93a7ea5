"""Which fields of front matter are for translation."""

from collections.abc import Iterable

from yigao.model.document import SegmentKind

LARGEST = 64 * 1024
"""Front matter of more characters is left alone: PyYAML reads some 200 kB a second."""

_TITLES = frozenset({"title", "subtitle", "linktitle"})


class Unreadable(Exception):  # noqa: N818 - no error of the user's: the article is read without it
    """Front matter that is left alone, with the reason in a few words."""


class Fields:
    """The keys whose values are for translation."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(key.casefold() for key in keys)

    def kind(self, key: str) -> SegmentKind | None:
        """What a value of ``key`` is to a reader; None if it is not for translation."""
        folded = key.casefold()
        if folded not in self._keys:
            return None
        return SegmentKind.TITLE if folded in _TITLES else SegmentKind.META


def check_length(content: str) -> None:
    """Raises `Unreadable` for what is too long to be front matter."""
    if len(content) > LARGEST:
        raise Unreadable(f"front matter of more than {LARGEST >> 10} Ki characters")
