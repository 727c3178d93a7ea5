"""Records that are made quickly are what dataclasses makes of them."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from yigao.model.catalog import Entry, State
from yigao.model.document import Code, CodeKind, Text
from yigao.model.making import quickly_made
from yigao.model.span import Span


@dataclass(frozen=True, slots=True)
class Slow:
    """As dataclasses makes it."""

    start: int
    end: int = 3
    name: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    """The same, made quickly."""

    start: int
    end: int = 3
    name: str = ""


def test_fields_and_defaults_are_the_same() -> None:
    for quick, slow in ((Quick(1), Slow(1)), (Quick(1, 2), Slow(1, 2)), (Quick(name="a", start=5), Slow(5, name="a"))):
        assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert Quick(1) == Quick(1, 3, "")
    assert hash(Quick(1)) == hash(Quick(1, 3, ""))
    assert replace(Quick(1), end=9) == Quick(1, 9)


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(1, 2).start = 0  # type: ignore[misc] # that is what is tested
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'end'"):
        Span(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'stop'"):
        Span(1, stop=2)  # type: ignore[call-arg]


def test_what_a_record_checks_is_checked() -> None:
    with pytest.raises(ValueError, match=r"not a span: 3\.\.2"):
        Span(3, 2)


def test_records_survive_pickling() -> None:
    span = Span(1, 3)
    for one in (span, Text(span, "甲乙"), Code(span, "**", CodeKind.EMPHASIS), Entry("甲", state=State.DRAFT, line=4)):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_what_only_dataclasses_can_set_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        names: list[str] = field(default_factory=list)

    with pytest.raises(TypeError, match="Listed has fields"):
        quickly_made(Listed)
