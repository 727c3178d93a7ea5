"""The translation is much shorter or longer than such a sentence should be.

What: words of the translation for each Chinese character of the source (a number or Latin word counts as one); terms and
quantities that stand there as the glossary and drafts write them are left out. English takes about 0.75 words a character.
Outside 0.38 to 1.6 (1.35 for long sentences) is a warning, outside 0.15 to 2.5 an error. In sources under eight characters
a few words more or less decide. For other languages the middle is taken from the catalog, if 200 reviewed entries can tell.

Why: a very short translation was cut off, a very long one was invented.

Bad: 广州正在全力承接国家战略科技力量布局。 ⇒ Guangzhou.

Good: 广州正在全力承接国家战略科技力量布局。 ⇒ Guangzhou is sparing no effort to host strategic national research facilities.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from yigao.checks._length import Length, length_of
from yigao.messages import message as say
from yigao.model.catalog import State
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING

_MIDDLE = 0.75
"""Words for a character: the median of three public sets of news translated into English by people."""
_LOW, _HIGH, _HIGH_LONG = 0.38, 1.6, 1.35
"""About one human translation in a hundred is beyond one of these."""
_ABSURDLY_LOW, _ABSURDLY_HIGH = 0.15, 2.5
_LONG = 20
_SHORT = 8
_FEWER, _MORE = 4, 10
"""Words less or more than expected of a short source."""
_ENOUGH = 200


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Checked, Problem]]:
    """At most one problem an entry."""
    measured = [(unit, length_of(unit, context.language)) for unit in units]
    middle = _MIDDLE if context.main_language == "en" else _learned(measured)
    if middle:
        for unit, length in measured:
            problem = _problem(
                length, middle / _MIDDLE, " beside terms and numbers" if unit.terms or unit.quantities else ""
            )
            if problem:
                yield unit, problem


def _learned(measured: Sequence[tuple[Checked, Length]]) -> float:
    """The median ratio of what people approved; 0 if that is too little to tell."""
    ratios = [
        length.ratio
        for unit, length in measured
        if unit.entry.state is State.REVIEWED and length.source >= _SHORT and length.target
    ]
    return median(ratios) if len(ratios) >= _ENOUGH else 0.0


def _problem(length: Length, scale: float, aside: str) -> Problem | None:
    if not length.han or not length.source:
        return None
    if length.source < _SHORT:
        surplus = length.target - _MIDDLE * scale * length.source
        if -_FEWER <= surplus <= _MORE:
            return None
        severity = None
    else:
        ratio = length.ratio / scale
        if _LOW <= ratio <= (_HIGH if length.source < _LONG else _HIGH_LONG):
            return None
        severity = None if _ABSURDLY_LOW <= ratio <= _ABSURDLY_HIGH else Severity.ERROR
    short = length.ratio < _MIDDLE * scale
    guess = say("something may be missing") if short else say("something may be invented")
    words = say("1 word") if length.target == 1 else say("{number} words", number=length.target)
    message = say(
        "{words} for {source} characters{aside}: {guess}", words=words, source=length.source, aside=aside, guess=guess
    )
    return Problem(message, "short" if short else "long", severity=severity)
