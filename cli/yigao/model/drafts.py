"""How drafts tell what they are, so that checks know a translation that nobody touched."""

import hashlib
import re

from yigao.model.catalog import Entry

MT_COMMENT = "MT: "
"""How the translator comment of a draft begins."""

_DIGEST = re.compile(r", text ([0-9a-f]{8})$")


def signed(comment: str, text: str) -> str:
    """The comment of a draft with a digest of its text."""
    return f"{comment}, text {_digest(text)}"


def is_untouched(entry: Entry) -> bool:
    """Whether its translation is, to the letter, what a machine wrote."""
    for line in entry.comments:
        match = _DIGEST.search(line) if line.startswith(MT_COMMENT) else None
        if match and match[1] == _digest(entry.target):
            return True
    return False


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
