"""Approximators of Chinese amounts: 近, 逾, 约 before a number, 以上 and 左右 after it."""

import re

_BEFORE = (
    ("at-most", "不超过", ""),
    ("at-least", "不少于", ""),
    ("at-least", "不低于", ""),
    ("at-least", "至少", ""),
    ("more", "超过", "未没"),
    ("more", "超", "赶反高出入中英西德意法"),
    ("more", "逾", ""),
    ("nearly", "将近", ""),
    ("nearly", "接近", ""),
    ("nearly", "近", "附最新邻靠临远亲走贴逼相就"),
    ("about", "大约", ""),
    ("about", "约为", ""),
    ("about", "约合", ""),
    ("about", "约", "签节预合公条特履制违契纽邀相婉解续毁守赴爽集简俭隐"),
    ("less", "不到", "想找看见听买达料感做得办用等收吃碰遇拿赶抢说谈猜意受"),
    ("less", "不足", ""),
)
"""Approximator, the words before the number that say it, and the characters before these with which they are another
word (签约10亿元, 中超16家)."""
_BEFORE_BY_END = {
    end: tuple(each for each in _BEFORE if each[1][-1] == end)
    for end in dict.fromkeys(word[-1] for _, word, _ in _BEFORE)
}
"""The same by the last character of the word."""
_AFTER = re.compile(
    r"[ \xa0]?(?:(?P<least>以上(?![述所]))|(?P<less>以下(?![简称几各是为]))|(?P<most>以内)|(?P<about>左右(?![翼手两])))"
)
_AFTER_NAMES = {"least": "at-least", "less": "less", "most": "at-most", "about": "about"}
_COMBINED = {
    ("more", "more"): "more",
    ("about", "more"): "about",
    ("more", "at-least"): "more",
    ("about", "about"): "about",
    ("at-least", "at-least"): "at-least",
    ("at-most", "at-most"): "at-most",
}


def approximator_before(text: str, start: int) -> tuple[str, int]:
    """The approximator that ends at ``start``, and where it begins; empty and ``start`` where there is none."""
    at = start - 1 if text[start - 1 : start] in (" ", "\xa0") else start
    for name, word, spoilers in _BEFORE_BY_END.get(text[at - 1 : at], ()):
        if text.endswith(word, 0, at):
            begin = at - len(word)
            spoiled = begin > 0 and text[begin - 1] in spoilers
            return ("", start) if spoiled else (name, begin)
    return "", start


def approximator_after(text: str, end: int) -> tuple[str, int]:
    """The approximator that begins at ``end``, and where it ends; empty and ``end`` where there is none."""
    match = _AFTER.match(text, end)
    return (_AFTER_NAMES[str(match.lastgroup)], match.end()) if match else ("", end)


def combined(names: list[str]) -> str | None:
    """What several approximators of one number say together; None where they contradict each other."""
    said = names[0] if names else ""
    for name in names[1:]:
        said = _COMBINED.get((said, name), "-")
    return None if said == "-" else said
