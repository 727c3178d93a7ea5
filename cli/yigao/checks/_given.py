"""The numbers that a source gives: what its translation must, or may, say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from yigao.checks._number import Kind, Reading
from yigao.checks._numbers import read_numbers
from yigao.model.making import quickly_made
from yigao.model.span import Span
from yigao.model.term import Quantity, Term

_UNIT_KINDS = {"percentage-point": Kind.POINT, "basis-point": Kind.BASIS, "percent": Kind.PERCENT}
_SMALL = 10
_DIGIT = re.compile("[0-9０-９]")


class Need(IntEnum):
    """How sure it is that a translation must say a number."""

    SURE = 0
    """Digits and quantities."""
    LIKELY = 1
    """Small numbers in words: free translators leave some out."""
    OPTIONAL = 2
    """It may be no number at all (一方面, 四周), or stands in a name."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Given:
    """A number of the source."""

    span: Span
    """Where, in the source's plain text."""
    text: str
    """As written."""
    accepts: tuple[tuple[Reading, ...], ...]
    """What the translation may say for it: the best first, then, one group after another, what will do."""
    need: Need = Need.SURE
    """Whether it must."""
    shown: str = ""
    """How the target writes it, where that is known."""
    approximator: str = ""
    """As in :class:`yigao.model.term.Quantity`."""
    quantity: Quantity | None = None
    """Of which it is a part."""
    part: str = ""
    """Of a date: early, mid, late or end."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.accepts[0][0][0]

    @property
    def value(self) -> Decimal:
        """Its value."""
        return self.accepts[0][0][1]

    @property
    def says(self) -> str:
        """What it is, for a message: 1,000,000,000, 30%, 6th."""
        text = plain(self.value)
        if self.kind is Kind.PERCENT:
            return f"{text}%"
        if self.kind is Kind.ORDINAL:
            return nth(int(self.value))
        if self.kind in (Kind.POINT, Kind.BASIS):
            return f"{text} {self.kind}{'' if self.value == 1 else 's'}"
        if self.kind in _AS_WRITTEN:
            return self.shown or self.text
        return text if self.kind is not Kind.YEAR else str(int(self.value))


_AS_WRITTEN = frozenset(
    {Kind.DATE, Kind.MONTH, Kind.DAY, Kind.TIME, Kind.HALF, Kind.QUARTER, Kind.QUARTERS, Kind.DECADE, Kind.FRACTION}
)
"""Kinds whose value is a code."""


def plain(value: Decimal) -> str:
    """A number with thousands separators and no needless zeros."""
    return f"{value:,f}".rstrip("0").rstrip(".") if value != value.to_integral_value() else f"{value:,.0f}"


def nth(value: int) -> str:
    """``6th``."""
    last = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{last}"


def from_quantity(quantity: Quantity) -> Iterator[Given]:
    """The numbers of a quantity that the numeral reader is sure of: of a range two, of a date its day and its year."""
    if quantity.value is not None:
        is_dozen = quantity.value == 10 and quantity.approximator == "more"  # 十多名
        dozen = ((Kind.NUMBER, Decimal(12)),) if is_dozen else ()
        accepts = accepted(_UNIT_KINDS.get(quantity.unit, Kind.NUMBER), quantity.value, dozen)
        in_words = quantity.value <= _SMALL and not _DIGIT.search(quantity.source)
        sure = (quantity.value not in (0, 1) and not in_words) or quantity.kind == "percent"
        need = Need.SURE if sure else Need.LIKELY  # 1 is “a”, too, 0 is “no”, and 三大 may be left to a list of three
        yield Given(quantity.span, quantity.source, accepts, need, quantity.target, quantity.approximator, quantity)
        return
    for number in read_numbers(quantity.target):
        if number.loose and number.kind is Kind.NUMBER:
            continue
        accepts = accepted(number.kind, number.value, _alternatives(number.readings))
        yield Given(
            quantity.span,
            quantity.source,
            accepts,
            shown=quantity.target,
            approximator=quantity.approximator,
            quantity=quantity,
            part=number.part,
        )


def from_term(term: Term, span: Span) -> Iterator[Given]:
    """The numbers that a term brings along: in whatever rendering, a translation may say them."""
    for text in (term.target, *term.variants):
        for number in read_numbers(text):
            yield Given(span, term.source, (number.readings,), Need.OPTIONAL)


def from_match(match: re.Match[str], first: tuple[Reading, ...], then: tuple[Reading, ...], need: Need) -> Given:
    """A number written as a pattern found it."""
    return Given(Span(match.start(), match.end()), match.group(), (first, then), need)


def _alternatives(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """What a rendered range means, too: the 3 of “3 to 5%” is 3%. “4 o'clock” may be in the afternoon, or just “four”."""
    of_either_half = [kind for kind, _ in readings].count(Kind.TIME) > 1
    return readings[1:] if readings[0][0] is Kind.NUMBER or of_either_half else ()


_INSTEAD: dict[Kind, Callable[[Decimal], tuple[Reading, ...]]] = {
    Kind.NUMBER: lambda n: ((Kind.TIMES, n), (Kind.YEAR, n), (Kind.ORDINAL, n), (Kind.FRACTION, n), (Kind.BASIS, n)),
    Kind.YEAR: lambda n: ((Kind.NUMBER, n),),
    Kind.PERCENT: lambda n: ((Kind.FRACTION, n / 100), (Kind.TIMES, n / 100), (Kind.NUMBER, n / 100)),
    Kind.FRACTION: lambda n: ((Kind.PERCENT, n * 100), (Kind.NUMBER, n)),
    Kind.POINT: lambda n: ((Kind.BASIS, n * 100),),
    Kind.BASIS: lambda n: ((Kind.POINT, n / 100), (Kind.PERCENT, n / 100)),
    Kind.ORDINAL: lambda n: ((Kind.NUMBER, n), (Kind.FRACTION, 1 / n if n else n)),
    Kind.HALF: lambda n: ((Kind.ORDINAL, n),),
    Kind.QUARTER: lambda n: ((Kind.ORDINAL, n),),
    Kind.QUARTERS: lambda n: ((Kind.NUMBER, n), (Kind.NUMBER, n * 3)),
    Kind.DECADE: lambda n: ((Kind.YEAR, n), (Kind.NUMBER, n % 100)),
}
"""Other ways to say a number, by its kind."""


def accepted(kind: Kind, value: Decimal, others: tuple[Reading, ...] = ()) -> tuple[tuple[Reading, ...], ...]:
    """What a translation may say for a number of that kind."""
    instead = _INSTEAD.get(kind)
    return ((kind, value), *others), instead(value) if instead else ()
