"""Bringing a catalog up to its article: nothing that a person wrote is lost.

The rules are GNU msgmerge's: the same text keeps its translation, a text that comes back revives its obsolete entry, a
changed text takes the translation of the nearest earlier one as a draft with the earlier text as ``previous``, and a
text that is gone leaves an obsolete entry. Beyond msgmerge, texts that differ only in figures are near however short
they are, and a text that was cut in two or put together from two takes over what there is. A machine's draft that nobody
touched is not taken over: the machine may as well translate the new text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yigao.catalogs.hints import hint
from yigao.catalogs.nearness import kin
from yigao.model.catalog import Entry, Previous, State
from yigao.model.drafts import is_draft_comment, is_machines
from yigao.text.han import joins_without_space

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog brought up to its article."""

    entries: tuple[Entry, ...]
    """The entries of the article as it is now, obsolete ones last."""
    taken: dict[Key, tuple[Entry, ...]]
    """For each entry that took a translation over, by its key, the entries that it took it from."""


def merge(fresh: Sequence[Entry], earlier: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of the article as it is now, obsolete ones last.

    ``fresh`` are the article's entries in order, keys unique; ``earlier`` those of the catalog so far.
    """
    return merged(fresh, earlier).entries


def merged(fresh: Sequence[Entry], earlier: Iterable[Entry]) -> Merged:
    """The same, with what became of which."""
    active: dict[Key, Entry] = {}
    obsolete: dict[Key, Entry] = {}
    places: dict[Key, int] = {}
    for place, entry in enumerate(earlier):
        (obsolete if entry.state is State.OBSOLETE else active)[entry.key] = entry
        places.setdefault(entry.key, place)
    kept: list[Entry | None] = [None] * len(fresh)
    for index, entry in enumerate(fresh):
        known = active.pop(entry.key, None) or _revived(obsolete.pop(entry.key, None))
        if known is not None:
            kept[index] = replace(known, references=entry.references, extracted=entry.extracted)
    taken: dict[Key, tuple[Entry, ...]] = {}
    lost: list[Entry] = []
    open_ones = {index: entry.source for index, entry in enumerate(fresh) if kept[index] is None}
    usable = dict(_usable(active, obsolete, places))
    for found in kin(open_ones, {place: entry.source for place, entry in usable.items()}, _reusable(usable)):
        origins = tuple(usable[place] for place in found.known)
        for index in found.fresh:
            kept[index] = _taken_over(fresh[index], origins)
            taken[fresh[index].key] = origins
        for origin in origins:
            active.pop(origin.key, None)
        lost += [origin for origin in origins if len(origins) > 1 and origin.state is not State.OBSOLETE]
    entries = [entry if known is None else known for entry, known in zip(fresh, kept, strict=True)]
    gone = [as_obsolete(entry) for entry in (*lost, *active.values()) if entry.target]
    return Merged((*entries, *_beside(obsolete, gone)), taken)


def _usable(
    active: dict[Key, Entry], obsolete: dict[Key, Entry], places: dict[Key, int]
) -> Iterator[tuple[int, Entry]]:
    """The entries whose translations can be taken over, by their place in the catalog."""
    for entry in (*active.values(), *(entry for key, entry in obsolete.items() if key not in active)):
        if entry.target and not is_machines(entry):
            yield places[entry.key], entry


def _reusable(usable: dict[int, Entry]) -> frozenset[int]:
    """What stays where it is when its translation is taken over."""
    return frozenset(place for place, entry in usable.items() if entry.state is State.OBSOLETE)


def _beside(obsolete: dict[Key, Entry], gone: Sequence[Entry]) -> tuple[Entry, ...]:
    """All obsolete entries, each text once: the one that was in use last."""
    new = {entry.key: entry for entry in gone}
    return (*(entry for key, entry in obsolete.items() if key not in new), *new.values())


def _revived(entry: Entry | None) -> Entry | None:
    """An obsolete entry in use again, a draft if it was one."""
    if entry is None:
        return None
    state = State.DRAFT if "fuzzy" in entry.flags else State.REVIEWED
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, state=state if entry.target else State.NEW, flags=flags)


def as_obsolete(entry: Entry) -> Entry:
    """An entry that is in use no more."""
    flags = ("fuzzy", *entry.flags) if entry.state is State.DRAFT else entry.flags
    return replace(entry, state=State.OBSOLETE, flags=flags, references=(), extracted=(), previous=None)


def hinted(entry: Entry) -> Entry:
    """A draft of an earlier text, as `merged` leaves it, with a word on what changed since."""
    if entry.state is not State.DRAFT or entry.previous is None:
        return entry
    told = hint(entry.previous.source, entry.source)
    return replace(entry, extracted=(*entry.extracted, told)) if told else entry


def _taken_over(entry: Entry, origins: Sequence[Entry]) -> Entry:
    """``entry`` with the translation of one earlier text, or of several that stood side by side."""
    known = origins[0]
    before = known.previous if known.state is State.DRAFT and known.previous else Previous(known.source, known.context)
    if len(origins) > 1:
        before = Previous("".join(origin.source for origin in origins), known.context)
    comments = [line for origin in origins for line in origin.comments if not is_draft_comment(line)]
    flags = [flag for origin in origins for flag in origin.flags if flag != "fuzzy"]
    return replace(
        entry,
        target=_joined([origin.target for origin in origins]),
        state=State.DRAFT,
        comments=tuple(dict.fromkeys(comments)) if len(origins) > 1 else tuple(comments),
        flags=tuple(dict.fromkeys(flags)),
        previous=before,
    )


def _joined(targets: Sequence[str]) -> str:
    text = targets[0]
    for target in targets[1:]:
        text += target if joins_without_space(text[-1], target[0]) else f" {target}"
    return text
