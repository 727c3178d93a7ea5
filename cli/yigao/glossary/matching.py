"""Finding the terms of a term base in a text: Aho–Corasick, leftmost-longest, in time linear in the text."""

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from yigao.model.span import Span
from yigao.model.term import Term, TermMatch

# Characters that writers use for one another. One for one, so that offsets stay what they were.
_ALIKE = dict(zip("\u3000\u00a0（）“”", '  ()""', strict=True))
# They cannot be searched for; no term has one.
_SURROGATE = re.compile("[\ud800-\udfff]")

# Latin letters (half-width, full-width, accented, combining marks) and digits: what words and numbers are made of.
_LATIN = "0-9A-Za-zªµºÀ-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ０-９Ａ-Ｚａ-ｚ"
# A point between digits belongs to the number, and so does a comma before a group of three.
_WORD = re.compile(rf"[{_LATIN}]+(?:(?<=[0-9])(?:\.(?=[0-9])|,(?=[0-9]{{3}}(?![0-9])))[{_LATIN}]+)*")

# The ends of a word are moved to planes 5 to 7, where Unicode has no characters: so an "AI" that stands alone and the
# letters of "MAIN" differ, and the automaton needs no second look at what it finds.
_FIRST, _LAST, _ALONE = 0x50000, 0x60000, 0x70000


class Matcher:
    """Finds terms in texts; built once, never changed.

    A match is leftmost, then longest, and matches do not overlap. ASCII space, U+3000 and no-break space stand for one
    another, and so do full-width and half-width round brackets, and curly and straight double quotes. A term that
    begins or ends with a Latin letter or a digit is not found inside a longer word or number. Of terms whose sources
    differ in such characters only, the later one counts. An empty source is a ``ValueError``.
    """

    __slots__ = ("_automaton", "_terms")

    def __init__(self, terms: Iterable[Term]) -> None:
        chosen = {_mark_words(fold(term.source)): term for term in terms}
        self._terms = tuple(chosen.values())
        self._automaton = AhoCorasick(chosen, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[TermMatch]:
        """The terms in ``text``, from left to right. The caller has taken the inline codes out of it."""
        if not self._terms:
            return []
        found = self._automaton.find_matches_as_indexes(_mark_words(fold(text)))
        return [TermMatch(Span(start, end), self._terms[which]) for which, start, end in found]


def fold(text: str) -> str:
    """``text`` with one character for each group that matching takes as equal; as long as before."""
    if text.isascii():
        return text
    for character, same in _ALIKE.items():
        text = text.replace(character, same)
    return _SURROGATE.sub("\ufffd", text)


def _mark_words(text: str) -> str:
    return _WORD.sub(_mark_ends, text)


def _mark_ends(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) == 1:
        return chr(ord(word) + _ALONE)
    return chr(ord(word[0]) + _FIRST) + word[1:-1] + chr(ord(word[-1]) + _LAST)
