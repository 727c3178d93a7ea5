"""Chinese characters left in the translation.

What: runs of Han characters, kana or bopomofo among what a reader of the translation sees. Code, addresses, tags,
reference labels and whatever the glossary's renderings hold are not looked at; nor is a character that is talked about
(the character 人). A run without Han is a warning. Quiet where the target language writes Han itself.

Why: readers of the translation cannot read it, and it mostly means that a machine gave up or a line was skipped.

Bad: 专家参观了示范基地。 ⇒ The experts visited the 示范基地.

Good: 专家参观了示范基地。 ⇒ The experts visited the demonstration base.

Waive: for a name that is meant to be given in both languages.
"""

import re
from collections.abc import Iterator

from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.han import HAN, KANA, has_han
from yigao.text.patterns import later

SEVERITY = Severity.ERROR

_AT_HOME = frozenset({"ja", "ko", "yue", "zh", "lzh", "wuu", "ii"})
_BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
_CHARACTER = re.compile(f"[{HAN}{KANA}{_BOPOMOFO}]")
_RUN = later(rf"[{HAN}{KANA}{_BOPOMOFO}](?:[{HAN}{KANA}{_BOPOMOFO}，。、；：·0-9]*[{HAN}{KANA}{_BOPOMOFO}])?")
_STROKE = "丨"
"""Mostly meant as a vertical bar."""
_LABEL = re.compile(r"(?<=\])\[[^\[\]]*\]|\[\^[^\[\]]*\]")
_TALKED_ABOUT = re.compile(
    r"\b(?:characters?|glyphs?|ideographs?|radicals?|words?|kanji)(?: for [a-z]+)?,? ?[(“‘\"']?$", re.IGNORECASE
)


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a run; the same run is reported once."""
    if context.main_language in _AT_HOME or unit.target.text.isascii():
        return
    plain = unit.target.plain
    if not _CHARACTER.search(plain):
        return
    if plain == unit.source.plain:
        yield Problem(say("the translation is the Chinese source"), plain, 0)
        return
    done: set[str] = set()
    for match in _RUN().finditer(_LABEL.sub(_blank, plain)):
        run = match.group()
        if run in done or run == _STROKE or _is_meant(run, plain[max(0, match.start() - 40) : match.start()], unit):
            continue
        done.add(run)
        severity = None if has_han(run) else Severity.WARNING
        at = unit.target.at(match.start())
        yield Problem(say("{run} is left untranslated", run=run), run, at, _rendering(run, unit), severity)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_meant(run: str, before: str, unit: Checked) -> bool:
    """Whether the glossary wants it, or the sentence is about the character itself."""
    if run in unit.source.plain and _TALKED_ABOUT.search(before):
        return True
    return any(run in target for match in unit.terms for target in (match.term.target, *match.term.variants))


def _rendering(run: str, unit: Checked) -> str:
    return next((match.term.target for match in unit.terms if match.term.source == run), "")
