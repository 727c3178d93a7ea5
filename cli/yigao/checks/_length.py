"""How long a translation is beside its source."""

import re
from dataclasses import dataclass

from yigao.checks._once import once
from yigao.checks._rendered import rendered
from yigao.checks._seen import seen
from yigao.checks._words import count_words, folded_words
from yigao.model.checking import Checked
from yigao.text.han import HAN

_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Length:
    """The words of both sides, without the terms and quantities that are rendered as in drafts."""

    han: int
    """Han characters of the source, all of them."""
    source: int
    """Han characters, Latin words and numbers of the source, what is left out aside."""
    target: int
    """Words of the translation, what is left out aside."""

    @property
    def ratio(self) -> float:
        """Words of the translation for one character of the source; 0 where nothing is left."""
        return self.target / self.source if self.source else 0.0


@once
def length_of(unit: Checked, language: str) -> Length:
    """Both sides measured."""
    plain = unit.source.plain
    source, target = count_words(plain), len(folded_words(seen(unit.target)))
    renderings = {one.term: one.rendering for one in rendered(unit, language)}
    known = [(match.span, renderings[match.term]) for match in unit.terms if match.term in renderings]
    folded = unit.target.plain.casefold()
    known += [(one.span, one.target) for one in unit.quantities if one.target.casefold() in folded]
    for span, rendering in known:
        source -= count_words(span.cut(plain))
        target -= count_words(rendering)
    return Length(len(_HAN.findall(plain)), max(0, source), max(0, target))
