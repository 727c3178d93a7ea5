"""The encoding that an HTML or XML text names in itself, and how to name another one there."""

import re
from collections.abc import Iterator

_HEAD = 4096
"""How far a declaration is sought. The HTML standard (4.2.5.4) wants it in the first 1024 bytes; editors are lax."""
_XML = re.compile(r"""\s*+<\?xml\s[^<>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_META = re.compile(r"<!--.*?-->|<meta\b(?P<attributes>(?:\"[^\"]*+\"|'[^']*+'|[^\"'<>])*+)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))""")
_CHARSET = re.compile(r"charset\s*=\s*([^\s\"';]++)", re.IGNORECASE)
_NAME = re.compile(r"\s*([^\s;/]++)")


def declared(data: bytes) -> str:
    """The encoding that an HTML or XML file names first, as it spells it; empty if it names none."""
    return next((name[1] for name in _names(data[:_HEAD].decode("latin-1"))), "")


def declare(text: str, name: str) -> str:
    """``text`` with ``name`` wherever it names its encoding; a text that names none stays as it is."""
    for place in reversed(list(_names(text[:_HEAD]))):
        text = f"{text[: place.start(1)]}{name}{text[place.end(1) :]}"
    return text


def _names(head: str) -> Iterator[re.Match[str]]:
    """Matches whose first group is a name. What stands in a comment counts for nothing."""
    xml = _XML.match(head)
    if xml:
        yield xml
    for meta in _META.finditer(head):
        found = _in_meta(head, *meta.span("attributes")) if meta["attributes"] else None
        if found:
            yield found


def _in_meta(head: str, start: int, end: int) -> re.Match[str] | None:
    """The name in the attributes of one element: ``charset``, or ``content`` if it is about the content type."""
    values = {found[1].lower(): found.span(found.lastindex or 1) for found in _ATTRIBUTE.finditer(head, start, end)}
    if "charset" in values:
        return _NAME.match(head, *values["charset"])
    about = head[slice(*values.get("http-equiv", (0, 0)))].strip().lower()
    return _CHARSET.search(head, *values["content"]) if about == "content-type" and "content" in values else None
