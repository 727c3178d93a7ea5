"""Ways to keep the words of translations from being read as markup. None changes what a reader sees."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yigao.formats.markdown.frames import Frame
from yigao.model.document import CodeKind, SegmentKind
from yigao.model.interfaces import Piece
from yigao.model.span import Span

_ESCAPE = r"\\[!-/:-@\[-`{-~]"
NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|\Z))")
"""Begins a list on the further lines of a paragraph or not, by what is around the frame."""
MARK = re.compile(r"(?=:::|(?:!!!|\?\?\?|===)[\s+!]|[!?]>[ \t])")
"""Begins a block in some dialect: a container, an admonition, a tab, a tip of docsify."""
_LINE_START = re.compile(
    rf"{NUMBER.pattern}|(?=(?:\#{{1,6}}|[-+*:])(?:\s|\Z)|[>|<\[]|(?:[-=*_+][ ]*)+\Z)|(?=(?P<fence>`{{3,}}|~{{3,}}))"
)
_BAR = re.compile(r"(?<!\\)\|")
_HEADING_END = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")
_ATTRIBUTES = re.compile(r"\{(?=[^{}]*\}\Z)")
_BACKSLASHES = re.compile(r"(?<!\\)\\+\Z")
_ACTIVE = re.compile(rf"{_ESCAPE}|(?P<active>[*`~$\[\]<]|(?<![^\W_])_|_(?![^\W_]))")


def escape_lines(
    frame: Frame, pieces: Sequence[Piece], pattern: re.Pattern[str] = _LINE_START, *, further: bool = False
) -> list[Piece]:
    """With a backslash where ``pattern`` matches: before what would begin a block where a translation begins a line.

    ``further``: only on the lines behind the first.
    """
    line_end = f"\n{frame.indent}"
    begins = not further and (not frame.before or frame.kind in {SegmentKind.ITEM, SegmentKind.QUOTE})
    found = []
    for piece in pieces:
        if piece.translated:
            own = tuple({code.source for code in piece.codes if code.source and code.kind is not CodeKind.LINK})
            lines = piece.text.split(line_end)
            escaped = [line if line.startswith(own) else _line_escaped(line, pattern) for line in lines]
            found.append(replace(piece, text=line_end.join([escaped[0] if begins else lines[0], *escaped[1:]])))
        else:
            found.append(piece)
        begins = piece.text.endswith(line_end) if piece.text else begins
    return found


def _line_escaped(line: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(line)
    if match is None:
        return line
    fence = match.groupdict().get("fence")
    if fence:
        return "".join(f"\\{mark}" for mark in fence) + line[len(fence) :]
    return f"{line[: match.end()]}\\{line[match.end() :]}"


def guard_breaks(pieces: Sequence[Piece]) -> list[Piece]:
    """With a second backslash before spaces that break the line: some programs see no break behind a single one."""
    return [
        replace(piece, text=_paired(piece.text)) if piece.translated and following.startswith("  ") else piece
        for piece, following in zip(pieces, [*(one.text for one in pieces[1:]), ""], strict=True)
    ]


def _paired(text: str) -> str:
    """With another backslash where an odd number of them ends the text."""
    backslashes = _BACKSLASHES.search(text)
    return f"{text}\\" if backslashes and len(backslashes[0]) % 2 else text


def guard_ends(frame: Frame, pieces: Sequence[Piece]) -> list[Piece]:
    """With a second backslash where a translation ends in one, and what ends a heading or a cell escaped."""
    found = [replace(piece, text=_end_guarded(frame, piece.text)) if piece.translated else piece for piece in pieces]
    last = max((index for index, piece in enumerate(found) if piece.text), default=0)
    if frame.kind is SegmentKind.HEADING and found[last].translated:
        text = _ATTRIBUTES.sub("&#123;", _HEADING_END.sub(r"\\", found[last].text))
        found[last] = replace(found[last], text=text)
    return found


def _end_guarded(frame: Frame, text: str) -> str:
    if frame.kind is SegmentKind.CELL:  # where a bar behind two backslashes is escaped all the same
        backslashes = _BACKSLASHES.search(text)
        literal = "&#92;" * ((len(backslashes[0]) + 1) // 2) if backslashes else ""
        return _BAR.sub(r"\\|", text[: backslashes.start()] + literal if backslashes else text)
    return _paired(text)


def escape_words(piece: Piece) -> Piece:
    """With a backslash before every mark of a translation that belongs to none of its codes."""
    if not piece.translated:
        return piece
    found = []
    at = 0
    for token in [*tokens(piece), Span(len(piece.text), len(piece.text))]:
        words = piece.text[at : token.start]
        found += [_ACTIVE.sub(lambda match: f"\\{match[0]}" if match["active"] else match[0], words)]
        found += [token.cut(piece.text)]
        at = token.end
    return replace(piece, text="".join(found))


def tokens(piece: Piece, *, emphasis: bool = True) -> Iterator[Span]:
    """Where the text spells codes of the piece, those of ``emphasis`` included or not."""
    codes = [code for code in piece.codes if code.source and (emphasis or code.kind is not CodeKind.EMPHASIS)]
    sources = sorted({code.source for code in codes}, key=len, reverse=True)
    if not sources:
        return
    for match in re.finditer(f"({'|'.join(map(re.escape, sources))})|{_ESCAPE}", piece.text):
        if match[1]:
            yield Span(*match.span())


def respelled(piece: Piece, source: str) -> Piece:
    """A piece that lacks the code ``source``, though maybe only because another mark gets in its way."""
    escaped = escape_words(piece)
    problem = _miscounted(piece)
    if not problem and escaped == piece:
        problem = f"{source} would not be read as markup where it stands"
    return replace(escaped, problem=problem)


def _miscounted(piece: Piece) -> str:
    """Which code a translation does not spell as often as it must; empty if it spells all."""
    wanted = Counter(code.source for code in piece.codes if code.kind is not CodeKind.HARD_BREAK)
    spelled = Counter(span.cut(piece.text) for span in tokens(piece))
    loose = {code.source for code in piece.codes if code.kind in {CodeKind.EMPHASIS, CodeKind.LINK}}
    for source, count in wanted.items():
        if spelled[source] < count:
            return f"{source} is missing"
        if spelled[source] > count and source not in loose:
            return f"{source} stands more than once"
    return ""
