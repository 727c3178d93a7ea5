"""Glossary renderings in a translation, found in the shapes that good prose gives them.

Case, hyphens, dashes, commas and quotation marks do not count, nor does an article, and ``&`` is ``and``. Nouns may
stand in the plural or with a possessive. What is found is bounded by words: ``Macau`` is not in ``Macaulay``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from yigao.model.making import quickly_made
from yigao.model.span import Span
from yigao.model.term import Term
from yigao.text.han import HAN, KANA


@quickly_made
@dataclass(frozen=True, slots=True)
class Rendered:
    """A place where a translation renders a term."""

    span: Span
    """Where, in the text that was searched."""
    term: Term
    """Which term."""
    rendering: str
    """Which of its renderings, as the glossary spells it."""


def find_terms(text: str, terms: Iterable[Term], language: str) -> list[Rendered]:
    """Where ``text`` has a right rendering of one of ``terms``: every place, also those inside one another."""
    return [
        Rendered(span, term, rendering)
        for term in dict.fromkeys(terms)
        for rendering in (term.target, *term.variants)
        for span in find_rendering(text, rendering, language)
    ]


@lru_cache(maxsize=65536)  # several rules ask for the same in turn, each of all entries
def find_rendering(text: str, rendering: str, language: str) -> tuple[Span, ...]:
    """The places of one rendering in a text of that language (``en``, ``pt_BR``)."""
    plain, lower, mixed = _ascii(text)
    pattern, beginning = _pattern(rendering, language.partition("_")[0], mixed)
    start = 0 if lower is None else lower.find(beginning)
    return tuple(Span(*match.span()) for match in pattern.finditer(plain, start)) if start >= 0 else ()


def within(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of ``others`` covers ``span`` and more."""
    return any(other.covers(span) and other != span for other in others)


@lru_cache(maxsize=8)
def _ascii(text: str) -> tuple[str, str | None, bool]:
    """The text with what is meant by its full-width characters, and whether it holds scripts without spaces.

    Between the two stands the text in lower case, but for one with letters that equal others without regard to case only.
    """
    if text.isascii():
        return text, text.lower(), False
    plain = text.translate(_ASCII)
    lower = None if _ODD_LETTER.search(plain) else plain.lower()
    return plain, lower, _UNSPACED_START.search(text) is not None


# Full-width ASCII, and apostrophes: one for one, so that offsets stay what they were.
_ASCII = dict(zip(range(0xFF01, 0xFF5F), range(0x21, 0x7F), strict=True)) | {0x2019: 0x27, 0x2018: 0x27}

# Written without spaces between words, or (Hangul) with particles at the word: no border is needed there.
_UNSPACED = HAN + KANA + "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\uac00-\ud7af"
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]\.){2,}"  # U.S.
    r"|[^\W_]+(?:(?<=\d)[.,](?=\d)[^\W_]+|'[^\W_]+)*"
    r"|&"
)
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_ODD_LETTER = re.compile("[\u0130\u0131\u017f\u212a]")
"""I with a dot, i without one, long s, the Kelvin sign: equal to i, s and k where case does not count."""

_GAP = r"(?:[^\w&]|_){1,4}+"
"""What may stand between two words of a rendering."""
_BETWEEN = rf"{_GAP}(?:the{_GAP})?+"
_AND = rf"(?:{_GAP}and{_GAP}(?:the{_GAP})?+|(?:[^\w&]|_){{0,2}}&(?:[^\w&]|_){{0,2}})"
_LONGEST_ENDING = 3
"""Letters at the end of a word that its forms may change."""
_ARTICLES = frozenset({"the", "a", "an"})
_UNINFLECTED = frozenset({"bo", "id", "ja", "km", "ko", "lo", "ms", "my", "th", "vi", "yue", "zh"})
"""Languages whose words do not change, or only by particles of their own."""
_LINKS = frozenset("of for in on at to with from across between under as".split())
"""Prepositions: the word before one is the noun that takes the plural."""


@lru_cache(maxsize=65536)
def _pattern(rendering: str, language: str, mixed: bool) -> tuple[re.Pattern[str], str]:
    """What finds a rendering in a text, ``mixed`` if that holds scripts without spaces.

    With it comes what each place begins with in lower case, which is sought first, since that is much quicker.
    """
    plain = rendering.translate(_ASCII)
    words = list(_WORD.finditer(plain))
    while len(words) > 1 and words[0].group().lower() in _ARTICLES:
        del words[0]
    exact = re.compile(re.escape(plain))
    if not words:
        return exact, ""
    is_acronym = len(words) == 1 and len(plain) > 1 and plain.isupper()
    border = _border(words[0].group()[0], _BEFORE), _border(words[-1].group()[-1], _AFTER)
    if not mixed:  # all letters are words' then, and the expression is quick to compile
        border = border[0].replace(_LETTER, r"[^\W_]"), border[1].replace(_LETTER, r"[^\W_]")
    pattern = re.compile(_body(plain, words, language).join(border), 0 if is_acronym else re.IGNORECASE)
    # What is all marks, or oddly spaced, is sought as it stands.
    return (pattern, _beginning(words[0].group())) if pattern.search(f" {plain} ") else (exact, "")


def _beginning(word: str) -> str:
    """What all forms of a word begin with."""
    sure = 1 if word.isupper() or "." in word else max(1, len(word) - _LONGEST_ENDING)
    return word[:sure].lower() if word[:sure].isascii() else ""


_BEFORE = rf"(?<!{_LETTER})", r"(?<!\d[.,])"
_AFTER = rf"(?!{_LETTER})", r"(?![.,]\d)"


def _border(character: str, borders: tuple[str, str]) -> str:
    """What keeps a rendering that begins or ends with ``character`` from being found in a longer word or number."""
    if _UNSPACED_START.match(character):
        return ""
    return borders[0] + (borders[1] if character.isdigit() else "")


def _body(plain: str, words: list[re.Match[str]], language: str) -> str:
    """The words with what may stand between them."""
    pieces: list[str] = []
    joint = ""
    for index, word in enumerate(words):
        if index and word.group().lower() in {"and", "&"} and index < len(words) - 1:
            joint = _AND
            continue
        if index and word.group().lower() == "the":
            continue
        pieces += [joint, _word(word.group(), language, noun=_is_noun(plain, words, index))]
        joint = _BETWEEN
    return "".join(pieces)


def _is_noun(plain: str, words: list[re.Match[str]], index: int) -> bool:
    """Whether the word is where an English name takes its plural: at the end, before a preposition, comma or bracket."""
    if index == len(words) - 1:
        return True
    between = plain[words[index].end() : words[index + 1].start()]
    return words[index + 1].group().lower() in _LINKS or "," in between or "(" in between


def _word(word: str, language: str, *, noun: bool) -> str:
    """One word in the forms that may stand for it."""
    if "." in word and not word[0].isdigit():
        return "".join(rf"{re.escape(letter)}\.?" for letter in word.replace(".", ""))
    if word.isupper() and word.isascii() and 2 <= len(word) <= 4:
        return r"\.?".join(word) + (r"(?:\.|'?s)?" if noun else r"\.?")
    if not word.isalpha() or _UNSPACED_START.match(word):
        return re.escape(word)
    if language == "en":
        return _english_noun(word) if noun else re.escape(word)
    return re.escape(word) if language in _UNINFLECTED or len(word) <= 3 else _inflected(word)


def _inflected(word: str) -> str:
    """A word with any ending. Names in Latin letters keep theirs and get more; others may change their last letters."""
    is_name = word.isascii() and word[0].isupper()
    stem = word if is_name else word[: max(4, len(word) - 2)]
    return rf"{re.escape(stem)}{_LETTER}{{0,4}}"


def _english_noun(word: str) -> str:
    """An English noun in singular and plural; a name that is plural already stays so."""
    small = word.islower()
    if small and word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}(?:y|ies)"
    if small and word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return f"{word[:-1]}s?"
    if word.lower().endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}(?:es)?"
    if word.lower().endswith("y") and word[-2:-1].lower() not in "aeiou":
        return f"{word[:-1]}(?:y|ies)"
    return f"{word}s?"
