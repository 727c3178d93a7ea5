"""One name rendered in different ways across entries.

What: What stands in “” or 《》 in several entries, and what ends in 实验室, 大学, 中心, 联盟, 论坛, 计划, 工程, 基金 or 报告,
has one rendering, as far as it can be told which words of the translation render it. Short forms and abbreviations of a
rendering do not count as another. Where entries use different right renderings of one glossary term, or a short text is
translated one way as a heading and another way elsewhere, that is worth a look (info). One finding a name.

Why: A reader takes two names for two things.

Bad: “蓝色引擎”启动。 ⇒ The “Blue Engine” has started. | 他谈到“蓝色引擎”。 ⇒ He spoke of the “Azure Motor.”

Good: “蓝色引擎”启动。 ⇒ The “Blue Engine” has started. | 他谈到“蓝色引擎”。 ⇒ He spoke of the “blue engine.”

Waive: A guess at what renders what can be wrong; waive the entry that the finding names.
"""

from collections.abc import Iterator, Sequence

from yigao.checks._mentions import place
from yigao.checks._names import Named, alike, is_acronym, names_in
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.terms import find_terms, within

SEVERITY = Severity.WARNING

_LONGEST = 12
"""Characters of a text that may be a name as a whole."""
_ENDS = "。！？；：…，"


def check_catalog(units: Sequence[Checked], context: Context) -> Iterator[tuple[Checked, Problem]]:
    """For each name the first entry that renders it otherwise than an earlier one."""
    yield from _glossary(units, context)
    yield from _names(units, context.language)
    yield from _contexts(units)


def _glossary(units: Sequence[Checked], context: Context) -> Iterator[tuple[Checked, Problem]]:
    """Terms with several right renderings; those with the same target count as one."""
    first: dict[str, tuple[str, Checked]] = {}
    told: set[str] = set()
    for unit in units:
        terms = [match.term for match in unit.terms if match.term.variants and match.term.target not in told]
        found = find_terms(unit.target.plain, terms, context.language)
        spans = [one.span for one in found]
        for one in found:
            name = one.term.target
            shown = one.span.cut(unit.target.plain)
            if name in told or is_acronym(shown) or within(one.span, spans):
                continue
            earlier, where = first.setdefault(name, (shown, unit))
            if not alike(earlier, shown):
                told.add(name)
                message = say(
                    "{source} is “{earlier}”{value}, here “{shown}”",
                    source=one.term.source,
                    earlier=earlier,
                    value=place(where),
                    shown=shown,
                )
                at = unit.target.at(one.span.start)
                yield unit, Problem(message, one.term.source, at, earlier, Severity.INFO)


def _names(units: Sequence[Checked], language: str) -> Iterator[tuple[Checked, Problem]]:
    """Quoted names, titles and institutions; the right renderings of a glossary term are left to `_glossary`."""
    first: dict[str, tuple[Named, Checked]] = {}
    told: set[str] = set()
    for unit in units:
        for name in names_in(unit, language):
            if name.source in told:
                continue
            earlier, where = first.setdefault(name.source, (name, unit))
            if (earlier.listed and name.listed) or _agree(earlier, name):
                continue
            told.add(name.source)
            one, other = (" / ".join(f"“{text}”" for text in each.renderings) for each in (earlier, name))
            message = say(
                "{source} is {one}{value}, here {other}", source=name.source, one=one, value=place(where), other=other
            )
            suggestion = earlier.renderings[0] if len(earlier.renderings) == 1 else ""
            yield unit, Problem(message, name.source, suggestion=suggestion)


def _agree(one: Named, other: Named) -> bool:
    """Whether some rendering of the one is some rendering of the other."""
    loosely = one.quoted or other.quoted
    return any(alike(first, second, loosely=loosely) for first in one.renderings for second in other.renderings)


def _contexts(units: Sequence[Checked]) -> Iterator[tuple[Checked, Problem]]:
    """Short texts that are a heading here and something else there."""
    first: dict[str, Checked] = {}
    told: set[str] = set()
    for unit in units:
        source = unit.source.plain
        if not 1 < len(source) <= _LONGEST or source[-1] in _ENDS or source in told:
            continue
        earlier = first.setdefault(source, unit)
        if earlier.entry.context == unit.entry.context or alike(earlier.target.plain, unit.target.plain, loosely=True):
            continue
        told.add(source)
        message = say(
            "{source} is “{plain}”{value}, here “{plain2}”",
            source=source,
            plain=earlier.target.plain,
            value=place(earlier),
            plain2=unit.target.plain,
        )
        yield unit, Problem(message, source, suggestion=earlier.target.text, severity=Severity.INFO)
