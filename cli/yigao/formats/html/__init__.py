"""HTML pages and exports: text between tags, and the attributes that readers see."""

from yigao.formats.html.layout import layouts
from yigao.formats.html.preview import appendix, bilingual
from yigao.formats.html.reading import read
from yigao.formats.html.safety import secure
from yigao.formats.html.spelling import ATTRIBUTES, HTML
from yigao.model.document import Parsed
from yigao.model.interfaces import FormatOptions, Spelling
from yigao.model.span import Span

__all__ = ["NAMES_ENCODING", "SPELLINGS", "SUFFIXES", "appendix", "bilingual", "layouts", "localise", "parse", "secure"]

SUFFIXES = (".html", ".htm", ".xhtml")
"""File name endings of this format, lower case."""

NAMES_ENCODING = True
"""Whether its files may name their own encoding."""

SPELLINGS: dict[str, Spelling] = {"": HTML, **ATTRIBUTES}
"""HTML's own, and those of attribute values."""


def parse(text: str, options: FormatOptions = FormatOptions()) -> Parsed:  # noqa: B008 - frozen
    """The segments of a page, in order of their start, and what is left out. Ends on any text; raises nothing."""
    del options
    found = read(text)
    return Parsed(tuple(found.segments), tuple(found.skipped))


def localise(text: str, target: str) -> list[tuple[Span, str]]:
    """What else to replace in a page that is rendered in the language ``target``, in order.

    That is the language tags of the page and of the elements that say they are in Chinese and whose text is translated.
    ``target`` is a tag as catalogs or HTML spell it: ``pt_BR``, ``pt-BR``.
    """
    return [(span, target.replace("_", "-")) for span in read(text).languages]
