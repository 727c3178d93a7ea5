"""A word or phrase said twice in a row.

What: the same word twice, or the same two to four words, with nothing but white space or tags between; capitals do not
count. What the language doubles lawfully (had had, nous nous), “year after year after year”, numbers and words such as
“very” where the source says something twice, too, and names that sound doubled there (李莉) are let be. Quiet for languages that double words as grammar (Indonesian, Vietnamese).

Why: it is what putting terms into a machine's draft most often breaks: “the the forum”.

Bad: 论坛期间签约27个项目。 ⇒ During the the forum, 27 projects were signed.

Good: 论坛期间签约27个项目。 ⇒ During the forum, 27 projects were signed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from yigao.checks._seen import Seen, seen
from yigao.checks._words import Word, folded_words, words_of
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Edit, Problem, Severity
from yigao.text.han import HAN
from yigao.text.pinyin import readings

SEVERITY = Severity.WARNING

_REDUPLICATING = frozenset("fil haw id jv ja km ko lo lzh mi ms my sm su sw th tl to ty vi wuu yue zh".split())
_LAWFUL = {
    "en": frozenset("blah boo bye ha had ho hush knock tut".split()),
    "de": frozenset("das dass der die ihr sie".split()),
    "fr": frozenset("nous vous".split()),
    "pt": frozenset("se".split()),
}
_STRONG = frozenset("far long much no now old slow slowly so there very well yes".split())
_NUMBERS = frozenset("zero one two three four five six seven eight nine ten hundred thousand million".split())
_AFTER_THAT = frozenset("did does had has is may might must one was were will would".split())
"""He knew that that was true."""
_JOINING = frozenset("after and by for in on or over the to upon".split())
_PERHAPS = frozenset("as can do her in is it on will".split())
"""Mostly a slip, yet lawful now and then (what it is is, came in in May): not for a machine to mend."""
_LONGEST = 4
_STOP = re.compile("[.!?]")
_GAP = re.compile(r"[\s\u00ad]+")
_SAID_TWICE = re.compile(rf"([{HAN}]{{1,3}})\1")
_NUMBER_TWICE = re.compile(r"([〇一二三四五六七八九十百千万两1-9])\1")


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a place, however often the words are said there."""
    if context.main_language in _REDUPLICATING:
        return
    target = seen(unit.target)
    folded = folded_words(target)
    doubled = _doubled(folded)
    if not doubled:
        return
    words = words_of(target.text)
    lawful = _LAWFUL.get(context.main_language, frozenset())
    at = 0
    for size, start in doubled:
        if start >= at and _is_doubled(target.text, words[start : start + 2 * size]):
            again = _times(target.text, words, folded, start, size)
            at = start + size * (again - 1)
            said = words[start : start + size]
            rest = folded[start + 2 * size : start + 2 * size + 1]
            if not _is_lawful(folded[start : start + size], rest, lawful, said, unit):
                yield _problem(target, words, start, size, again)


def _doubled(folded: list[str]) -> list[tuple[int, int]]:
    """Sizes and starts of what may be doubled, from left to right."""
    nexts = folded[1:]
    found = [(1, at) for at, same in enumerate(map(eq, folded, nexts)) if same]
    if len(set(zip(folded, nexts, strict=False))) == len(nexts):
        return found  # two words or more that are doubled have two words that stand there twice
    for size in range(2, _LONGEST + 1):
        found += [
            (size, at)
            for at in range(len(folded) - 2 * size + 1)
            if folded[at] == folded[at + size] and folded[at : at + size] == folded[at + size : at + 2 * size]
        ]
    return sorted(found, key=lambda each: (each[1], each[0]))


def _is_doubled(text: str, words: list[Word]) -> bool:
    """Whether white space parts the two halves, and the words of both are parted alike."""
    gaps = [text[one.end : two.start] for one, two in pairwise(words)]
    middle = len(gaps) // 2
    return _GAP.fullmatch(gaps[middle]) is not None and (
        all(_GAP.fullmatch(gap) for gap in gaps)
        or (gaps[:middle] == gaps[middle + 1 :] and not any(_STOP.search(gap) for gap in gaps))
    )


def _is_one_run(text: str, words: list[Word]) -> bool:
    """Whether nothing but white space parts the words."""
    return all(_GAP.fullmatch(text, one.end, two.start) for one, two in pairwise(words))


def _times(text: str, words: list[Word], folded: list[str], start: int, size: int) -> int:
    """How often the words from ``start`` on are said in a row."""
    times, end = 2, start + 2 * size
    while folded[end : end + size] == folded[start : start + size] and _is_one_run(text, words[end - 1 : end + size]):
        times, end = times + 1, end + size
    return times


def _is_lawful(said: list[str], rest: list[str], lawful: frozenset[str], written: list[Word], unit: Checked) -> bool:
    if len(said) > 1:  # faster and faster and; year after year after year
        return said[1] in _JOINING and (len(said) == 2 or rest[:1] == said[:1])
    word = said[0]
    if f"{word} {word}" in unit.source.plain.casefold():
        return True
    if word in lawful or word.isdigit() or (len(word) == 1 and word not in "ai"):
        return True
    if word == "that":
        return rest[:1] != [] and rest[0] in _AFTER_THAT
    if word in _STRONG or word in _NUMBERS:
        again = _NUMBER_TWICE if word in _NUMBERS else _SAID_TWICE
        return again.search(unit.source.plain) is not None
    return written[0].text.istitle() and _is_name(word, unit.source.plain)


def _is_name(syllable: str, source: str) -> bool:
    """Whether two characters of the source that stand together are both read so: 李莉 is Li Li."""
    return any(syllable in one and syllable in two for one, two in pairwise(readings(source)))


def _problem(target: Seen, words: list[Word], start: int, size: int, times: int) -> Problem:
    first, last = words[start + size - 1], words[start + size * times - 1]
    said = target.text[words[start].start : first.end]
    again = words[start + size : start + size * times]
    same = all(word.text == words[start + at % size].text for at, word in enumerate(again))
    same = same or (start == 0 and size == 1 and all(word.text.islower() for word in again))  # The the
    whole = target.span(first.end, last.end)
    edit = Edit(whole, "") if whole and same and said not in _PERHAPS else None
    at = target.offsets[words[start + size].start]
    return Problem(say("“{said}” is said {value}", said=said, value=_often(times)), said, at, said, edit=edit)


def _often(times: int) -> str:
    return say("twice") if times == 2 else say("{times} times", times=times)
