"""A draft written out: words, renderings and codes in their order, with the spaces and joints that the target wants."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, pairwise

from yigao.model.document import RUNNING_TEXT, CodeKind, SegmentKind
from yigao.pipeline.exposed import Anchor, Exposed, Rewrite, Slot
from yigao.text.articles import with_article
from yigao.text.joints import after_slot, before_slot, capitalised, ended, ends_sentence, lowered
from yigao.text.typesetting import marks, wants_space


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of an engine's answer, or marks of the source as the target writes them."""

    text: str
    """As the engine spells it; spaces at its edges are kept if they may stand there."""


Item = Words | Slot | Anchor


@dataclass(frozen=True, slots=True)
class Manner:
    """How the target language writes a sentence."""

    escape: Rewrite
    """From words to the spelling of the article's format."""
    language: str = "en"
    """ISO 639 code of the target."""
    spaced: bool = True
    """Whether it puts spaces between words."""


_ENDS = ".,;:。，；：、"
"""Marks that engines put at the end of a part of a sentence."""
_WORDLIKE = frozenset({CodeKind.IMAGE})
"""Codes among the anchors that their neighbours keep a space from."""
_UNCAPITALISED = frozenset({SegmentKind.CELL, SegmentKind.META})
"""Kinds that may begin as their words do."""


def written(exposed: Exposed, items: Sequence[Item], manner: Manner, *, whole: bool) -> str:
    """The draft. ``whole`` says that the engine wrote the sentence as one and knew where it begins."""
    ready = list(items)
    if not whole:
        ready = [
            Words(lowered(one.text, manner.language)) if isinstance(one, Words) and index else one
            for index, one in enumerate(ready)
        ]
    if manner.spaced:  # other languages keep the full-width marks
        ready = _polished(exposed, [Words(marks(one.text)) if isinstance(one, Words) else one for one in ready], manner)
    return _line(ready, manner)


def _polished(exposed: Exposed, items: list[Item], manner: Manner) -> list[Item]:
    """Joints smoothed, quotation marks, the first letter and the last mark set."""
    if manner.language == "en":
        items = _curled(items)
        if exposed.kind in RUNNING_TEXT and ends_sentence(exposed.text):  # headings and labels have no articles
            items = _with_articles(items)
    seen = [index for index, item in enumerate(items) if not isinstance(item, Anchor)]
    for left, right in pairwise(seen):
        before, after = items[left], items[right]
        if isinstance(before, Words) and isinstance(after, Slot) and not after.code:
            items[left] = Words(before_slot(before.text, after.target, manner.language))
        elif isinstance(before, Slot) and isinstance(after, Words) and not before.code:
            items[right] = Words(after_slot(before.target, after.text, manner.language))
    seen = [index for index in seen if _shown(items[index]).strip()]
    if not seen:
        return items
    if exposed.kind not in _UNCAPITALISED:
        items[seen[0]] = _with_text(items[seen[0]], capitalised(_shown(items[seen[0]])))
    last = items[seen[-1]]
    if isinstance(last, Words):
        items[seen[-1]] = Words(ended(last.text, exposed.text))
    elif mark := ended(f"x{_shown(last)}", exposed.text)[len(_shown(last)) + 1 :]:
        items.insert(seen[-1] + 1, Words(mark))
    return items


def _curled(items: list[Item]) -> list[Item]:
    """With curly quotation marks, as Chinese has them, for straight ones that pair."""
    straight = sum(item.text.count('"') for item in items if isinstance(item, Words))
    if not straight or straight % 2:
        return items
    marks_in_turn = cycle("“”")
    return [
        Words(re.sub('"', lambda _: next(marks_in_turn), item.text)) if isinstance(item, Words) else item
        for item in items
    ]


def _with_articles(items: Sequence[Item]) -> list[Item]:
    """With “the” before the names that want it; codes that a name stands in have it before them."""
    found: list[Item] = [Words(""), *items, Words("")]  # each name then has words on both sides, or another rendering
    shown = (index for index, item in enumerate(found) if not isinstance(item, Anchor) and _shown(item))
    seen = [0, *shown, len(found) - 1]
    for before, at, after in zip(seen, seen[1:], seen[2:], strict=False):
        left, name, right = found[before], found[at], found[after]
        if isinstance(name, Slot) and name.is_term and isinstance(left, Words) and isinstance(right, Words):
            found[before] = Words(with_article(left.text, name.target, right.text))
    return found


def _shown(item: Item) -> str:
    """What a reader sees of it."""
    if isinstance(item, Words):
        return item.text
    return item.target if isinstance(item, Slot) else ""


def _with_text(item: Item, text: str) -> Item:
    if isinstance(item, Words):
        return Words(text)
    return replace(item, target=text) if isinstance(item, Slot) and not item.code else item


def _line(items: Sequence[Item], manner: Manner) -> str:
    """Words and codes with the spaces that the words' edges want: before what opens, after what closes."""
    line = opening = left = ""
    for item in items:
        if isinstance(item, Anchor):
            if item.opens:
                opening += item.code.token
                continue
            stands = "x" if item.code.code.kind in _WORDLIKE else ""
            if stands and manner.spaced and wants_space(left, stands):
                line += " "
            line, opening = line + opening + item.code.token, ""
            left = stands or left
            continue
        text = _shown(item)
        bare = text.strip()
        if not bare:
            left += text
            continue
        space = manner.spaced and _parted(left, text, bare)
        line += (
            " " * space + opening + (item.code.token if isinstance(item, Slot) and item.code else manner.escape(bare))
        )
        opening = ""
        left = text
    return (line + opening).strip()


_GLUED_RIGHT = frozenset("'-–/")
_GLUED_LEFT = frozenset("-–/$€£#&")
"""What English writes close to the word before it (’s, -based) or behind it."""


def _parted(left: str, text: str, bare: str) -> bool:
    """Whether a space stands between what was last shown and the next text."""
    before = left.rstrip()
    if not before or not wants_space(before, bare):
        return False
    return left != before or text[0].isspace() or not (bare[0] in _GLUED_RIGHT or before[-1] in _GLUED_LEFT)


def assembled(exposed: Exposed, translations: dict[str, str], *, spaced: bool = True) -> Iterator[Item]:
    """The items of a draft put together from renderings and the translations of the pieces between them."""
    for piece in exposed.pieces():
        if isinstance(piece, str):
            translation = translations.get(piece)
            own = marks(piece).strip() if spaced else piece
            yield Words(own if translation is None else _as_part(piece, translation))
        else:
            yield piece


def in_a_row(clauses: Sequence[tuple[Sequence[Item], str]], *, spaced: bool) -> tuple[Item, ...]:
    """The items of clauses, each with the mark that stands behind it in the source, as those of one sentence.

    A mark that the engine put at the end of a clause gives way to the source's.
    """
    found: list[Item] = []
    for items, mark in clauses:
        found += _unended(items) if mark else items
        if mark and items:
            found.append(Words(marks(mark).strip() if spaced else mark))
    return tuple(found)


def _unended(items: Sequence[Item]) -> list[Item]:
    last = max((index for index, item in enumerate(items) if not isinstance(item, Anchor)), default=-1)
    return [
        Words(item.text.rstrip().rstrip(_ENDS)) if isinstance(item, Words) and index == last else item
        for index, item in enumerate(items)
    ]


def _as_part(source: str, translation: str) -> str:
    """A translated piece without the full stop that engines put at the end of everything."""
    translation = translation.strip()
    return translation if source.rstrip()[-1:] in "。！？!?.｡" else translation.removesuffix(".")
