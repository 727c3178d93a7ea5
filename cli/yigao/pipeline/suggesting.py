"""Proposals for a term base: what articles name and no term covers, and how reviewed catalogs render it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yigao.catalogs.reading import load
from yigao.glossary.matching import fold
from yigao.model.catalog import State
from yigao.model.span import Span
from yigao.model.term import TermMatch
from yigao.pipeline.articles import PLAIN, Article, Reading, read_article
from yigao.pipeline.exposed import expose
from yigao.pipeline.formats import spelling
from yigao.pipeline.units import units_of
from yigao.text.naming import Naming, agreed_rendering, find_institutions, find_marked, find_quoted

Find = Callable[[str], Sequence[TermMatch]]
"""Finds the terms there are."""

_WEIGHTS = {"person": 2.0, "organisation": 3.0, "event": 3.0, "programme": 2.0, "facility": 2.5, "document": 2.0}
_AROUND = 12
"""Characters of context on each side."""
_TWICE = 2
"""A name that no mark shows must recur: that is how it is told where it begins."""
_SHORT = 12
"""Characters of an entry that may be a term as a whole."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article."""

    where: str
    """``file:line``."""
    text: str
    """As a reader sees it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that may want to be a term."""

    source: str
    """The name."""
    target: str
    """Its rendering, if the article gives one or reviewed catalogs agree on one."""
    variants: tuple[str, ...]
    """Abbreviations that the article gives."""
    kind: str
    """As a term's; empty if not known."""
    count: int
    """How often it is named."""
    contexts: tuple[str, ...]
    """Where, a few of them: ``file:line …words…``."""
    reason: str
    """Why it is taken for a name, and where its rendering comes from."""
    score: float
    """The more, the better."""


def sentences_of(
    articles: Iterable[Article], reading: Reading = PLAIN, script: Callable[[str], str] = str
) -> list[Sentence]:
    """The sentences of articles, without their codes, in the ``script`` of term bases. Raises `ArticleError`."""
    found = []
    for article in articles:
        document = read_article(article, reading)
        for unit in units_of(document):
            plain = spelling(document.format, unit.spelling).plain
            text = expose(unit, plain, lambda _: (), lambda _: ()).text
            found.append(Sentence(f"{document.path}:{unit.line}", script(text)))
    return found


def reviewed_pairs(catalogs: Iterable[Path]) -> list[tuple[str, str]]:
    """Sources and targets of the reviewed entries of catalogs. Raises `CatalogError`."""
    return [
        (entry.source, entry.target)
        for path in catalogs
        for entry in load(path).entries
        if entry.state is State.REVIEWED
    ]


def suggest(
    sentences: Sequence[Sentence], find: Find, pairs: Sequence[tuple[str, str]], least: int = 2
) -> list[Suggestion]:
    """Names without a term, the best first. ``least`` is how often one must occur that no mark shows to be a name."""
    namings = _namings(sentences, find, least)
    by_name: dict[str, list[tuple[int, Naming, str]]] = defaultdict(list)
    for index, naming, reason in namings:
        by_name[naming.name].append((index, naming, reason))
    suggestions = [
        one for name, places in by_name.items() if (one := _suggestion(name, places, sentences, pairs, least))
    ]
    suggestions += [one for one in _repeated(pairs, find) if one.source not in by_name]
    return sorted(_without_parts(suggestions), key=lambda one: (-one.score, one.source))


def _namings(sentences: Sequence[Sentence], find: Find, least: int) -> Iterator[tuple[int, Naming, str]]:
    """Every place where something is named that no term covers, with the reason."""
    texts = [sentence.text for sentence in sentences]
    terms = [[match.span for match in find(text)] for text in texts]
    institutions: dict[int, list[Naming]] = defaultdict(list)
    for index, naming in find_institutions(texts, max(least, _TWICE)):
        institutions[index].append(naming)
    for index, text in enumerate(texts):
        sources = (find_marked(text), "marked"), (find_quoted(text), "quoted"), (institutions[index], "recurring")
        seen: list[Span] = []
        for namings, reason in sources:
            for naming in namings:
                if any(span.covers(naming.span) for span in terms[index]) or naming.span in seen:
                    continue
                seen.append(naming.span)
                yield index, naming, reason


def _suggestion(
    name: str,
    places: Sequence[tuple[int, Naming, str]],
    sentences: Sequence[Sentence],
    pairs: Sequence[tuple[str, str]],
    least: int,
) -> Suggestion | None:
    reasons = {reason for _, _, reason in places}
    count = len(places)
    kinds = Counter(naming.kind for _, naming, _ in places if naming.kind)
    kind = kinds.most_common(1)[0][0] if kinds else ""
    if not any(naming.is_sure for _, naming, _ in places) and (count < least or (not kind and len(name) < 3)):
        return None
    given = Counter(naming.rendering for _, naming, _ in places if naming.rendering and not naming.is_abbreviated)
    short = dict.fromkeys(naming.rendering for _, naming, _ in places if naming.is_abbreviated)
    agreed, entries = agreed_rendering(name, pairs)
    target = agreed or (given.most_common(1)[0][0] if given else "")
    told = [", ".join(sorted(reasons))]
    if agreed:
        told.append(f"so in {entries} reviewed {'entry' if entries == 1 else 'entries'}")
    elif given:
        told.append("so in the article")
    weight = _WEIGHTS.get(kind, 1.0) + ("marked" in reasons) + 2 * bool(target)
    contexts = tuple(dict.fromkeys(_context(sentences[index], naming.span) for index, naming, _ in places))
    return Suggestion(name, target, tuple(short), kind, count, contexts[:2], "; ".join(told), count * weight)


def _context(sentence: Sentence, span: Span) -> str:
    before = sentence.text[max(0, span.start - _AROUND) : span.start]
    after = sentence.text[span.end : span.end + _AROUND]
    return f"{sentence.where} …{before}{span.cut(sentence.text)}{after}…".replace("\n", " ")


def _repeated(pairs: Sequence[tuple[str, str]], find: Find) -> Iterator[Suggestion]:
    """Short entries that are translated in the same way more than once."""
    targets: dict[str, Counter[str]] = defaultdict(Counter)
    for source, target in pairs:
        if len(source) <= _SHORT and source[-1:] not in "。！？：；…" and "<" not in source:
            targets[source][target] += 1
    for source, found in targets.items():
        count = found.total()
        covered = any(match.span.covers(Span(0, len(source))) for match in find(source))
        if len(found) == 1 and count > 1 and not covered:
            yield Suggestion(
                source, next(iter(found)), (), "", count, (), f"so in {count} reviewed entries", 2.0 * count
            )


def _without_parts(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Without names that only occur in longer ones."""
    return [
        one
        for one in suggestions
        if not any(
            other is not one and fold(one.source) in fold(other.source) and other.count >= one.count
            for other in suggestions
        )
    ]
