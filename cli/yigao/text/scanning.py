"""Codes in raw text: where Markdown, HTML, URLs and the like stand between the words.

``find_marks`` is a light scanner for text that nobody parsed. Whoever parsed the article knows better and hands
``Mark`` objects of their own to ``yigao.text.sentences``.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from yigao.model.span import Span
from yigao.text.addresses import without_tail
from yigao.text.marks import Mark, Role


def find_marks(text: str) -> list[Mark]:
    """The codes of raw ``text`` in order, none overlapping another; emphasis marks are left to the sentence splitter.

    Takes Markdown and HTML alike, for inline codes only: block structure (headings, lists, tables) must be gone.
    Runs in time linear in the length of ``text``.
    """
    scanner = _Scanner(text)
    at = 0
    while at < len(text):
        gap = _BLANK_LINE.search(text, at)
        at = scanner.block(at, gap.end() if gap else len(text))
    return sorted(scanner.marks, key=lambda mark: mark.span)


_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*+(?:\r\n?|\n)")
_STARTS = re.compile(r"[\\`$<&@\[\]［〔\r\n]|(?:https?|ftp)://|www\.", re.IGNORECASE)
_TICKS = re.compile(r"`++")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = r"""\s+[A-Za-z_:@][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?+"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?:{_ATTRIBUTE})*+\s*+(?P<empty>/?)>")
_OTHER_TAG = re.compile(r"<[?!][A-Za-z][^<>]*+>")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[^\s<>@]++@[^\s<>@]++)>")
_SUPERSCRIPT_NOTE = re.compile(
    r"<sup\b[^<>]*+>(?:<a\b[^<>]*+>)?+[\[［]?(?:注|註)?\d{1,3}(?:[-–—,，、]\d{1,3})*+[\]］]?(?:</a>)?+</sup>",
    re.IGNORECASE,
)
_NUMBERS = r"(?:注|註|note )?\d{1,3}(?:[-–—,，、~～]\s?\d{1,3})*+"
_NOTE = re.compile(rf"\[(?:\^[^\[\]\s]{{1,99}}+|{_NUMBERS})\](?!\()|［{_NUMBERS}］|〔{_NUMBERS}〕")
_NOTE_TEXT = re.compile(rf"\^?{_NUMBERS}|\^\S{{1,99}}")
_TARGET = re.compile(
    r"""\(\s*+(?:<[^<>\n]*+>|[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"""
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+\s*+\)"""
)
_REFERENCE = re.compile(r"\[(?!\^)[^\[\]\n]{0,200}+\]")
_URL = re.compile(r"(?:[A-Za-z]{3,5}://|[Ww]{3}\.)[A-Za-z0-9._~:/?#@!$&()*+,;=%-]++")
_DOMAIN = re.compile(r"@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]*[A-Za-z0-9])++")
_MAIL_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_MAIL_NAME_LENGTH = 64  # RFC 5321, 4.5.3.1.1
_OPAQUE_ELEMENTS = frozenset({"code", "kbd", "samp", "pre", "math", "svg", "script", "style", "textarea"})
_VOID_ELEMENTS = frozenset({"img", "input", "embed", "source", "audio", "video", "object", "iframe"})
_BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " li main nav ol p section summary table tbody td tfoot th thead title tr ul".split()
)
_FORMULA = re.compile(r"[\\^_={}]")
_FULL_STOP = re.compile(r"[。！？]")


class _Scanner:
    """The scanner at work in one block of ``text``, up to ``end``: a blank line or the end of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[Mark] = []
        self.open_comments = True  # whether a comment may still find its end
        self.floor = self.end = 0  # where the last code ended, and where the block ends
        self.brackets: list[int] = []
        self.ticks: dict[int, list[int]] | None = None  # runs of backticks in the block, by length
        self.absent: set[str] = set()  # what the block has no more of, so that it is sought once

    def block(self, start: int, end: int) -> int:
        """Add the marks from ``start`` to ``end``; where the next block starts."""
        self.end = end
        self.brackets = []
        self.ticks = None
        self.absent = set()
        at = self.floor = start
        while found := _STARTS.search(self.text, at, end):
            at = found.start()
            at = self.floor = _READERS.get(self.text[at], _Scanner.url)(self, at)
        return max(at, end)

    def add(self, start: int, end: int, role: Role) -> int:
        self.marks.append(Mark(Span(start, end), role))
        return end

    def matched(self, pattern: re.Pattern[str], at: int, role: Role) -> int:
        found = pattern.match(self.text, at, self.end)
        return self.add(at, found.end(), role) if found else at + 1

    def backslash(self, at: int) -> int:
        if self.text.startswith(("\n", "\r"), at + 1) and at + 2 < self.end:
            return self.add(at, _newline_end(self.text, at + 1), Role.BREAK)
        return self.matched(_ESCAPED, at, Role.CHARACTER)

    def code(self, at: int) -> int:
        """A code span ends at the next run of as many backticks."""
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text, at, self.end):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        opening = _TICKS.match(self.text, at, self.end)
        width = len(opening[0]) if opening else 1
        places = self.ticks.get(width, [])
        later = bisect_left(places, at + width)
        if later == len(places):
            return at + width
        return self.add(at, places[later] + width, Role.OPAQUE)

    def math(self, at: int) -> int:
        """``$$…$$``, or ``$…$`` by pandoc's rule: no space inside the dollars and no digit after the second."""
        width = 2 if self.text.startswith("$$", at) else 1
        sign = "$" * width
        close = -1 if sign in self.absent else self.text.find(sign, at + width, self.end)
        if close < 0:
            self.absent.add(sign)
            return at + width
        inside = self.text[at + width : close]
        if width == 1 and (inside[:1].isspace() or inside[-1:].isspace() or self.text[close + 1 : close + 2].isdigit()):
            return at + 1
        if not inside or (width == 1 and _FULL_STOP.search(inside) and not _FORMULA.search(inside)):
            return at + width  # two prices, not a formula
        return self.add(at, close + width, Role.OPAQUE)

    def tag(self, at: int) -> int:
        if self.text.startswith("<!--", at):
            return self.comment(at)
        note = _SUPERSCRIPT_NOTE.match(self.text, at, self.end)
        if note:
            return self.add(at, note.end(), Role.NOTE)
        found = _TAG.match(self.text, at, self.end)
        if found is None:
            skipped = self.matched(_OTHER_TAG, at, Role.SKIP)
            return skipped if skipped > at + 1 else self.matched(_AUTOLINK, at, Role.OPAQUE)
        return self.element(found)

    def comment(self, at: int) -> int:
        """A comment may hold blank lines: it is sought in the whole text, not in the block alone."""
        close = self.text.find("-->", at + 4) if self.open_comments else -1
        if close < 0:
            self.open_comments = False
            return at + 1
        return self.add(at, close + 3, Role.SKIP)

    def element(self, tag: re.Match[str]) -> int:
        name = tag["name"].lower()
        if name in _OPAQUE_ELEMENTS and not tag["close"] and not tag["empty"]:
            return self.add(tag.start(), self.element_end(name, tag.end()), Role.OPAQUE)
        return self.add(tag.start(), tag.end(), _tag_role(name, closing=bool(tag["close"]), empty=bool(tag["empty"])))

    def element_end(self, name: str, at: int) -> int:
        """Where the element whose content starts at ``at`` ends: ``at`` itself if nothing closes it."""
        if name in self.absent:
            return at
        close = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.text, at, self.end)
        if close is None:
            self.absent.add(name)
            return at
        return close.end()

    def mail(self, at: int) -> int:
        domain = _DOMAIN.match(self.text, at, self.end)
        before = self.text[max(self.floor, at - _MAIL_NAME_LENGTH) : at]
        name = len(before) - len(before.rstrip(_MAIL_NAME))
        if domain is None or not name:
            return at + 1
        return self.add(at - name, domain.end(), Role.OPAQUE)

    def bracket(self, at: int) -> int:
        note = _NOTE.match(self.text, at, self.end)
        if note:
            return self.add(at, note.end(), Role.NOTE)
        if self.text[at] == "[":
            image = at > self.floor and self.text[at - 1] == "!"
            self.brackets.append(at - image)
        return at + 1

    def link(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        start = self.brackets.pop()
        target = _TARGET.match(self.text, at + 1, self.end) or _REFERENCE.match(self.text, at + 1, self.end)
        if target is None:
            return at + 1
        image = self.text[start] == "!"
        note = _NOTE_TEXT.fullmatch(self.text, start + 1, at)
        if image or note:
            while self.marks and self.marks[-1].span.start >= start:
                self.marks.pop()
            return self.add(start, target.end(), Role.OPAQUE if image else Role.NOTE)
        self.add(start, start + 1, Role.LINK_OPEN)
        return self.add(at, target.end(), Role.LINK_CLOSE)

    def newline(self, at: int) -> int:
        end = _newline_end(self.text, at)
        spaces = at - self.floor - len(self.text[self.floor : at].rstrip(" "))
        hard = spaces >= 2 and end < self.end and not _BLANK_LINE.match(self.text, at)
        return self.add(at - spaces, end, Role.BREAK) if hard else end

    def url(self, at: int) -> int:
        found = _URL.match(self.text, at, self.end)
        if found is None:
            return at + 1
        return self.add(at, at + len(without_tail(found[0])), Role.OPAQUE)


_READERS: dict[str, Callable[[_Scanner, int], int]] = {
    "\\": _Scanner.backslash,
    "`": _Scanner.code,
    "$": _Scanner.math,
    "<": _Scanner.tag,
    "&": lambda scanner, at: scanner.matched(_ENTITY, at, Role.CHARACTER),
    "@": _Scanner.mail,
    "[": _Scanner.bracket,
    "［": _Scanner.bracket,
    "〔": _Scanner.bracket,
    "]": _Scanner.link,
    "\r": _Scanner.newline,
    "\n": _Scanner.newline,
}


def _newline_end(text: str, at: int) -> int:
    return at + (2 if text.startswith("\r\n", at) else 1)


def _tag_role(name: str, *, closing: bool, empty: bool) -> Role:
    if name in {"br", "hr"}:
        return Role.BREAK
    if name == "wbr":
        return Role.SKIP
    if name == "a" and not empty:
        return Role.LINK_CLOSE if closing else Role.LINK_OPEN
    if closing:
        return Role.BREAK if name in _BLOCK_ELEMENTS else Role.CLOSE
    return Role.OPAQUE if empty or name in _VOID_ELEMENTS else Role.OPEN
