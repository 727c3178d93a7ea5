"""How TOML spells strings (TOML 1.0, section String)."""

import re
from collections.abc import Mapping

from yigao.model.interfaces import Spelling
from yigao.text.patterns import later

CONTINUATION = r"[ \t]*+\\[ \t]*+\r?\n\s*+"
"""A backslash at the end of a line of ``\"\"\"…\"\"\"``, which drops the line end and what white space follows."""

_ESCAPES = later(rf"[ \t]++(?:\\[ \t]*+\r?\n\s*+)?+|{CONTINUATION}|\\(?:(?P<code>u[\da-fA-F]{{4}}|U[\da-fA-F]{{8}})|.)")
_MEANINGS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_SHORT = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_CONTROL = "[\x00-\x08\x0a-\x1f\x7f]"
_FENCE = later(r"\s*+\+[\s+]*+")
"""What, alone on a line, could end the front matter."""


def character(code: str) -> str:
    """What ``x41``, ``u0041`` or ``U00000041`` means; nothing if there is no such character."""
    number = int(code[1:], 16)
    return chr(number) if number < 0x110000 else ""


def unescaped(raw: str) -> str:
    """What the inside of a basic string means."""

    def meaning(match: re.Match[str]) -> str:
        found = match[0]
        if "\n" in found:
            return found[: len(found) - len(found.lstrip(" \t"))]
        if not found.startswith("\\"):
            return found
        if match["code"]:
            return character(match["code"])
        return _MEANINGS.get(found[1], found[1])

    return _ESCAPES().sub(meaning, raw)


def _escaped(match: re.Match[str]) -> str:
    return _SHORT.get(match[0], f"\\u{ord(match[0]):04x}")


def write_basic(value: str) -> str:
    """``value`` as a basic string."""
    return '"{}"'.format(re.sub(rf'["\\\t]|{_CONTROL}', _escaped, value))


def write_literal(value: str) -> str:
    """``value`` as a literal string, or as a basic one if it holds what literal ones cannot."""
    return write_basic(value) if re.search(f"'|{_CONTROL}", value) else f"'{value}'"


def write_lines(words: str) -> str:
    r"""``words`` as part of a line of ``\"\"\"…\"\"\"``."""
    escaped = re.sub(rf'\\|"(?="|\Z)|\A"|{_CONTROL}', _escaped, words)
    return escaped.replace("+", "\\u002b", 1) if _FENCE().fullmatch(words) else escaped


def write_literal_lines(words: str) -> str:
    """``words`` as part of a line of ``'''…'''``, where nothing can be escaped. Raises ValueError."""
    if re.search(r"''|\A'|'\Z", words):
        raise ValueError("'' cannot stand in a string of TOML between '''")
    control = re.search(_CONTROL, words)
    if control:
        raise ValueError(f"{control[0]!r} cannot stand in a string of TOML between '''")
    if _FENCE().fullmatch(words):
        raise ValueError("a line of + would end the front matter")
    return words


SPELLINGS: Mapping[str, Spelling] = {
    "toml-basic": Spelling(read=lambda raw: unescaped(raw[1:-1]).strip(), write=write_basic, whole=True),
    "toml-literal": Spelling(read=lambda raw: raw[1:-1].strip(), write=write_literal, whole=True),
    "toml-lines": Spelling(read=unescaped, write=write_lines),
    "toml-literal-lines": Spelling(write=write_literal_lines),
}
"""By the quotes; strings in three quotes are cut into lines and sentences."""
