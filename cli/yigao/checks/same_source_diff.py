"""One sentence translated in two ways, or two sentences translated as one.

What: Entries of one kind (running text, headings, …) whose sources are equal but for white space and markup have equal
translations, case and the marks at their ends aside. And a translation of more than four words stands for one source only, unless
the sources differ in little or are renderings of the same glossary term.

Why: A reader takes two wordings for two things. A translation that stands twice was pasted into the wrong entry, or a
machine gave the same answer to different questions.

Bad: （记者 李明） ⇒ (Reporter Li Ming) | （记者李明） ⇒ (By Li Ming)

Good: 2024年 ⇒ In 2024 | 2024 年 ⇒ in 2024.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from yigao.checks._mentions import place, short
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING

_EDGES = " .,;:!?…。，；：！？\"'“”‘’"
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"\w+(?:['’]\w+)*")
_LONGEST = 200
"""Characters of two sources that are compared."""
_ALIKE = 0.7
"""From which similarity two sources may well mean the same."""
_SHORT = 4
"""Up to so many words a translation may fit several sources."""
_MOST = 20
"""How many entries with one translation are compared."""


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Checked, Problem]]:
    """The later entries that differ from the first of their kind."""
    del context
    by_source: dict[tuple[str, str], Checked] = {}
    by_target: dict[str, Checked] = {}
    looked_at: Counter[str] = Counter()
    for unit in units:
        source, target = _source(unit), _target(unit)
        if not source:
            continue
        first = by_source.setdefault((unit.entry.context, source), unit)
        if first is not unit and _target(first) != target:
            yield unit, _differs(first, unit)
        twin = by_target.setdefault(target, unit)
        if twin is not unit and _source(twin) != source and looked_at[target] < _MOST:
            looked_at[target] += 1
            if _is_suspicious(twin, unit, target):
                yield unit, _repeats(twin)


def _source(unit: Checked) -> str:
    return "".join(unit.source.plain.split())


def _target(unit: Checked) -> str:
    return " ".join(unit.target.plain.split()).strip(_EDGES).casefold()


def _is_suspicious(one: Checked, other: Checked, target: str) -> bool:
    """Whether two different sources cannot both mean ``target``."""
    if len(_WORDS.findall(target)) <= _SHORT:
        return False
    if any(len(match.span) >= len(unit.source.plain) - 2 for unit in (one, other) for match in unit.terms):
        return False
    first, second = (_DIGITS.sub("0", _source(unit))[:_LONGEST] for unit in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE


def _differs(first: Checked, unit: Checked) -> Problem:
    return Problem(
        say(
            "“{value}” is “{value2}”{value3}, here “{value4}”",
            value=short(unit.source.plain),
            value2=short(first.target.plain),
            value3=place(first),
            value4=short(unit.target.plain),
        ),
        evidence=_source(unit),
        suggestion=first.target.text,
    )


def _repeats(twin: Checked) -> Problem:
    return Problem(
        say("the same translation as of “{value}”{value2}", value=short(twin.source.plain), value2=place(twin)),
        evidence=_source(twin),
    )
