"""How long a translation is beside its source."""

import re
from dataclasses import dataclass

from yigao.checks._words import count_words
from yigao.model.checking import Checked
from yigao.text.han import HAN

_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Length:
    """The words of both sides, glossary terms and their renderings left out."""

    han: int
    """Han characters of the source, terms included."""
    source: int
    """Han characters and Latin or digit runs of the source, terms left out."""
    target: int
    """Words of the translation, the terms' renderings left out."""

    @property
    def ratio(self) -> float:
        """Words of the translation for one character of the source; 0 where terms are all there is."""
        return self.target / self.source if self.source else 0.0


def length_of(unit: Checked) -> Length:
    """Both sides measured."""
    plain = unit.source.plain
    han = len(_HAN.findall(plain))
    source, target = count_words(plain), count_words(unit.target.plain)
    folded = unit.target.plain.casefold() if unit.terms else ""
    for match in unit.terms:
        for rendering in (match.term.target, *match.term.variants):
            if rendering.casefold() in folded:
                source -= count_words(match.span.cut(plain))
                target -= count_words(rendering)
                break
    return Length(han, max(0, source), max(0, target))
