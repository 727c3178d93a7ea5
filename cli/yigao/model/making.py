"""Making records quickly: those of which an article has tens of thousands."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

Record = TypeVar("Record")


def quickly_made(record: type[Record]) -> type[Record]:
    """The same frozen dataclass with slots; its records are made in less than half the time.

    The ``__init__`` that `dataclasses` writes for a frozen class looks for a way to set each field, by name, each time. This
    one has the setters of the slots at hand. Fields are all set by ``__init__`` and have no factories.
    """
    type.__setattr__(record, "__init__", _init(record))
    return record


def _init(record: type[Any]) -> Callable[..., None]:
    names = [one.name for one in fields(record)]
    if not all(one.init and one.default_factory is MISSING for one in fields(record)):
        raise TypeError(f"{record.__name__} has fields that only dataclasses can set")
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"  set_{name}(self, {name})" for name in names)]
    lines += ["  self.__post_init__()"] if hasattr(record, "__post_init__") else []
    space: dict[str, Any] = {f"set_{name}": record.__dict__[name].__set__ for name in names}
    exec("\n".join(lines), space)  # noqa: S102 - as dataclasses does, of names that a class in this program has
    made: Callable[..., None] = space["__init__"]
    made.__defaults__ = record.__init__.__defaults__
    made.__doc__ = record.__init__.__doc__
    made.__qualname__ = record.__init__.__qualname__
    made.__module__ = record.__module__
    return made
