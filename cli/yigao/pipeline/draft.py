"""Drafting: units in, candidates out. Every glossary term and quantity of a unit stands in its draft.

`pipeline/stages.py` tells the ways in which an engine is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.candidate import Candidate
from yigao.model.document import Unit
from yigao.model.interfaces import Engine, Progress, Spelling
from yigao.pipeline.exposed import expose
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.layout import Manner, written
from yigao.pipeline.stages import Open, by_engine, by_rule
from yigao.text.languages import spaces_sentences

BY_RULE = "glossary and numbers"
"""Origin of a draft that needed no engine."""


@dataclass(frozen=True, slots=True)
class Job:
    """A unit to be drafted, and how its article's format spells text."""

    unit: Unit
    """The unit."""
    spelling: Spelling
    """Of the unit's words."""


def draft(
    jobs: Sequence[Job], knowledge: Knowledge, engine: Engine | None, progress: Progress | None = None
) -> list[Candidate]:
    """One candidate a job, in order. Without an engine, only what the glossary and the rules cover is drafted.

    ``progress`` is told about each batch in turn, from nothing to all of its texts.
    """
    if engine is not None and engine.verbatim:
        answers = engine.translate([job.unit.source for job in jobs])
        return [Candidate(answer.text, engine.fingerprint, problem=answer.problem) for answer in answers]
    spaced = spaces_sentences(knowledge.target)
    opened = [Open(expose(job.unit, job.spelling.plain, knowledge.terms, knowledge.quantities)) for job in jobs]
    by_rule(opened, spaced=spaced)
    origins = [BY_RULE if one.outcome else engine.fingerprint if engine else "" for one in opened]
    if engine is not None:
        by_engine(opened, engine, progress, spaced=spaced)
    language = knowledge.target.partition("_")[0]
    manners = [Manner(job.spelling.escape, language, spaced=spaced) for job in jobs]
    return list(map(_candidate, opened, manners, origins))


def _candidate(one: Open, manner: Manner, origin: str) -> Candidate:
    if one.outcome is None:
        return Candidate("", "", problem="no engine")
    made = one.outcome
    text = written(one.exposed, made.items, manner, whole=made.whole) if made.items else ""
    problem = made.problem or ("" if text else "no translation")
    return Candidate(text, origin, one.exposed.terms, made.way if text else "", problem)
