"""English numbers cut into tokens and put together again: 2.5 million, two hundred and five, a third, 21st, dozens."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from yigao.checks._english_words import ORDINALS, PARTS, SCALES, SHORT_SCALES, VAGUE, WORDS
from yigao.model.making import quickly_made
from yigao.text.patterns import matches

_ANY_WORD = "|".join(
    f"{letter}(?:{'|'.join(word[1:] for word in words)})" for letter, words in groupby(sorted(WORDS), key=itemgetter(0))
)
_LEFT = r"(?:(?<![a-z0-9])|(?<=[bdpry])(?:(?<=\b(?:rmb|cny|usd|hkd|eur|gbp|jpy|mop|twd|aud|sgd))|(?<=\bfy)))"
"""Before a number: no letter but those of a currency or a fiscal year (RMB280, FY2020)."""
_DIGITS = re.compile(
    rf"{_LEFT}(?<![0-9][.,])"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,4}(?:,[0-9]{4})+|[0-9]{1,15}(?:\.[0-9]{1,9})?)"
    rf"(?:(?P<suffix>[a-z]{{1,4}}|{'|'.join(list(SCALES)[:5])})(?![a-z])|/(?P<over>[0-9]{{1,4}}))?(?![a-z0-9]|\.[0-9])"
)
_DIGIT = re.compile("[0-9]")
_SPELLED = re.compile(
    # Looked for first, what all of these begin with saves most of the search.
    rf"(?=[a{''.join({word[0] for word in WORDS})}]){_LEFT}(?<![0-9][.,])"
    rf"(?:{_ANY_WORD}|an?(?=[ -](?:{'|'.join([*SCALES, *PARTS, *ORDINALS[3:], 'dozen'])})(?![a-z])))(?![a-z0-9])"
)
_JOIN = re.compile(r"[ -]")
_AND = re.compile(r"[ -]and[ -]")
_HALF_MORE = re.compile(r"[ -]and[ -]an?[ -](?P<part>half|quarter|third)(?![a-z])")
_OF = re.compile(" of ([a-z]+)")
_IN = re.compile(r" (?:(?:person|people|men|women|adults|children|patients) )?(?:in|out of) (?:every )?")
_OF_ONE = re.compile(
    r"[ -](?:of )?an?[ -](?P<word>hundred|thousand|million|billion|trillion|dozen|decade|century)(?![a-z])"
)


@quickly_made
@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a number."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    kind: str
    """digits, small, tens, scale, ordinal, part, vague, fixed, multiple, long, article or slash."""
    value: Decimal
    """What it says."""
    suffix: str = ""
    """Letters right after digits; a slash's second number."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Core:
    """A number without its unit."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    kind: str
    """number, ordinal, fraction, fixed (a word such as both), multiple (twice) or vague (dozens)."""
    values: tuple[Decimal, ...]
    """What it may say; the likeliest first."""
    spelled: bool
    """Whether it is all words."""
    suffix: str = ""
    """Letters right after its digits that are no magnitude."""
    size: Decimal = Decimal(1)
    """The magnitudes that multiply all of it: a million of 2.5 million."""


def tokens_of(folded: str, *, spelled: bool) -> list[Token]:
    """The tokens of a folded text in order; ``spelled`` says whether any of its words may be a number."""
    tokens = [_of_digits(match) for match in matches(_DIGITS, _DIGIT, folded)]
    if spelled:
        tokens += [_of_word(match) for match in _SPELLED.finditer(folded)]
        tokens.sort(key=_start)
    return tokens


def _start(token: Token) -> int:
    return token.start


def _of_digits(match: re.Match[str]) -> Token:
    digits = Decimal(match["digits"].replace(",", ""))
    over = int(match["over"] or 0)
    if over:
        return Token(match.start(), match.end(), "slash", digits, match["over"])
    return Token(match.start(), match.end(), "digits", digits, match["suffix"] or "")


def _of_word(match: re.Match[str]) -> Token:
    kind, value = WORDS.get(match.group(), ("article", 1))
    return Token(match.start(), match.end(), kind, Decimal(value))


def cores_of(folded: str, *, spelled: bool) -> list[Core]:
    """The numbers of a folded text in order, without overlaps; ``spelled`` as for `tokens_of`."""
    tokens = tokens_of(folded, spelled=spelled)
    found: list[Core] = []
    at = 0
    while at < len(tokens):
        core, at = _read(folded, tokens, at)
        if not found or core.start >= found[-1].end:
            found.append(core)
    return found


def _read(text: str, tokens: list[Token], at: int) -> tuple[Core, int]:
    """The number that begins at a token, and the token after it."""
    first = tokens[at]
    alone = _ALONE.get(first.kind)
    if alone:
        return alone(text, first), at + 1
    if first.kind == "digits" and first.suffix:
        return _suffixed(text, first), at + 1
    return _whole(text, tokens, at)


def _slash(_text: str, token: Token) -> Core:
    over = Decimal(token.suffix)
    values = (token.value / over if over else token.value, token.value, over)
    return Core(token.start, token.end, "fraction", values, spelled=False)


def _simple(_text: str, token: Token) -> Core:
    kind = "fixed" if token.kind == "long" else token.kind
    return Core(token.start, token.end, kind, (token.value,), spelled=True)


def _counted(text: str, token: Token) -> Core:
    """Dozens, tens of thousands."""
    value, end = token.value, token.end
    while (more := _OF.match(text, end)) and more[1] in VAGUE:
        value, end = value * VAGUE[more[1]], more.end()
    return Core(token.start, end, token.kind, (value,), spelled=True)


def _part(text: str, token: Token, many: Decimal, start: int) -> Core:
    """Half, two thirds, half a million."""
    value = many / token.value
    if match := _OF_ONE.match(text, token.end):
        size = Decimal(WORDS[match["word"]][1])
        return Core(start, match.end(), "number", (value * size,), spelled=True)
    return Core(start, token.end, "fraction", (value, many), spelled=True)


_ALONE: dict[str, Callable[[str, Token], Core]] = {
    "slash": _slash,
    "fixed": _simple,
    "multiple": _simple,
    "long": _simple,
    "ordinal": _simple,
    "vague": _counted,
    "part": lambda text, token: _part(text, token, Decimal(1), token.start),
}
"""How to read a number that begins with a token of that kind, where others do not go on."""


def _suffixed(text: str, token: Token) -> Core:
    """Digits with letters: 21st, 1990s, $5m, 20km."""
    if token.suffix in ("st", "nd", "rd", "th"):
        return Core(token.start, token.end, "ordinal", (token.value,), spelled=False)
    power = (SHORT_SCALES | SCALES).get(token.suffix)
    if power is None:
        return Core(token.start, token.end, "number", (token.value,), spelled=False, suffix=token.suffix)
    scaled = token.value.scaleb(power)
    sure = len(token.suffix) > 1 or text[token.start - 1 : token.start] in tuple("$€£¥")
    values = (scaled,) if sure and token.start else (token.value, scaled)
    return Core(token.start, token.end, "number", values, spelled=False, size=Decimal(10) ** power)


@dataclass(slots=True)
class _Sum:
    """A number being put together."""

    first: str
    """Kind of its first token."""
    current: Decimal
    """What the next magnitude would multiply."""
    total: Decimal = Decimal(0)
    """What has been multiplied already."""
    least: Decimal = Decimal(10) ** 18
    """The last magnitude; the next must be smaller."""
    size: Decimal = Decimal(1)
    """The magnitudes so far; 0 after a smaller number."""

    @property
    def value(self) -> Decimal:
        return self.total + self.current

    def fits(self, value: Decimal) -> bool:
        """Whether a smaller number may follow: twenty-five, two hundred and five; not two three, 20 five."""
        if self.first == "digits" or value == 0:
            return False
        if self.current % 100 == 0:
            return value < 100 and self.value > 0
        return self.current % 10 == 0 and self.current % 100 >= 20 and value < 10

    def take(self, token: Token) -> bool:
        """Takes in a token; False where it begins another number."""
        if token.kind == "scale" and token.value == 100 and self.current < 100:
            self.current = (self.current or Decimal(1)) * 100
        elif token.kind == "scale" and token.value < self.least and self.current:
            self.total += self.current * token.value
            self.current, self.least = Decimal(0), token.value
        elif token.kind in ("small", "tens") and self.fits(token.value):
            self.current += token.value
        else:
            return False
        self.size *= token.value if token.kind == "scale" else Decimal(0)
        return True


def _whole(text: str, tokens: list[Token], at: int) -> tuple[Core, int]:
    """A number of several tokens, with the ordinal, fraction or long time that may end it."""
    first = tokens[at]
    many = _Sum(first.kind, first.value)
    if first.kind == "scale":
        many = _Sum(first.kind, Decimal(0), first.value, first.value)
    end, at = first.end, at + 1
    while True:
        if match := _HALF_MORE.match(text, end):
            many.current += 1 / Decimal(WORDS[match["part"]][1])
            end = match.end()
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at == len(tokens) or not _joined(text[end : tokens[at].start], many):
            break
        ending = _ending(text, first.start, many, tokens[at])
        if ending:
            return ending, at + 1
        if not many.take(tokens[at]):
            break
        end, at = tokens[at].end, at + 1
    spelled = first.kind != "digits"
    share = _share(text, tokens[at], first.start, end, many.value, spelled=spelled) if at < len(tokens) else None
    if share:
        return share, at + 1
    return Core(first.start, end, "number", (many.value,), spelled, size=many.size or Decimal(1)), at


def _share(text: str, token: Token, start: int, end: int, part: Decimal, *, spelled: bool) -> Core | None:
    """One in five, 3 out of 4."""
    match = _IN.match(text, end)
    if not match or match.end() != token.start or token.kind not in ("small", "digits") or token.suffix:
        return None
    if not 0 < part < token.value <= 100:
        return None
    return Core(start, token.end, "fraction", (part / token.value, part, token.value), spelled)


def _joined(gap: str, many: _Sum) -> bool:
    large = many.total > 0 or many.current >= 100
    return _JOIN.fullmatch(gap) is not None or (large and _AND.fullmatch(gap) is not None)


def _ending(text: str, start: int, many: _Sum, token: Token) -> Core | None:
    """The number that ends with an ordinal, a part or a long time: twenty-first, two thirds, three decades."""
    value = many.value
    if token.kind == "part":
        return _part(text, token, value, start)
    if token.kind == "long":
        return Core(start, token.end, "number", (value * token.value, value), spelled=True)
    return _ordinal_ending(start, many, token) if token.kind == "ordinal" else None


def _ordinal_ending(start: int, many: _Sum, token: Token) -> Core | None:
    value = many.value
    if many.first == "article":
        return Core(start, token.end, "ordinal", (token.value, 1 / token.value), spelled=True)
    if many.fits(token.value):
        return Core(start, token.end, "ordinal", (value + token.value,), spelled=True)
    if 0 < value < token.value and token.value > 2:
        return Core(start, token.end, "fraction", (value / token.value,), spelled=True)
    return None
