"""The sentence ends on another kind of mark than its source.

What: the last mark before closing quotation marks, brackets and footnote numbers, by class: full stop, question,
exclamation, colon, semicolon, ellipsis, none. In headings, titles and cells a full stop may go; elsewhere one that is added is worth a look only. A semicolon may become a
full stop and an exclamation mark one, too; an abbreviation may end on its own point; what ends on a comma may end on
anything.

Why: a question that became a statement, or a lead-in without its colon, mostly means that the end was not translated.

Bad: 资金从哪里来？ ⇒ The money comes from here.

Good: 资金从哪里来？ ⇒ Where does the money come from?
"""

import re
from collections.abc import Iterator

from yigao.checks._seen import seen
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING

_CLASSES = {
    "full stop": "。｡．.।۔։",
    "question mark": "？?؟",
    "exclamation mark": "！!",
    "colon": "：:",
    "semicolon": "；;؛",
    "ellipsis": "…",
    "comma": "，,、،",
}
_NAMED = {
    "full stop": say("a full stop"),
    "question mark": say("a question mark"),
    "exclamation mark": say("an exclamation mark"),
    "colon": say("a colon"),
    "semicolon": say("a semicolon"),
    "ellipsis": say("an ellipsis"),
    "comma": say("a comma"),
}
_CLASS_OF = {mark: name for name, marks in _CLASSES.items() for mark in marks}
_MARK = {
    "full stop": ".",
    "question mark": "?",
    "exclamation mark": "!",
    "colon": ":",
    "semicolon": ";",
    "ellipsis": "…",
}
_TAIL = re.compile(
    r"(?:[\s\u200b\u200d\ufe0f“”‘’\"'」』》〉）)\]】〕»*_\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    r"|[\[［〔(（]\^?\d{1,3}[\]］〕)）])+$"
)
_TAIL_LENGTH = 40
_RUN = re.compile(r"[。｡．.।۔։？?؟！!…]+$")
_AND = re.compile(r"(?<=[;,]) (?:and|or|et|y|und)$")
_ABBREVIATION = re.compile(r"(?:\b\w\.\w\.|\b(?:al|Co|Corp|etc|Inc|Jr|Ltd|No|Sr|St|vs|\w)\.)$")
_ASKED = re.compile("(?:か|かな|の|까|나요)[。.]$")
"""Japanese and Korean ask by a word."""
_ALLOWED = {
    ("semicolon", "full stop"),
    ("semicolon", "comma"),
    ("exclamation mark", "full stop"),
    ("ellipsis", "full stop"),
    ("ellipsis", ""),
    ("", "ellipsis"),
    ("full stop", "ellipsis"),
}


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """At most one problem an entry."""
    source, target = unit.source.plain, unit.target.plain
    if source[-1:] == "。" and target[-1:] == ".":
        return
    wanted, _ = _end(seen(unit.source).text)
    found, at = _end(_AND.sub("", seen(unit.target).text))
    if wanted in {found, "comma"} or (wanted, found) in _ALLOWED:
        return
    if unit.is_heading and {wanted, found} == {"full stop", ""}:
        return
    if not wanted and found == "full stop" and _ABBREVIATION.search(target[: at + 1]):
        return
    if not target.strip() or (wanted == "question mark" and _ASKED.search(target[: at + 1])):
        return
    yield Problem(
        say("the source ends on {wanted}, the translation on {found}", wanted=_named(wanted), found=_named(found)),
        f"{wanted or 'none'} > {found or 'none'}",
        len(unit.target.text) - 1,
        _MARK.get(wanted, ""),
        Severity.INFO if (wanted, found) == ("", "full stop") else None,
    )


def _end(text: str) -> tuple[str, int]:
    """The class of the last mark, and the offset of the last character that is no closing one."""
    tail = _TAIL.search(text, max(0, len(text) - _TAIL_LENGTH))
    end = tail.start() if tail else len(text)
    run = _RUN.search(text, max(0, end - 8), end)
    return _class(run.group() if run else text[end - 1 : end]), end - 1


def _class(run: str) -> str:
    """The class of a run of terminators: ！？ asks, ... is an ellipsis."""
    if any(mark in run for mark in _CLASSES["question mark"]):
        return "question mark"
    if "…" in run or "..." in run or "。。" in run:
        return "ellipsis"
    return _CLASS_OF.get(run[-1:], "")


def _named(name: str) -> str:
    if not name:
        return say("no mark")
    return _NAMED[name]
