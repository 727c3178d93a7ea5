"""Drafting: units in, candidates out. Every glossary term and quantity of a unit stands in its draft.

A cascade, cheapest way first. All units of all articles that are still open go through each stage in one batch:

1. what glossary and rules cover completely needs no engine;
2. sentences as a whole, with renderings in the place of terms and quantities; of several hypotheses the best counts that
   kept everything;
3. the same with placeholders;
4. the answers of stage 2, lost renderings put in by the engine's alignment;
5. the sentence cut around what must stand. This keeps every term and code, whatever the engine does.

Codes stand in the text as tags if the engine's model was trained with them; otherwise they are left out and placed by
alignment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yigao.model.candidate import Candidate
from yigao.model.document import Unit
from yigao.model.interfaces import Engine, Explorer, Progress, Spelling, Translation
from yigao.pipeline.exposed import Exposed, expose
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.layout import Manner, Words, assembled, written
from yigao.pipeline.protect import Protected, Protection, Reading, is_covered, loose_pieces, protect, read
from yigao.text.languages import spaces_sentences

BY_RULE = "glossary and numbers"
"""Origin of a draft that needed no engine."""

HYPOTHESES = 4
"""How many translations of a sentence are looked at; as many as the default beam holds, so that they cost little."""


@dataclass(frozen=True, slots=True)
class Job:
    """A unit to be drafted, and how its article's format spells text."""

    unit: Unit
    """The unit."""
    spelling: Spelling
    """Of the unit's words."""


@dataclass(slots=True)
class _Open:
    """A job on its way."""

    job: Job
    exposed: Exposed
    manner: Manner
    candidate: Candidate | None = None
    answers: tuple[tuple[Protected, Sequence[Translation]], ...] = ()
    """What engines answered so far, for later stages to repair."""

    @property
    def is_plain(self) -> bool:
        return not self.exposed.stops

    def wants(self, way: Protection) -> bool:
        """Whether a way is worth trying: the first is; another if it protects otherwise what the engine can say at all."""
        if self.candidate or not self.answers:
            return not self.candidate
        said = any(answer.text and not answer.problem for _, answers in self.answers for answer in answers)
        return said and bool(self.exposed.slots if way.placeholder else self.exposed.anchors)


def draft(
    jobs: Sequence[Job], knowledge: Knowledge, engine: Engine | None, progress: Progress | None = None
) -> list[Candidate]:
    """One candidate a job, in order. Without an engine, only what the glossary and the rules cover is drafted.

    ``progress`` is told about each batch in turn, from nothing to all of its texts.
    """
    if engine is not None and engine.verbatim:
        answers = engine.translate([job.unit.source for job in jobs])
        return [Candidate(answer.text, engine.fingerprint, problem=answer.problem) for answer in answers]
    opened = [_open(job, knowledge) for job in jobs]
    for one in opened:
        _by_rule(one)
    if engine is not None:
        _by_engine([one for one in opened if not one.candidate], engine, progress)
    return [one.candidate or Candidate("", "", problem="no engine") for one in opened]


def _open(job: Job, knowledge: Knowledge) -> _Open:
    language = knowledge.target
    manner = Manner(job.spelling.escape, language.partition("_")[0], spaced=spaces_sentences(language))
    return _Open(job, expose(job.unit, job.spelling.plain, knowledge.terms, knowledge.quantities), manner)


def _by_rule(one: _Open) -> None:
    if is_covered(one.exposed):
        one.candidate = Candidate(_put_together(one, {}), BY_RULE, one.exposed.terms)


def _put_together(one: _Open, translations: dict[str, str]) -> str:
    """The draft from its renderings and the translations of what lies between them."""
    items = list(assembled(one.exposed, translations, spaced=one.manner.spaced))
    return written(one.exposed, items, one.manner, whole=False)


def _by_engine(opened: Sequence[_Open], engine: Engine, progress: Progress | None) -> None:
    """All stages that ask the engine. Units that hold nothing to protect are translated as they are."""
    plain = [one for one in opened if one.is_plain]
    for one, answer in zip(plain, engine.translate([one.exposed.text for one in plain], progress), strict=True):
        _take_plain(one, answer, engine)
    held = [one for one in opened if not one.is_plain]
    explorer = engine if isinstance(engine, Explorer) else None
    for way, told in _ways(explorer):
        _try(held, way, told, engine, progress)
    for one in held:
        _repair(one, engine)
    _in_pieces([one for one in held if not one.candidate], engine, progress)


def _ways(explorer: Explorer | None) -> Iterator[tuple[Protection, str]]:
    """The ways of protecting a sentence that ask the engine anew, in order, with what comments call them."""
    if explorer is None:
        yield Protection(), ""
        return
    yield Protection(inline=explorer.tags), ""
    yield Protection(explorer.placeholder, inline=explorer.tags), "by placeholders"
    if explorer.tags:
        yield Protection(inline=False), ""


def _take_plain(one: _Open, answer: Translation, engine: Engine) -> None:
    text = written(one.exposed, [Words(answer.text)], one.manner, whole=True)
    problem = answer.problem or ("" if text else "no translation")
    one.candidate = Candidate(text, engine.fingerprint, problem=problem)


def _try(held: Sequence[_Open], way: Protection, told: str, engine: Engine, progress: Progress | None) -> None:
    """One stage: what is still open is protected in one way and translated; answers that kept everything count."""
    pending = [one for one in held if one.wants(way)]
    protected = [protect(one.exposed, way) for one in pending]
    texts = [each.text for each in protected]
    for one, each, answers in zip(pending, protected, _ask(engine, texts, progress), strict=True):
        one.answers += ((each, answers),)
        for rank, answer in enumerate(answers, 1):
            reading = read(each, answer)
            if reading is not None:
                how = [told, f"hypothesis {rank}" if rank > 1 else "", _told("codes placed by alignment", reading)]
                _take(one, reading, engine, how)
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


def _take(one: _Open, reading: Reading, engine: Engine, how: Sequence[str]) -> None:
    text = written(one.exposed, reading.items, one.manner, whole=True)
    if text:
        way = ", ".join(filter(None, how))
        one.candidate = Candidate(text, engine.fingerprint, one.exposed.terms, way)


def _repair(one: _Open, engine: Engine) -> None:
    """Put lost renderings into an answer by its alignment; the first answer that allows it counts."""
    for protected, answers in one.answers:
        way = protected.way
        if way.placeholder or (way.inline and one.exposed.anchors):
            continue
        repairing = replace(protected, way=replace(way, repair=True))
        for answer in answers:
            reading = None if one.candidate else read(repairing, answer)
            if reading is not None:
                _take(one, reading, engine, [_told("terms put in by alignment", reading)])


def _in_pieces(pending: Sequence[_Open], engine: Engine, progress: Progress | None) -> None:
    """Cut sentences around what must stand and translate the pieces, each different one once."""
    pieces = list(dict.fromkeys(piece for one in pending for piece in loose_pieces(one.exposed)))
    answers = dict(zip(pieces, engine.translate(pieces, progress), strict=True))
    for one in pending:
        one.candidate = _from_pieces(one, answers, engine)


def _from_pieces(one: _Open, answers: dict[str, Translation], engine: Engine) -> Candidate:
    """The draft from its pieces. Pieces that the engine failed on are left out and named, unless nothing else is there."""
    exposed = one.exposed
    pieces = loose_pieces(exposed)
    problems = dict.fromkeys(answers[piece].problem for piece in pieces if answers[piece].problem)
    translations = {piece: answers[piece].text for piece in pieces}
    text = _put_together(one, translations)
    if not text or not (exposed.slots or any(translations.values())):
        return Candidate("", engine.fingerprint, exposed.terms, problem=", ".join(problems) or "no translation")
    return Candidate(text, engine.fingerprint, exposed.terms, "cut around what must stand", ", ".join(problems))
