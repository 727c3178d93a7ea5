"""Which of an engine's answers to prefer: small models put in numbers that nobody said, and say words twice."""

import re
from collections.abc import Sequence

from yigao.model.interfaces import Translation
from yigao.text.repetition import most_repeated

_LONGEST = 4
"""Words of a phrase that is said twice."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_IN_WORDS = re.compile("[〇零一二三四五六七八九十百千万亿两双半]")
"""What may be digits in a translation."""


def ranked(source: str, answers: Sequence[Translation]) -> list[tuple[int, Translation]]:
    """The answers to what an engine was given, those with the fewest faults first, each with its rank by the engine from 1.

    Answers with as many faults stay in the engine's order; what has a problem comes last.
    """
    return sorted(enumerate(answers, 1), key=lambda one: (bool(one[1].problem), _faults(source, one[1].text)))


def _faults(source: str, text: str) -> int:
    """How many numbers of ``text`` the ``source`` does not have, and 1 if it says a word or phrase twice in a row.

    The numbers of a source that has Chinese numerals are not judged: quantities that rules know stand in it in digits.
    """
    words = _WORD.findall(text.lower())
    repeats, _ = most_repeated(words, _LONGEST)
    return _invented(source, text) + (repeats > 1)


def _invented(source: str, text: str) -> int:
    found = {_plain(number) for number in _DIGITS.findall(text)}
    if not found or _IN_WORDS.search(source):
        return 0
    return len(found - {_plain(number) for number in _DIGITS.findall(source)})


def _plain(number: str) -> str:
    return number.replace(",", "")
