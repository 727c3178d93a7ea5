"""Inline elements of both kinds of XLIFF, made from pieces and read back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from yigao.exchange._inline import Mark, Names, Pieces
from yigao.exchange._xml import local_name, unwritable
from yigao.model.document import Pairing

if TYPE_CHECKING:
    from lxml.etree import _Element

Element = Callable[["_Element", Mark], "_Element"]
"""Adds the element of a mark that opens or stands alone to its parent."""

_PAIRS = frozenset({"g", "pc"})
_ALONE = frozenset({"x", "ph", "it"})
_OPENING = {"bx": "rid", "bpt": "rid", "sc": "id"}
_CLOSING = {"ex": "rid", "ept": "rid", "ec": "startRef"}
"""Elements that are one end of a pair, and the attribute that both ends share."""


def fill(parent: "_Element", pieces: Pieces, element: Element, character: Callable[["_Element", str], None]) -> None:
    """Put pieces into an element. ``character`` adds one that XML cannot hold."""
    stack = [parent]
    for piece in pieces:
        if isinstance(piece, str):
            _add_text(stack[-1], piece, character)
        elif piece.pairing is Pairing.CLOSE:
            stack.pop()
        else:
            one = element(stack[-1], piece)
            if piece.pairing is Pairing.OPEN:
                stack.append(one)


def _add_text(parent: "_Element", text: str, character: Callable[["_Element", str], None]) -> None:
    plain = ""
    for one in text:
        if unwritable(one):
            _append(parent, plain)
            plain = ""
            character(parent, one)
        else:
            plain += one
    _append(parent, plain)


def _append(parent: "_Element", text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def spelled(element: "_Element", names: Names, learn: Callable[["_Element", Names], None]) -> str:
    """The text of an entry from an element's content. ``learn`` notes the data that an inline element brings."""
    pieces = [element.text or ""]
    for child in element:
        name = local_name(child)
        learn(child, names)
        pieces.append(_child(child, name, names, learn))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _child(child: "_Element", name: str, names: Names, learn: Callable[["_Element", Names], None]) -> str:
    if name == "cp":
        return _character(str(child.get("hex") or ""))
    known = str(child.get("id") or "")
    if name in _PAIRS:
        inside = spelled(child, names, learn)
        return f"{names.token(known, Pairing.OPEN)}{inside}{names.token(known, Pairing.CLOSE)}"
    if name in _ALONE:
        return names.token(known, Pairing.ALONE)
    for ends, pairing in ((_OPENING, Pairing.OPEN), (_CLOSING, Pairing.CLOSE)):
        if name in ends:
            return names.token(str(child.get(ends[name]) or known), pairing)
    return spelled(child, names, learn)  # mrk and what else encloses words


def _character(number: str) -> str:
    try:
        found = chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if "\ud800" <= found <= "\udfff" else found
