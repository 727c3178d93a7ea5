"""Pinyin where a translation belongs.

What: words of the translation that spell out three or more successive characters of the source, glossary terms aside.
Names of people (a surname, then a given name) and of places (石家庄市) are spelled so rightly. Only characters of the first
level of GB 2312 are known, that is simplified and common ones.

Why: to most readers pinyin says nothing; machines fall back to it where they do not know a word.

Bad: 推行补改投改革。 ⇒ It carries out the Bugaitou reform.

Good: 推行补改投改革。 ⇒ It carries out the subsidy-to-investment reform.

Waive: for names and loan words, or put them into the glossary.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.text.pinyin import readings

SEVERITY = Severity.INFO

_LEAST = 3
_LONGEST = 12
_TRIES = 20
"""Places looked at where the letters stand, but in the middle of words."""
_LATIN = re.compile("[a-z]{5}")
_WORD = re.compile("[a-z]+")
_MARK = re.compile("[\u0300-\u036f]")
_MARKED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
"""Without one of these no Latin letter has a mark."""
_JOINTS = re.compile(r"[ '’\-]+")
_COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "司徒", "诸葛", "东方", "皇甫", "公孙", "令狐", "夏侯", "慕容", "南宫")
_LONGEST_GIVEN_NAME = 2
_PLACES = frozenset("市县区省州镇乡村屯街路道巷桥山岭峰河江湖海岛湾港站寺庙宫园塔旗盟族坝滩")
"""What places and peoples are named after their proper names."""
_KNOWN = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃"
    "|青海|台湾|广西|宁夏|石家庄|太原|沈阳|大连|长春|南京|苏州|无锡|常州|徐州|南通|杭州|宁波|温州|合肥|福州|厦门|泉州|南昌|济南|青岛"
    "|烟台|郑州|洛阳|武汉|长沙|广州|深圳|珠海|佛山|东莞|中山|惠州|江门|肇庆|南宁|桂林|海口|三亚|成都|贵阳|昆明|西安|兰州|西宁|银川"
    "|秦皇岛|张家口|张家界|葫芦岛|牡丹江|佳木斯|连云港|景德镇|马鞍山|平顶山|三门峡|驻马店|防城港|攀枝花|六盘水|嘉峪关|阿里巴巴|马尼拉"
)


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text as a row of Latin letters, in which words that stand side by side touch."""

    text: str
    """The letters; whatever else parts words is a bar."""
    edges: frozenset[int]
    """Where words begin and end."""


_LONGEST_SENTENCE = 2000
"""Characters; no sentence is longer, and looking for all of them everywhere takes time."""


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem a run of characters."""
    if len(unit.source.plain) > _LONGEST_SENTENCE:
        return
    target = _folded(unit.target.plain)
    if not _LATIN.search(target):
        return
    squeezed = _squeezed(target)
    source = unit.source.plain
    if not any(_thirds(readings(source[_LEAST - 1 :: _LEAST]), squeezed)) or not _starts(readings(source), squeezed):
        return
    source = _KNOWN.sub(_blank, source)
    spelled = readings(source)
    starts = _starts(spelled, squeezed)
    if not starts:
        return
    letters = _letters(target)
    end = 0
    for start in starts:
        length = _leaked(source, spelled, start, letters) if start >= end else 0
        if length and not _is_name(source[start : start + length], unit):
            end = start + length
            yield Problem(say("{value} is written out in pinyin", value=source[start:end]), source[start:end])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _starts(spelled: list[tuple[str, ...]], letters: str) -> list[int]:
    """Where three characters start whose readings stand side by side among the letters."""
    thirds = enumerate(_thirds(spelled[_LEAST - 1 :: _LEAST], letters))
    around = (start for at, is_there in thirds if is_there for start in range(at * _LEAST, (at + 1) * _LEAST))
    return [start for start in around if _stands(spelled[start : start + _LEAST], letters)]


def _thirds(spelled: list[tuple[str, ...]], letters: str) -> list[bool]:
    """Whether every third character is spelled somewhere. Of three in a row one is among them, and few are."""
    return [bool(each) and (each[0] in letters or (len(each) > 1 and each[-1] in letters)) for each in spelled]


def _stands(spelled: list[tuple[str, ...]], letters: str) -> bool:
    """Whether the readings of three characters, all of them known, stand side by side among the letters."""
    if len(spelled) < _LEAST or not all(spelled):
        return False
    one, two, three = spelled
    return one[0] + two[0] + three[0] in letters or one[-1] + two[-1] + three[-1] in letters


def _folded(text: str) -> str:
    """Lower case, without tone marks; offsets are not kept."""
    lower = text.lower()
    if not _MARKED.search(lower):
        return lower
    return _MARK.sub("", unicodedata.normalize("NFD", lower))


def _squeezed(text: str) -> str:
    """The text without what `_JOINTS` finds, sooner than by that pattern."""
    return text.replace(" ", "").replace("-", "").replace("'", "").replace("’", "")


def _letters(text: str) -> _Letters:
    squeezed = ""
    edges: set[int] = set()
    last = 0
    for word in _WORD.finditer(text):
        if not _JOINTS.fullmatch(text, last, word.start()):
            squeezed += "|"
        edges |= {len(squeezed), len(squeezed) + len(word.group())}
        squeezed += word.group()
        last = word.end()
    return _Letters(squeezed, frozenset(edges))


def _leaked(source: str, spelled: list[tuple[str, ...]], start: int, letters: _Letters) -> int:
    """How many characters from ``start`` on are whole words and no person's name; 0 if fewer than three."""
    run = next((at for at, each in enumerate(spelled[start : start + _LONGEST]) if not each), _LONGEST)
    for length in range(min(run, len(source) - start), _LEAST - 1, -1):
        for spelling in _spellings(spelled[start : start + length]):
            at = letters.text.find(spelling)
            for _ in range(_TRIES):
                if at < 0:
                    break
                if {at, at + len(spelling)} <= letters.edges:
                    is_person = _is_person(source[start : start + length], spelled[start : start + 2], at, letters)
                    return 0 if is_person else length
                at = letters.text.find(spelling, at + 1)
    return 0


def _spellings(spelled: list[tuple[str, ...]]) -> set[str]:
    """How characters may be written: with their usual readings, and with their other ones."""
    return {"".join(each[0] for each in spelled), "".join(each[-1] for each in spelled)}


def _is_person(run: str, spelled: list[tuple[str, ...]], at: int, letters: _Letters) -> bool:
    """Whether the first word is one syllable, or a surname of two, and at most two follow."""
    surname = 2 if run.startswith(_COMPOUND_SURNAMES) else 1
    ends = {at + len(spelling) for spelling in _spellings(spelled[:surname])}
    return not ends.isdisjoint(letters.edges) and len(run) <= surname + _LONGEST_GIVEN_NAME


def _is_name(run: str, unit: Checked) -> bool:
    """Whether it is a place's name, or a glossary rendering has it."""
    after = unit.source.plain.partition(run)[2][:1]
    if run[-1] in _PLACES or (after != "" and after in _PLACES):
        return True
    renderings = _squeezed(" | ".join(_folded(match.term.target) for match in unit.terms))
    return any(spelling in renderings for spelling in _spellings(readings(run)))
