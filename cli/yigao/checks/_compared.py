"""The numbers of an entry's two sides, paired by value: what the rules on numbers look at, each at its share.

A number of the source belongs to one rule only, by its kind: see `Compared.lost`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from yigao.checks._english_words import fold
from yigao.checks._given import Given, Need, from_quantity, from_term
from yigao.checks._loose_numbers import CODE, find_loose
from yigao.checks._number import Kind, Number, Reading
from yigao.checks._numbers import read_numbers
from yigao.checks._once import once
from yigao.checks._rendered import rendered
from yigao.checks._units import is_converted, unit_of
from yigao.model.checking import Checked
from yigao.model.making import quickly_made
from yigao.model.span import masked
from yigao.model.term import TermMatch
from yigao.text.numerals import fold as fold_chinese

_NUMERIC = re.compile("[0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億首半双俩仨对廿卅]")
_AMOUNTS = (Kind.NUMBER, Kind.YEAR, Kind.TIMES)
_YEARS = (Kind.YEAR, Kind.DECADE)
_COUNTS = (*_AMOUNTS, Kind.ORDINAL)
_ROUNDED = Decimal("0.01")
_LEAST_ROUNDED = 100
_MOST = 200
"""How many numbers are looked through for the partner of one."""

GROUPS = {
    Kind.NUMBER: "number", Kind.TIMES: "number", Kind.ITEM: "number", Kind.ORDINAL: "ordinal",
    Kind.PERCENT: "percent", Kind.POINT: "percent", Kind.BASIS: "percent", Kind.FRACTION: "percent",
    Kind.DATE: "date", Kind.MONTH: "date", Kind.DAY: "date", Kind.YEAR: "date", Kind.DECADE: "date", Kind.HALF: "date",
    Kind.QUARTER: "date", Kind.QUARTERS: "date", Kind.TIME: "date",
}  # fmt: skip
"""Which rule a number belongs to."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the source and its counterpart."""

    given: Given
    """In the source."""
    found: Number
    """In the target."""
    group: int = 0
    """Which of the groups that the source's number accepts it is of."""
    is_rounded: bool = False
    """Whether it is not quite the same."""
    is_converted: bool = False
    """Whether it is in another unit."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Compared:
    """The numbers of both sides."""

    pairs: tuple[Pair, ...] = ()
    """Numbers said in both."""
    lost: tuple[tuple[Given, Number | None], ...] = ()
    """Numbers of the source that the target does not say, each with what it has instead, if that can be told."""
    scaled: tuple[Pair, ...] = ()
    """Those of which the target has another magnitude."""
    added: tuple[Number, ...] = ()
    """Numbers of the target that are nowhere in the source and stand for none of it."""
    denied: tuple[Pair, ...] = ()
    """A first of the source and another ordinal in the target, which is of nothing else."""
    found: tuple[Number, ...] = ()
    """All numbers of the target outside of terms."""


_NOTHING = Compared()


@once
def compared(unit: Checked) -> Compared:
    """The numbers of an entry, for English targets."""
    found = _found(unit)
    givens = _givens(unit) if _NUMERIC.search(unit.source.plain) else []
    if any(number.kind is Kind.ITEM for number in found):
        givens = [replace(given, need=Need.SURE) if given.kind is Kind.ITEM else given for given in givens]
    if not found and not givens:
        return _NOTHING
    pairs, free = _paired(givens, found)
    taken = {id(pair.given) for pair in pairs}
    open_ones = [given for given in givens if id(given) not in taken]
    if not open_ones and not free:
        return Compared(tuple(pairs), found=tuple(found))
    near = list(_nearly(unit, open_ones, free)) if open_ones and free else []
    pairs += near
    taken = {id(pair.given) for pair in near} | {id(pair.found) for pair in near}
    open_ones = [given for given in open_ones if id(given) not in taken]
    free = [number for number in free if id(number) not in taken]
    lost = [given for given in open_ones if given.need < Need.OPTIONAL]
    scaled = list(_scaled(lost, free))
    denied = list(_denied(open_ones, free, givens))
    used = {id(pair.given) for pair in scaled} | {id(pair.found) for pair in (*scaled, *denied)}
    lost = [given for given in lost if id(given) not in used]
    free = [number for number in free if id(number) not in used]
    said = _values(givens)
    changed = [number for number in free if not said.intersection(reading[1] for reading in number.readings)]
    partners = _partners(lost, changed, free)
    used = {id(number) for _, number in partners}
    added = tuple(number for number in changed if id(number) not in used and not number.loose)
    return Compared(tuple(pairs), tuple(partners), tuple(scaled), added, tuple(denied), tuple(found))


def _values(givens: Iterable[Given]) -> set[Decimal]:
    return {reading[1] for given in givens for group in given.accepts for reading in group}


def lost_of(numbers: Compared, group: str) -> Iterable[tuple[Given, Number | None]]:
    """What of `Compared.lost` belongs to one group, a quantity of several numbers once."""
    return _lost_of(numbers, group) if numbers.lost else ()


def _lost_of(numbers: Compared, group: str) -> Iterator[tuple[Given, Number | None]]:
    done: set[tuple[int, int]] = set()
    for given, found in sorted(numbers.lost, key=lambda each: (each[0].span, each[1] is None)):
        if GROUPS[given.kind] == group and not (given.quantity and (given.span.start, given.span.end) in done):
            done.add((given.span.start, given.span.end))
            yield given, found


def _denied(open_ones: Iterable[Given], free: list[Number], givens: list[Given]) -> Iterator[Pair]:
    """A 首 or 第一 whose translation has the next ordinal that nothing in the source asks for."""
    first = next((given for given in open_ones if given.kind is Kind.ORDINAL and given.value == 1), None)
    if first is None:
        return
    said = _values(given for given in givens if given.need < Need.OPTIONAL or given.kind is not Kind.NUMBER)
    for number in free:
        if number.kind is Kind.ORDINAL and number.value not in said:
            yield Pair(first, number)
            return


def _found(unit: Checked) -> list[Number]:
    """The target's numbers outside of renderings of the source's terms."""
    text = unit.target.plain
    numbers = list(read_numbers(text))
    if numbers and "-" in text:
        numbers = _without_codes(text, numbers)
    if not unit.terms or not numbers:
        return numbers
    spans = [one.span for one in rendered(unit, "en")]
    return [
        number for number in numbers if not any(span.start <= number.start and number.end <= span.end for span in spans)
    ]


def _without_codes(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers, those in telephone numbers and the like made loose."""
    codes = [match.span() for match in CODE.finditer(text)]
    return [
        replace(number, loose=True) if any(start <= number.start < end for start, end in codes) else number
        for number in numbers
    ]


def _givens(unit: Checked) -> list[Given]:
    """The source's numbers in order."""
    plain = masked(unit.source.plain, [*(match.span for match in unit.terms), *(one.span for one in unit.quantities)])
    givens = list(chain.from_iterable(map(from_quantity, unit.quantities)))
    givens += find_loose(fold_chinese(plain))
    for match in unit.terms:
        givens += from_term(match.term, match.span)
        if _NUMERIC.search(match.term.source):
            givens += (_optional(given, match) for given in find_loose(fold_chinese(match.term.source)))
    givens.sort(key=lambda given: given.span)
    return givens


def _optional(given: Given, match: TermMatch) -> Given:
    return Given(match.span, given.text, given.accepts, Need.OPTIONAL)


def _paired(givens: list[Given], found: list[Number]) -> tuple[list[Pair], list[Number]]:
    """Each number with one that says it, best readings first; and the target's numbers that are left over."""
    if not givens or not found:
        return [], found
    by_reading: dict[Reading, list[Number]] = defaultdict(list)
    for number in reversed(found):
        for reading in number.readings:
            by_reading[reading].append(number)
    taken: set[int] = set()
    pairs: list[Pair] = []
    open_ones = sorted(givens, key=lambda given: given.need)
    for group in range(3):
        rest: list[Given] = []
        for given in open_ones:
            said = _say(given, group, by_reading, taken) if group < len(given.accepts) else None
            if said is None:
                rest.append(given)
            else:
                taken.add(id(said))
                pairs.append(Pair(given, said, group))
        open_ones = rest
    return pairs, [number for number in found if id(number) not in taken]


def _nearly(unit: Checked, open_ones: list[Given], free: list[Number]) -> Iterator[Pair]:
    """Numbers that the target rounds or converts."""
    folded = ""
    left = free[:_MOST]
    for given in open_ones:
        name = unit_of(given.quantity, unit.source.plain, given.span.start, given.span.end)
        if given.kind is not Kind.NUMBER or not (name or given.value >= _LEAST_ROUNDED):
            continue
        folded = folded or fold(unit.target.plain)
        for number in left:
            rounded = _is_rounded(given, number)
            if rounded or is_converted(name, given.value, folded, number.start, number.end, number.value):
                left.remove(number)
                yield Pair(given, number, is_rounded=rounded, is_converted=not rounded)
                break


def _say(given: Given, group: int, by_reading: dict[Reading, list[Number]], taken: set[int]) -> Number | None:
    second: Number | None = None
    for reading in given.accepts[group]:
        numbers = by_reading.get(reading, [])
        while numbers and id(numbers[-1]) in taken:
            numbers.pop()
        for number in reversed(numbers):
            if id(number) in taken:
                continue
            if number.readings[0] == reading:
                return number
            second = second or number
    return second


def _is_rounded(given: Given, number: Number) -> bool:
    """Whether the target gives an approximate number with fewer digits, less than a hundredth off."""
    value, near = given.value, number.value
    if number.kind not in _AMOUNTS or value < _LEAST_ROUNDED:
        return False
    shorter = len(near.normalize().as_tuple().digits) < len(value.normalize().as_tuple().digits)
    return shorter and abs(near - value) < value * _ROUNDED


def _scaled(lost: list[Given], free: list[Number]) -> Iterator[Pair]:
    """Numbers that have the same digits in the target, of another magnitude."""
    left = free[:_MOST]
    for given in lost:
        if given.kind is not Kind.NUMBER or not given.value:
            continue
        digits = given.value.normalize().as_tuple().digits
        for number in left:
            if number.kind in _AMOUNTS and number.value.normalize().as_tuple().digits == digits:
                left.remove(number)
                yield Pair(given, number)
                break


def _partners(lost: list[Given], changed: list[Number], free: list[Number]) -> list[tuple[Given, Number | None]]:
    """What the target has in the place of each lost number: one of the same value, or the next one of its sort."""
    taken: set[int] = set()
    partners: list[tuple[Given, Number | None]] = []
    for given in lost:
        same = (one for one in free[:_MOST] if one.value == given.value)
        near = (one for one in changed[:_MOST] if _may_stand_for(given, one))
        partner = next((one for one in chain(same, near) if id(one) not in taken), None)
        taken.add(id(partner))
        partners.append((given, partner))
    return partners


def _may_stand_for(given: Given, number: Number) -> bool:
    """Whether a number may be what has become of another. What says no count often is so only for its like."""
    if number.loose and number.kind is not Kind.ITEM:
        return given.need is Need.SURE and given.kind is number.kind is Kind.ORDINAL
    if GROUPS[number.kind] == GROUPS[given.kind]:
        return Kind.YEAR not in (given.kind, number.kind) or given.kind in _YEARS
    return given.kind in _AMOUNTS and number.kind in _COUNTS
