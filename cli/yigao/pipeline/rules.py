"""The rules: finding, choosing and describing them."""

import inspect
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from types import ModuleType

from yigao import parts
from yigao.errors import UserError
from yigao.messages import message
from yigao.model.report import Rule

_WORDS = ("What", "Why", "Bad", "Good", "Waive")
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
    page.setdefault("Waive", WAIVE.format(name=name))
    languages = tuple(sorted(getattr(module, "LANGUAGES", None) or ()))
    return Rule(name, module.SEVERITY, " ".join(summary.split()), page, languages)


def as_markdown(rules: Sequence[Rule]) -> str:
    """The pages of rules as one Markdown document."""
    lines = [
        "# Rules",
        "",
        "Written by `yigao explain --all` from the rules themselves. Findings of drafts are one severity milder.",
        "",
        "| rule | severity | finds |",
        "| --- | --- | --- |",
        *(f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.summary} |" for rule in rules),
    ]
    for rule in rules:
        lines += ["", f"## {rule.name}", "", *page_lines(rule)]
    return "\n".join([*lines, ""])


def page_lines(rule: Rule) -> list[str]:
    """A rule's page in lines of Markdown, without its heading."""
    where = f", for translations into {', '.join(rule.languages)}" if rule.languages else ""
    lines = [f"{rule.summary} ({rule.severity}{where})"]
    for word, text in rule.page.items():
        if word in {"Bad", "Good"}:
            lines += ["", f"{word}:", "", *(f"- {pair.strip()}" for pair in text.split(" | "))]
        else:
            lines += ["", text]
    return lines
