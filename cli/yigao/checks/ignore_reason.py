"""A waiver without a reason.

What: `# ignore: rule` without ` – reason` behind it, or a flag `ignore-rule` on an entry that has no other translator
comment.

Why: the next reader has to find out again whether the finding was wrong, or nobody cared.

Bad: ignore: doubled-word ⇒ It rains in Baden Baden Baden.

Good: ignore: doubled-word – a name ⇒ It rains in Baden Baden Baden.

Waive: write the reason. The examples show the comment before the translation.
"""

from collections.abc import Iterator, Sequence

from yigao.messages import message as say
from yigao.model.catalog import Entry
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
LAST = True


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Entry, Problem]]:
    """Yield a problem for each such waiver."""
    del units
    for waiver in context.waivers:
        if not waiver.reason:
            yield waiver.entry, Problem(say("{rule} is waived without a reason", rule=waiver.rule), waiver.rule)
