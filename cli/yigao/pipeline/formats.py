"""The formats, found by name or by file name ending."""

from yigao import parts
from yigao.model.interfaces import Format, Spelling


def format_named(name: str) -> Format:
    """The format part of that name."""
    part: Format = parts.load("formats", name)
    return part


def formats_by_suffix() -> dict[str, str]:
    """Format names by file name ending."""
    return {suffix: name for name in parts.names("formats") for suffix in format_named(name).SUFFIXES}


def spelling(format_name: str, name: str) -> Spelling:
    """One of a format's spellings."""
    return format_named(format_name).SPELLINGS[name]
