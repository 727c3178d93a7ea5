"""What Chinese counts with: currencies, units of measure, and measure words that have no English counterpart."""

from dataclasses import dataclass

from yigao.model.making import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Measure:
    """The word after a number."""

    kind: str
    """``money``, ``measure``, ``person``, ``classifier`` (a pure one: English drops it) or ``other`` (a known measure
    word with a meaning of its own: it stays in the sentence)."""
    unit: str
    """ISO 4217 code or CLDR unit name; for points ``percentage-point`` and ``basis-point``; else empty."""
    end: int
    """Offset after the word."""


_CURRENCIES = {
    "元人民币": "CNY", "元": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "元美金": "USD", "港元": "HKD",
    "港币": "HKD", "元港币": "HKD", "澳门元": "MOP", "澳门币": "MOP", "新台币": "TWD", "台币": "TWD", "澳元": "AUD",
    "澳币": "AUD", "加元": "CAD", "加币": "CAD", "新加坡元": "SGD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY",
    "日币": "JPY", "韩元": "KRW", "韩币": "KRW", "瑞士法郎": "CHF", "瑞郎": "CHF", "卢布": "RUB", "泰铢": "THB",
    "林吉特": "MYR", "令吉": "MYR", "越南盾": "VND", "雷亚尔": "BRL",
}  # fmt: skip
PREFIXED = {
    "人民币": "CNY", "港币": "HKD", "美金": "USD", "新台币": "TWD", "台币": "TWD", "澳门币": "MOP", "澳币": "AUD",
    "加币": "CAD", "日币": "JPY", "韩币": "KRW",
}  # fmt: skip
"""Currency names that may stand before the number: 人民币180元."""

_MEASURES = {
    "平方公里": "square-kilometer", "平方千米": "square-kilometer", "平方米": "square-meter",
    "立方米": "cubic-meter", "公顷": "hectare", "亩": "mu", "公里": "kilometer", "千米": "kilometer", "米": "meter",
    "厘米": "centimeter", "毫米": "millimeter", "海里": "nautical-mile", "吨": "tonne", "公斤": "kilogram",
    "千克": "kilogram", "千瓦时": "kilowatt-hour", "兆瓦时": "megawatt-hour", "千瓦": "kilowatt", "兆瓦": "megawatt",
    "摄氏度": "celsius", "℃": "celsius", "公里/小时": "kilometer-per-hour", "千米/小时": "kilometer-per-hour",
    "公里每小时": "kilometer-per-hour", "个百分点": "percentage-point", "百分点": "percentage-point",
    "个基点": "basis-point", "基点": "basis-point",
}  # fmt: skip

_CLASSIFIERS = "个项条位名家所座台套辆架枚件场部篇幅款例起宗笔支处艘栋幢株棵颗"
"""Measure words that English drops."""
_OTHER = (
    *("人次", "架次", "车次", "班次", "台次", "辆次", "艘次", "场次", "标箱", "平方英尺", "英里", "英尺", "英亩"),
    *(
        "个月",
        "个小时",
        "个工作日",
        "小时",
        "分钟",
        "种",
        "类",
        "批",
        "次",
        "户",
        "期",
        "页",
        "字",
        "年",
        "天",
        "周",
        "轮",
    ),
    *("股", "国", "城", "村", "县", "镇", "桶", "头", "尾", "册", "箱", "间", "层", "段"),
)
"""Measure words with a meaning of their own, which stay in the sentence."""

_OTHER_WORD = {
    "元": "旦素景宵首帅件组朝代月气婴老勋宇器谋始年配典",
    "人民币": "国汇",
    "亩": "产均",
    "吨": "位公",
    "人": "次民工口类才物员士生气均大行体形格文权选心为造情间事际质家小团组制份桌座规代队群版机车们头力道",
    "个": "人体性案税股位百基月小多余半别头子钟亿万点一世季周年学",
    "项": "目链圈",
    "条": "件例款约文码理目纹",
    "位": "于置列居次数移元面点势小密手编号字处操系微架芯整浮计版程机应二",
    "名": "字为单录牌称额次义城师人校医家企优特胜著列誉望气声贵片",
    "家": "庭长人属园具电政乡居装用禽畜族底书教常",
    "所": "有谓在以属得需示述长能为",
    "座": "谈椅位标舱右次机无",
    "台": "湾北阶风商胞账州资海山词面式企籍独盟南中",
    "套": "餐路利房装件期",
    "辆": "次",
    "架": "构设空次",
    "枚": "举",
    "件": "套",
    "场": "景馆所地次均外内面域合边上区站院长租",
    "部": "门分委署队长件落位省属下族",
    "篇": "幅章",
    "幅": "度员",
    "款": "项式待",
    "例": "如子外会证",
    "起": "来步重点源草伏飞航诉始码跑家到至降止价售付订床居义因立用落底初",
    "宗": "旨教亲族",
    "笔": "记者试下录画名迹",
    "支": "持付出撑援部队线行架流",
    "处": "理于罚在置长方境",
    "艘": "次",
    "栋": "梁",
    "株": "洲连式",
    "颗": "粒",
    "种": "植子业族群",
    "类": "似别型比推",
    "批": "准发评复示判改量注驳捕",
    "次": "于要日年序元品生贷数月大",
    "户": "口外籍主均型部数用县内厕名",
    "期": "间望待限货刊末权内房盼许",
    "页": "岩面码游",
    "字": "节典母体面符幕画句样号",
    "年": "代会华轻纪份货度",
    "天": "下津然地空河府文安山气王才坛",
    "周": "年边口围末恩报刊",
    "轮": "船胎椅岗换流廓作训值渡毂休",
    "股": "份东票权市价民息指本长利",
    "国": "集家际内外产民企有务资籍道债防会语庆旗歌王君安足画学网货力土军",
    "城": "市镇乡区际中投管墙隍",
    "村": "民庄委镇落干支里企集",
    "县": "城域市区委长政里处",
    "镇": "长江海静区域里委痛压",
    "头": "部条等号发脑衔疼奖顶盔像",
    "尾": "部声矿气数款盘随货号翼巴",
    "箱": "体根子包",
    "间": "接隔歇距隙谍断或质作",
    "层": "次面出叠",
    "段": "落子位时永路",
}
"""By unit or measure word: the characters after it that make another word of it (元旦, 条例, 名单)."""
_AFTER_METRE = frozenset("高深长宽厚远外处内以左右")
"""A metre is often an attribute (“a 400-metre track”): no other Chinese character may follow it."""
_COUNTS_ON = "级多余半几0123456789"
"""What after any unit or measure word counts on or makes an attribute of it: 3个多月, 3元5角, 10万吨级."""
_RECENT = ("年", "月", "个月", "个小时", "小时", "天", "日", "周", "届", "季", "期", "次", "轮", "世纪", "代")
"""After 近 these mean the past so many (近三年) as often as nearly so many."""
_QUOTE_END = tuple("”’」』》〉")


def _refused(word: str) -> frozenset[str]:
    """The characters after ``word`` with which it is part of a longer one, or counts on."""
    return frozenset(_OTHER_WORD.get("元" if word.endswith("元") else word, "") + _COUNTS_ON)


_WORDS: list[str] = sorted({*_CURRENCIES, *_MEASURES, *_CLASSIFIERS, *_OTHER, "人"}, key=len, reverse=True)
_BY_START = {
    start: [(word, _refused(word)) for word in _WORDS if word[0] == start] for start in {word[0] for word in _WORDS}
}
"""By its first character: each word, longest first, and what must not follow it."""


def _word_at(text: str, at: int) -> str:
    """The longest unit or measure word that stands at a place as a word of its own; empty if none does."""
    for word, refused in _BY_START.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            after = text[at + len(word) : at + len(word) + 1]
            if word in ("米", "千米") and "\u4e00" <= after <= "\u9fff" and after not in _AFTER_METRE:
                continue
            if after not in refused:
                return word
    return ""


def read_measure(text: str, start: int) -> Measure | None:
    """The measure at ``start`` of folded text, after at most one space; None where no known one stands."""
    at = start + (text[start : start + 1] in (" ", "\xa0"))
    word = _word_at(text, at)
    if not word:
        return None
    end = at + len(word)
    if word in _CURRENCIES:
        return Measure("money", _CURRENCIES[word], end)
    if word in _MEASURES:
        return Measure("measure", _MEASURES[word], end)
    if word == "人":
        return Measure("person", "person", end)
    if text.startswith(_QUOTE_END, end):
        return None  # “数据二十条” is the name of a document
    return Measure("classifier" if word in _CLASSIFIERS else "other", "", end)


def may_mean_past(text: str, start: int) -> bool:
    """Whether 近 before the number that ends at ``start`` may mean “the past”: 近三年, 近10届."""
    return text[start : start + 6].lstrip(" \xa0").startswith(_RECENT)
