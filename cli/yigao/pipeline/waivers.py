"""What entries ask rules to be quiet about: ``# ignore: rule, rule – reason`` and the flag ``ignore-rule``.

Comments are the form to write: GNU gettext keeps them and drops flags that it does not know.
"""

import re
from collections.abc import Collection, Iterator

from yigao.model.catalog import Entry, State
from yigao.model.checking import Waiver
from yigao.model.drafts import is_draft_comment

_COMMENT = "ignore:"
_FLAG = "ignore-"
_REASON = re.compile(r"[–—:]|\s-{1,3}\s")


def waivers_of(entry: Entry, ran: Collection[str]) -> Iterator[Waiver]:
    """The waivers of an entry, none of them used yet; ``ran`` are the rules that run."""
    if entry.state is State.OBSOLETE:
        return
    kept = (line for line in entry.comments if not (line.startswith(_COMMENT) or is_draft_comment(line)))
    notes = [line for line in kept if line.strip()]
    for line in entry.comments:
        if line.startswith(_COMMENT):
            names, reason = _cut(line.removeprefix(_COMMENT))
            for name in names.split(","):
                yield Waiver(entry, name.strip(), reason, ran=name.strip() in ran)
    for flag in entry.flags:
        if flag.startswith(_FLAG):
            name = flag.removeprefix(_FLAG)
            yield Waiver(entry, name, " ".join(notes), is_flag=True, ran=name in ran)


def _cut(text: str) -> tuple[str, str]:
    match = _REASON.search(text)
    return (text[: match.start()], text[match.end() :].strip()) if match else (text, "")
