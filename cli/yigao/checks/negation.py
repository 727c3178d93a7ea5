"""The source says no, the translation does not, or the reverse.

What: 不, 未, 没, 无, 非, 勿, 莫, 难以 or 拒绝 in the source, outside of words such as 不仅, 不断, 未来, 非常, 无人机, double
negatives (不得不) and questions (是不是), and not one word in the translation that denies, lacks, prevents or limits
anything. Terms and quantities are left out: 不超过20% is no denial. Which clause is denied is not compared. A translation
with “not” or “never” whose source has no character that could mean anything like it is a warning.

Why: a lost “not” turns a rule or a finding into its opposite, and the sentence still reads well.

Bad: 本表未经审计，请勿引用。 ⇒ This table has been audited; please cite it.

Good: 本表未经审计，请勿引用。 ⇒ This table is unaudited; do not cite it.
"""

import re
from collections.abc import Iterator

from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity
from yigao.model.span import masked

SEVERITY = Severity.INFO
LANGUAGES = frozenset({"en"})

_DENIAL = re.compile("[不未没沒无無非勿]|切莫|莫[要让等忘再把将]|难以|拒绝")
_MAY_DENY = re.compile("[不未没沒无無非勿莫难拒]")
_AFFIRMED = (
    # double negatives
    "不得不 不能不 不会不 不可不 不是不 没有不 无不 无非 莫不 不无 忍不住 禁不住 免不了 少不了 离不开 必不可少 必不可缺 不可或缺 密不可分",
    # set phrases that praise, intensify or join
    "不失 不愧 不负 不禁 不由 不约而同 不谋而合 不言而喻 不亦乐乎 不可思议 不遗余力 不懈 不辞 不折不扣 毫不犹豫 源源不断 络绎不绝 层出不穷",
    "坚定不移 坚持不懈 锲而不舍 生生不息 供不应求 不胜 不绝 不紊 无微不至 独一无二 无可挑剔 无所畏惧 一览无遗 展露无遗 了不起 不得了 不错",
    # words whose meaning is their own
    "不仅 不但 不只 不单 不止 不光 不断 不同 不少 不久 不过 不管 不论 不料 不妨 不已 不时 不等 不免 不惜 不乏 不锈钢 不动产 不然 不日 不远",
    "不到 不足 不满 不超过 不低于 不高于 不少于 不多于 不大于 不小于 不如 不外 不知不觉 不丹 不列颠 不莱梅 差不多 对不起 说不定 要不",
    "不幸 不快 不解 不明 不清 不谈 不再 不忘 不大 不多 不易 不佳 不高 不强 不顾 不当 不让 不利 不及 不景气 无懈可击 无一",
    "未来 未免 未婚 未成年 未央 没收 没落 淹没 埋没 沉没 出没 吞没 没准 没错 没事",
    "无论 无疑 无数 无限 无比 无穷 无线 无人 无偿 无形 无私 无缝 无锡 无极 无产 无双 无毒 无障碍 无污染 无记名 无期 无菌 有无 无耻 无忧 无理",
    "非常 非洲 非凡 非遗 非物质 除非 莫非 是非 非得 非同 非典 非法 南非 北非 东非 西非 中非 加非 非盟 非裔",
    "非营利 非公 非农 非官方 非政府 非金融 非正式",
)
_NOT_DENIED = re.compile(
    "|".join(sorted(" ".join(_AFFIRMED).split(), key=len, reverse=True))
    + "|非[^，。；！？]{1,12}不可|不一[^定致直]|(.)[不没]\\1"
)
_DENIED = re.compile(
    r"\b(?:not|non|nor?|never|none|nothing|nobody|nowhere|neither|without|cannot|zero|until|unless|instead|rather"
    r"|fail(?:s|ed|ing|ures?)?|refus\w+|declin\w+|reject\w*|den(?:y|ies|ied|ial|ying)|hardly|scarcely|barely|rarely|seldom"
    r"|lack\w*|absen\w+|avoid\w*|prevent\w*|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|refrain\w*|except\w*|against"
    r"|few|fewer|less|hard|difficult\w*|struggl\w+|stop\w*|halt\w*|ceas\w+|cancel\w*|abandon\w*|exclud\w+|miss(?:ed|ing)"
    r"|los[te]|loss|short(?:age|fall|of)?|too|beyond|unlike|regardless|irrespective|neglect\w*|ignor\w+|violat\w+|doubt\w*"
    r"|oppos\w+|contrary|otherwise|a(?:symptomatic|typical)|immune|free(?! trade)"
    r"|un(?!der|ion|it[seiy]|ivers|iq|ice|animous|iform|til)\w{3,}|non-?[a-z]{3,}|mis\w{4,}|disab\w+|disagree\w*|disappear\w*"
    r"|dis(?:connec|contin|regard|satisf|similar|honest|order|respect|obe|favo|grac|like|loy|own|qualif|trust|use)\w*|dispens\w+"
    r"|im(?:possib|patien|perfect|polit|prop|moral|matur|practic|mobil|balanc|pecca|penetr|person|measur)\w*"
    r"|in(?:abil|accur|adequa|appropriat|capab|complet|consist|conven|correct|credib|decen|defin|dispens|efficien|eligib|evitab"
    r"|excus|experienc|explic|finit|flexib|formal|frequen|human|justice|numer|secur|separab|signific|suffic|toler|valid|variab"
    r"|visib|volunt|effect)\w*"
    r"|il(?:legal|legib|litera|logic)\w*|ir(?:ratio|regular|relevan|respons|resist|revers|replac|retriev)\w*)\b"
)
_DENIED_AT_END = re.compile(r"n(?<=[a-z]n)['’]t\b|l(?<=\wl)ess(?:ly|ness)?\b|-(?<=[a-z]-)free\b")
"""Don't, careless, sugar-free."""

_NOT = re.compile(
    r"(?<![a-z])(?:(?:can|do|does|did|is|are|was|were|will|would|could|should|has|have|had|must|need)"
    r"(?:n['’]t| not)|cannot|never)(?![a-z])(?! (?:only|just|merely|simply|least|even|so|quite|un\w+|un-\w+|until|without|surpris\w+|alone)\b)"
    r"(?=[^?]*(?:[.!;]|$))",
    re.IGNORECASE,
)
_PERHAPS_DENIAL = re.compile(
    "[不未没沒无無非否莫勿别別难難拒免禁防停缺失少绝絕反仅僅才只除避外毫尚差空零罢止阻错錯弃欠败敗？?吗嗎哪岂豈何谁誰怎甭休假虚坏壞懒懶]"
)


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """At most one problem an entry."""
    source, target = unit.source.plain, unit.target.plain
    if not _MAY_DENY.search(source) or not _DENIAL.search(source):
        if " not " in target or "never" in target or "cannot" in target or "n't" in target or "n’t" in target:
            yield from _added(unit)
        return
    if _is_denied(target.lower()):
        return
    known = [*(match.span for match in unit.terms), *(quantity.span for quantity in unit.quantities)]
    source = _NOT_DENIED.sub(" ", masked(unit.source.plain, known, " "))
    denials = [source[match.start() : match.end() + 1].strip() for match in _DENIAL.finditer(source)]
    if denials:
        found = ", ".join(denials)
        yield Problem(say("nothing in the translation says no: {found}", found=found), found)


def _is_denied(lower: str) -> bool:
    return " not " in lower or _DENIED_AT_END.search(lower) is not None or _DENIED.search(lower) is not None


def _added(unit: Checked) -> Iterator[Problem]:
    """A “not” for which the source has nothing."""
    added = None if _PERHAPS_DENIAL.search(unit.source.plain) else _NOT.search(unit.target.plain)
    if added:
        message = say("{found} is in the translation, and nothing in the source says no", found=added.group())
        yield Problem(message, added.group(), unit.target.at(added.start()), severity=Severity.WARNING)
