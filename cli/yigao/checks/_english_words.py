"""English number words, and how text is folded before they are sought."""

_FOLD = str.maketrans(
    {chr(upper): chr(upper + 32) for upper in range(ord("A"), ord("Z") + 1)}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | dict.fromkeys("‘’ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−－~～", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\n", " ")
    | {"％": "%", "，": ",", "．": ".", "：": ":"},
)


def fold(text: str) -> str:
    """``text`` in lower case with plain digits, dashes, apostrophes and spaces; one character for one."""
    return text.lower().replace("\n", " ").replace("~", "-") if text.isascii() else text.translate(_FOLD)


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9, "tn": 12}
SHORT_SCALES = {"k": 3, "m": 6, "b": 9, "t": 12, "mn": 6, "bn": 9, "tn": 12, "mln": 6, "bln": 9}
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
PARTS = {
    "half": 2, "halves": 2, "quarter": 4, "quarters": 4, "thirds": 3, "fourths": 4, "fifths": 5, "sixths": 6,
    "sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10, "twelfths": 12, "hundredths": 100, "thousandths": 1000,
}  # fmt: skip
VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6}
VAGUE |= {"billions": 10**9, "trillions": 10**12}
_FIXED = {
    "once": 1, "single": 1, "sole": 1, "only": 1, "another": 2, "both": 2, "couple": 2, "couples": 2, "pair": 2,
    "pairs": 2, "twin": 2, "twins": 2, "duo": 2, "dual": 2, "either": 2, "neither": 2, "bilateral": 2, "thrice": 3,
    "trio": 3, "triplets": 3, "trilateral": 3, "quartet": 4, "quintet": 5, "quarterfinal": 4, "quarterfinals": 4,
    "fortnight": 14, "noon": 12, "midday": 12, "midnight": 12,
}  # fmt: skip
_MULTIPLES = {
    "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "twofold": 2, "triple": 3, "triples": 3,
    "tripled": 3, "tripling": 3, "treble": 3, "trebled": 3, "threefold": 3, "quadruple": 4, "quadruples": 4,
    "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "tenfold": 10,
}  # fmt: skip
_LONG_TIMES = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}
"""What a number before them is multiplied by: two decades are 20 years."""


def _vocabulary() -> dict[str, tuple[str, int]]:
    found = {word: ("small", value) for value, word in enumerate(_SMALL)}
    found |= {word: ("tens", 10 * tens) for tens, word in enumerate(_TENS, 2)}
    found |= {word: ("scale", 10**power) for word, power in SCALES.items()} | {"dozen": ("scale", 12)}
    found |= {word: ("ordinal", value) for value, word in enumerate(ORDINALS)}
    found |= {f"{word}ly": ("ordinal", value) for value, word in enumerate(ORDINALS[:6])}
    found |= {f"{word[:-1]}ieth": ("ordinal", 10 * tens) for tens, word in enumerate(_TENS, 2)}
    found |= {f"{word}th": ("ordinal", 10**power) for word, power in SCALES.items() if len(word) > 2}
    found |= {word: ("part", value) for word, value in PARTS.items()}
    found |= {word: ("vague", value) for word, value in VAGUE.items()}
    found |= {word: ("long", value) for word, value in _LONG_TIMES.items()}
    found |= {word: ("multiple", value) for word, value in _MULTIPLES.items()}
    return found | {word: ("fixed", value) for word, value in _FIXED.items()}


WORDS = _vocabulary()
"""Kind and value of each number word; the kinds are those of tokens."""
