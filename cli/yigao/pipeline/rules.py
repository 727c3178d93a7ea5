"""The rules: finding, choosing and describing them."""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from types import ModuleType

from yigao import parts
from yigao.errors import UserError
from yigao.messages import Message, known, localised, message
from yigao.model.report import Rule

_WORDS = ("What", "Why", "Bad", "Good", "Waive")
_EXAMPLES = {"Bad": message("Bad:"), "Good": message("Good:")}
_PARAGRAPH = re.compile(r"\n[ \t]*\n")

WAIVE = "Put `# ignore: {name} – reason` above the entry, or the flag `ignore-{name}`."
"""How any rule can be waived, for pages that say nothing else."""


def rule_names() -> tuple[str, ...]:
    """All rules, sorted."""
    return tuple(sorted(_by_name()))


def rule_module(name: str) -> ModuleType:
    """The module of a rule. Raises `UserError`, which names the nearest, for one that is not there."""
    found = _by_name()
    if name not in found:
        near = get_close_matches(name.replace("_", "-"), found, 1)
        remedy = message("did you mean {near!r}?", near=near[0]) if near else "`yigao check --list-rules` shows all"
        raise UserError(message("no such rule: {name!r}", name=name), remedy=remedy)
    return parts.load("checks", found[name])


def _by_name() -> dict[str, str]:
    """Names of parts by those of their rules."""
    return {name.replace("_", "-"): name for name in parts.names("checks")}


def choose(select: Iterable[str], ignore: Iterable[str]) -> tuple[str, ...]:
    """The rules selected, all if none is, and not ignored. `*` in a name stands for anything; raises `UserError`."""
    kept = matching(select) or frozenset(rule_names())
    dropped = matching(ignore)
    return tuple(name for name in rule_names() if name in kept and name not in dropped)


def matching(names: Iterable[str]) -> frozenset[str]:
    """The rules that names or patterns mean. Raises `UserError` for one that means none."""
    found: set[str] = set()
    for name in names:
        means = [rule for rule in rule_names() if fnmatchcase(rule, name)]
        if not means:
            rule_module(name)
        found.update(means)
    return frozenset(found)


def describe(name: str) -> Rule:
    """A rule's page. Raises `UserError`."""
    module = rule_module(name)
    summary, *paragraphs = _PARAGRAPH.split(inspect.getdoc(module) or "")
    page: dict[str, str] = {}
    word = ""
    for paragraph in paragraphs:
        first, _, rest = paragraph.strip().partition(":")
        word, text = (first, rest) if first in _WORDS else (word, paragraph)
        page[word] = " ".join([*page.get(word, "").split(), *text.split()])
    page.setdefault("Waive", message(WAIVE, name=name))
    languages = tuple(sorted(getattr(module, "LANGUAGES", None) or ()))
    return Rule(name, module.SEVERITY, " ".join(summary.split()), page, languages)


def translatable(rule: Rule) -> Iterator[str]:
    """What the catalog `rules` translates of a rule's page: not its examples, which are the same in any language."""
    yield from (text for word, text in rule.page.items() if word not in _EXAMPLES and not isinstance(text, Message))


def as_markdown(rules: Sequence[Rule]) -> str:
    """The pages of rules as one Markdown document, in the language of the environment."""
    head = (message("rule"), message("severity"), message("finds"))
    lines = [
        f"# {localised('Rules')}",
        "",
        localised(
            "Written by `yigao explain --all` from the rules themselves. Findings of drafts are one severity milder."
        ),
        "",
        f"| {' | '.join(map(localised, head))} |",
        "| --- | --- | --- |",
    ]
    for rule in rules:
        said = localised(known(str(rule.severity))), localised(rule.summary)
        lines.append(f"| [{rule.name}](#{rule.name}) | {' | '.join(said)} |")
    for rule in rules:
        lines += ["", f"## {rule.name}", "", *page_lines(rule)]
    return "\n".join([*lines, ""])


def page_lines(rule: Rule) -> list[str]:
    """A rule's page in lines of Markdown, without its heading, in the language of the environment."""
    lines = [localised(_first_line(rule))]
    for word, text in rule.page.items():
        if word in _EXAMPLES:
            lines += ["", localised(_EXAMPLES[word]), "", *(f"- {pair.strip()}" for pair in text.split(" | "))]
        else:
            lines += ["", localised(text) if isinstance(text, Message) else localised(text, catalog="rules")]
    return lines


def _first_line(rule: Rule) -> Message:
    summary, severity = known(rule.summary), known(str(rule.severity))
    if not rule.languages:
        return message("{summary} ({severity})", summary=summary, severity=severity)
    return message(
        "{summary} ({severity}, for translations into {languages})",
        summary=summary,
        severity=severity,
        languages=", ".join(rule.languages),
    )
