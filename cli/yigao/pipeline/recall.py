"""What the memory knows of an entry: asked before the engine is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yigao.catalogs.merging import Key, as_obsolete
from yigao.memory.lookup import Pair, but_for_figures, exact, nearest
from yigao.memory.store import Memory
from yigao.model.catalog import Entry, Previous, State
from yigao.model.document import Unit
from yigao.model.drafts import TM_COMMENT, is_draft_comment, is_machines, signed
from yigao.model.interfaces import Format
from yigao.model.memory import Remembered
from yigao.pipeline.codes import broken_codes
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.remembering import Place, refresh
from yigao.pipeline.sides import side_of
from yigao.pipeline.slots import filled
from yigao.text.languages import parse_language

_CODES_LOST = 10.0
"""Percent that a likeness loses where the translation has other placeholders than the unit."""
_TRIED = 5
"""How many units that differ in figures are tried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry to be looked up."""

    entry: Entry
    """The entry: without a translation, or with that of an earlier text taken over in this run."""
    unit: Unit
    """Its unit."""
    before: str = ""
    """Source of the entry before it."""
    after: str = ""
    """Source of the entry behind it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What all entries of a catalog have in common."""

    source: str
    """Language of the article."""
    target: str
    """Language of the catalog."""
    part: Format
    """The article's format."""
    knowledge: Knowledge
    """What finds terms and quantities."""


@dataclass(frozen=True, slots=True)
class Recall:
    """The memory of a project, and how it is asked."""

    memory: Memory
    """The memory."""
    place: Place
    """What it is made from."""
    threshold: float = 75.0
    """Least likeness, in percent, of what is offered."""
    accept_exact: bool = False
    """Whether a translation of the very same text is taken as reviewed."""
    warn: Callable[[str], None] = lambda _text: None
    """Told about catalogs that cannot be remembered."""

    def renew(self) -> None:
        """Bring the memory up to the catalogs as they are. Raises `TranslationMemoryError`."""
        refresh(self.memory, self.place, self.warn)

    def moved(self, names: Iterable[tuple[Path, Path]]) -> None:
        """Keep the drafts of catalogs that got new names. Raises `TranslationMemoryError`."""
        pairs = [(self.place.shown(old), self.place.shown(new)) for old, new in names]
        if pairs:
            with self.memory.changing():
                for old_name, new_name in pairs:
                    self.memory.move_drafts(old_name, new_name)

    def fill(
        self, entries: Sequence[Entry], units: Mapping[Key, Unit], taken: Mapping[Key, Sequence[Entry]], how: Question
    ) -> tuple[tuple[Entry, ...], int]:
        """A catalog with what the memory knows of its new entries, and better than an earlier text's translation of those
        that have ``taken`` one over; and of how many entries it knew. Raises `TranslationMemoryError`.

        Exact text comes first, then text that differs in figures and code only, then, for an entry without a
        translation, what is like it. What a person wrote and is not taken over after all stays as an obsolete entry.
        """
        active = [entry for entry in entries if entry.state is not State.OBSOLETE]
        sources = ["", *(entry.source for entry in active), ""]
        finder = _Finder(self, Pair(parse_language(how.source), parse_language(how.target)), how.part, how.knowledge)
        found: dict[Key, Entry] = {}
        for number, entry in enumerate(active):
            if entry.state is State.NEW or (entry.key in taken and not _is_same_text(entry)):
                asked = Asked(entry, units[entry.key], sources[number], sources[number + 2])
                answer = finder.same(asked) or finder.but_for_figures(asked) or finder.like(asked)
                found |= {entry.key: answer} if answer else {}
        left = [known for key in found for known in taken.get(key, ()) if not is_machines(known)]
        there = {entry.key for entry in entries if entry.state is State.OBSOLETE}
        kept = {known.key: as_obsolete(known) for known in left if known.key not in there}
        filled_in = (found.get(one.key, one) if one.state is not State.OBSOLETE else one for one in entries)
        return (*filled_in, *kept.values()), len(found)


@dataclass(frozen=True, slots=True)
class _Finder:
    """What all look-ups for one article share."""

    recall: Recall
    pair: Pair
    part: Format
    knowledge: Knowledge

    def same(self, asked: Asked) -> Entry | None:
        found = [
            unit
            for unit in exact(self.recall.memory, asked.entry.source, self.pair)
            if not broken_codes(asked.unit, unit.target)
        ]
        if not found:
            return None
        most = max(_fit(asked, unit) for unit in found)
        fitting = [unit for unit in found if _fit(asked, unit) == most]
        best = max(fitting, key=lambda unit: unit.reviewed)
        others = len({unit.target for unit in fitting}) - 1
        there = "" if best.context == asked.entry.context else f"there {best.context or 'running text'}"
        context = "in context" if most == _ALL else there
        doubt = f"{others} other translation{'s' * (others > 1)} there" if others else ""
        accepted = self.recall.accept_exact and not others and not there
        entry = self._drafted(asked, best.target, _story(100, best, context, doubt))
        return replace(entry, state=State.REVIEWED) if accepted else entry

    def but_for_figures(self, asked: Asked) -> Entry | None:
        from rapidfuzz import fuzz  # noqa: PLC0415 - a compiled library, only needed when something is looked for

        for unit in but_for_figures(self.recall.memory, asked.entry.source, self.pair)[:_TRIED]:
            found = filled(asked.entry, unit, self.part, self.knowledge, self.pair.target)
            if found is not None and not broken_codes(asked.unit, found.target):
                changes = ", ".join(f"{new} for {old}" for old, new in found.changes)
                story = _story(fuzz.ratio(asked.entry.source, unit.source), unit, f"with {changes}")
                return self._drafted(asked, found.target, story, Previous(unit.source, unit.context))
        return None

    def like(self, asked: Asked) -> Entry | None:
        if asked.entry.target:
            return None
        scored = [
            (near.score - (_CODES_LOST if broken_codes(asked.unit, near.unit.target) else 0.0), -index, near.unit)
            for index, near in enumerate(
                nearest(self.recall.memory, asked.entry.source, self.pair, self.recall.threshold)
            )
        ]
        best = max(scored, key=lambda one: one[:2], default=None)
        if best is None or best[0] < self.recall.threshold:
            return None
        score, _, unit = best
        return self._drafted(asked, unit.target, _story(score, unit), Previous(unit.source, unit.context))

    def _drafted(self, asked: Asked, target: str, story: str, previous: Previous | None = None) -> Entry:
        entry = asked.entry
        matches = self.knowledge.terms(side_of(entry.source, self.part).plain)
        kept = sum(any(one in target for one in (match.term.target, *match.term.variants)) for match in matches)
        told = f"{story}, terms {kept}/{len(matches)}" if matches else story
        return replace(
            entry,
            target=target,
            state=State.DRAFT,
            comments=(*(line for line in entry.comments if not is_draft_comment(line)), signed(told, target)),
            previous=previous,
        )


def _is_same_text(entry: Entry) -> bool:
    """Whether the translation that it took over is of this very text, in another context: there is none better."""
    return entry.previous is not None and entry.previous.source == entry.source


def _fit(asked: Asked, unit: Remembered) -> int:
    """How much of a unit's surroundings is the same; `_ALL` if all of it."""
    return 4 * (unit.context == asked.entry.context) + (unit.before == asked.before) + (unit.after == asked.after)


_ALL = 6


def _story(score: float, unit: Remembered, *more: str) -> str:
    return ", ".join([f"{TM_COMMENT}{int(score)} % from {unit.origin}", *(one for one in more if one)])
