"""What follows a quotation: whether the sentence goes on after the closing mark, and whether a speaker is named."""

import re
from collections.abc import Container

from yigao.text.masks import BREAK, QUOTES
from yigao.text.patterns import later

_GOES_ON = later(r"[，、；：。！？｡…—,;:!?.．／/]")
_PARTICLE = later(
    "的(?![士确確])|地(?![铁鐵球面上下方点點区區图圖址板位理主道])|得(?![知到了意出分])|等(?![到待了他她它我你])|和(?![平谐諧尚解气氣])"
    "|[与與](?![会會此])|及(?![时時])|或(?![许許])|之(?![后後前])"
    "|这(?:一|个|句|番|些|种)?(?:话|问题|疑问|口号|说法|观点|呼声)|[とはがをにのも]"
)
_CLAUSE_END = later(rf"[，。！？｡；：…,;:!?{BREAK}{re.escape(''.join(QUOTES))}]|\n[^\S\n]*+\n|\Z")
_SPEECH = later(
    "(?<![小传傳据據学學])[说說](?![明法服])"
    "|(?<!据报)(?<!據報)(?<![知难難频頻街渠轨軌通味航赛賽管隧东東人一])道(?![路理德具教家场場])"
    "|(?<![访訪顾顧疑学學慰])[问問](?![题題世卷])|[答喊](?![案卷])"
    "|[叫嚷骂罵吼嘀][嚷喊道着著骂罵咕]|嘟囔|低语|低語|欲言|写道|寫道|心想|暗想"
    "|表示|指出|介[绍紹]|[强強][调調]|[认認][为為]|[议議][论論]|提出|提到|[谈談]到|回[应應]|[解][释釋]|透露|坦言|直言"
    "|感[叹嘆慨]|发[文帖推]|[补補]充|提醒|呼[吁籲]|宣[布佈]|告[诉訴]|抱怨|附和|[评評][论論]"
    "|(?:建[议議]|[评評][价價]|[总總][结結]|[称稱]|[讲講]|想|[劝勸]|曰)$"
)


def sentence_goes_on(mask: str, at: int, *, particles: bool) -> bool:
    """Whether the sentence around a closing mark goes on at ``at``: by punctuation or, on demand, by a particle."""
    return _GOES_ON().match(mask, at) is not None or (particles and _PARTICLE().match(mask, at) is not None)


def speaker_follows(mask: str, at: int, paired: Container[int]) -> bool:
    """Whether the clause that starts at ``at`` has a speech verb or opens another quotation (a ``paired`` mark)."""
    end = at
    while found := _CLAUSE_END().search(mask, end):
        if found[0] not in QUOTES:
            return _SPEECH().search(mask, at, found.start()) is not None
        if found.start() in paired:
            return True
        end = found.end()
    return False
