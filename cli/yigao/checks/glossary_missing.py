"""A glossary term without its rendering.

What: Every term of the glossary in the source has one of its renderings in the translation. Terms are found as drafting
finds them: the longest one at each place. Renderings count in any case, in the plural or with a possessive, with or
without an article, hyphens or the comma before “and”, and with markup inside. Once in the entry is enough, however often
the term stands in the source. A rendering that stands only inside that of a longer term is a warning.

Why: A name that has several names in one article reads like several things.

Bad: 推进“百千万工程”。 ⇒ The Million Villages Drive moves on.

Good: 多个重大科技基础设施 ⇒ Several major science and technology <b>infrastructures</b>

Waive: Better than waiving: write the rendering into the glossary as a variant.
"""

from collections.abc import Iterator

from yigao.checks._mentions import quoted
from yigao.checks._rendered import rendered
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.terms import within

SEVERITY = Severity.ERROR


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """The terms that the translation does not render."""
    if not unit.terms:
        return
    terms = dict.fromkeys(match.term for match in unit.terms)
    found = rendered(unit, context.language)
    for term in terms:
        places = [one.span for one in found if one.term is term]
        others = [one.span for one in found if one.term is not term]
        if not places:
            message = say("{source} → {value} is not in the target", source=term.source, value=quoted(term.target))
            yield Problem(message, evidence=term.source, suggestion=term.target)
        elif all(within(place, others) for place in places):
            longer = max((other for other in others if other.covers(places[0])), key=len)
            message = say(
                "{source} → {value} is only inside “{value2}”",
                source=term.source,
                value=quoted(term.target),
                value2=longer.cut(unit.target.plain),
            )
            at = unit.target.at(places[0].start)
            yield Problem(message, term.source, at, term.target, severity=Severity.WARNING)
