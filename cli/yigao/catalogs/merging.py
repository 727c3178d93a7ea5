"""Bringing a catalog up to its article: nothing that a person wrote is lost.

The rules are GNU msgmerge's: the same text keeps its translation, a text that comes back revives its obsolete entry, a
changed text takes the translation of the nearest earlier one as a draft with the earlier text as ``previous``, and a
text that is gone leaves an obsolete entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from yigao.model.catalog import Entry, Previous, State

NEAR = 70.0
"""Least similarity, in percent, at which a changed sentence takes over a translation."""


def merge(fresh: Sequence[Entry], earlier: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of the article as it is now, obsolete ones last.

    ``fresh`` are the article's entries in order, keys unique; ``earlier`` those of the catalog so far.
    """
    active: dict[tuple[str, str], Entry] = {}
    obsolete: dict[tuple[str, str], Entry] = {}
    for entry in earlier:
        (obsolete if entry.state is State.OBSOLETE else active)[entry.key] = entry
    merged: list[Entry | None] = [None] * len(fresh)
    for index, entry in enumerate(fresh):
        known = active.pop(entry.key, None) or _revived(obsolete.pop(entry.key, None))
        if known is not None:
            merged[index] = replace(known, references=entry.references, extracted=entry.extracted)
    sources = {key: entry.source for key, entry in active.items() if entry.target}
    for index, entry in enumerate(fresh):
        if merged[index] is None:
            key = _nearest(entry.source, sources)
            merged[index] = entry if key is None else _taken_over(entry, active.pop(key))
    kept = [entry for entry in merged if entry is not None]
    gone = [_obsolete(entry) for entry in active.values() if entry.target]
    return (*kept, *obsolete.values(), *gone)


def _revived(entry: Entry | None) -> Entry | None:
    """An obsolete entry in use again, a draft if it was one."""
    if entry is None:
        return None
    state = State.DRAFT if "fuzzy" in entry.flags else State.REVIEWED
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, state=state if entry.target else State.NEW, flags=flags)


def _obsolete(entry: Entry) -> Entry:
    flags = ("fuzzy", *entry.flags) if entry.state is State.DRAFT else entry.flags
    return replace(entry, state=State.OBSOLETE, flags=flags, references=(), extracted=(), previous=None)


def _nearest(source: str, sources: dict[tuple[str, str], str]) -> tuple[str, str] | None:
    """Key of the text nearest to ``source``, which is used up; None if none is near enough."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - a compiled library, only needed when sentences changed

    found = process.extractOne(source, sources, scorer=fuzz.ratio, score_cutoff=NEAR)
    if found is None:
        return None
    key: tuple[str, str] = found[2]
    del sources[key]
    return key


def _taken_over(entry: Entry, known: Entry) -> Entry:
    """``entry`` with the translation of an earlier text."""
    before = known.previous if known.state is State.DRAFT and known.previous else Previous(known.source, known.context)
    return replace(
        entry,
        target=known.target,
        state=State.DRAFT,
        comments=known.comments,
        flags=known.flags,
        previous=before,
    )
