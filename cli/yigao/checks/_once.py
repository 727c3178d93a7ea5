"""What several rules ask for of an entry is computed once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple, Unpack

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")
_Rest = TypeVarTuple("_Rest")

_MOST = 20_000
"""Answers held of each function; when there are more, it begins anew."""


def once(function: Callable[[_Asked, Unpack[_Rest]], _Answer]) -> Callable[[_Asked, Unpack[_Rest]], _Answer]:
    """``function``, which remembers what it said of each object while it is asked the same of it.

    Objects are told apart by identity, so that none is hashed.
    """
    held: dict[int, tuple[_Asked, object, _Answer]] = {}

    @wraps(function)
    def answered(asked: _Asked, *rest: *_Rest) -> _Answer:
        known = held.get(id(asked))
        if known is not None and known[0] is asked and known[1] == rest:
            return known[2]
        if len(held) >= _MOST:
            held.clear()
        answer = function(asked, *rest)
        held[id(asked)] = asked, rest, answer
        return answer

    return answered
