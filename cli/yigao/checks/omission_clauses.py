"""A clause or sentence of the source may be missing, or one may be added.

What: the translation is on the short side (under 0.7 words a character, terms and numbers aside) and has fewer sentences
than the source, or far fewer clauses (words a character times clauses for each of the source's under 0.45), or it is very
short (under 0.45 words a character) where the source has several clauses. In English,
commas, semicolons, conjunctions, prepositions that open a phrase and -ing forms mark clauses. Fewer sentences and under
0.45 words a character are a warning, and so are more sentences and over 1.1 words a character; in sources under eight
characters any sentence without its clause counts. A
translation that begins or ends in the middle of a sentence (“… of the.”) where the source does not is a warning.

Why: people skip a line and machines drop the end of long sentences; what is left reads well. It is a guess, worth a look.

Bad: 发布两份报告；签署共同倡议；成立联盟。 ⇒ Two reports were released.

Good: 会议结束，大家散去。 ⇒ The meeting ended and everyone left.
"""

import re
from collections.abc import Iterator

from yigao.checks._length import length_of
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.han import has_han

SEVERITY = Severity.INFO
LANGUAGES = frozenset({"en"})

_CLAUSE = re.compile("[，；：。！？!?;]|——")
_SENTENCE = re.compile(r"[。！？!?]+[”’」』）)]*(?!(?:\[[^\[\]]*\])*$)")
_ENGLISH_CLAUSE = re.compile(
    r"[,;:—–(]|[.!?](?=[\s”\"’)])"
    r"|\b(?:and|or|but|yet|so|while|which|who|whose|whom|that|as|after|before|when|where|if|because|since|with|by|to|for|than"
    r"|from|including|such|through|both|[a-z]{3,}ing)\b"
)
_ENGLISH_SENTENCE = re.compile(r"[.!?…][”\"’)\]]*\s+(?=[“\"‘(]?[A-Z0-9])")
_EDGE = " 。！？；：，”」"
_ENGLISH_EDGE = ' .!?;:,”"'

_WHOLE = frozenset("。！？”’」』）)")
"""What ends a sentence."""
_DANGLING = frozenset(
    "the a an and or but their our my your its whose than because although whereas including every nor per".split()
)
"""Words after which no sentence ends."""
_SMALL = re.compile(r"[a-z]{2,}(?=[ ,;])")
_SAID = frozenset({"added", "said", "says", "told"})
_CAPITAL = re.compile("[A-Z]")
_SHORT, _TELLING = 8, 12
_SPARSE, _VERY_SPARSE, _SCORE = 0.7, 0.45, 0.45
_DENSE = 1.1
_NUMBERED = re.compile(r"^\W*\w{1,3}[.)]\s")
_CHARACTERS = 6
"""Letters and spaces of a translation for each character of its source from which on it is never sparse."""


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """At most one problem an entry, and one if an end was cut off."""
    yield from _cut(unit)
    if len(unit.target.plain) > _CHARACTERS * len(unit.source.plain):
        yield from _invented(unit, context)
        return
    if not _CLAUSE.search(unit.source.plain):
        return
    length = length_of(unit, context.language)
    long = length.source >= _SHORT
    if long and length.ratio >= _SPARSE:
        return
    source, target = unit.source.plain.strip(_EDGE), unit.target.plain.strip(_ENGLISH_EDGE)
    clauses, sentences = len(_CLAUSE.findall(source)) + 1, len(_SENTENCE.findall(source)) + 1
    if clauses == sentences == 1:
        return
    found, kept = len(_ENGLISH_CLAUSE.findall(target)) + 1, len(_ENGLISH_SENTENCE.findall(target)) + 1
    sparse = length.source >= _TELLING and clauses > 1 and length.ratio < _VERY_SPARSE
    fewer = kept < sentences or sparse or (found < clauses and length.ratio * found / clauses < _SCORE)
    if fewer if long else found < sentences:
        certain = kept < sentences and length.ratio < _VERY_SPARSE
        if kept < sentences or found < clauses:
            lost = (sentences, kept, say("sentences")) if kept < sentences else (clauses, found, say("clauses"))
            evidence = f"{lost[0]} > {lost[1]}"
            message = say(
                "{value} {value2} in the source, {value3} in the translation",
                value=lost[0],
                value2=lost[2],
                value3=lost[1],
            )
        else:
            evidence = "sparse"
            message = say(
                "{words} words for {characters} characters in {clauses} clauses",
                words=length.target,
                characters=length.source,
                clauses=clauses,
            )
        yield Problem(message, evidence, severity=Severity.WARNING if certain else None)


def _invented(unit: Checked, context: Context) -> Iterator[Problem]:
    """More sentences than the source has, and many words."""
    length = length_of(unit, context.language)
    if length.source < _SHORT or length.ratio <= _DENSE:
        return
    source, target = unit.source.plain.strip(_EDGE), _NUMBERED.sub("", unit.target.plain.strip(_ENGLISH_EDGE))
    sentences = len(_SENTENCE.findall(source)) + source.count("…") + len(_ENGLISH_SENTENCE.findall(source)) + 1
    found = len(_ENGLISH_SENTENCE.findall(target)) + 1
    if found > sentences:
        message = say("sentences in the source: {before}, here: {after}", before=sentences, after=found)
        yield Problem(message, f"{sentences} < {found}", severity=Severity.WARNING)


def _cut(unit: Checked) -> Iterator[Problem]:
    """A whole sentence whose translation begins or ends in the middle of one."""
    source, target = unit.source.plain, unit.target.plain
    if source[-1:] not in _WHOLE or unit.is_heading:
        return
    before, _, last = target.rpartition(" ")
    word = last.rstrip(_ENGLISH_EDGE)
    if before and word in _DANGLING:
        message = say("the translation ends in the middle, on “{word}”", word=word)
        yield Problem(message, word, unit.target.at(len(before) + 1), severity=Severity.WARNING)
    small = target[:1].islower() and has_han(source[:1]) and not unit.target.text.startswith("<")
    match = _SMALL.match(target) if small else None
    if match and match.group() not in source and match.group() not in _SAID and _CAPITAL.search(target):
        message = say("the translation begins in the middle, with “{word}”", word=match.group())
        yield Problem(message, match.group(), unit.target.at(0), severity=Severity.WARNING)
