"""How the blocks of a page are laid out."""

from dataclasses import dataclass, field, replace

from yigao.formats.html.elements import HEADINGS
from yigao.formats.html.tokens import Token, TokenKind, tokens
from yigao.model.document import SegmentKind
from yigao.model.layout import Layout, Lists, Tables
from yigao.model.span import Span

_LISTS = frozenset({"ul", "ol", "menu"})
_CELLS = frozenset({"td", "th"})
_ENDED_BY = {
    "li": (frozenset({"li"}), _LISTS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", *_CELLS}), frozenset({"table"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    **dict.fromkeys(HEADINGS, (HEADINGS, frozenset({"li", "dd", *_CELLS}))),
}
"""What a start tag ends, and what of that it leaves open: all that lies outside of such an element."""
_FOLLOWED = frozenset({*_ENDED_BY, *_LISTS, "table", "blockquote", "dl"})
_DEEPEST = 100
"""Open elements that are followed; what lies deeper is laid out as what is around it."""
_MOST_COLUMNS = 1000


def html_layouts(text: str, region: Span | None = None, tables: int = 0) -> list[Layout]:
    """Headings, items, quotations and cells of a text or region of it, in order of their start; its tables are counted from ``tables`` on. Ends in time linear in the region's length."""
    reader = _Reader(text, region.end if region else len(text))
    for token in tokens(text, region):
        if token.kind is TokenKind.START and token.name in _FOLLOWED:
            reader.start(token)
        elif token.kind is TokenKind.END and token.name in _FOLLOWED:
            reader.end_tag(token)
    return [
        replace(layout, table=layout.table + tables) if layout.table else layout
        for layout in reader.finished(reader.end)
    ]


@dataclass(slots=True)
class _Open:
    """An element that has not ended; ``index`` is that of its layout, if it has one."""

    name: str
    index: int | None


@dataclass(slots=True)
class _Reader:
    """Follows tags. Not frozen: it reads."""

    text: str
    end: int
    _found: list[Layout] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _lists: Lists = field(default_factory=Lists)
    _tables: Tables = field(default_factory=Tables)

    def start(self, token: Token) -> None:
        """A start tag."""
        if token.name in _ENDED_BY:
            self._end_others(token)
        if len(self._open) >= _DEEPEST:
            return
        layout = self._layout(token)
        self._open.append(_Open(token.name, len(self._found) if layout else None))
        if layout:
            self._found.append(layout)

    def end_tag(self, token: Token) -> None:
        """An end tag ends the innermost element of its name and what is open in it."""
        index = next((at for at in reversed(range(len(self._open))) if self._open[at].name == token.name), None)
        if index is not None:
            self._close(index, token.span.start)

    def finished(self, end: int) -> list[Layout]:
        """All that was found, what is still open ended."""
        self._close(0, end)
        return self._found

    def _end_others(self, token: Token) -> None:
        ended, borders = _ENDED_BY[token.name]
        first = None
        for at in reversed(range(len(self._open))):
            if self._open[at].name in borders:
                break
            if self._open[at].name in ended:
                first = at
        if first is not None:
            self._close(first, token.span.start)

    def _close(self, first: int, end: int) -> None:
        for one in self._open[first:]:
            if one.name in _LISTS:
                self._lists.close()
            if one.index is not None:
                layout = self._found[one.index]
                self._found[one.index] = replace(layout, span=Span(layout.span.start, end))
        del self._open[first:]

    def _layout(self, token: Token) -> Layout | None:
        """How what begins with a tag is laid out, if it is a block of note."""
        span = Span(token.span.start, self.end)
        if token.name in HEADINGS or token.name == "dt":
            return Layout(span, SegmentKind.HEADING, level=6 if token.name == "dt" else int(token.name[1]))
        if token.name in _CELLS:
            return self._tables.cell(span, min(_MOST_COLUMNS, max(1, self._number(token, "colspan"))))
        if token.name == "li":
            return self._lists.item(span)
        if token.name == "dd":
            return Layout(span, SegmentKind.ITEM, level=1)
        if token.name == "blockquote":
            return Layout(span, SegmentKind.QUOTE, level=1 + sum(one.name == "blockquote" for one in self._open))
        self._begin(token)
        return None

    def _begin(self, token: Token) -> None:
        """A tag around blocks of note."""
        if token.name in _LISTS:
            self._lists.open(self._number(token, "start") if token.name == "ol" else None)
        elif token.name == "table":
            self._tables.table()
        elif token.name == "tr":
            self._tables.row()

    def _number(self, token: Token, name: str) -> int:
        """The number that an attribute says; 1 if it says none."""
        value = next((one.value.cut(self.text) for one in token.attributes if one.name == name), "")
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else 1
