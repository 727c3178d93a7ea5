"""An entry's texts as markup: marks around terms and quantities, chips for codes, what changed since an earlier text."""

from collections.abc import Mapping, Sequence

from yigao.messages import localised, message
from yigao.model.review import Change, Mark, Marked, Side
from yigao.pages._markup import Html, join, tag, words

_CLASSES = {Marked.TERM: "m", Marked.QUANTITY: "q"}


def side(one: Side, terms: Mapping[str, int]) -> Html:
    """A text with its marks; ``terms`` numbers the terms of the page."""
    return _between(one.text, 0, len(one.text), list(one.marks), terms)


def _between(text: str, start: int, end: int, marks: Sequence[Mark], terms: Mapping[str, int]) -> Html:
    """The text from ``start`` to ``end`` with the marks that lie there; what lies in one of them goes into it."""
    pieces = []
    at, index = start, 0
    while index < len(marks):
        mark = marks[index]
        until = index + 1
        while until < len(marks) and marks[until].span.start < mark.span.end:
            until += 1
        inside = _between(text, mark.span.start, mark.span.end, marks[index + 1 : until], terms)
        pieces += [words(text[at : mark.span.start]), _marked(mark, inside, terms)]
        at, index = mark.span.end, until
    return join([*pieces, words(text[at:end])])


def _marked(mark: Mark, inside: Html, terms: Mapping[str, int]) -> Html:
    if mark.kind is Marked.CODE:
        return tag("b", inside, class_="code", title=localised(mark.about))
    name = _CLASSES[mark.kind] if mark.is_kept else f"{_CLASSES[mark.kind]} w"
    about = mark.about if mark.is_kept else message("{about}: not found", about=mark.about)
    return tag(
        "mark", inside, class_=name, title=localised(about), data_l=mark.link or None, data_m=terms.get(mark.term)
    )


def changes(stretches: Sequence[Change]) -> Html:
    """How a text differs from an earlier one."""
    pieces = []
    for one in stretches:
        if one.before == one.after:
            pieces.append(words(one.after))
            continue
        if one.before:
            pieces.append(tag("del", words(one.before)))
        if one.after:
            pieces.append(tag("ins", words(one.after)))
    return join(pieces)


def without_codes(one: Side) -> str:
    """The words of a text, for places where there can be no marks."""
    pieces, at = [], 0
    for mark in one.marks:
        if mark.kind is Marked.CODE and mark.span.start >= at:
            pieces.append(one.text[at : mark.span.start])
            at = mark.span.end
    return "".join([*pieces, one.text[at:]]).strip()
