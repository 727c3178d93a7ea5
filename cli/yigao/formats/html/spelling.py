"""Between the spelling of text in HTML (character references, quoted attribute values) and the characters meant."""

import html
import re
from collections.abc import Mapping

from yigao.formats._templates import IN_ATTRIBUTES, has_templates
from yigao.model.interfaces import Spelling
from yigao.text.han import is_cjk_punctuation, is_han
from yigao.text.patterns import later

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
    """Text as a translator gets to see it: Chinese characters, punctuation and quotation marks instead of references.

    All others stay, as they mean markup, white space or characters that a keyboard lacks.
    """
    return _REFERENCE.sub(_shown, text) if "&" in text else text


def _shown(reference: re.Match[str]) -> str:
    character = html.unescape(reference[0])
    shown = is_han(character) or is_cjk_punctuation(character) or character in {'"', "'"}
    return character if shown and not character.isspace() else reference[0]


def _quoted(quote: str, reference: str) -> Spelling:
    """An attribute value between quotes; those in tags of templates are the template engine's own.

    What begins such a tag and does not end must not find its end behind the value.
    """
    template = later(rf"({IN_ATTRIBUTES[quote]})|{quote}|\{{(?=[{{%])")
    references = {quote: reference, "{": "&#123;"}

    def write(text: str) -> str:
        if not has_templates(text):
            return text.replace(quote, reference)
        return template().sub(lambda match: match[1] or references[match[0]], text)

    return Spelling(plain, escape, read, write)


def _write_bare(text: str) -> str:
    """A value that stood without quotes gets them: a translation holds spaces."""
    return f'"{_BREAKING.sub(" ", text).replace(chr(34), "&quot;")}"'


HTML = Spelling(plain, escape, read)
"""Text between tags."""

ATTRIBUTES: Mapping[str, Spelling] = {
    "attribute-double": _quoted('"', "&quot;"),
    "attribute-single": _quoted("'", "&#39;"),
    "attribute-bare": Spelling(plain, escape, read, _write_bare, whole=True),
}
"""Attribute values, by their quotes."""
