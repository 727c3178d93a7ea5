"""A word that the project does not want.

What: a `word` of a `[[checks.forbidden]]` in the configuration stands in the translation, in any case, as a whole word.

Why: house styles ban words that are right elsewhere. Wrong renderings of a term belong into the term base instead.

Bad: 该市利用海水制冷。 ⇒ The city utilizes seawater for cooling.

Good: 该市利用海水制冷。 ⇒ The city uses seawater for cooling.
"""

import re
from collections.abc import Iterator
from functools import cache

from yigao.messages import message as say
from yigao.model.checking import Checked, Context, Forbidden
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
EXAMPLE = {"forbidden": (Forbidden("utilizes", "uses"),)}


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """Yield a problem for each place."""
    for forbidden in context.forbidden:
        for match in _expression(forbidden.word).finditer(unit.target.plain):
            message = forbidden.message or say("{value} is not wanted", value=match.group())
            yield Problem(
                message,
                match.group(),
                at=unit.target.at(match.start()),
                suggestion=forbidden.instead,
                severity=forbidden.severity,
            )


@cache
def _expression(word: str) -> re.Pattern[str]:
    left = r"\b" if word[:1].isalnum() else ""
    right = r"\b" if word[-1:].isalnum() else ""
    return re.compile(f"{left}{re.escape(word)}{right}", re.IGNORECASE)
