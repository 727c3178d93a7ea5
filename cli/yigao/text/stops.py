"""Where a sentence may stop in a mask: runs of terminators, and what sticks to them."""

import re

from yigao.text.han import CJK_PUNCTUATION, FULLWIDTH, HAN, KANA
from yigao.text.masks import BREAK, CLOSE, FILL, LINK_CLOSE, LINK_OPEN, NOTE, OPAQUE, OPEN, PAIRS, SKIP, SOFT
from yigao.text.patterns import later

STRONG = "。！？｡︒︕︖﹖﹗‼⁇⁈⁉"
"""Body of a character class: the marks that stop a sentence wherever they stand."""

_CLOSING = "".join(PAIRS.values())
_CLOSERS = re.escape(_CLOSING)
_OPENERS = re.escape("".join(PAIRS))
_INVISIBLE = "\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff"  # zero-width characters and variation selectors
_EMOJI = (
    "(?:[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2639\u263a\u2665\u2764\u261d\u270c"  # text by default, emoji to those who write them
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"  # Emoji_Presentation=Yes in emoji-data.txt
    "\U0001f000-\U0001f0ff\U0001f18e\U0001f191-\U0001f19a\U0001f1e6-\U0001faff]"
    "|[\u00a9\u00ae\u2122-\u2bff\u3030\u303d\u3297\u3299\U0001f170-\U0001f171]\ufe0f"
    "|[\u200d\ufe0f\U000e0020-\U000e007f])"  # what holds a cluster together
)
_LATE = rf"[^\S\n]++(?={SKIP})|\s++(?={CLOSE})|[^\S\n]++(?={_EMOJI}++[^\S\n]*+(?:\n|\Z))"
_TAIL = later(rf"(?:[{CLOSE}{NOTE}{SKIP}{FILL}{_INVISIBLE}~～〜⁰¹²³⁴-⁹]|{_EMOJI}|{_LATE})*+")
_STRAY = "”’」』）)】〕》〉]］，、；：,;"
_GOES_ON = later(rf"{FILL}*+[，、；：]")
_SPACE = later(rf"(?:\s|[{FILL}{SOFT}])*+")
_LINE_SPACE = rf"(?:[^\S\n]|{FILL})*+"
_NEWLINE = rf"[\n{SOFT}]{FILL}*+"
_UNSEEN = rf"(?:[^\S\n]|[{FILL}{SKIP}])*+"
_GAP = later(
    rf"(?:{_UNSEEN}(?:{_NEWLINE}{_UNSEEN})?+{BREAK}[{FILL}{CLOSE}{SKIP}]*+)*+"
    rf"{_LINE_SPACE}(?:{_NEWLINE})?+(?:{_LINE_SPACE}\n{FILL}*+)*+"
)
_RUN = later(
    rf"(?:[{STRONG}!?][{_INVISIBLE}{FILL}]*+|(?:…++|\.{{3,}}+)(?=[{STRONG}!?]))++(?:(?:…++|\.{{3,}}+)(?=[\s{_CLOSERS}]|\Z))?+"
)
_STRONG = later(f"[{STRONG}]")
_WEAK = later(r"[!?]")
_MASKING = FILL + SKIP
_CHINESE = f"{HAN}{KANA}{CJK_PUNCTUATION}{FULLWIDTH}{CLOSE}{NOTE}{LINK_CLOSE}"
_CHINESE_BEFORE = later(f"[{_CHINESE}]|{_EMOJI}")
_CHINESE_AFTER = later(rf"\Z|[\s{_CHINESE}{_CLOSERS}{SKIP}{SOFT}{BREAK}{OPEN}{LINK_OPEN}]|{_EMOJI}")
_BRANDS = ("Yahoo", "Joomla", "Jeopardy")

_DOTS = later(r"[.．]++")
_DIGITS = "0123456789０１２３４５６７８９"
_ENUMERATOR = later(
    r"(?:[(（]?[0-9０-９]{1,3}[)）]?|第?[0-9〇零一二三四五六七八九十百]{1,4}|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[A-Za-zＡ-Ｚａ-ｚ]|[IVXⅠ-Ⅻ]{1,5}|[①-⓿❶-➓]"
    rf"|第[0-9〇零一二三四五六七八九十百]{{1,4}}[{HAN}]|[{HAN}]{{1,3}}\s?[一二三四五六七八九十]{{1,3}}"  # 第一步. 方法二.
    rf"|(?:[{HAN}]{{1,3}}|[A-Za-z]{{1,3}})\s?[0-9]{{1,3}}(?:[-–.][0-9]{{1,3}})*+)\s?"  # 图 2-1. Q3.
)
_LONGEST_ENUMERATOR = 8
_FILE_ENDING = later(
    r"/|(?:[0-9]++\.)*+"
    r"(?:[a-z][a-z0-9_-]{0,19}|NET|PDF|DOCX?|XLSX?|PPTX?|TXT|PNG|JPE?G|ZIP|CSV|MP[34])(?![A-Za-z0-9])"
)
_STICKING = f"{_CLOSING}{CLOSE}{NOTE}{FILL}{LINK_CLOSE}{SKIP}"
_STICK = f"[{re.escape(_STICKING)}]"
_NEW_SENTENCE = later(
    rf"{_STICK}*+(?:\Z|(?:\s|[{SOFT}{FILL}])++(?:\Z|[{_OPENERS}{OPEN}{LINK_OPEN}{FILL}]*+[A-Z{HAN}{KANA}])|{BREAK})"
)
_AFTER_CLOSER = later(rf"[{_CLOSERS}{CLOSE}{LINK_CLOSE}]{_STICK}*+[^A-Za-z0-9]|[{_CLOSERS}]\Z")
_HAN_OR_KANA = later(f"[{HAN}{KANA}]")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_WORD = 40
_LATIN_CLAUSE = later(r"[A-Za-z]+,?\s[A-Za-z'’-]+,?\s[A-Za-z0-9'’-]+\Z")
_DOTTED = later(r"\b[A-Za-z]\.[A-Za-z]{1,4}\Z")  # Ph.D, M.Sc, B.Eng
_LATIN_COUNT = later(r"\b[a-z]{2,}\s\Z")
_ABBREVIATIONS = frozenset(
    "Dr Prof Mr Mrs Ms St Jr Sr Rev Gen Col Capt Lt Sgt Gov Sen Rep Hon Pres No Nos Vol Vols vol vols p pp Inc Ltd Co"
    " Corp Bros Dept Univ Assn Fig Figs fig figs Tab Eq Eqs eq eqs Sec sec Ch Chap chap Ed Eds ed eds al vs cf ca approx"
    " viz Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mt Ave Blvd Rd".split()
)
_LABELS = frozenset("chapter example figure item level lesson page part phase section step table unit version".split())


def run_end(mask: str, at: int) -> int:
    """Where the run of terminators at ``at`` ends, …… before or between them included."""
    found = _RUN().match(mask, at) or _DOTS().match(mask, at)
    return found.end() if found else at + 1


def run_stops(mask: str, at: int, end: int, sentence: int) -> bool:
    """Whether the run of terminators from ``at`` to ``end`` stops a sentence.

    ``sentence`` is the offset of the first character of the current sentence: enumerators stand there.
    """
    if _STRONG().search(mask, at, end):
        return mask[end - 1] not in "！？!?" or not _GOES_ON().match(mask, end)
    if _WEAK().search(mask, at, end):
        return _weak_stops(mask, at, end)
    return end - at == 1 and _dot_stops(mask, at, sentence)


def tail_end(mask: str, at: int) -> int:
    """Where all that sticks to the mark before ``at`` ends: closing tags, footnote marks, emoji, comments."""
    found = _TAIL().match(mask, at)
    return found.end() if found else at


def stray_end(mask: str, at: int) -> int:
    """Where the marks at ``at`` end that can begin no sentence, with what sticks to them: after a terminator, closing
    marks that close nothing, commas.
    """
    while at < len(mask) and mask[at] in _STRAY:
        at = tail_end(mask, at + 1)
    return at


def space_end(mask: str, at: int) -> int:
    """Where the white space at ``at`` ends, newlines included."""
    found = _SPACE().match(mask, at)
    return found.end() if found else at


def gap_end(mask: str, at: int) -> int:
    """Where the white space after a sentence ends: one newline, hard breaks and blank lines included, and not the
    indent of the line after them.
    """
    found = _GAP().match(mask, at)
    return found.end() if found else at


def is_after_chinese(mask: str, at: int) -> bool:
    """Whether Chinese text or a closing mark ends at ``at``: there, ASCII punctuation stands for its Chinese twin."""
    before = _skip_back(mask, at, _MASKING)
    return before >= 0 and _CHINESE_BEFORE().match(mask, before) is not None


def _weak_stops(mask: str, at: int, end: int) -> bool:
    """Whether a run of ASCII ``!`` and ``?`` stops a sentence, rather than being part of a name or of code."""
    if mask.startswith("=", end) or _GOES_ON().match(mask, end):
        return False
    if is_after_chinese(mask, at):
        return True
    return _CHINESE_AFTER().match(mask, end) is not None and not (mask[at] == "!" and _word(mask, at) in _BRANDS)


def _dot_stops(mask: str, at: int, sentence: int) -> bool:
    if at - sentence <= _LONGEST_ENUMERATOR and _ENUMERATOR().fullmatch(mask, sentence, at):
        return False
    last = _skip_back(mask, at, _STICKING)
    if last < 0:
        return False
    if _HAN_OR_KANA().match(mask, last):
        return _FILE_ENDING().match(mask, at + 1) is None
    ahead = _NEW_SENTENCE().match(mask, at + 1) is not None
    word = _word(mask, last + 1)
    if word.strip(_DIGITS):
        return _word_stops(mask, at, word, ahead=ahead)
    plain = mask[last] in (OPAQUE, "%") or (mask[last].isalpha() and not word)  # Hangul, Cyrillic, é
    return ahead and (plain or _is_count(mask, last + 1, sentence))


def _word_stops(mask: str, at: int, word: str, *, ahead: bool) -> bool:
    """A Latin word stops before a new sentence or a closing mark, or before Han when it ends a clause of its own."""
    if len(word) < 2 or word in _ABBREVIATIONS or _DOTTED().search(mask[max(0, at - _LONGEST_WORD) : at]):
        return False
    if ahead or _AFTER_CLOSER().match(mask, at + 1):
        return True
    clause = mask[max(0, at - _LONGEST_WORD) : at]
    return _HAN_OR_KANA().match(mask, at + 1) is not None and _LATIN_CLAUSE().search(clause) is not None


def _is_count(mask: str, end: int, sentence: int) -> bool:
    """Whether the number before ``end`` closes Latin prose, as in ``founded in 1998.``, and is no label or version."""
    before = mask[max(sentence, end - _LONGEST_WORD) : end].rstrip(_DIGITS)
    return _LATIN_COUNT().search(before) is not None and before.split()[-1] not in _ABBREVIATIONS | _LABELS


def _word(mask: str, end: int) -> str:
    """The Latin word or number that ends at ``end``, or an empty string."""
    before = mask[max(0, end - _LONGEST_WORD) : end]
    return before[len(before.rstrip(_LETTERS + _DIGITS + "'’-")) :]


def _skip_back(mask: str, at: int, passed: str) -> int:
    """Offset of the last character before ``at`` that is not among ``passed``; -1 if there is none."""
    at -= 1
    while at >= 0 and mask[at] in passed:
        at -= 1
    return at
