"""What the words around a Chinese figure make of it.

Places of a ranking (上升3位), prices from which on (199元起), things that are counted (不到50人: fewer than 50), attributes
(一艘126吨的船: a 126-tonne ship).
"""

import re

_MOVED = re.compile(
    "(?:上升|下降|提升|提高|攀升|跃升|晋升|上移|下移|前移|后移|前进|后退|倒退|下滑|滑落|下跌|上涨|爬升|罚退|升|降|跌)了?"
    "(?:近|约|大约|超过|逾)?[ \xa0]?$"
)
_STANDS_ALONE = re.compile(r"[ \xa0]?(?:$|[，。；、！？：…,.;!?)）”」』]|[至到而并但])")
"""What follows 位 where it is a place: no noun, of which it would count so many (提升三位教师)."""
_PRICE = re.compile(
    r"(?:价(?:格|位|钱)?(?:[为是仅只约]|低至)?|低至|[年月日底]薪|租金|首付|[仅只]需|只要|费用)[ \xa0]?$"
)
_FROM = re.compile(r"起(?=[ \xa0]?(?:$|[，。；、！？：…,.;!?()（）”」』]|的[\u4e00-\u9fff]))")
_NOUN = re.compile(
    "[ \xa0]?(?:就业|就诊|在[校职线读]|将士|中[国小老学]|外[国地籍]|前沿|全[日球]|共产|有[效机]|下岗|上市|内地|地[方下区]|可[再用]"
    "|(?!只[是有能占会])(?![的是和与及或等以之在已将被把为占中也都仅就还需可能均全共同地得到至达有比较增减升降涨跌翻超破突约近而但则又却多少前后内外"
    "上下左右了着过起来去，])[\u4e00-\u9fff])"
)
_WHOLE = re.compile("世纪|秒|小时|人口|居民|学生|国民")
_COUNTED_ONE = re.compile("[一二两三四五六七八九十几数某][个座艘条块台辆间栋架片幅笔项份张所家支只][ \xa0]?$")
_DESCRIBED = re.compile("[ \xa0]?的(?![是有话])[\u4e00-\u9fff]")
_SPANS = ("星期", "礼拜", "世纪", "钟头", "季度", "昼夜", "赛季", "学期", "财年", "晚上", "年头", "单位")
"""What 个 counts and English measures: less than three weeks."""
_COUNTED = (
    *("人次", "架次", "车次", "班次", "台次", "辆次", "艘次", "场次", "标箱", "种", "类", "批", "次", "户", "页", "字"),
    *("册", "箱", "间", "层", "国", "城", "村", "县", "镇", "个工作日"),
)
"""Measure words that stay in the sentence and that English counts by: fewer than 4,000 times."""


def is_place(text: str, start: int, end: int) -> bool:
    """Whether the figure there, which ends in 位 or 名, says by how many places something has moved."""
    return _STANDS_ALONE.match(text, end) is not None and _MOVED.search(text, max(0, start - 8), start) is not None


def is_attribute(text: str, start: int, end: int) -> bool:
    """Whether a measure word before the amount counts what the amount describes: 一艘126吨的船, a 126-tonne ship."""
    return _COUNTED_ONE.search(text, max(0, start - 4), start) is not None and _DESCRIBED.match(text, end) is not None


def is_price(text: str, start: int) -> bool:
    """Whether what stands there is a price, by the words before it."""
    return _PRICE.search(text, max(0, start - 8), start) is not None


def floor_end(text: str, end: int) -> int:
    """Where 起 after an amount ends that says “from … on”; ``end`` where there is none (起步, 起诉)."""
    match = _FROM.match(text, end)
    return match.end() if match else end


def counts_what_follows(text: str, end: int, *, is_share: bool) -> bool:
    """Whether the noun that a number is of comes right after it: 350万个检测盒, 2000万标箱; not 3200万个，or 2亿以来.

    Verbs follow a share as often (三分之一发生在非洲): only few nouns count there.
    """
    return (_WHOLE if is_share else _NOUN).match(text, end) is not None


def is_counted(text: str, end: int, *, stays: bool) -> bool:
    """Whether the amount that ends there is of things or people that one counts.

    ``stays``: its measure word is not part of it and follows.
    """
    at = end + (text[end : end + 1] in (" ", "\xa0"))
    return text.startswith(_COUNTED, at) if stays else not text.startswith(_SPANS, at)
