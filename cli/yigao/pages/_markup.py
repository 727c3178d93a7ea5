"""HTML and SVG in which every text from outside is escaped: `Html` is what `words` and `tag` have made, nothing else."""

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

Html = NewType("Html", str)
"""Markup that is safe to put into a page."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Characters that are not seen, or that reorder others."""
_SIGNS = {"\n": "↵", "\t": "⇥"}
_VOID = frozenset({"br", "input", "path", "rect", "circle", "line"})


def words(text: str) -> Html:
    """A text as it is; what of it cannot be seen becomes a sign that can."""
    return Html(_UNSEEN.sub(_sign, escape(text)))


def _sign(match: re.Match[str]) -> str:
    character = match.group()
    sign = _SIGNS.get(character, "·")
    tail = "\n" if character == "\n" else ""
    return f'<b class="u" title="U+{ord(character):04X}">{sign}</b>{tail}'


def plain(text: str) -> Html:
    """A text where there can be no tags, in a ``title`` or an option of a list: unseen characters are replaced."""
    return Html(_UNSEEN.sub(lambda match: " " if match.group().isspace() else "\ufffd", escape(text)))


def tag(name: str, *inside: Html, **attributes: str | int | bool | None) -> Html:
    """An element. Attributes that are None or False are left out; ``_`` in a name is ``-``, and one behind it nothing."""
    pieces = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        spelled = key.rstrip("_").replace("_", "-")
        pieces.append(f" {spelled}" if value is True else f' {spelled}="{plain(str(value))}"')
    if name in _VOID:
        pieces.append("/>" if not inside else ">")
    else:
        pieces.append(f">{''.join(inside)}</{name}>")
    return Html("".join(pieces))


def join(pieces: Iterable[Html], between: str = "") -> Html:
    """Pieces in a row; ``between`` is our own text."""
    return Html(escape(between).join(pieces))
