"""The same words again and again, or a sentence twice.

What: a unit of one to eight words said four times or more in a row, a longer one three times, a piece of a long word
likewise, a sentence or clause of five words and more said twice in a row, or a long text most of which has been said
before. What the source itself repeats may be repeated.

Why: small models fall into loops, mostly on names and fragments; whoever skims the catalog overlooks it.

Bad: 阴性对照和阳性对照 ⇒ negative control, positive positive positive positive positive positive

Good: 阴性对照和阳性对照 ⇒ negative and positive controls
"""

import re
from collections.abc import Iterator, Sequence

from yigao.checks._seen import seen
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.repetition import looped, may_loop, most_repeated, pairs_again, said_again, source_repeats

SEVERITY = Severity.ERROR

_LEAST = 4
_LONGEST_UNIT = 8
_LONG, _SENTENCE, _CLAUSE = 5, 3, 3
"""Tokens of the translation, of one with its full stop, and characters of the source that are not said twice by chance."""
_STOPS = frozenset(".!?")
_TOKEN = re.compile(r"[^\W_]+(?:['’]\w+)*|[^\w\s]")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:'\w+)*|[^\w\s]")
"""The same for a text in lower case that is all ASCII, as most are."""
_LONG_WORD = 16
"""Characters from which on a word is looked into."""
_INSIDE = re.compile(r"([^\W\d_]\S{1,19}?)\1{3,}")
_SHOWN = 40


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """At most one problem an entry."""
    text = seen(unit.target).text
    source = unit.source.plain
    tokens = _ASCII_TOKEN.findall(text.lower()) if text.isascii() else _TOKEN.findall(text.casefold())
    pairs = pairs_again(tokens)
    if pairs and may_loop(tokens):
        times, said = most_repeated(tokens, _LONGEST_UNIT)
        if times >= _LEAST and times > 2 * source_repeats(source):
            yield _problem(say("“{said}” {times} times in a row", said=_short(said), times=times), said)
            return
        if looped(tokens, source):
            yield _problem(say("the same words come again and again"), said)
            return
    again = _said_again(tokens, pairs)
    if again and not said_again([character for character in source if character.isalnum()], _CLAUSE):
        yield _problem(say("“{said}” is said twice", said=_short(again)), again)
        return
    for word in text.split():
        found = _INSIDE.search(word) if len(word) >= _LONG_WORD else None
        if found and source_repeats(source) < 3:
            times = len(found.group()) // len(found[1])
            yield _problem(say("“{value}” {times} times in a row", value=_short([found[1]]), times=times), [found[1]])
            return


def _said_again(tokens: Sequence[str], pairs: int) -> Sequence[str]:
    """A long unit that is said twice in a row, or a shorter one if it is a sentence; ``pairs`` as `pairs_again` counts."""
    if pairs >= _LONG - 1 and (long := said_again(tokens, _LONG)):
        return long
    short = said_again(tokens, _SENTENCE) if pairs >= _SENTENCE - 1 else ()
    return short if short and short[-1] in _STOPS else ()


def _problem(message: str, said: Sequence[str]) -> Problem:
    return Problem(message, " ".join(said))


def _short(said: Sequence[str]) -> str:
    text = " ".join(said)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
