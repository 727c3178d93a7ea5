"""Characters that control a terminal and show nothing: escape sequences that colour output, and lone control characters."""

from yigao.model.span import Span
from yigao.text.patterns import later

_CONTROL = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
_ANY = later(f"[{_CONTROL}\ud800-\udfff]")
_SEQUENCE = later(
    r"\x1b\[[0-?]{0,60}+[ -/]{0,9}+[@-~]|\x1b\][^\x07\x1b\r\n]{0,999}+(?:\x07|\x1b\\)|\x1b[ -/]{0,9}+[0-Z\\^-~]"
    rf"|\x9b[0-?]{{0,60}}+[ -/]{{0,9}}+[@-~]|[{_CONTROL}]"
)
"""ECMA-48: what sets colours and moves the cursor, addresses and titles (up to BEL or ST), short ones; any other."""


def has_controls(text: str) -> bool:
    """Whether a text holds a control character other than tabs and line ends, or half of a character."""
    return not text.isprintable() and _ANY().search(text) is not None


def find_controls(text: str) -> list[Span]:
    """Where escape sequences and other control characters stand, those side by side as one."""
    if text.isprintable() or not has_controls(text):
        return []
    found: list[Span] = []
    for match in _SEQUENCE().finditer(text):
        start, end = match.span()
        if found and found[-1].end == start:
            start = found.pop().start
        found.append(Span(start, end))
    return found


def visible(text: str) -> str:
    r"""A text with its control characters spelled out, as in ``\x1b[0m``."""
    return _ANY().sub(lambda match: f"\\x{ord(match[0]):02x}", text) if has_controls(text) else text
