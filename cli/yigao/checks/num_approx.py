"""“More than”, “nearly” or “about” is lost or has become its opposite.

What: where the source qualifies a number (逾, 超过, 余, 多, 以上: more than; 近, 接近: nearly; 约, 左右: about; 不到, 不足, 以下,
以内, 不超过: less than, up to), words of the same sense must stand within four words before the number or three after it.
Missing ones are a warning, opposite ones (近 as “more than”) an error. What stands farther off or is a verb (突破了5万, 不超过
投资额的20%, 40岁以下) may be said in many ways: only its opposite is found.

Why: “more than 300” for 近300 claims what the source denies.

Bad: 近600名志愿者参加了活动。 ⇒ More than 600 volunteers took part.

Good: 近600名志愿者参加了活动。 ⇒ Almost 600 volunteers took part.
"""

import re
from collections.abc import Iterator

from yigao.checks._compared import Pair, compared
from yigao.checks._english_words import fold
from yigao.checks._number import Kind
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Problem, Severity

SEVERITY = Severity.WARNING
LANGUAGES = frozenset({"en"})

_SENSES = {"more": "up", "at-least": "up", "nearly": "down", "less": "down", "at-most": "down", "about": "around"}
_WORDS = {
    "more": "more than", "at-least": "at least", "nearly": "nearly", "less": "less than", "at-most": "no more than",
    "about": "about",
}  # fmt: skip
_OPPOSITE = {"up": "down", "down": "up"}
_KINDS = frozenset({Kind.NUMBER, Kind.YEAR, Kind.PERCENT, Kind.POINT, Kind.FRACTION, Kind.TIMES})

_WORDS_BEFORE = re.compile(
    r"(?<![a-z])(?:(?P<up>at least|no(?:t)? (?:less|fewer|lower|under|below|short)\b(?: than| of)?|not (?:less|fewer) than"
    r"|(?:more|greater|higher|better|longer|older|bigger|larger|taller|further|farther) than|over|above|exceed\w*|in excess of"
    r"|upwards? of|surpass\w*|top(?:s|ped|ping)?|beyond|past|pass(?:es|ed|ing)|outnumber\w*|minimum of|starting (?:at|from)"
    r"|some further|broke|broken|breaking|crossed|crossing)"
    r"|(?P<down>no (?:more|greater|higher|longer|later|older|larger) than|not? (?:to )?(?:exceed\w*|surpass\w*|over|above|more)"
    r"|(?:less|fewer|lower|smaller|younger|shorter|under) than|under|below|within|up to|nearly|almost|close to|just under"
    r"|just short of|shy of|short of|near|nearing|approach\w*|verging on|at most|maximum of|as (?:much|many|high|low) as|barely|hardly"
    r"|capped at|limit(?:ed)? (?:of|to)|inside|not even|only|mere|virtually|practically|closer to)"
    r"|(?P<around>about|around|approximately|approx\.?|roughly|some|circa|ca?\.|estimated|an estimate of|in the region of"
    r"|in the neighbou?rhood of|thereabouts|something like|or so|on average|average))(?![a-z])"
)
_AFTER = re.compile(
    r"(?P<up>\+|[ -]?plus\b|[ -]odd\b|(?:[ -]\S+){0,2} (?:or|and) (?:more|above|over|higher|older|longer|up|upwards|beyond|greater|better)\b"
    r"|(?:[ -]\S+){0,2} at least|(?:[ -]\S+){0,1} several)"
    r"|(?P<down>(?:[ -]\S+){0,2} (?:or|and) (?:less|fewer|below|under|lower|younger|shorter|smaller)\b|(?:[ -]\S+){0,2} at (?:the )?most)"
    r"|(?P<around>(?:[ -]\S+){0,2} or (?:so|thereabouts)\b|-ish\b|(?:[ -]\S+){0,1} (?:approximately|roughly))"
)
_NEGATION = re.compile(
    r"(?:(?:not|n't|never|without|cannot|no) (?:\w+ )?|(?:prohibit|prevent|bann|forbidd)\w* from |avoid )$"
)
_DENIED = re.compile("(?:不[能会得可应准宜许要再]*|未[曾必]?|没有?|难以|不允许|严禁|禁止)$")
_MORE = re.compile("(?:超过|高于|多于|大于|超出)了?$")
_WAYS = re.compile(
    "(?:(?P<passed>(?<![不未没难])(?:超过了|超越了?|突破了?|冲破了?))[ \xa0]?"
    "|(?P<most>不[得能可应]?(?:超过|高于|多于|大于|超出)|最多|至多)[^，。；：0-9]{0,10}"
    "|(?P<least>不[得能可应]?(?:低于|少于|小于)|至少|最少)[^，。；：0-9]{0,10})$"
)
_WAYS_BEHIND = re.compile(
    "[\u4e00-\u9fff]{0,3}?[及或]?(?:(?P<least>以上)(?![述所])|(?P<most>以[下内])(?![简称几各是为]))"
)
"""以上 behind what is counted: 20年以上, 7天及以上."""
_AFAR = 20
_CLAUSE = re.compile(r"[;:.!?)(](?= )|, ")
_OTHER_NUMBER = re.compile(
    r".*\d[\d,.]*(?: (?:thousand|[mbtr]+illion|percent))?%? (?!(?:thousand|[mbtr]+illion|percent|to|or)\b)[a-z][^,;]* and (?=\D*$)"
)
"""The number before and what it counts, whose words say nothing of the next: over 30 cases and 5 deaths."""
_WINDOW = 60
_MOST_WORDS = 5


def check(unit: Checked, _context: Context) -> Iterator[Problem]:
    """One problem a number."""
    everything = compared(unit).pairs
    pairs = [pair for pair in everything if _is_qualified(pair)]
    passed = [(pair, way) for pair in everything if (way := _way(unit, pair))]
    if not pairs and not passed:
        return
    folded = fold(unit.target.plain)
    for pair, way in passed:
        senses = _senses(folded, pair.found.start, pair.found.end)
        opposite = _OPPOSITE[_SENSES[way]]
        if opposite in senses and _SENSES[way] not in senses:
            yield _problem(unit, pair, way, senses[opposite])
    for pair in pairs:
        approximator = _approximator(unit, pair)
        wanted = _SENSES[approximator]
        senses = _senses(folded, pair.found.start, pair.found.end)
        if wanted not in senses and not _is_near_enough(approximator, senses):
            yield _problem(unit, pair, approximator, senses.get(_OPPOSITE.get(wanted, "")))


def _is_qualified(pair: Pair) -> bool:
    """Whether the source qualifies the number and the target's is no vague word itself (dozens)."""
    exact = (not pair.found.loose or pair.found.kind is Kind.FRACTION) and not pair.is_rounded and not pair.is_converted
    return bool(pair.given.approximator) and exact and pair.given.kind in _KINDS


def _way(unit: Checked, pair: Pair) -> str:
    """What the source says of a number by a verb or from afar (突破了5万, 不超过投资额的20%), if it does.

    A translation may say so in many ways; only the opposite is wrong.
    """
    if pair.given.approximator or pair.given.kind not in _KINDS or pair.found.loose:
        return ""
    before = unit.source.plain[max(0, pair.given.span.start - _AFAR) : pair.given.span.start]
    end = pair.given.span.end
    match = _WAYS.search(before)
    if match is None and "以" in unit.source.plain[end : end + 6]:
        match = _WAYS_BEHIND.match(unit.source.plain, end)
    return {"passed": "more", "most": "at-most", "least": "at-least"}[str(match.lastgroup)] if match else ""


def _is_near_enough(approximator: str, senses: dict[str, str]) -> bool:
    return (approximator == "nearly" and "around" in senses) or (approximator == "about" and "down" in senses)


def _approximator(unit: Checked, pair: Pair) -> str:
    """As read; 超过 after a negation sets a limit."""
    start = pair.given.span.start
    more = _MORE.search(unit.source.plain, max(0, start - 3), start)
    said_before = more.start() if more else start if pair.given.text.startswith("超") else None
    if said_before is not None and _DENIED.search(unit.source.plain, max(0, said_before - 5), said_before):
        return "at-most"
    return pair.given.approximator


def _problem(unit: Checked, pair: Pair, approximator: str, opposite: str | None) -> Problem:
    said = unit.target.plain[pair.found.start : pair.found.end]
    words = _WORDS[approximator]
    message = say(
        "{text} is “{words}”, the target has {value}",
        text=pair.given.text,
        words=words,
        value=f"“{opposite}”" if opposite else say("nothing like it"),
    )
    severity = Severity.ERROR if opposite else None
    suggestion = pair.given.shown if approximator == pair.given.approximator else ""
    return Problem(
        message, pair.given.text, unit.target.at(pair.found.start), suggestion or f"{words} {said}", severity
    )


def _senses(folded: str, start: int, end: int) -> dict[str, str]:
    """What the words around a number say of it: sense and words."""
    before = folded[max(0, start - _WINDOW) : start]
    breaks = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[breaks[-1] if breaks else 0 :]
    if " and " in before:
        before = _OTHER_NUMBER.sub("", before, count=1)
    before = " ".join(before.split()[-_MOST_WORDS:])
    senses: dict[str, str] = {}
    for match in _WORDS_BEFORE.finditer(before):
        sense = str(match.lastgroup)
        if sense == "up" and _NEGATION.search(before[: match.start()]):
            sense = "down"
        senses[sense] = match.group()
    if after := _AFTER.match(folded, end):
        senses[str(after.lastgroup)] = after.group().strip(" -")
    return senses
