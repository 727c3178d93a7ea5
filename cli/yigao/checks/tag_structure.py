"""Tags or emphasis marks lost, added, changed or wrongly nested.

What: The translation has the same tags, placeholders (``<g1>``) and emphasis marks as the source, with the same
attributes except those that hold words (``alt``, ``title``, …). Siblings may change places, as word order demands; but
what is open must close in order, a tag inside another stays inside it, and a pair that covers text in the source covers
text in the translation. Where the source opens a tag that another sentence closes, so does the translation.
If glossary terms, numbers or Latin words show that two pairs have changed places or that a pair is around other words, that
is a warning, and so is a pair around a few words that has grown over the whole sentence.
Emphasis may be added where the source has a title in 《》 or quotation marks.

Why: A lost placeholder is a lost link or color in the article, and a crossed one breaks its markup: `yigao render`
refuses such translations.

Bad: <b>广州</b>的<i>南沙</i> ⇒ <b>Nansha</b> in Guangzhou

Good: <b>广州</b>的<i>南沙</i> ⇒ <i>Nansha</i> in <b>Guangzhou</b>
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from yigao.checks._codes import Key, Mark, Nesting, Pair, covered, legend_of, marks_of, nesting_of
from yigao.checks._coverage import moved
from yigao.messages import message as say
from yigao.model.checking import Checked, Context, Side
from yigao.model.document import CodeKind, Pairing
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR

_MOST = 12
"""How many problems of a kind are told of one entry; keeps hostile input linear."""
_CONTENT = frozenset({CodeKind.CODE, CodeKind.URL, CodeKind.MATH, CodeKind.IMAGE, CodeKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class _Marked:
    """A side with its marks."""

    side: Side
    marks: Sequence[Mark]
    nesting: Nesting


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """What is wrong with the marks of the translation."""
    if not (unit.source.codes or unit.target.codes or "<" in unit.source.text or "<" in unit.target.text):
        return
    legend = legend_of(unit.entry)
    source, target = (
        _Marked(side, marks, nesting_of(marks))
        for side in (unit.source, unit.target)
        for marks in [marks_of(side, legend)]
    )
    if not source.marks and not target.marks:
        return
    # One fault mostly shows in several ways: what comes later is only looked at when all is well before.
    faults = list(islice(_counted(source, target), _MOST)) or list(islice(_crossed(source, target), _MOST))
    yield from faults
    if not faults:
        yield from islice(_misplaced(source, target), 1)
        yield from islice(_emptied(source, target), _MOST)
        yield from moved(unit, context, legend, (source.nesting, target.nesting))


def _counted(source: _Marked, target: _Marked) -> Iterator[Problem]:
    """Marks that are missing, too many or changed."""
    # Links are counted by where they lead, in the rule opaque-integrity.
    expected, found = (
        Counter(mark.key for mark in marked.marks if mark.kind is not CodeKind.LINK) for marked in (source, target)
    )
    shown = {mark.key: mark for mark in (*target.marks, *source.marks)}
    missing, extra = expected - found, found - expected
    for one in list(missing)[:_MOST]:
        other = next((key for key in extra if key[:2] == one[:2] and _changes(one, key)), None)
        if other is not None:
            yield Problem(_changes(one, other), shown[one].source, shown[other].span.start, shown[one].source)
            del missing[one], extra[other]
    names = Counter(key[0] for key in missing)
    for key in missing:
        yield from _lost(shown[key], names, source.side, target.side)
    for key in extra:
        yield from _added(shown[key], expected[key], found[key], source, target)


def _changes(one: Key, other: Key) -> str:
    """What differs between the attributes of two tags of one name, for the message; empty if they are placeholders."""
    before, after = dict(one[2]), dict(other[2])
    if "" in before or "" in after:
        return ""
    changed = []
    for name in sorted(before | after):
        if name not in after:
            changed.append(f"{name} is missing")
        elif name not in before:
            changed.append(f"{name} is not in the source")
        elif before[name] != after[name]:
            changed.append(f'{name} is "{after[name]}", in the source "{before[name]}"')
    return f"<{one[0]}>: {', '.join(changed)}" if changed else ""


def _lost(mark: Mark, names: Counter[str], source: Side, target: Side) -> Iterator[Problem]:
    """A mark that is missing; a pair of which both are is named once, with its opening one."""
    if mark.pairing is Pairing.CLOSE and names[mark.name] > 1:
        return
    if mark.pairing is Pairing.OPEN and names[mark.name] > 1:
        fault = say("{source} and its end are missing", source=mark.source)
    else:
        fault = say("{source} is missing", source=mark.source)
    if _is_literal(mark, source, target):
        fault = say("{source} stands in the text and is no markup there", source=mark.source)
    yield Problem(fault, mark.source, suggestion=mark.source)


def _is_literal(mark: Mark, source: Side, target: Side) -> bool:
    """Whether an emphasis mark has become text: a letter before it or a quotation mark behind it keeps it from opening."""
    if mark.kind is not CodeKind.EMPHASIS:
        return False
    return target.plain.count(mark.source) > source.plain.count(mark.source)


def _added(mark: Mark, expected: int, found: int, source: _Marked, target: _Marked) -> Iterator[Problem]:
    plain = source.side.plain
    severity = None
    if mark.kind is CodeKind.EMPHASIS:
        if mark.pairing is Pairing.CLOSE:
            return
        titles = plain.count("《") + plain.count("“") + plain.count("「") + plain.count(mark.source) // 2
        if found - expected <= titles:
            return
        severity = Severity.WARNING if expected else None
    place = [other for other in target.marks if other.key == mark.key][expected]
    often = (
        say("stands {found} times, {expected} in the source", found=found, expected=expected)
        if expected
        else say("is not in the source")
    )
    yield Problem(
        say("{value} {fault}", value=mark.source, fault=often), mark.source, place.span.start, severity=severity
    )


def _crossed(source: _Marked, target: _Marked) -> Iterator[Problem]:
    """Marks that close what is not open, or close across others, in other ways than the source's."""
    known = {(mark.key, other.key) for mark, other in source.nesting.crossed}
    for mark, other in target.nesting.crossed:
        if (mark.key, other.key) not in known:
            yield Problem(
                say("{source} closes before {source2} does", source=mark.source, source2=other.source),
                mark.source,
                mark.span.start,
            )
    before = [mark.key for mark in source.nesting.loose if mark.kind is not CodeKind.LINK]
    after = [mark for mark in target.nesting.loose if mark.kind is not CodeKind.LINK]
    if Counter(before) == Counter(mark.key for mark in after):
        wrong = next((mark for key, mark in zip(before, after, strict=True) if mark.key != key), None)
        if wrong is not None:
            yield Problem(
                say("{source} stands in another order than in the source", source=wrong.source),
                wrong.source,
                wrong.span.start,
            )
        return
    for mark in after:
        if mark.key not in before:
            fault = say("is never closed") if mark.pairing is Pairing.OPEN else say("closes what is not open there")
            yield Problem(say("{value} {fault}", value=mark.source, fault=fault), mark.source, mark.span.start)


def _misplaced(source: _Marked, target: _Marked) -> Iterator[Problem]:
    """Tags that have left the tag around them, or entered one."""
    before = Counter(_line(pair.opening, pair.parents) for pair in source.nesting.pairs)
    for pair in target.nesting.pairs:
        line = _line(pair.opening, pair.parents)
        if before[line]:
            before[line] -= 1
            continue
        if pair.opening.kind is not CodeKind.TAG:
            continue
        outer = [other.source for other in pair.parents if other.kind is CodeKind.TAG]
        where = say("inside {value}", value=outer[-1]) if outer else say("in no other tag")
        yield Problem(
            say("{source} stands {where}, unlike in the source", source=pair.opening.source, where=where),
            pair.opening.source,
            pair.opening.span.start,
        )


def _line(mark: Mark, parents: Sequence[Mark]) -> tuple[object, tuple[object, ...]]:
    """A mark and the tags around it; emphasis and links may change places with what they hold."""
    return mark.key, tuple(parent.key for parent in parents if parent.kind is CodeKind.TAG)


def _emptied(source: _Marked, target: _Marked) -> Iterator[Problem]:
    """Pairs that cover nothing, more of them than in the source."""
    known = Counter(pair.opening.key for pair in _empty(source))
    for pair in _empty(target):
        known[pair.opening.key] -= 1
        if known[pair.opening.key] < 0:
            shown = f"{pair.opening.source}{pair.closing.source}"
            yield Problem(say("{shown} covers nothing", shown=shown), shown, pair.opening.span.start)


def _empty(marked: _Marked) -> Iterator[Pair]:
    """Pairs that cover neither words nor code, images and the like."""
    content = [code.span for code in marked.side.codes if code.kind in _CONTENT]
    content = sorted([*content, *(mark.span for mark in marked.marks if mark.pairing is Pairing.ALONE)])
    for pair in marked.nesting.pairs:
        at = bisect_left(content, pair.opening.span)
        holds = at < len(content) and content[at].start < pair.closing.span.start
        if not holds and not covered(marked.side, pair).cut(marked.side.plain).strip():
            yield pair
