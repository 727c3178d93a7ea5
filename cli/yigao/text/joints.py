"""Where a known rendering meets words that a machine wrote: doubled words, articles, points; ends and capitals.

Rules for English only say so; the others hold for every language.
"""

import re

_ARTICLES = frozenset({"the", "a", "an"})
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)(\s*)\Z")
_FIRST_WORD = re.compile(r"(\s*)([^\W_]+(?:[-'’][^\W_]+)*)")
_VOWEL = re.compile(r"(?i)(?:8|11(?!\d)|18(?!\d)|11,|18,|[aio]|e(?!u)|u(?!n[iu]|s[eu]|ti|[rk]a))")
_CONSONANT = re.compile(r"(?i)one\b|once\b")
_SPELLED = re.compile(r"[A-Z]{2,5}(?![a-z])")
"""An abbreviation that is said letter by letter, more or less."""
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_ENDS = {"。": ".", "｡": ".", "！": "!", "？": "?", "…": "…", "：": ":", "；": ";", ".": ".", "!": "!", "?": "?"}
_CLOSERS = "”’」』）》】\"')]}"
_STOPS = ".!?…:;。！？：；"


_SMALL = frozenset(
    """a an the this that these those it its they their there we our he his she her in on at of for from to by with
    without within about after before during since until through over under between among around and or but as when
    while where which who is are was were be been has have had will would can could may must not also more most some
    all both each every many several such other another one so then thus therefore however meanwhile moreover everyone
    everybody people only no not if because although though despite according including""".split()
)


def lowered(text: str, language: str) -> str:
    """``text`` from the middle of a sentence without the capital that an engine began it with, if its first word is small.

    Which words are small is known for English only.
    """
    match = re.match(r"\s*([A-Z][a-z]*)\b(?!['’])", text)
    if language != "en" or match is None or match.group(1).casefold() not in _SMALL:
        return text
    at = match.start(1)
    return text[:at] + text[at].lower() + text[at + 1 :]


def before_slot(left: str, target: str, language: str) -> str:
    """``left``, the words before a rendering, without what the rendering says itself and with the article it wants."""
    if language != "en" or not (last := _LAST_WORD.search(left)):
        return left
    word, first = last.group(1), _FIRST_WORD.match(target)
    if first is None:
        return left
    folded, opening = word.casefold(), first.group(2).casefold()
    if (folded in _ARTICLES and opening in _ARTICLES) or (folded == opening and len(folded) > 1):
        return left[: last.start()]
    longer = _doubled_start(left, target)
    if longer is not None:
        return left[:longer]
    if folded in {"a", "an"}:
        right = "an" if _sounds_open(target) else "a"
        return left[: last.start()] + (right.capitalize() if word[0].isupper() else right) + last.group(2)
    return left


def after_slot(target: str, right: str, language: str) -> str:
    """``right``, the words after a rendering, without a point or a word that the rendering ends with."""
    if target.endswith(".") and re.match(r"\.(?!\.|\d)", right):
        return right[1:]
    if language != "en":
        return right
    last, first = _LAST_WORD.search(target), _FIRST_WORD.match(right)
    if last and first and last.group(1).casefold() == first.group(2).casefold() and len(last.group(1)) > 1:
        return right[first.end() :]
    return right


def _doubled_start(left: str, target: str) -> int | None:
    """Where ``left`` begins to say the first two words of ``target``: “more than” before “more than 50”."""
    words = target.split(" ")
    start = " ".join(words[:2])
    if len(words) < 3 or not left.rstrip().casefold().endswith(start.casefold()):
        return None
    at = len(left.rstrip()) - len(start)
    return at if at == 0 or not left[at - 1].isalnum() else None


def _sounds_open(target: str) -> bool:
    """Whether a word wants “an”: by its first sound, roughly."""
    word = target.lstrip("“‘\"'([")
    if _SPELLED.match(word):
        return word[0] in _VOWEL_LETTERS
    return bool(_VOWEL.match(word)) and not _CONSONANT.match(word)


def capitalised(text: str) -> str:
    """``text`` with its first letter a capital, unless its first word has one further on (``eLabs``) or is no word."""
    match = re.match(r"[\s“‘\"'(\[]*([^\W\d_]+)", text)
    if match is None or not match.group(1).islower():
        return text
    at = match.start(1)
    return text[:at] + text[at].upper() + text[at + 1 :]


def ends_sentence(source: str) -> bool:
    """Whether a text ends as sentences and their clauses do; a label does not."""
    return _final_mark(source) not in ("", ":")


def ended(text: str, source: str) -> str:
    """``text`` with the final mark that its source has: added, changed from an engine's full stop, or taken away.

    A mark of another kind than a full stop, which an engine wrote where the source has one, too, stays. So does the point
    of an abbreviation where the source has no mark.
    """
    wanted = _final_mark(source)
    bare = text.rstrip()
    body = bare.rstrip(_CLOSERS)
    closers = bare[len(body) :]
    last = body[-1:]
    if not body or last == wanted:
        return text
    if not wanted:
        return body[:-1] + closers if last == "." and not _is_abbreviated(body) else text
    if last == "." and wanted in ":;?!":
        return body[:-1] + wanted + closers
    if last in _STOPS:
        return text
    if wanted == "." and last == ",":
        return body[:-1] + wanted + closers
    return body + wanted + closers


def _final_mark(source: str) -> str:
    """The mark that a text ends on, perhaps behind brackets and quotation marks, as the target has it; empty if there is none."""
    return _ENDS.get(source.rstrip().rstrip(_CLOSERS)[-1:], "")


def _is_abbreviated(text: str) -> bool:
    return (
        re.search(r"(?:\b[A-Z]|\b(?:Co|Ltd|Inc|Corp|etc|No|vs|al|Jr|Sr|St|p\.m|a\.m)|\.\w|\.\.)\.\Z", text) is not None
    )
