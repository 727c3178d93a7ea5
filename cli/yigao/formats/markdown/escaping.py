"""Between the spelling of text in Markdown (escapes, entities) and the characters a reader sees."""

import html
import re

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ACTIVE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`]|<(?=[A-Za-z/!?])|&(?=(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)"
)


def plain(text: str) -> str:
    r"""The characters that Markdown text stands for: ``\*`` is ``*``, ``&amp;`` is ``&``."""
    pieces = []
    last = 0
    for match in re.finditer(f"{_ESCAPE.pattern}|{_ENTITY.pattern}", text):
        pieces.append(text[last : match.start()])
        pieces.append(match.group(1) or html.unescape(match.group()))
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces)


def escape(text: str) -> str:
    """``text`` spelled so that Markdown shows it as it is, with as few marks as that takes."""
    return _ACTIVE.sub(lambda match: _ENTITIES.get(match.group(), f"\\{match.group()}"), text)


_ENTITIES = {"<": "&lt;", "&": "&amp;"}
