"""The ways in which an engine is asked for what must keep its terms, quantities and codes: a cascade, cheapest first.

All sentences of all articles that are still open go through each stage in one batch:

1. what glossary and rules cover completely needs no engine;
2. sentences as a whole, with renderings in the place of terms and quantities; of several hypotheses that kept everything
   the best counts (`pipeline/ranking.py`);
3. the same with placeholders. For a model that was trained with them, this comes first;
4. the answers to renderings, lost renderings put in by the engine's alignment;
5. the sentence clause by clause, each in the ways of stages 1 to 4 and 6;
6. the sentence cut around what must stand. This keeps every term and code, whatever the engine does.

Codes are left out and placed by alignment; where that fails, a model that was trained with tags is asked with the codes as
tags.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from yigao.model.interfaces import Engine, Explorer, Progress, Translation
from yigao.pipeline.clauses import clauses
from yigao.pipeline.exposed import Exposed, Slot
from yigao.pipeline.layout import Item, Words, assembled, in_a_row
from yigao.pipeline.protect import Protected, Protection, Reading, is_covered, loose_pieces, protect, read
from yigao.pipeline.ranking import ranked

HYPOTHESES = 4
"""How many translations of a sentence are looked at; as many as the default beam holds, so that they cost little."""

_CUT = "cut around what must stand"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of a sentence or clause."""

    items: Sequence[Item]
    """In order; none where the engine said nothing that can be used."""
    way: str = ""
    """How terms, numbers and codes were kept where the first try did not keep them."""
    problem: str = ""
    """Why the items are incomplete or missing."""
    whole: bool = True
    """Whether the engine wrote it as one."""


@dataclass(slots=True)
class Open:
    """A sentence or clause on its way."""

    exposed: Exposed
    """It."""
    outcome: Outcome | None = None
    """Once there is one."""
    answers: tuple[tuple[Protected, Sequence[Translation]], ...] = ()
    """What engines answered so far, for later stages to repair."""

    def protected(self, way: Protection) -> Protected | None:
        """It, protected in a way that is worth trying: the first is; another if it asks something else of an engine that
        can answer.
        """
        if self.outcome:
            return None
        made = protect(self.exposed, way)
        said = any(answer.text and not answer.problem for _, answers in self.answers for answer in answers)
        asked = {before.text for before, _ in self.answers}
        return made if not asked or (said and made.text not in asked) else None


def by_rule(opened: Sequence[Open], *, spaced: bool) -> None:
    """Finish what holds nothing but slots and marks."""
    for one in opened:
        if is_covered(one.exposed):
            one.outcome = Outcome(tuple(assembled(one.exposed, {}, spaced=spaced)), whole=False)


def by_engine(opened: Sequence[Open], engine: Engine, progress: Progress | None, *, spaced: bool) -> None:
    """Finish all that is open; afterwards each has an outcome."""
    _as_wholes(opened, engine, progress)
    _by_clauses([one for one in opened if not one.outcome], engine, progress, spaced=spaced)
    _in_pieces([one for one in opened if not one.outcome], engine, progress, spaced=spaced)


def _as_wholes(opened: Sequence[Open], engine: Engine, progress: Progress | None) -> None:
    """Stages 2 to 4. What holds nothing to protect is translated as it is."""
    explorer = engine if isinstance(engine, Explorer) else None
    waiting = [one for one in opened if not one.outcome]
    plain = [one for one in waiting if not one.exposed.stops]
    for one, answer in zip(plain, _plain_answers(plain, engine, explorer, progress), strict=True):
        one.outcome = Outcome((Words(answer.text),) if answer.text else (), problem=answer.problem)
    held = [one for one in waiting if one.exposed.stops]
    for way, told in _ways(explorer):
        _try(held, way, told, engine, progress)
    for one in held:
        _repair(one)


def _plain_answers(
    plain: Sequence[Open], engine: Engine, explorer: Explorer | None, progress: Progress | None
) -> list[Translation]:
    """The engine's answers, of several the one with the fewest faults."""
    texts = [one.exposed.text for one in plain]
    if explorer is None:
        return engine.translate(texts, progress)
    found = explorer.hypotheses(texts, HYPOTHESES, progress)
    return [ranked(text, several)[0][1] for text, several in zip(texts, found, strict=True)]


def _ways(explorer: Explorer | None) -> Iterator[tuple[Protection, str]]:
    """The ways of protecting a sentence that ask the engine anew, in order, with what comments call them.

    A model that was trained with tags was trained with placeholders, too, and keeps them more often than renderings. Its
    attention puts codes around the right words more often than it carries tags over itself.
    """
    if explorer is None:
        yield Protection(), ""
    elif explorer.tags:
        yield Protection(explorer.placeholder, inline=False), ""
        yield Protection(explorer.placeholder), "by tags"
        yield Protection(inline=False), "by renderings"
    else:
        yield Protection(inline=False), ""
        yield Protection(explorer.placeholder, inline=False), "by placeholders"


def _try(held: Sequence[Open], way: Protection, told: str, engine: Engine, progress: Progress | None) -> None:
    """One stage: what is still open is protected in one way and translated; answers that kept everything count."""
    pending = [(one, each) for one in held if (each := one.protected(way))]
    texts = [each.text for _, each in pending]
    for (one, each), answers in zip(pending, _ask(engine, texts, progress), strict=True):
        one.answers += ((each, answers),)
        for rank, answer in ranked(each.text, answers):
            reading = read(each, answer)
            if reading is not None:
                how = [told, f"hypothesis {rank}" if rank > 1 else "", _told("codes placed by alignment", reading)]
                _take(one, reading, how)
                break


def _ask(engine: Engine, texts: Sequence[str], progress: Progress | None) -> list[list[Translation]]:
    if isinstance(engine, Explorer):
        return engine.hypotheses(texts, HYPOTHESES, progress)
    return [[answer] for answer in engine.translate(texts, progress)]


def _told(what: str, reading: Reading) -> str:
    """What was guessed and how sure it is; nothing where all stood in the answer."""
    if reading.confidence is None:
        return ""
    return what if reading.confidence == 1 else f"{what} ({reading.confidence:.0%} sure)"


def _take(one: Open, reading: Reading, how: Sequence[str]) -> None:
    if _says_something(reading.items):
        one.outcome = Outcome(reading.items, ", ".join(filter(None, how)))


def _says_something(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Slot) or (isinstance(item, Words) and item.text.strip()) for item in items)


def _repair(one: Open) -> None:
    """Put lost renderings into an answer by its alignment; the first answer that allows it counts."""
    for protected, answers in one.answers:
        way = protected.way
        if way.placeholder or (way.inline and one.exposed.anchors):
            continue
        repairing = replace(protected, way=replace(way, repair=True))
        for answer in answers:
            reading = None if one.outcome else read(repairing, answer)
            if reading is not None:
                _take(one, reading, [_told("terms put in by alignment", reading)])


def _by_clauses(pending: Sequence[Open], engine: Engine, progress: Progress | None, *, spaced: bool) -> None:
    """Translate what can be cut into clauses one clause at a time.

    Of a clause of which the engine said nothing, the codes stay.
    """
    cut = [(one, several) for one in pending if len(several := clauses(one.exposed)) > 1]
    if not cut:
        return
    parts = [[Open(clause.exposed) for clause in several] for _, several in cut]
    every = list(chain.from_iterable(parts))
    by_rule(every, spaced=spaced)
    _as_wholes(every, engine, progress)
    _in_pieces([part for part in every if not part.outcome], engine, progress, spaced=spaced)
    for (one, several), made in zip(cut, parts, strict=True):
        outcomes = [part.outcome for part in made if part.outcome]
        marked = [
            (outcome.items, clause.mark) if outcome.items else (clause.exposed.anchors, "")
            for outcome, clause in zip(outcomes, several, strict=True)
        ]
        ways = dict.fromkeys(way for outcome in outcomes for way in outcome.way.split(", ") if _is_guessed(way))
        problems = dict.fromkeys(outcome.problem for outcome in outcomes if outcome.problem)
        items = in_a_row(marked, spaced=spaced) if any(outcome.items for outcome in outcomes) else ()
        one.outcome = Outcome(items, ", ".join(("clause by clause", *ways)), ", ".join(problems), whole=False)


def _is_guessed(way: str) -> bool:
    """Whether it is worth telling of a clause: a reader should look there."""
    return way == _CUT or "by alignment" in way


def _in_pieces(pending: Sequence[Open], engine: Engine, progress: Progress | None, *, spaced: bool) -> None:
    """Cut around what must stand and translate the pieces, each different one once."""
    pieces = list(dict.fromkeys(piece for one in pending for piece in loose_pieces(one.exposed)))
    answers = dict(zip(pieces, engine.translate(pieces, progress), strict=True))
    for one in pending:
        one.outcome = _from_pieces(one.exposed, answers, spaced=spaced)


def _from_pieces(exposed: Exposed, answers: dict[str, Translation], *, spaced: bool) -> Outcome:
    """Pieces that the engine failed on are left out and named, unless nothing else is there."""
    pieces = loose_pieces(exposed)
    problems = dict.fromkeys(answers[piece].problem for piece in pieces if answers[piece].problem)
    translations = {piece: answers[piece].text for piece in pieces}
    said = exposed.slots or any(translations.values())
    items = tuple(assembled(exposed, translations, spaced=spaced)) if said else ()
    return Outcome(items, _CUT, ", ".join(problems), whole=False)
