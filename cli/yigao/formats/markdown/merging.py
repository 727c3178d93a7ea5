"""Parts of a segment made one where a translator need not tell them apart."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from yigao.formats.markdown.tags import ANNOTATIONS, OPAQUE_ELEMENTS, read_tag
from yigao.model.document import Code, CodeKind, Pairing, Part, Text
from yigao.model.span import Span


def opaque_together(parts: Sequence[Part], text: str) -> list[Part]:
    """Merge elements whose content is not for translation (``<code>…</code>``) into one code each."""
    merged: list[Part] = []
    inside: Code | None = None
    for part in parts:
        if inside is None:
            if _opens_opaque(part):
                inside = part
            else:
                merged.append(part)
        elif isinstance(part, Code) and part.pair == inside.pair:
            span = Span(inside.span.start, part.span.end)
            merged.append(Code(span, span.cut(text), _kind_of(inside)))
            inside = None
    return merged


def _kind_of(opening: Code) -> CodeKind:
    """What an element is in its sentence: a word, or what stands above one."""
    return CodeKind.COMMENT if read_tag(opening.source).name in ANNOTATIONS else CodeKind.CODE


def _opens_opaque(part: Part) -> TypeGuard[Code]:
    return (
        isinstance(part, Code)
        and part.kind is CodeKind.TAG
        and part.pairing is Pairing.OPEN
        and part.pair is not None
        and read_tag(part.source).name in OPAQUE_ELEMENTS
    )


def texts_together(parts: Sequence[Part]) -> list[Part]:
    """One text where events cut it at escapes and entities."""
    merged: list[Part] = []
    run: list[Text] = []
    for part, following in pairwise([*parts, None]):
        if isinstance(part, Text):
            run.append(part)
            if isinstance(following, Text):
                continue
            merged.append(Text(Span(run[0].span.start, run[-1].span.end), "".join(text.text for text in run)))
            run = []
        elif part is not None:
            merged.append(part)
    return merged
