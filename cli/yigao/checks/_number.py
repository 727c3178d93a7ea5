"""A number found in a translation: what it may say."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yigao.model.making import quickly_made


class Kind(StrEnum):
    """What sort of thing a number says."""

    NUMBER = "number"
    """How many."""
    ORDINAL = "ordinal"
    """The how-manyth."""
    PERCENT = "percent"
    """Per hundred."""
    POINT = "percentage point"
    """Difference of percentages."""
    BASIS = "basis point"
    """A hundredth of it."""
    FRACTION = "fraction"
    """Part of one."""
    TIMES = "times"
    """A multiple."""
    DATE = "date"
    """Day of a month, as 1209 for December 9."""
    MONTH = "month"
    """1 to 12."""
    DAY = "day"
    """Of a month that is not named."""
    YEAR = "year"
    """With all its digits."""
    DECADE = "decade"
    """Its first year."""
    HALF = "half year"
    """1 or 2."""
    QUARTER = "quarter"
    """1 to 4."""
    QUARTERS = "quarters"
    """How many from the first on."""
    TIME = "time"
    """Minutes from midnight."""
    ITEM = "item"
    """Number of a list's item or a heading."""


Reading = tuple[Kind, Decimal]
"""One thing that a number may say."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Number:
    """A number in a translation."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last, its percent sign or the like included."""
    readings: tuple[Reading, ...]
    """What it may say; the likeliest first."""
    loose: bool = False
    """It says no count often (one, both, first, half, dozens) or is part of a name (COVID-19): none is ever too much."""
    part: str = ""
    """Of a date: early, mid, late or end."""
    size: Decimal = Decimal(1)
    """Its magnitude: a million of 2.5 million."""

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return self.readings[0][0]

    @property
    def value(self) -> Decimal:
        """The likeliest value."""
        return self.readings[0][1]
