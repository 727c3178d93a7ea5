"""How drafts tell what they are, so that checks know a translation that nobody touched."""

import hashlib
import re

from yigao.model.catalog import Entry, State

MT_COMMENT = "MT: "
"""How the translator comment of a draft begins."""

TM_COMMENT = "TM: "
"""The same, where it comes from the translation memory."""

MEMORY = "memory"
"""Origin of drafts from the translation memory."""

_DIGEST = re.compile(r", text ([0-9a-f]{8})$")


def signed(comment: str, text: str) -> str:
    """The comment of a draft with a digest of its text."""
    return f"{comment}, text {_digest(text)}"


def is_draft_comment(line: str) -> bool:
    """Whether a translator comment is one that drafting wrote."""
    return line.startswith((MT_COMMENT, TM_COMMENT))


def draft_origin(line: str) -> str:
    """Where the draft comes from that such a comment is about: engine and model, or ``memory``."""
    if line.startswith(TM_COMMENT):
        return MEMORY
    return line.removeprefix(MT_COMMENT).partition(", ")[0]


def is_untouched(entry: Entry, comment: str = MT_COMMENT) -> bool:
    """Whether its translation is, to the letter, what a machine wrote, or with `TM_COMMENT` what the memory gave."""
    for line in entry.comments:
        match = _DIGEST.search(line) if line.startswith(comment) else None
        if match and match[1] == _digest(entry.target):
            return True
    return False


def is_machines(entry: Entry) -> bool:
    """Whether nothing in it is its translator's: a draft that nobody has touched or accepted."""
    is_draft = entry.state is State.DRAFT or "fuzzy" in entry.flags
    return is_draft and (is_untouched(entry, MT_COMMENT) or is_untouched(entry, TM_COMMENT))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
