"""Tags of components, as JSX and Vue have them, that are no HTML to Markdown's parser: ``<Tabs values={[…]}>``."""

import re

from yigao.model.span import Span

_QUOTED = r""""[^"]*+"|'[^']*+'"""
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
_ATTRIBUTE = rf"""[@#:A-Za-z_][\w.:@-]*+(?:\s*+=\s*+(?:{_QUOTED}|{_BRACES}|[^\s"'=<>`{{}}]++))?+"""
_TAG = re.compile(rf"<[A-Za-z][\w.-]*+(?:\s++(?:{_ATTRIBUTE}|{_BRACES}))++\s*+/?>")
_NAME = re.compile(r"<(?:[A-Z]|[a-z]\w*+-)")
_OWN = re.compile(r"=\s*+\{|\s[@#{]")
"""What HTML does not have: values and attributes in braces, names that begin with a sign."""


def find_component(text: str, at: int, end: int) -> Span | None:
    """The tag that begins at ``at`` and ends before ``end``, if it is one that only a program with components reads."""
    match = _TAG.match(text, at, end) if _NAME.match(text, at) else None
    if match is None or not _OWN.search(re.sub(_QUOTED, '""', match[0])):
        return None
    return Span(*match.span())
