"""A Latin word, acronym or code of the source is missing or altered.

What: words in Latin letters, with their digits, outside of rendered terms, quantities and addresses; single letters are let be. The
translation must have each, capitals included, whether joined to its neighbours by hyphens or not, in the plural or not. An
acronym may be spelled out: words whose initials make it up count, and so do common expansions. Words that are no names
(app, email) may change their capitals. Beyond English, only what holds digits or mixed capitals is sought: GDP is PIB in
French, GPT-4o is the same everywhere.

Why: it is the one part of the source that any reader can compare, and mostly a name.

Bad: 其产值占全区GDP的五分之一。 ⇒ Its output makes up one fifth of the district's GNP.

Good: 其产值占全区GDP的五分之一。 ⇒ Its output makes up one fifth of the district's gross domestic product.
"""

import re
from collections.abc import Iterator

from yigao.checks._rendered import rendered
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.model.span import masked
from yigao.text.addresses import find_addresses

SEVERITY = Severity.WARNING

_TOKEN = re.compile(r"(?<![A-Za-z0-9.])(?:\d+(?:\.\d+)?)?[A-Za-z][A-Za-z0-9]*(?:[-.+&/'’][A-Za-z0-9]+)*\+*")
_JOINTS = re.compile(r"[-–—‑.+&/'’ \u00a0]")
_NAME = re.compile(r"\d|[a-z][A-Z]")
_WORD = re.compile("[A-Za-z]+")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]{2}|[0-9０-９][A-Za-zＡ-Ｚａ-ｚ]|[A-Za-zＡ-Ｚａ-ｚ][0-9０-９]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ＆＇＋－．／]")
"""What may be in a word; a text that has none of it is not altered."""
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[kcmn]?m|k?g|[kMGT]?[BbWV]|[kMG]?Hz|h|s|min|x\d+|p)")
"""A number with its unit, which is written out or converted as the text wants it."""
_EXPANSIONS = {
    "AI": "artificial intelligence",
    "AR": "augmented reality",
    "CT": "computed tomography",
    "EU": "european union",
    "EV": "electric vehicle",
    "HR": "human resources",
    "IP": "intellectual property",
    "IT": "information technology",
    "PC": "personal computer",
    "PK": "compet|contest|battle|versus|face",
    "PPT": "slide|presentation|powerpoint",
    "KTV": "karaoke",
    "TV": "television",
    "UK": "united kingdom|britain|british",
    "UN": "united nations",
    "US": "united states|america",
    "USA": "united states|america",
    "VIP": "distinguished|guest",
    "VR": "virtual reality",
    "VS": "versus|against",
    "WIFI": "wi-fi|wireless",
}
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_LEAST_INITIALS = 3
_PLAIN = frozenset("APP APPS EMAIL INTERNET NO OK ONLINE OFFLINE PLUS PRO TOP WEB".split())


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a token."""
    if not _LATIN.search(unit.source.plain):
        return
    tokens = dict.fromkeys(_tokens(unit, context.language))
    target = _half_width(unit.target.plain)
    for token in tokens:
        sought = not _is_inside(token, unit.target.text) and (context.main_language == "en" or _NAME.search(token))
        if sought and not _stands(token, target):
            found = re.search(rf"\b{_spaced(token)}\b", target, re.IGNORECASE)
            message = (
                say("{token} is written {value}", token=token, value=found.group())
                if found
                else say("{token} is missing", token=token)
            )
            yield Problem(message, token, unit.target.at(found.start()) if found else None, token)


def _tokens(unit: Checked, language: str) -> list[str]:
    """Latin words and codes of the source, without those in rendered terms, quantities and addresses."""
    source = _half_width(unit.source.plain)
    said = {one.term for one in rendered(unit, language)}
    known = [
        *(match.span for match in unit.terms if match.term in said),
        *(each.span for each in unit.quantities),
        *find_addresses(source),
    ]
    tokens = _TOKEN.findall(masked(source, known, " "))
    return [token for token in tokens if len(token) > 1 and not _MEASURE.fullmatch(token)]


def _half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


def _stands(token: str, target: str) -> bool:
    """Whether the translation has the token, in whatever dress."""
    if re.search(rf"(?<![A-Za-z0-9]){_spaced(token)}(?:e?s|['’]s)?(?![A-Za-z0-9])", target):
        return True
    if "/" in token and token.islower():
        return token in target or token.capitalize() in target
    lower = target.lower()
    if token.islower() or token.upper() in _PLAIN:
        return token.lower() in lower
    if any(expansion in lower for expansion in _EXPANSIONS.get(token.upper(), "").split("|") if expansion):
        return True
    letters = _JOINTS.sub("", token)
    if letters.isalpha():
        return letters.isupper() and _spelled_out(letters.lower(), lower)
    pieces = _PIECE.findall(token)
    whole = [rf"\b{piece}(?:st|nd|rd|th)?\b" for piece in pieces if piece.isdigit() or len(piece) > 1]
    return len(whole) == len(pieces) and all(re.search(pattern, target) for pattern in whole)


def _is_inside(token: str, text: str) -> bool:
    """Whether the text, its code and addresses included, has the token, and that is no part of another acronym."""
    if token in text and token.isupper() and token.isalpha():
        return re.search(rf"(?<![A-Z]){token}(?:S\b|(?![A-Z]))", text) is not None
    return token in text


def _spaced(token: str) -> str:
    """A pattern for the token with or without hyphens and spaces between letters and digits or where it has them."""
    return r"[-–—‑.+&/'’ \u00a0]?".join(_PIECE.findall(token)) + r"\+" * (len(token) - len(token.rstrip("+")))


def _spelled_out(letters: str, target: str) -> bool:
    """Whether successive words, small ones aside, have these initials."""
    if len(letters) < _LEAST_INITIALS:
        return False
    initials = "".join(word[0] for word in _WORD.findall(target) if word not in _SMALL)
    return letters in initials
