"""A waiver that keeps nothing back, or names no rule.

What: `# ignore: rule – reason` or the flag `ignore-rule` on an entry in which that rule, though it ran, finds nothing; or
a name in it that is no rule's.

Why: what it was for has been mended, or never was there. It would keep back the next, true finding.

Bad: ignore: doubled-word – a name ⇒ It rains.

Good: ignore: doubled-word – a name ⇒ It rains in Baden Baden Baden.

Waive: delete the waiver. The examples show the comment before the translation.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from yigao.messages import message as say
from yigao.model.catalog import Entry, State
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.INFO
LAST = True


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Entry, Problem]]:
    """Yield a problem for each such waiver."""
    del units
    for waiver in context.waivers:
        if waiver.rule not in context.rules:
            near = get_close_matches(waiver.rule, context.rules, 1)
            asked = say(": did you mean {value}?", value=near[0]) if near else ""
            yield (
                waiver.entry,
                Problem(say("no such rule: {rule!r}{asked}", rule=waiver.rule, asked=asked), waiver.rule),
            )
        elif waiver.ran and not waiver.used and waiver.entry.state is not State.NEW:
            yield (
                waiver.entry,
                Problem(say("{rule} finds nothing here: delete the waiver", rule=waiver.rule), waiver.rule),
            )
