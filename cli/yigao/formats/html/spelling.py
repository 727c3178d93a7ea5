"""Between the spelling of text in HTML (character references, quoted attribute values) and the characters meant."""

import html
import re
from collections.abc import Mapping

from yigao.model.interfaces import Spelling
from yigao.text.han import is_cjk_punctuation, is_han

_REFERENCE = re.compile(r"&(?:#\d{1,7}(?!\d);?|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_AMBIGUOUS = re.compile(r"&(?=[#A-Za-z]|\Z)|<(?=[A-Za-z/!?]|\Z)")
_BREAKING = re.compile(r"[\t\n\f\r ]++")


def plain(text: str) -> str:
    """The characters that text stands for: ``&amp;`` is ``&``, ``&#20013;`` is ``中``; ``&copy`` counts too."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def escape(text: str) -> str:
    """``text`` spelled so that a browser shows it as it is, with as few references as that takes."""
    return _AMBIGUOUS.sub(lambda match: "&amp;" if match[0] == "&" else "&lt;", text)


def read(text: str) -> str:
    """Text as a translator gets to see it: references to Chinese characters and punctuation are those; others stay."""
    return _REFERENCE.sub(_shown, text) if "&" in text else text


def _shown(reference: re.Match[str]) -> str:
    character = html.unescape(reference[0])
    chinese = len(character) == 1 and (is_han(character) or is_cjk_punctuation(character))
    return character if chinese and not character.isspace() else reference[0]


def _quoted(quote: str, reference: str, spellings: str) -> Spelling:
    """An attribute value between quotes: a translator sees and writes the quotation mark itself."""
    spelled = re.compile(rf"&(?:{spellings});", re.IGNORECASE)
    return Spelling(
        plain,
        escape,
        read=lambda text: read(spelled.sub(quote, text)),
        write=lambda text: text.replace(quote, reference),
    )


def _write_bare(text: str) -> str:
    """A value that stood without quotes gets them: a translation holds spaces."""
    return f'"{_BREAKING.sub(" ", text).replace(chr(34), "&quot;")}"'


HTML = Spelling(plain, escape, read)
"""Text between tags."""

ATTRIBUTES: Mapping[str, Spelling] = {
    "attribute-double": _quoted('"', "&quot;", "quot|#0*34|#x0*22"),
    "attribute-single": _quoted("'", "&#39;", "apos|#0*39|#x0*27"),
    "attribute-bare": Spelling(plain, escape, read, _write_bare, whole=True),
}
"""Attribute values, by their quotes."""
