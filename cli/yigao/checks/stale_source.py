"""A catalog that is not that of its article any more.

What: a sentence of the article has no entry, an entry's sentence changed or is gone from the article, or the article
itself is gone. The article is read and cut again, as `yigao translate` would; line ends, image paths and what else no
reader sees do not count. Such findings alone make `yigao check` exit with 3 instead of 1.

Why: people would edit, and CI would pass, translations of sentences that nobody will read, while new ones stay Chinese.

Bad: 今天有小雨。 ⇒ 今天有大雨。

Good: 今天有小雨。 ⇒ 今天有小雨。

Waive: run `yigao translate` instead; it keeps what people wrote. The examples show the article's sentence before the
catalog's.
"""

from collections.abc import Iterator, Sequence

from yigao.messages import message as say
from yigao.model.catalog import Entry
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
OF_CATALOG = True

_UPDATE = say("run `yigao translate`")
_EXCERPT = 40


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Entry | None, Problem]]:
    """Yield what differs from the article, if it is known."""
    del units
    drift = context.drift
    if drift is None:
        return
    if drift.missing:
        message = say("the article {missing} is not there: was it renamed or deleted?", missing=drift.missing)
        yield None, Problem(message, drift.missing, severity=Severity.WARNING)
    for entry, now in drift.changed:
        yield (
            entry,
            Problem(
                say("the sentence is now {source}: {update}", source=_short(now.source), update=_UPDATE), now.source
            ),
        )
    for entry in drift.gone:
        yield entry, Problem(say("the sentence is not in the article any more: {update}", update=_UPDATE))
    for entry in drift.new:
        where = say(" in line {line}", line=entry.references[0].line) if entry.references else ""
        yield (
            entry,
            Problem(
                say(
                    "the article has a new sentence{where}, {source}: {update}",
                    where=where,
                    source=_short(entry.source),
                    update=_UPDATE,
                ),
                entry.source,
            ),
        )
    if drift.moved:
        entries = "entry names" if drift.moved == 1 else "entries name"
        message = say(
            "{moved} {entries} other lines than the article has: {update}",
            moved=drift.moved,
            entries=entries,
            update=_UPDATE,
        )
        yield None, Problem(message, severity=Severity.INFO)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
