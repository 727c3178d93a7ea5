"""A rendering that the glossary forbids.

What: Where the source has a term, none of the renderings that its glossary line calls wrong stands in the translation,
in any case or number. A wrong word that is part of another term's right rendering is meant there: “Cold Spring Harbor”
holds the wrong word for 冷泉 and is right for 冷泉港.

Why: These are the mistakes that were made before: by machines, or by people who did not know the name.

Bad: 澳门特别行政区 ⇒ The Macau Special Administrative Region

Good: 澳门大学 ⇒ The University of Macau
"""

from collections.abc import Iterable, Iterator

from yigao.checks._mentions import quoted
from yigao.checks._rendered import rendered
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.model.span import Span
from yigao.model.term import Term
from yigao.text.terms import find_rendering, within

SEVERITY = Severity.ERROR


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """The forbidden renderings in the translation, the longest at each place, each told once."""
    terms = dict.fromkeys(match.term for match in unit.terms)
    if not any(term.forbidden for term in terms):
        return
    plain = unit.target.plain
    found = _wrong(plain, terms, context.language)
    if not found:
        return
    right = [one.span for one in rendered(unit, context.language)]
    told: set[tuple[str, str]] = set()
    for span, (term, wrong) in sorted(found.items()):
        meant = within(span, right) or (span in right and span.cut(plain) != wrong)
        if meant or within(span, found) or (term.source, wrong) in told:
            continue
        told.add((term.source, wrong))
        message = say(
            "“{value}” is wrong for {source}: use {value2}",
            value=span.cut(plain),
            source=term.source,
            value2=quoted(term.target),
        )
        yield Problem(message, wrong, unit.target.at(span.start), term.target)


def _wrong(text: str, terms: Iterable[Term], language: str) -> dict[Span, tuple[Term, str]]:
    """The places of forbidden renderings. Where several terms forbid one, it stands for that with the most similar name."""
    found: dict[Span, tuple[Term, str]] = {}
    for term in terms:
        for wrong in term.forbidden:
            for span in find_rendering(text, wrong, language):
                other = found.get(span)
                if other is None or _distance(term, wrong) < _distance(*other):
                    found[span] = term, wrong
    return found


def _distance(term: Term, wrong: str) -> int:
    """How much longer or shorter than the wrong rendering the right one is."""
    return abs(len(term.target) - len(wrong))
