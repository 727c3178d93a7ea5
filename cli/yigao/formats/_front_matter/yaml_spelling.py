"""How YAML spells strings: plain, in quotes, in blocks (YAML 1.2, chapters 5.7, 7.3 and 8.1).

What is written is plain only where YAML 1.1 and 1.2 readers agree that it is a string; otherwise in double quotes.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from yigao.formats._front_matter.toml_spelling import character
from yigao.model.interfaces import Spelling
from yigao.text.han import joins_without_space
from yigao.text.patterns import later

BREAK = "(?:\r\n|[\n\r\x85\u2028\u2029])"
"""A line end, for YAML 1.1."""

_UNPRINTABLE = "[^\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""What must be escaped, surrogates aside: they come from no file."""

_LINE_ENDS = rf"[ \t]++(?:{BREAK}[ \t]*+)*+|(?:{BREAK}[ \t]*+)++"
_FOLDS = later(_LINE_ENDS)
_ESCAPES = later(
    rf"\\(?:(?P<code>x[\da-fA-F]{{2}}|u[\da-fA-F]{{4}}|U[\da-fA-F]{{8}})|{BREAK}[ \t]*+|.)|{_LINE_ENDS}", re.DOTALL
)
_MEANINGS = {
    **dict(zip("0abtnvfre", "\0\a\b\t\n\v\f\r\x1b", strict=True)),
    **dict(zip("N_LP", "\x85\xa0\u2028\u2029", strict=True)),
}
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = later(rf'["\\]|{_UNPRINTABLE}')
_NOT_PLAIN = later(
    rf"""\A(?:[-?:,\[\]{{}}\#&*!|>'"%@`\s=<~]|\.\.\.)|{_UNPRINTABLE}|:(?:\s|\Z)|\s\#|\s\Z""",
)
_OTHER_TYPES = later(
    r"null|true|false|yes|no|on|off|[yn]|[-+]?\.(?:inf|nan)|[-+]?\.?\d[\d_.,:+\-a-foxtz ]*", re.IGNORECASE
)
"""What some reader takes for something else than a string: a superset of numbers, dates and times."""


def _fold(match: re.Match[str], *, joined: bool) -> str:
    """Line ends in a flow scalar: one is a space, or nothing between Chinese if ``joined``; more keep all but one."""
    breaks = len(re.findall(BREAK, match[0]))
    if breaks != 1:
        return "\n" * (breaks - 1) if breaks else match[0]
    left, right = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if joined and left and right and joins_without_space(left, right) else " "


def plain_value(raw: str, *, joined: bool = False) -> str:
    """The value of a plain scalar; ``joined`` drops line ends between Chinese, where YAML has a space."""
    return _FOLDS().sub(partial(_fold, joined=joined), raw)


def single_value(raw: str, *, joined: bool = False) -> str:
    """The value of a scalar in single quotes, given with them."""
    return plain_value(raw[1:-1], joined=joined).replace("''", "'")


def double_value(raw: str, *, joined: bool = False) -> str:
    """The value of a scalar in double quotes, given with them."""

    def meaning(match: re.Match[str]) -> str:
        found = match[0]
        if not found.startswith("\\"):
            return _fold(match, joined=joined)
        if match["code"]:
            return character(match["code"])
        return "" if re.match(BREAK, found[1:]) else _MEANINGS.get(found[1], found[1])

    return _ESCAPES().sub(meaning, raw[1:-1])


def write_double(value: str) -> str:
    """``value`` in double quotes, on one line."""

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        long = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        return _SHORT.get(match[0], long)

    return f'"{_TO_ESCAPE().sub(escape, value)}"'


def write_single(value: str) -> str:
    """``value`` in single quotes, or in double ones if it holds what single ones cannot."""
    return write_double(value) if re.search(_UNPRINTABLE, value) else "'{}'".format(value.replace("'", "''"))


def write_plain(value: str) -> str:
    """``value`` as a plain scalar if it is one anywhere outside of brackets."""
    plain = value and not _NOT_PLAIN().search(value) and not _OTHER_TYPES().fullmatch(value)
    return value if plain else write_double(value)


def write_flow(value: str) -> str:
    """``value`` as a plain scalar if it is one between brackets, where it must hold neither these nor commas."""
    return write_double(value) if re.search(r"[,:?\[\]{}#]", value) else write_plain(value)


def write_block(words: str) -> str:
    """``words`` as part of a line of a block scalar, where nothing can be escaped. Raises ValueError."""
    words = words.strip(" \t")
    if not words:
        raise ValueError("an empty line would change the block")
    unprintable = re.search(_UNPRINTABLE, words.replace("\t", " "))
    if unprintable:
        raise ValueError(f"{unprintable[0]!r} cannot stand in a block of YAML")
    return words


def _whole(value: Callable[..., str], write: Callable[[str], str]) -> Spelling:
    return Spelling(read=lambda raw: value(raw, joined=True).strip(), write=write, whole=True)


SPELLINGS: Mapping[str, Spelling] = {
    "yaml-plain": _whole(plain_value, write_plain),
    "yaml-flow": _whole(plain_value, write_flow),
    "yaml-single": _whole(single_value, write_single),
    "yaml-double": _whole(double_value, write_double),
    "yaml-block": Spelling(write=write_block),
}
"""By the style of the scalar; those of blocks are cut into lines and sentences."""
