"""The lines of a plain text: what stands before their words, how wide they are, how they begin and end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yigao.text.addresses import find_addresses
from yigao.text.han import CJK_PUNCTUATION, FULLWIDTH, HAN, KANA

OPENING = "“‘（「『《〈【〔［｛"
"""Chinese marks that never end a line."""
CLOSING = "，。、；：？！”’）」』》〉】〕］｝…—·～％"
"""Chinese marks that never begin a line, where a typesetter breaks it."""

_CHINESE = f"{HAN}{KANA}{FULLWIDTH}{CJK_PUNCTUATION}"
_WIDE = re.compile(f"[{_CHINESE}\uac00-\ud7a3\U0001f300-\U0001faff]+")
_SPACE = r"[^\S\r\n]"
_LINE = re.compile(rf"(?P<indent>(?:{_SPACE}|>)*+)(?P<rest>[^\r\n]*+)(?:\r\n?|\n|\Z)")
_RULE = re.compile(r"[-=*_~#+.·•─━═—–…※☆★◇◆○●□■△▲×\s]{3,}+")
_WORD = re.compile(
    rf"[(\[{{{OPENING}]*+(?:[{HAN}{KANA}]|[^\s{_CHINESE}]++|\S)[{CLOSING},.;:!?)\]}}%]*+",
)

_NUMBER = "一二三四五六七八九十百零〇"
_LABEL = re.compile(
    rf"[•·●○■□◆◇▪►▶※]|[-*+–][\s{HAN}]|[{_NUMBER}]{{1,4}}[、.．]|[（(](?:[{_NUMBER}]{{1,4}}|[0-9０-９]{{1,3}})[）)]"
    rf"|[0-9０-９]{{1,3}}(?:[、．）)]|\.(?!\d))|[①-⓿❶-➓]|第[{_NUMBER}千\d]{{1,6}}[章节回卷部篇条]\s"
)
_SPEECH = re.compile(rf"[“‘「『\"]|——|[{HAN}A-Za-z][\w·]{{0,7}}[：:](?!//)")
_TABS = re.compile(r"\t\s*+")
_CLOSERS = "”’」』）)】〕》〉］]}*_'\""
_TAIL = 200  # characters in which its last mark or address is sought
_ENDS = frozenset("。｡．.！!？?…；;：:")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words."""

    start: int
    """Offset of its first word."""
    end: int
    """Offset after its last word."""
    indent: str
    """White space, and the signs of a quoted mail (``>``), before its words."""
    text: str
    """Its words."""

    @property
    def columns(self) -> int:
        """Its width on a screen, indent included, where a Chinese character takes two columns."""
        return columns(self.indent) + columns(self.text)

    @property
    def characters(self) -> int:
        """Its length, indent included."""
        return len(self.indent) + len(self.text)

    @property
    def first_word(self) -> str:
        """What a typesetter would have to put onto the line before: a character or word with the marks around it."""
        word = _WORD.match(self.text)
        return word[0] if word else self.text

    @property
    def is_labelled(self) -> bool:
        """Whether it begins as an item of a list or a numbered heading does."""
        return _LABEL.match(self.text) is not None

    @property
    def is_speech(self) -> bool:
        """Whether it begins as a line of dialogue does: a quotation mark, a dash, a speaker's name and a colon."""
        return _SPEECH.match(self.text) is not None

    @property
    def is_ended(self) -> bool:
        """Whether a sentence, an address, or what introduces the next line ends with it."""
        tail = self.text[-_TAIL:]
        if tail.rstrip(_CLOSERS)[-1:] in _ENDS:
            return True
        addresses = find_addresses(tail) if tail[-1].isascii() else []
        return bool(addresses) and addresses[-1].end == len(tail)

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Start and end offsets of what tabs part in it, label aside; one if there is no tab."""
        found = []
        at = 0
        for tab in _TABS.finditer(self.text, len(label_of(self.text))):
            found.append((self.start + at, self.start + len(self.text[at : tab.start()].rstrip()) + at))
            at = tab.end()
        return [*found, (self.start + at, self.end)]


def label_of(text: str) -> str:
    """The label at the beginning of ``text``, with the white space after it."""
    found = _LABEL.match(text)
    return text[: len(text) - len(text[found.end() :].lstrip())] if found else ""


def columns(text: str) -> int:
    """The width of ``text`` on a screen."""
    return len(text) + sum(map(len, _WIDE.findall(text)))


def blocks(text: str) -> Iterator[list[Line]]:
    """The lines of ``text``, in runs between blank lines and rules (``----``, ``* * *``)."""
    run: list[Line] = []
    for found in _LINE.finditer(text):
        words = found["rest"].rstrip()
        if words and not _RULE.fullmatch(words):
            start = found.start("rest")
            run.append(Line(start, start + len(words), found["indent"], words))
        elif run:
            yield run
            run = []
    if run:
        yield run
