"""Debris of machine translation in the text.

What: tokens of a model (<unk>, [UNK], </s>, ▁, ⁇, @@), markers that stood for terms or codes and came back broken (< g1 >, ⟦T0⟧,
XTERM3X), characters escaped twice (&amp;amp;) or without need (&#39;), replacement characters and mojibake, a translation
without a word, and, for English, twelve words or more without one that every English sentence needs. What the source
spells just so is its own.

Why: it was never meant for a reader.

Bad: 实验室发布大模型。 ⇒ ⟦ T0 ⟧ released a large model.

Good: 实验室发布大模型。 ⇒ The laboratory released a large model.
"""

import re
from collections.abc import Iterator

from yigao.checks._words import count_words
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.han import has_han
from yigao.text.typesetting import is_wordless

SEVERITY = Severity.ERROR

_SUSPECT = re.compile("[&▁⁇⟦⟨\ufffd\ufffc\ufdd0-\ufdefÃâ＜]")
_OPENING = re.compile(r"<(?!/?g\d+>|x\d+/>)")
_SUSPECTS = ("@@", "__", "--", "- -", "[", "term")
"""There is one of these in every match of the patterns below, but for placeholders as they should be."""
_TOKEN = re.compile(
    r"</?(?:unk|s|pad|bos|eos|mask)/?>|\[(?:unk|pad|bos|eos|cls|sep|mask)\]|⁇|▁|@@(?=\s|$)|(?:- ?){3,40}+$|- -$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"<\s*+/?\s*+[gx]\s*+\d++\s*+/?\s*+>|＜\s*+/?\s*+[gx]\s*+\d++\s*+/?\s*+＞|&lt;\s*+/?\s*+[gx]\s*+\d++\s*+/?\s*+&gt;"
    r"|[⟦⟨]\s*+/?\s*+[A-Za-z]{0,8}\s*+\d++\s*+/?\s*+[⟧⟩]|\bX?TERM\s?\d+X?\b|__\s?\d+\s?__",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"</?g\d+>|<x\d+/>")
"""A marker as catalogs write it; whether the right ones are there is tag-structure's to say."""
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_NEEDLESS = re.compile(r"&(?:#0?39|#34|#x27|#x22|quot|apos);", re.IGNORECASE)
_CHARACTER = re.compile("[\ufffd\ufdd0-\ufdef\ufffc]|Ã[\u0080-\u00bf©¨ª®¼³±]|â[\u0080€][\u0080-\u00bf™œ\u009d“”]?")
_KINDS = (
    (_TOKEN, say("a token of the model")),
    (_MARKER, say("a broken marker")),
    (_TWICE, say("escaped twice")),
    (_NEEDLESS, say("escaped without need")),
    (_CHARACTER, say("a broken character")),
)

_LEAST_WORDS = 12
_ENGLISH = frozenset(
    "the a an of to in and is are was were be been for on with at by from as that this it its or has have had will not he"
    " she they we you i his her their our my but who which what when how than into can there do did all no so if say says"
    " said former back vs amid more after over about up out one".split()
)
_WORDS = re.compile(r"\w+")
_STOP = re.compile("[。！？；]")


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a piece."""
    source, target = unit.source.text, unit.target.text
    if _may_be_broken(target):
        for pattern, what in _KINDS:
            for match in pattern.finditer(target):
                piece = match.group()
                if piece not in source and not _PLACEHOLDER.fullmatch(piece):
                    yield Problem(say("{piece} is {what}", piece=piece, what=what), piece, match.start())
    plain = unit.target.plain
    if is_wordless(target):
        if has_han(unit.source.plain):
            yield Problem(say("the translation has no words"), target)
    elif context.main_language == "en" and not _has_english(plain) and _is_prose(plain, unit):
        yield Problem(say("this is no English"), " ".join(plain.split()[:3]))


def _may_be_broken(text: str) -> bool:
    lower = text.lower()
    return (
        _SUSPECT.search(text) is not None
        or _OPENING.search(text) is not None
        or any(map(lower.__contains__, _SUSPECTS))
    )


def _has_english(text: str) -> bool:
    folded = text.lower()
    return not (_ENGLISH.isdisjoint(folded.split()) and _ENGLISH.isdisjoint(_WORDS.findall(folded)))


def _is_prose(text: str, unit: Checked) -> bool:
    """Whether a text is long enough to tell, no headline and no list of names."""
    words = count_words(text)
    lower = sum(word.islower() for word in text.split())
    return words >= _LEAST_WORDS and 2 * lower > words and not has_han(text) and bool(_STOP.search(unit.source.plain))
