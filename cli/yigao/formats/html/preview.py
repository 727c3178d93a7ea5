"""A page in two languages."""

import re
from collections.abc import Sequence
from html import escape

from yigao.formats._beside import CLASS, UNSEEN, broken
from yigao.model.document import Segment

_END = re.compile(r"</body\s*>", re.IGNORECASE)
_STYLE = f"<style>.{CLASS} {{ display: block; margin: 0.2em 0 0.6em; padding-left: 0.6em; border-left: 3px solid #3d8b57; }}</style>"


def bilingual(segment: Segment, text: str, translated: str, language: str) -> str | None:
    """A segment with its translation on the next line of the same element."""
    return None if segment.kind in UNSEEN or segment.spelling else broken(segment, text, translated, language)


def appendix(text: str, lines: Sequence[str], language: str) -> str:
    """The page with plain lines at the end of its body, and with a style for translations."""
    del language
    added = "".join(["<hr>", *(f"<p>{escape(line)}</p>" for line in lines)]) if lines else ""
    ends = list(_END.finditer(text))
    at = ends[-1].start() if ends else len(text)
    return f"{text[:at]}{added}{_STYLE}{text[at:]}"
