"""Further pairs made from clean ones, so that the model meets what drafting asks of it.

The sources are spelled by drafting's own `protect`: a glossary term or a quantity stands in its rendering, an inline
code is `<g1>…</g1>` or `<x2/>`. The targets carry the same at the words that translate it.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from training.clean import HAN
from training.phrases import Aligned, Phrase, grown, phrases, projected
from training.symbols import PLACEHOLDER, PLACEHOLDERS
from yigao.model.document import Code, CodeKind, Pairing, UnitCode
from yigao.model.span import Span
from yigao.pipeline.exposed import Anchor, Exposed, Slot
from yigao.pipeline.protect import Protection, protect
from yigao.text.quantities import find_quantities

Kind = Literal["term", "quantity", "mark"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that replaces, encloses or follows a phrase on both sides."""

    source: Span
    """In the source text."""
    target: Span
    """In the target text."""
    kind: Kind | None
    """What happens to the phrase; None leaves its words."""
    text: str = ""
    """The rendering that a term or quantity has on both sides."""
    tagged: bool = False
    """Whether a pair of tags encloses it."""


def protected(pair: Aligned, rng: random.Random, glossary: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """A pair with terms, quantities and tags as drafting writes them; None if nothing in it can be.

    Terms and quantities stand in it in English, or all behind placeholders.
    """
    free = [phrase for phrase in phrases(pair) if _is_worth_it(pair, phrase)]
    edits: list[Edit] = [] if rng.random() < 0.15 else _quantities(pair)
    known = _known_terms(pair, glossary)
    for kind, most in rng.choice(_MIXTURES):
        for _ in range(rng.randint(1, most)):
            edit = _drawn(pair, kind, rng, [phrase for phrase in free if not _touches(phrase, edits)], known)
            if edit and not _touches(edit, edits):
                edits.append(edit)
    if rng.random() < 0.25 and edits:
        place = rng.randrange(len(edits))
        if edits[place].kind in _HELD:
            edits[place] = Edit(*_spans(edits[place]), edits[place].kind, edits[place].text, tagged=True)
    hidden = rng.random() < _HIDDEN and sum(edit.kind in _HELD for edit in edits) <= len(PLACEHOLDERS)
    if not edits:
        return None
    zh, en = _written(pair, edits, Protection(PLACEHOLDER if hidden else ""))
    return (zh, en) if HAN.search(zh) else None


_HELD = frozenset({"term", "quantity"})
_HIDDEN = 0.5
"""How many of the pairs have placeholders: drafting asks for them first of a model that was trained with them."""
_MIXTURES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("term", 2),),
    (("term", 3),),
    (("term", 7),),
    (("term", 7),),
    (("term", 1), ("tag", 1)),
    (("term", 5), ("tag", 2)),
    (("tag", 1),),
    (("tag", 2),),
    (("tag", 1), ("mark", 1)),
    (("mark", 2),),
    (),
)
"""What is put into one sentence beside its quantities, and up to how many of each."""


def _spans(edit: Edit | Phrase) -> tuple[Span, Span]:
    return edit.source, edit.target


def _touches(one: Edit | Phrase, edits: Sequence[Edit]) -> bool:
    return any(
        mine.start < theirs.end and theirs.start < mine.end
        for edit in edits
        for mine, theirs in zip(_spans(one), _spans(edit), strict=True)
    )


_FUNCTION_WORDS = frozenset(
    """
    a an the this that these those of to in on at by for from with into and or but so if as than then it its he his she
    her we our you your they their i my me us them is are was were be been has have had do does did can could will would
    may might should must not no all each some any here there what which who how when where why up out over about be
    """.split()
)
_FUNCTION_CHARACTERS = frozenset(
    "的了着过是在和与及或而但就都也还又很更这那我你他她它们个不没有把被对从为到以将可能会要让使得其之"
)
_BROKEN = re.compile(r"[，。、；：？！,.;:?!()（）“”\"‘’「」<>⟦⟧/=|]")


def _is_worth_it(pair: Aligned, phrase: Phrase) -> bool:
    """Whether a phrase could be a name, a term or what an author would emphasise."""
    zh, en = phrase.source.cut(pair.zh), phrase.target.cut(pair.en)
    if len(HAN.findall(zh)) < 2 or len(en) <= 3 or _BROKEN.search(zh) or _BROKEN.search(en):
        return False
    words = en.lower().split()
    return not ({words[0], words[-1]} & _FUNCTION_WORDS or {zh[0], zh[-1]} & _FUNCTION_CHARACTERS)


def _drawn(
    pair: Aligned, kind: str, rng: random.Random, free: Sequence[Phrase], known: Sequence[Phrase]
) -> Edit | None:
    """One edit of a kind at a phrase drawn by lot."""
    choice = known if kind == "term" and known and rng.random() < 0.6 else free
    if not choice:
        return None
    phrase = rng.choice(choice)
    if kind == "tag":
        return Edit(*_spans(phrase), None, tagged=True)
    if kind == "mark":
        return Edit(*_spans(phrase), "mark")
    return Edit(*_spans(phrase), "term", phrase.target.cut(pair.en))


def _known_terms(pair: Aligned, glossary: Mapping[str, Sequence[str]], longest: int = 8) -> list[Phrase]:
    """Dictionary words whose translation the target holds once."""
    found = []
    for start in range(len(pair.zh)):
        for end in range(start + 2, min(start + longest, len(pair.zh)) + 1):
            for gloss in glossary.get(pair.zh[start:end], ()):
                place = _only(gloss, pair.en)
                if place:
                    found.append(Phrase(Span(start, end), place))
    return found


def _only(words: str, text: str) -> Span | None:
    """Where words stand in a text, if they do just once."""
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)]
    return Span(*places[0]) if len(places) == 1 else None


def _quantities(pair: Aligned) -> list[Edit]:
    """The quantities whose translation can be told; it is written by rule in both sides."""
    edits: list[Edit] = []
    for quantity in find_quantities(pair.zh):
        place = _only(quantity.target, pair.en)
        if place is None:
            place = projected(pair, quantity.span)
            if place is None or not _says_the_same(place.cut(pair.en), quantity.target):
                continue
        edit = Edit(quantity.span, grown(pair.en, place), "quantity", quantity.target)
        if not _touches(edit, edits):
            edits.append(edit)
    return edits


def _says_the_same(text: str, rendering: str) -> bool:
    """Whether a stretch is the same number in other words, so that the rendering may stand for it."""
    figures = re.findall(r"\d+", text)
    return bool(figures) and figures == re.findall(r"\d+", rendering) and len(text.split()) <= 5 and text[-1].isalnum()


def _written(pair: Aligned, edits: Sequence[Edit], way: Protection) -> tuple[str, str]:
    """Both sides with all edits made; codes and placeholders are numbered as drafting numbers them."""
    stops: list[Slot | Anchor] = []
    targets: list[tuple[Span, str]] = []
    last, names = 0, iter(PLACEHOLDERS)
    for edit in sorted(edits, key=lambda edit: edit.source):
        said = (next(names) if edit.text and way.placeholder else edit.text) or edit.target.cut(pair.en)
        inside: list[Slot | Anchor] = [Slot(edit.source, edit.text, is_term=edit.kind == "term")] if edit.text else []
        if edit.tagged:
            last += 1
            tags = (
                _anchor(edit.source.start, f"<g{last}>", Pairing.OPEN),
                _anchor(edit.source.end, f"</g{last}>", Pairing.CLOSE),
            )
            inside, said = [tags[0], *inside, tags[1]], f"<g{last}>{said}</g{last}>"
        if edit.kind == "mark":
            last += 1
            inside.append(_anchor(edit.source.end, f"<x{last}/>", Pairing.ALONE))
            said += f"<x{last}/>"
        stops += inside
        targets.append((edit.target, said))
    return protect(Exposed(pair.zh, tuple(stops)), way).text, _replaced(pair.en, targets)


def _anchor(at: int, name: str, pairing: Pairing) -> Anchor:
    return Anchor(at, UnitCode(name, Code(Span(0, 0), name, CodeKind.TAG, pairing)), name)


def _replaced(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    for span, written in sorted(edits, reverse=True):
        text = text[: span.start] + written + text[span.end :]
    return text


def restyled(zh: str, en: str, rng: random.Random) -> tuple[str, str] | None:
    """A pair in another typography: a heading's, other quotation marks, U+3000; None where it would stay the same."""
    found = rng.choice(_STYLES)(zh, en)
    return None if found == (zh, en) else found


def _as_heading(zh: str, en: str) -> tuple[str, str]:
    return (zh[:-1], en[:-1]) if zh.endswith("。") and en.endswith(".") and not en.endswith("..") else (zh, en)


def _with_corners(zh: str, en: str) -> tuple[str, str]:
    return zh.translate(str.maketrans("“”‘’", "「」『』")), en


def _with_straight_quotes(zh: str, en: str) -> tuple[str, str]:
    return zh.translate(str.maketrans("“”", '""')), en


def _with_curly_quotes(zh: str, en: str) -> tuple[str, str]:
    if zh.count("“") and zh.count("“") == zh.count("”") and en.count('"') == 2 * zh.count("“"):
        return zh, re.sub('"([^"]*)"', r"“\1”", en)
    return zh, en


def _indented(zh: str, en: str) -> tuple[str, str]:
    return f"\u3000\u3000{zh}", en


def _spaced(zh: str, en: str) -> tuple[str, str]:
    return zh.replace("，", "，\u3000", 1) if "，" in zh else zh, en


_STYLES: tuple[Callable[[str, str], tuple[str, str]], ...] = (
    _as_heading,
    _as_heading,
    _with_corners,
    _with_straight_quotes,
    _with_curly_quotes,
    _indented,
    _spaced,
)


def glosses(lines: Iterator[str]) -> dict[str, list[str]]:
    """A dictionary of ``word<TAB>gloss`` lines: Chinese words of two or more characters, English of some length."""
    found: dict[str, list[str]] = {}
    for line in lines:
        word, _, text = line.rstrip("\n").partition("\t")
        if len(HAN.findall(word)) < 2:
            continue
        for part in re.split("[/;]", re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text)):
            gloss = re.sub("^(to|a|an|the) ", "", " ".join(part.split()))
            usable = 3 < len(gloss) <= 40 and not HAN.search(gloss) and gloss.lower() not in _FUNCTION_WORDS
            if usable and not gloss.startswith(("variant of", "see ", "CL:")):
                found.setdefault(word, []).append(gloss)
    return found
