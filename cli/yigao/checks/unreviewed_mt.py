"""More unreviewed entries than allowed, or a machine's draft accepted without a change.

What: with `--max-drafts N` or `N%`, a catalog that holds more drafts and untranslated entries than that; obsolete ones
never count. Without it any number may be open, and only this is a warning: an entry that is not fuzzy and whose
translation is to the letter what the machine wrote.

Why: drafts keep terms and numbers, but a machine wrote the rest. A published article should have been read by a person.

Bad: 今天有小雨。 ⇒ It will rain today.

Good: 今天有小雨。 ⇒ Light rain is expected today.

Waive: a draft that is right as it stands is confirmed by a translator comment `# reviewed-by: name`. In the bad example
the translation is the draft itself; in the good one somebody changed it.
"""

from collections.abc import Iterator, Sequence

from yigao.messages import message as say
from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Context
from yigao.model.drafts import is_untouched
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.ERROR
OF_CATALOG = True

_CONFIRMED = "reviewed-by:"


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Entry | None, Problem]]:
    """Yield one problem of the catalog, and one for each draft that was accepted as it was."""
    del units
    entries = (
        [entry for entry in context.catalog.entries if entry.state is not State.OBSOLETE] if context.catalog else []
    )
    drafts = [entry for entry in entries if entry.state is State.DRAFT]
    new = sum(entry.state is State.NEW for entry in entries)
    limit = context.max_drafts
    if limit and not limit.allows(len(drafts) + new, len(entries)):
        share = 100 * (len(drafts) + new) / len(entries)
        changed = sum(entry.previous is not None for entry in drafts)
        of_those = say(", {changed} of them for a changed sentence", changed=changed) if changed else ""
        count = say(
            "{number} drafts{of_those}, and {new} untranslated, of {number2} entries",
            number=len(drafts),
            of_those=of_those,
            new=new,
            number2=len(entries),
        )
        yield (
            None,
            Problem(say("{count} ({share:.1f}%): at most {limit} allowed", count=count, share=share, limit=limit)),
        )
    for entry in entries:
        if entry.state is State.REVIEWED and is_untouched(entry) and not _is_confirmed(entry):
            message = say("the machine's draft, accepted unchanged: add `# reviewed-by: name` if it is right")
            yield entry, Problem(message, entry.target, severity=Severity.WARNING)


def _is_confirmed(entry: Entry) -> bool:
    return any(line.lower().startswith(_CONFIRMED) for line in entry.comments)
