r"""A rule of the project's own is broken.

What: where the expression `source` of a `[[checks.pattern]]` in the configuration matches the source, `target` must match
the translation. `\1` in `target` is what the first group of `source` matched. Both see the text without its codes.

Why: what a project must have kept, such as numbers of its documents, nobody else can know.

Bad: 见粤府〔2024〕15号。 ⇒ See the document of 2024.

Good: 见粤府〔2024〕15号。 ⇒ See document 15 (2024).
"""

import re
from collections.abc import Iterator
from functools import cache

from yigao.messages import message as say
from yigao.model.checking import GROUP, Checked, Context, Pattern
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
EXAMPLE = {"patterns": (Pattern(r"〔(\d+)〕(\d+)号", r"\2 \(\1\)"),)}


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """Yield a problem for each match in the source that the translation has no counterpart of."""
    for pattern in context.patterns:
        for match in _compiled(pattern.source).finditer(unit.source.plain):
            wanted = _wanted(pattern.target, match)
            if not _compiled(wanted).search(unit.target.plain):
                message = pattern.message or say("{value} calls for {wanted}", value=match.group(), wanted=wanted)
                yield Problem(message, match.group(), severity=pattern.severity)


def _wanted(target: str, match: re.Match[str]) -> str:
    def group(name: re.Match[str]) -> str:
        number = int(name[1])
        return re.escape(match[number] or "") if number <= match.re.groups else ""

    return GROUP.sub(group, target)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
