"""Articles in two languages: each paragraph followed by its translation, for people who check without a PO editor."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from yigao import parts
from yigao.errors import ArticleError
from yigao.messages import message
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, SegmentKind, Unit
from yigao.model.span import Span
from yigao.pipeline.articles import PLAIN, Article, Reading
from yigao.pipeline.render import Refusal, Rendering, translated_segments
from yigao.pipeline.rendering import Rendered, opened, reviewed_share
from yigao.pipeline.splicing import Splice, by_place, spliced
from yigao.pipeline.units import UnitSize, units_of
from yigao.text.declarations import declare
from yigao.text.typography import style_of

DRAFT, OPEN, REFUSED = "✎", "∅", "⚠"
"""Signs before a draft, before what is not translated, before what cannot be shown without breaking the article."""
MEANINGS = {DRAFT: "a draft, not yet reviewed", OPEN: "not translated", REFUSED: "a translation with broken codes"}
"""What the signs mean."""
_UNSEEN = {SegmentKind.ALT: "image text", SegmentKind.TITLE: "title", SegmentKind.META: "description"}


def preview_articles(
    articles: Sequence[Article],
    locales: Path,
    target: str,
    size: UnitSize,
    *,
    reading: Reading = PLAIN,
    as_body: bool = False,
) -> Iterator[Rendered]:
    """Each article with its catalog's translations, in UTF-8; ``as_body`` makes one that is no page the body of one.

    Raises `UserError` for an article or catalog that is missing or broken, or a format that cannot do it.
    """
    for article in articles:
        path, document, catalog = opened(article, locales, target, reading)
        becomes_body = as_body and not article.is_markup
        part = _able(document, as_body=becomes_body)
        units = units_of(document, size)
        text, refused = preview(document, units, catalog, says_language=becomes_body or article.is_markup)
        if becomes_body:
            text = part.to_html(text)
        elif article.is_markup:
            text = declare(text, "utf-8")
        translated = {entry.key for entry in catalog.entries if entry.state in {State.REVIEWED, State.DRAFT}}
        used = sum(_key(unit) in translated for unit in units) - len(refused)
        rendering = Rendering(text, used, len(units), refused)
        yield Rendered(article, target, path, rendering, text.encode(), reviewed_share(units, catalog))


def _able(document: Document, *, as_body: bool) -> ModuleType:
    part = parts.load("formats", document.format)
    if not hasattr(part, "bilingual") or (as_body and not hasattr(part, "to_html")):
        raise ArticleError(
            message("no preview of {format}", format=document.format),
            where=document.path,
            remedy="give --output another ending",
        )
    return part


def preview(
    document: Document, units: Sequence[Unit], catalog: Catalog, *, says_language: bool = False
) -> tuple[str, tuple[Refusal, ...]]:
    """The article with each block followed by its translation, and what was refused.

    Drafts, and sentences that are not translated, begin with signs, which the end of the text explains. There, too, is
    what readers do not see in its place: titles, texts for images.
    """
    entries = {entry.key: entry for entry in catalog.entries if entry.state is not State.OBSOLETE}
    translated, problems = _translated(document, units, entries, catalog.language)
    part = parts.load("formats", document.format)
    language = catalog.language.replace("_", "-")
    splices, unseen = [], []
    for index, words in translated.items():
        segment = document.segments[index]
        both = part.bilingual(segment, document.text, words, language if says_language else "")
        if both is None:
            unseen += [_elsewhere(unit, entries) for unit in units if unit.segment == index]
        else:
            splices.append(Splice(segment.span, both))
    text = spliced(document.text, Span(0, len(document.text)), sorted(splices, key=by_place))
    refused = {_key(unit): problems[unit.span] for unit in units if unit.span in problems}
    lines = [*dict.fromkeys(unseen), *_explained(units, entries, refused)]
    if lines or says_language:
        text = part.appendix(text, lines, language)
    return text, tuple(Refusal(entries[key], reason) for key, reason in refused.items() if key in entries)


def _key(unit: Unit) -> tuple[str, str]:
    return unit.context, unit.source


def _translated(
    document: Document, units: Sequence[Unit], entries: Mapping[tuple[str, str], Entry], language: str
) -> tuple[dict[int, str], dict[Span, str]]:
    """The segments in the other language, and what of them is refused and stands there as in the source."""
    style = style_of(language)
    targets = {unit.span: _signed(unit, entries) for unit in units}
    translated, problems = translated_segments(document, units, targets, language, style)
    if problems:
        targets |= {unit.span: f"{REFUSED} {unit.source}" for unit in units if unit.span in problems}
        translated, _ = translated_segments(document, units, targets, language, style)
    return translated, problems


def _sign(entry: Entry | None) -> str:
    if entry is None or entry.state is State.NEW:
        return OPEN
    return DRAFT if entry.state is State.DRAFT else ""


def _signed(unit: Unit, entries: Mapping[tuple[str, str], Entry]) -> str:
    """What is to be shown for a unit: its translation, or itself, with a sign if it is not reviewed."""
    entry = entries.get(_key(unit))
    words = entry.target if entry and entry.state is not State.NEW else unit.source
    return f"{_sign(entry)} {words}".lstrip()


def _elsewhere(unit: Unit, entries: Mapping[tuple[str, str], Entry]) -> str:
    """A unit that readers do not see, and its translation, in a line."""
    name = _UNSEEN.get(unit.kind, unit.kind.value)
    return " ".join(f"{name}: {unit.source} → {_signed(unit, entries)}".split())


def _explained(
    units: Sequence[Unit], entries: Mapping[tuple[str, str], Entry], refused: Collection[tuple[str, str]]
) -> Iterator[str]:
    """What the signs that stand in the text mean, each with how often it does."""
    signs = Counter(REFUSED if _key(unit) in refused else _sign(entries.get(_key(unit))) for unit in units)
    for sign, meaning in MEANINGS.items():
        if signs[sign]:
            yield f"{sign} {meaning} ({signs[sign]})"
