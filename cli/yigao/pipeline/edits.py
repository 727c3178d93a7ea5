"""What post-editing cost: reviewed entries beside the drafts that they were."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec

from yigao.memory.store import Draft
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.drafts import MT_COMMENT, TM_COMMENT, draft_origin, is_draft_comment, is_untouched
from yigao.model.span import masked
from yigao.pipeline.knowledge import Knowledge

_HAN_OR_KANA = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN_OR_KANA}]|[^\s{_HAN_OR_KANA}]+")


@dataclass(frozen=True, slots=True)
class Edited:
    """One reviewed entry and the draft that it was."""

    catalog: str
    """Its catalog."""
    origin: str
    """Where the draft came from."""
    source: str
    """What it translates."""
    draft: str
    """The draft."""
    target: str
    """What a person made of it."""

    @property
    def untouched(self) -> bool:
        """Whether it was accepted to the letter."""
        return self.draft == self.target

    @property
    def words(self) -> int:
        """Words of the translation."""
        return len(_WORD.findall(self.target))

    @property
    def edits(self) -> int:
        """Least number of words put in, taken out or changed."""
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - a compiled library, only this report needs it

        return Levenshtein.distance(_WORD.findall(self.draft), _WORD.findall(self.target))


@dataclass(frozen=True)
class Cost:
    """What people changed in the drafts of one origin in one catalog, or in several. Not slotted: it caches."""

    catalog: str
    """The catalog, or what the sum is called."""
    origin: str
    """Where the drafts came from; empty for a sum."""
    edited: tuple[Edited, ...]
    """The entries."""

    @property
    def untouched(self) -> int:
        """Entries accepted as drafted."""
        return sum(one.untouched for one in self.edited)

    @cached_property
    def rate(self) -> float:
        """Words edited for each 100 words of the translations."""
        words = sum(one.words for one in self.edited)
        return 100 * sum(one.edits for one in self.edited) / words if words else 0.0

    @cached_property
    def ter(self) -> float | None:
        """Translation edit rate, in which a moved phrase is one edit; None without sacrebleu."""
        if find_spec("sacrebleu") is None or not self.edited:
            return None
        from sacrebleu.metrics.ter import TER  # noqa: PLC0415 - optional

        drafts, targets = [one.draft for one in self.edited], [one.target for one in self.edited]
        return float(TER(asian_support=True).corpus_score(drafts, [targets]).score)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A rendering that drafts had and people took out."""

    what: str
    """term, or the kind of number."""
    source: str
    """What it renders."""
    target: str
    """The rendering."""
    times: int
    """How often it was taken out."""
    drafted: int
    """In how many drafts it stood."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a catalog's reviewed entries."""

    edited: tuple[Edited, ...]
    """Those whose drafts are known."""
    forgotten: int
    """How many were drafts of which nobody knows any more how they were."""


def edited_in(catalog: Catalog, name: str, drafts: Mapping[tuple[str, str], Draft]) -> Found:
    """The reviewed entries of a catalog beside their drafts. Without a kept draft, those accepted as they were still
    tell by the digest in their comment.
    """
    edited, forgotten = [], 0
    for entry in catalog.entries:
        if entry.state is not State.REVIEWED:
            continue
        origin, draft = _draft_of(entry, drafts)
        if draft:
            edited.append(Edited(name, origin, entry.source, draft, entry.target))
        else:
            forgotten += bool(origin)
    return Found(tuple(edited), forgotten)


def _draft_of(entry: Entry, drafts: Mapping[tuple[str, str], Draft]) -> tuple[str, str]:
    """Origin and text of what an entry was before it was reviewed, as far as that is known."""
    kept = drafts.get(entry.key)
    if kept:
        return kept.origin, kept.target
    origin = next((draft_origin(line) for line in entry.comments if is_draft_comment(line)), "")
    untouched = is_untouched(entry, MT_COMMENT) or is_untouched(entry, TM_COMMENT)
    return origin, entry.target if untouched else ""


def costs(edited: Iterable[Edited]) -> list[Cost]:
    """By catalog and origin, in that order."""
    grouped: dict[tuple[str, str], list[Edited]] = {}
    for one in edited:
        grouped.setdefault((one.catalog, one.origin), []).append(one)
    return [Cost(catalog, origin, tuple(found)) for (catalog, origin), found in sorted(grouped.items())]


def corrected(edited: Sequence[Edited], knowledge: Knowledge) -> list[Corrected]:
    """The terms and rules whose renderings people took out, most often first."""
    drafted: Counter[tuple[str, str, str]] = Counter()
    lost: Counter[tuple[str, str, str]] = Counter()
    for one in edited:
        for rendering in dict.fromkeys(_renderings(one.source, knowledge)):
            if rendering[2] in one.draft:
                drafted[rendering] += 1
                lost[rendering] += rendering[2] not in one.target
    return [Corrected(*what, times, drafted[what]) for what, times in lost.most_common() if times]


def _renderings(source: str, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    terms = knowledge.terms(source)
    for match in terms:
        yield "term", match.span.cut(source), match.term.target
    for quantity in knowledge.quantities(masked(source, [match.span for match in terms])):
        yield quantity.kind, quantity.source, quantity.target
