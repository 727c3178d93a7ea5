"""Drafting: units in, candidates out. Every glossary term and quantity of a unit stands in its draft.

All units of all articles go through each stage in one batch: first whole, with renderings put in for terms and
quantities; those whose answer lost something are cut around what must stand, and the pieces translated. Cutting always
keeps every term, whatever the engine does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yigao.model.candidate import Candidate
from yigao.model.document import Unit
from yigao.model.interfaces import Engine, Progress, Spelling, Translation
from yigao.model.term import Quantity, TermMatch
from yigao.pipeline.protect import (
    Exposed,
    assembled,
    expose,
    is_covered,
    loose_pieces,
    restored,
    switched,
)

BY_RULE = "glossary and numbers"
"""Origin of a draft that needed no engine."""


@dataclass(frozen=True, slots=True)
class Job:
    """A unit to be drafted, and how its article's format spells text."""

    unit: Unit
    """The unit."""
    spelling: Spelling
    """Of the unit's words."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What drafts must respect."""

    terms: Callable[[str], Sequence[TermMatch]]
    """Finds glossary terms."""
    quantities: Callable[[str], Sequence[Quantity]]
    """Finds numbers, amounts and dates with their renderings."""


def draft(
    jobs: Sequence[Job], knowledge: Knowledge, engine: Engine | None, progress: Progress | None = None
) -> list[Candidate]:
    """One candidate a job, in order. Without an engine, only what the glossary and the rules cover is drafted.

    ``progress`` is told about each stage in turn, from nothing to all of its texts.
    """
    if engine is not None and engine.verbatim:
        answers = engine.translate([job.unit.source for job in jobs])
        return [_as_is(answer, engine) for answer in answers]
    exposed = [expose(job.unit, job.spelling.plain, knowledge.terms, knowledge.quantities) for job in jobs]
    candidates: list[Candidate | None] = [_by_rule(job, one) for job, one in zip(jobs, exposed, strict=True)]
    if engine is not None:
        _fill(candidates, lambda pending: _whole(pending, engine, progress), jobs, exposed)
        _fill(candidates, lambda pending: _in_pieces(pending, engine, progress), jobs, exposed)
    return [one or Candidate("", "", problem="no engine") for one in candidates]


Stage = Callable[[list[tuple[Job, Exposed]]], list[Candidate | None]]


def _fill(candidates: list[Candidate | None], stage: Stage, jobs: Sequence[Job], exposed: Sequence[Exposed]) -> None:
    """Run one stage on all that is still missing."""
    open_ones = [index for index, candidate in enumerate(candidates) if candidate is None]
    for index, candidate in zip(open_ones, stage([(jobs[i], exposed[i]) for i in open_ones]), strict=True):
        candidates[index] = candidate


def _as_is(answer: Translation, engine: Engine) -> Candidate:
    return Candidate(answer.text, engine.fingerprint, problem=answer.problem)


def _by_rule(job: Job, exposed: Exposed) -> Candidate | None:
    if not is_covered(exposed):
        return None
    return Candidate(assembled(exposed, {}, job.spelling.escape), BY_RULE, exposed.terms)


def _whole(pending: list[tuple[Job, Exposed]], engine: Engine, progress: Progress | None) -> list[Candidate | None]:
    """Translate whole sentences; only those answers count that kept every rendering and code."""
    answers = engine.translate([switched(exposed) for _, exposed in pending], progress)
    candidates: list[Candidate | None] = []
    for (job, exposed), answer in zip(pending, answers, strict=True):
        text = None if answer.problem else restored(exposed, answer.text, job.spelling.escape)
        candidates.append(Candidate(text, engine.fingerprint, exposed.terms) if text else None)
    return candidates


def _in_pieces(pending: list[tuple[Job, Exposed]], engine: Engine, progress: Progress | None) -> list[Candidate | None]:
    """Cut sentences around what must stand and translate the pieces, each different one once."""
    pieces = list(dict.fromkeys(piece for _, exposed in pending for piece in loose_pieces(exposed)))
    answers = dict(zip(pieces, engine.translate(pieces, progress), strict=True))
    return [_from_pieces(job, exposed, answers, engine) for job, exposed in pending]


def _from_pieces(job: Job, exposed: Exposed, answers: dict[str, Translation], engine: Engine) -> Candidate:
    """The draft from its pieces. Pieces that the engine failed on are left out and named, unless nothing else is there."""
    problems = dict.fromkeys(answers[piece].problem for piece in loose_pieces(exposed) if answers[piece].problem)
    text = assembled(exposed, {piece: answer.text for piece, answer in answers.items()}, job.spelling.escape)
    if not text:
        return Candidate("", engine.fingerprint, exposed.terms, problem=", ".join(problems) or "no translation")
    way = "cut around what must stand" if exposed.slots or exposed.anchors else ""
    return Candidate(text, engine.fingerprint, exposed.terms, way, ", ".join(problems))
