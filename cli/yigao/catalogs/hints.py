"""What changed between two versions of a sentence, in a few words for its translator."""

import re
from collections.abc import Iterator, Sequence

_WORD = re.compile(
    r"</?[gx]\d+/?>|[0-9０-９〇零一二两三四五六七八九十百千万亿兆.,:．：/%％-]*[0-9０-９〇零一二两三四五六七八九十百千万亿兆%％]|[A-Za-z]+|.",
    re.DOTALL,
)
"""A tag, a figure, a Latin word, or one character of anything else."""

_CLOSE = 1
"""Changes with no more words than this between them are told as one."""
_MOST = 4
"""How many changes are told."""
_LONGEST = 30
"""Characters of one that are shown."""


def hint(before: str, after: str) -> str:
    """``changed: 10亿 → 12亿; added: 首次``; empty where the texts are equal."""
    told = list(_told(_WORD.findall(before), _WORD.findall(after)))
    if len(told) > _MOST:
        told = [*told[:_MOST], "…"]
    return "; ".join(told)


def _told(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for old, new in _changes(before, after):
        if old and new:
            yield f"changed: {old} → {new}"
        else:
            yield f"removed: {old}" if old else f"added: {new}"


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - a compiled library, only needed when sentences changed

    spans: list[list[int]] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            continue
        if spans and code.src_start - spans[-1][1] <= _CLOSE and code.dest_start - spans[-1][3] <= _CLOSE:
            spans[-1][1], spans[-1][3] = code.src_end, code.dest_end
        else:
            spans.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    for first, last, start, end in spans:
        yield _shown(before[first:last]), _shown(after[start:end])


def _shown(words: Sequence[str]) -> str:
    text = " ".join("".join(words).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
