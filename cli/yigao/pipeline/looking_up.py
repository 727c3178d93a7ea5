"""Looking terms up: in a text, in an article, or by their renderings."""

from collections.abc import Sequence
from dataclasses import dataclass

from yigao.glossary.matching import Matcher
from yigao.model.term import Term
from yigao.pipeline.suggesting import Sentence
from yigao.text.han import has_han


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that was found."""

    where: str
    """Its place: ``file:line`` of an article, ``1:column`` of a text, ``glossary`` for one found by its rendering."""
    term: Term
    """Which."""


def find_in_text(text: str, terms: Sequence[Term]) -> list[Hit]:
    """The terms in a text, as drafting would find them; of a text without Chinese, those with a rendering that has it."""
    if has_han(text):
        found = Matcher(terms).find(text)
        return [Hit(f"1:{match.span.start + 1}", match.term) for match in found]
    wanted = text.casefold().strip()
    return [
        Hit("glossary", term)
        for term in terms
        if wanted
        and any(wanted in one.casefold() for one in (term.source, term.target, *term.variants, *term.forbidden))
    ]


def find_in_sentences(sentences: Sequence[Sentence], terms: Sequence[Term]) -> list[Hit]:
    """The terms in sentences of articles, in order."""
    matcher = Matcher(terms)
    return [Hit(sentence.where, match.term) for sentence in sentences for match in matcher.find(sentence.text)]
