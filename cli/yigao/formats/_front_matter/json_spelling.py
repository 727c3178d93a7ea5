"""How JSON spells strings (RFC 8259, section 7)."""

import json
from collections.abc import Mapping

from yigao.model.interfaces import Spelling


def string_value(raw: str) -> str:
    """What a string means, given with its quotes."""
    return str(json.loads(raw, strict=False))


def write_string(value: str) -> str:
    """``value`` between quotes: only what JSON wants escaped is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


SPELLINGS: Mapping[str, Spelling] = {
    "json": Spelling(read=lambda raw: string_value(raw).strip(), write=write_string, whole=True),
}
"""JSON knows one kind of quotes."""
