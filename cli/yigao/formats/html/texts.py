"""Character data as parts of a segment: line ends, addresses and typed-in spaces apart from the words."""

from collections.abc import Iterator, Sequence

from yigao.formats._addresses import addresses_apart
from yigao.formats._formulas import formulas_apart
from yigao.formats._templates import template_codes
from yigao.model.document import WHITE_SPACE, Code, CodeKind, Pairing, Part, Text
from yigao.model.span import Span
from yigao.text.patterns import later

_LINE_END = later(r"[\r\n][\t\n\f\r ]*+")
_SPACES_OF_A_LINE = "\t\f "

_SPACE_NAMES = "nbsp|ensp|emsp|emsp13|emsp14|thinsp|hairsp|ZeroWidthSpace|zwnj|zwj|NoBreak"
_SPACE_NUMBERS = "#0*160|#x0*a0|#0*12288|#x0*3000|#0*819[4-9]|#0*820[0-5]|#x0*200[2-d]|#0*65279|#x0*feff"
_SPACE = rf"(?:[\s\u200b-\u200d\u2060\ufeff]|&(?:{_SPACE_NAMES}|(?i:{_SPACE_NUMBERS}));)"
_LEADING = later(rf"{_SPACE}++")
_STOP = later(rf"[。！？!?…][”’」』）)]*+({_SPACE}++)")
_STOPPED = later(r"[。！？!?…][”’」』）)]*+\Z")
_LONGEST_TAIL = 2000
"""Characters at the end of a text in which its final spaces are sought; keeps hostile input linear."""


def text_parts(text: str, span: Span) -> Iterator[Part]:
    """The parts of the character data in ``span``: words, soft breaks for line ends with their indents, addresses, tags
    of templates.
    """
    if text.find("{", span.start, span.end) >= 0:
        for code in template_codes(text, span):
            yield from _lines(text, Span(span.start, code.span.start))
            yield code
            span = Span(code.span.end, span.end)
    yield from _lines(text, span)


def _lines(text: str, span: Span) -> Iterator[Part]:
    at = span.start
    for found in _LINE_END().finditer(text, span.start, span.end):
        words = text[at : found.start()].rstrip(_SPACES_OF_A_LINE)
        yield from _words(at, words)
        line_end = Span(at + len(words), found.end())
        yield Code(line_end, line_end.cut(text), CodeKind.SOFT_BREAK)
        at = found.end()
    yield from _words(at, text[at : span.end])


def _words(start: int, words: str) -> Iterator[Part]:
    if words:
        for part in formulas_apart(Text(Span(start, start + len(words)), words)):
            yield from addresses_apart(part)


def is_blank(text: str) -> bool:
    """Whether a text is nothing but spaces, however spelled."""
    return not text.strip() or _LEADING().fullmatch(text) is not None


def spaces_apart(parts: Sequence[Part]) -> list[Part]:
    """The parts of a run with spaces spelled as references (``&nbsp;``) as codes where they indent or fill.

    That is at the beginning and end of the run and of its lines, and after a sentence. Elsewhere they stand between
    words and are left to the translator.
    """
    if not any(isinstance(part, Text) and "&" in part.text for part in parts):
        return list(parts)
    heads_apart = [piece for part, edge in _with_edges(parts) for piece in _leading(part, edge=edge)]
    backwards = [
        piece
        for part, edge in _with_edges(heads_apart[::-1], backwards=True)
        for piece in reversed(_trailing(part, edge=edge))
    ]
    return backwards[::-1]


def _with_edges(parts: Sequence[Part], *, backwards: bool = False) -> Iterator[tuple[Part, bool]]:
    """Each part, and whether nothing but white space and tags stands between it and the last edge."""
    edge = True
    for part in parts:
        yield part, edge
        if isinstance(part, Text):
            stops = not backwards and _STOPPED().search(part.text[-_LONGEST_TAIL:]) is not None
            edge = stops or (edge and not _LEADING().sub("", part.text))
        elif part.kind is CodeKind.HARD_BREAK:
            edge = True
        elif part.kind not in WHITE_SPACE and part.kind is not CodeKind.COMMENT and part.pairing is Pairing.ALONE:
            edge = False


def _leading(part: Part, *, edge: bool) -> list[Part]:
    """A part with the spaces at its beginning, and after each sentence in it, as codes."""
    if not isinstance(part, Text):
        return [part]
    found = [found.span(1) for found in _STOP().finditer(part.text)]
    start = _LEADING().match(part.text) if edge else None
    if start:
        found.insert(0, start.span())
    return _cut(part, [span for span in found if "&" in part.text[slice(*span)]])


def _trailing(part: Part, *, edge: bool) -> list[Part]:
    """A part with the spaces at its end as a code."""
    if not edge or not isinstance(part, Text):
        return [part]
    last = None
    for last in _LEADING().finditer(part.text, max(0, len(part.text) - _LONGEST_TAIL)):  # noqa: B007 - the last is wanted
        pass
    if last is None or last.end() < len(part.text) or "&" not in last[0]:
        return [part]
    return _cut(part, [last.span()])


def _cut(part: Text, spaces: Sequence[tuple[int, int]]) -> list[Part]:
    pieces: list[Part] = []
    at = 0
    for start, end in spaces:
        if start > at:
            pieces.append(_piece(part, at, start))
        span = Span(part.span.start + start, part.span.start + end)
        pieces.append(Code(span, part.text[start:end], CodeKind.SPACE))
        at = end
    if at < len(part.text):
        pieces.append(_piece(part, at, len(part.text)))
    return pieces


def _piece(part: Text, start: int, end: int) -> Text:
    return Text(Span(part.span.start + start, part.span.start + end), part.text[start:end])
