"""What looks like a name in Chinese text: titles, quoted phrases, abbreviations in brackets, people, institutions.

Rules, no dictionary: each asks for marks that writers give names (``《》``, ``“”``, ``（ABBR）``, ``·``), or for the last word
of an institution's name. They rather miss a name than take other words for one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yigao.model.span import Span
from yigao.text.han import HAN, has_han, is_han


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where something is named."""

    span: Span
    """Where, in the text that was searched."""
    name: str
    """The name."""
    kind: str
    """document, person, organisation, …; empty where that is not known."""
    rendering: str = ""
    """What the text itself gives as its name in Latin letters."""
    is_sure: bool = False
    """Whether one such place is enough to take it for a name worth a term."""

    @property
    def is_abbreviated(self) -> bool:
        """Whether the rendering is an abbreviation only."""
        return _ABBREVIATION.fullmatch(self.rendering) is not None


_FORMAL = "规划|纲要|报告|指数|意见|办法|条例|规定|通知|倡议|法|标准|白皮书|蓝皮书|宣言|指南|方案|决定|公约|协定|协议|章程|须知|目录|名录|公报|声明"
_WORKS = "杂志|周刊|日报|晚报|一书|新书|著作|小说|自传|电影|影片|电视剧|纪录片|节目|栏目|游戏|专辑|歌曲|期刊"
_TITLE = re.compile(rf"(?:(?P<before>{_WORKS}))?(?P<name>《[^《》\n]{{2,30}}》)(?P<after>{_WORKS})?")
_FORMAL_TITLE = re.compile(rf"《[^》]*(?:{_FORMAL})(?:[（(]?[0-9]+(?:版|年)?[)）]?)?》")
_QUOTED = re.compile(rf"“([{HAN}A-Za-z0-9·—+-]{{2,16}})”")
_BRACKETED = re.compile(
    rf"(?P<name>[{HAN}A-Za-z0-9·]{{2,40}})[（(](?:英文名?[：:为]?|英语[：:]|简称)?\s*"
    r"(?P<latin>[A-Z][A-Za-z0-9 .,&'’–-]{1,80})[)）]"
)
_ABBREVIATION = re.compile(r"[A-Z0-9][A-Z0-9&.-]*s?")
_CUT = re.compile(
    r".*(?:[了是在被把将到由为向对从于叫并而也就都又还让成称你我他它]|国人|提出|引入|(?:使用|利用|采用)(?!率|效率|者|权)|开发|发布了|推出|名为|包括)"
)
"""What stands before a name in a run of characters; greedy, so that the name is what is left."""
_CUT_LONG = re.compile(r".*[的与和及等以或给]")
"""What may stand inside of a name too, if that is all there is before the bracket."""
_COUNTRY = re.compile(r"(?:美国|英国|法国|德国|日本|韩国|加拿大|意大利|瑞士|瑞典|荷兰|俄罗斯|澳大利亚|中国)(?=.{4})")
_TRADE = re.compile(
    rf"[{HAN}]*(?:学家|作家|诗人|画家|导演|演员|总统|总理|首相|教授|博士|院士|创始人|记者)(?=[{HAN}]{{2}})"
)
_WHOLE = 10
"""Characters of a name that is all there is before the bracket."""
_FOREIGN = re.compile(
    rf"(?<![{HAN}·])[{HAN}]{{1,6}}(?:·[{HAN}]{{1,6}}?){{1,3}}"
    rf"(?=[^{HAN}·]|$|表示|介绍|认为|指出|说|的|在|是|和|与|于|等|也|曾|将|从|对|把|就|为|创|发|提|写|去世)"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭鲁韦马苗方俞任袁柳"
    "唐罗薛雷贺倪汤滕殷毕郝邬安常乐于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛贝臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾"
    "路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支管卢莫房丁邓洪包左石崔龚程邢裴陆荣翁段侯宁仇甘祖武符刘景龙叶"
)
_RANKS = "院士|教授|研究员|博士|校长|院长|所长|书记|主席|董事长|总经理|理事长|秘书长|会长|局长|厅长|总裁|创始人|工程师"
_AFTER = r"(?=[，、。：；（）]|表示|介绍|认为|指出|强调|说|在|等|作|为|透露|告诉|就|担任)"
_PERSON = re.compile(rf"(?:{_RANKS})(?P<name>[{_SURNAMES}][{HAN}]{{1,2}}?){_AFTER}")

_KINDS = {
    "organisation": "大学(?!生|城)|学院(?!派)|中学(?!生)|小学(?!生)|研究院|研究所|研究中心|科学院|工程院|实验室|公司(?!法|债)|集团(?!军)|"
    "基金会|委员会|协会|学会|联合会|联盟|商会|出版社|博物馆|图书馆|美术馆|医院|银行(?!卡|家|业)|交易所|管理局|气象局|统计局|"
    "办公室|电视台|报社|通讯社|创新中心",
    "event": "论坛|大会|峰会|博览会|展览会|研讨会|年会|运动会|对接会|电影节|艺术节",
    "programme": "工程(?!师|院|总监|化|量|部|学|项目)|计划(?!于|在|到|把|将|书|经济|中)|行动(?!力|派|计划|方案)|"
    "专项(?!资金|行动)|基金(?!会|经理)|奖(?!金|励|项|牌|学|章|品|得主)",
    "place": "科学城|科技园|产业园|示范区|合作区|开发区|自贸区|新区|机场|大桥|公园|保护区|港区",
    "facility": "望远镜|对撞机|散裂中子源|科考船|卫星(?!图|电视|导航|城)|空间站|航天器|探测器",
}
_SUFFIX = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()))
_RUN = re.compile(rf"[{HAN}A-Za-z0-9·—-]+")

_NO_BEGINNING = re.compile(
    r"[的了在与和及或由为是对从到向以被把将于等其该各多这那此并而也就都又还让给有无不很更最已曾再才只但若如因所个家项次届场位名座条种类些几每某另"
    r"一两你我他她它们谁时里做去来说看用]|国(?!家|际|务|防|立)"
)
"""What a name is taken not to begin with."""
_LEADING = re.compile(
    r"(?:[的了在与和及或由为是对从到向以被把将于等其该本这那此并而也就都又还让给有不很更最已曾正再但若如因]"
    r"|来自|包括|成立|建设|打造|推动|推进|举办|发布|共建|联合|参加|通过|依托|围绕|位于|邀请|前往|毕业于|根据|作为|关于|以及|"
    r"开展|实施|启动|加强|支持|组建|设立|建立|建成|举行|召开|出席|负责|服务|面向|聚焦|落户|走进|加入|获得|参与|组织|建造|"
    r"使用|利用|发射|进入|加快|深化|构建|形成|对接|促进|拥有|集聚|承担|成为|提供|附近|当地|一家|一个|一所|一座|一项|这家|这个|"
    r"多家|多个|多所|部分|不少|许多|有关|相关|国内|国外|全国|世界|全球|美国|英国|法国|德国|日本|他们|我们|今年|去年|明年|"
    r"[一二三四五六七八九十两几多数各\d]+(?:家|个|所|座|项|场|位|次|届))"
)
_COMMON = frozenset(
    "公司 集团 大学 学院 中学 小学 医院 银行 工程 计划 行动 专项 基金 论坛 大会 年会 峰会 公园 机场 大桥 卫星 实验室 协会 学会 联盟 委员会 办公室 "
    "研究所 研究院 研究中心 博物馆 图书馆 出版社 空间站 望远镜 航天器 探测器 新区".split()
)
_ORDINARY = re.compile(
    r"(?:科技|互联网|软件|硬件|游戏|保险|汽车|电力|石油|上市|创业|初创|大型|小型|中型|跨国|航空|物流|快递|制药|出版|开发|咨询|广告|商业|"
    r"母|子|总|分|本|外|私立|公立|国家|重大|系统|土木|建筑|水利|人工|通信|科学|观测|监测|气象|遥感|人造|"
    r"学术|国际|专题|主|科研|实施|行动|发展|五年|训练|学习|工作|旅行|救援|采取|前端|后端|信息|生物|化学|网络|太空|电子|安全)+"
)
"""Words that with the last one make no name: 科技公司, 大型医院, 系统工程."""
_UNNAMED = re.compile(r".*(?:创业|初创|上市|互联网|大型|大|小)公司")

_ASCII_WORD = re.compile(r"[A-Za-z]{2,}")


def find_marked(text: str) -> Iterator[Naming]:
    """What writers mark as names: titles, abbreviations and names in brackets, foreign names, people after their rank."""
    for match in _TITLE.finditer(text):
        sure = match["before"] or match["after"] or _FORMAL_TITLE.fullmatch(match["name"])
        yield Naming(Span(*match.span("name")), match["name"], "document", is_sure=bool(sure))
    for match in _BRACKETED.finditer(text):
        name = _before_bracket(match["name"])
        if len(name) > 2 and has_han(name) and not _NO_BEGINNING.match(name):
            end = match.end("name")
            latin = " ".join(match["latin"].split()).strip(" .,")
            yield Naming(
                Span(end - len(name), end),
                name,
                kind_of(name) or ("person" if "·" in name else ""),
                latin,
                is_sure=True,
            )
    for match in _FOREIGN.finditer(text):
        name = _foreign(match.group())
        if name:
            yield Naming(Span(match.end() - len(name), match.end()), name, "person", is_sure=True)
    for match in _PERSON.finditer(text):
        yield Naming(Span(*match.span("name")), match["name"], "person", is_sure=True)


def _before_bracket(run: str) -> str:
    """The name at the end of a run of characters; empty if it cannot be told where it begins."""
    if "·" in run:
        return _foreign(run)
    name = _CUT.sub("", run)
    if name != run or len(name) > _WHOLE:
        name = _CUT_LONG.sub("", name)
    return _COUNTRY.sub("", name) if kind_of(name) else name


def _foreign(run: str) -> str:
    """The name at the end of a run of characters with a dot inside; empty if it cannot be told where it begins."""
    first, _, rest = run.partition("·")
    first = _COUNTRY.sub("", _TRADE.sub("", _CUT_LONG.sub("", _CUT.sub("", first))))
    return f"{first}·{rest}" if 0 < len(first) <= _LONGEST_PART else ""


_LONGEST_PART = 5
"""Characters of a foreign name before its first dot."""


def find_quoted(text: str) -> Iterator[Naming]:
    """Phrases in quotation marks."""
    for match in _QUOTED.finditer(text):
        yield Naming(Span(*match.span(1)), match[1], kind_of(match[1]))


def find_institutions(texts: Sequence[str], least: int = 2) -> list[tuple[int, Naming]]:
    """Names that end like those of institutions, events or programmes and occur ``least`` times, each with its text's index.

    Where a name begins is told by what it has in common in several places.
    """
    ends = [
        (index, run.start(), match.end(), str(match.lastgroup))
        for index, text in enumerate(texts)
        for run in _RUN.finditer(text)
        for match in _SUFFIX.finditer(text, run.start(), run.end())
    ]
    counts = Counter(
        texts[index][start:end] for index, left, end, _ in ends for start in range(max(left, end - _LONGEST), end - 2)
    )
    found = []
    for index, left, end, kind in ends:
        name = _longest(texts[index], max(left, end - _LONGEST), end, counts, least)
        if name:
            found.append((index, Naming(Span(end - len(name), end), name, kind)))
    return found


_LONGEST = 24


def _longest(text: str, left: int, end: int, counts: Counter[str], least: int) -> str:
    """The longest ending of ``text[left:end]`` that recurs and may be a name; empty if there is none."""
    for start in range(left, end - 2):
        whole = text[start:end]
        if counts[whole] < least:
            continue
        name = _trimmed(whole)
        return name if is_name(name) else ""
    return ""


def is_name(name: str) -> bool:
    """Whether a phrase with the last word of an institution's name says which one."""
    match = next((match for match in _SUFFIX.finditer(name) if match.end() == len(name)), None)
    if match is None or name in _COMMON:
        return False
    before = name[: match.start()]
    if _NO_BEGINNING.match(name) or _UNNAMED.fullmatch(name) or _ORDINARY.fullmatch(before):
        return False
    return sum(map(is_han, before)) > 1 or _ASCII_WORD.search(before) is not None


def kind_of(name: str) -> str:
    """What a name is of, by its last word; empty if that does not tell."""
    match = next((match for match in _SUFFIX.finditer(name) if match.end() == len(name)), None)
    return str(match.lastgroup) if match else ""


def _trimmed(name: str) -> str:
    """A name without the words before it that are none of it."""
    while match := _LEADING.match(name):
        if match.end() >= len(name):
            return ""
        name = name[match.end() :]
    return name


def agreed_rendering(name: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """How translations render a name, if all do alike, and how many there are; empty if they do not.

    ``pairs`` are sources and targets. A rendering is a phrase in capitals that stands in every translation of a source with
    the name, and in no other; at least two are needed, but for a source that is the name itself.
    """
    with_name: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for source, target in pairs:
        if source.strip() == name:
            return target.strip(), 1
        (with_name if name in source else others).append((source, target))
    if len(with_name) < 2:
        return "", 0
    phrases = set(_phrases(with_name[0][1]))
    for _, target in with_name[1:]:
        phrases &= set(_phrases(target))
    elsewhere = " \n ".join(target for _, target in others)
    left = [phrase for phrase in phrases if phrase not in elsewhere]
    return (max(left, key=len), len(with_name)) if left else ("", 0)


_CAPITAL = re.compile(r"[A-Z][\w’'&-]*(?:(?: (?:of|and|for|the|in|on|to|a|&)){0,3},? ?(?: [A-Z0-9][\w’'&-]*))*")


def _phrases(text: str) -> Iterator[str]:
    """Phrases in capitals, and all that begin later or end earlier in them."""
    for match in _CAPITAL.finditer(text):
        words = match.group().split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                phrase = " ".join(words[first:last]).strip(",")
                if phrase[:1].isupper() and words[last - 1][:1].isupper() and len(phrase) > 2:
                    yield phrase
