"""What of Chinese typesetting a translation sheds: indents, full-width marks, sentences without spaces between."""

import re
from dataclasses import dataclass

from yigao.text.languages import locale, spaces_sentences
from yigao.text.typesetting import marks, tidy

INDENT = "\u3000"
"""What Chinese paragraphs begin with, twice."""

_SHARED = re.compile("[（）【】〔〕「」『』《》〈〉。：！]")
_MARKS = re.compile("[（）【】〔〕「」『』《》〈〉，、。；：？！％]")


@dataclass(frozen=True, slots=True)
class Style:
    """How the text around translated units follows the target language; the default is spaces between sentences."""

    spaced: bool = True
    """One space between two translated sentences that touched."""
    indented: bool = True
    """U+3000 stays where paragraphs begin."""
    marks: re.Pattern[str] | None = None
    """Which full-width marks between translated units give way to European ones, with the spaces these want."""


def style_of(target: str, indent: str = "drop") -> Style:
    """The style of a target language. ``indent`` is ``drop`` or ``keep``: whether U+3000 before paragraphs stays.

    Languages that set no space between sentences (Chinese, Japanese, Yi) keep everything. Those written from right to
    left take the brackets and stops that they share with European ones, and display turns brackets around; their own
    commas and question marks differ, so that these stay.
    """
    if not spaces_sentences(target):
        return Style(spaced=False)
    right_to_left = locale(target).text_direction == "rtl"
    return Style(indented=indent == "keep", marks=_SHARED if right_to_left else _MARKS)


def follow(text: str, style: Style) -> str:
    """``text``, which stands untranslated beside a translation, with the marks of the style; its edges gain no space."""
    if style.marks is None or not style.marks.search(text):
        return text
    changed = tidy(style.marks.sub(lambda match: marks(match.group()), text))
    left = changed if text[:1].isspace() else changed.lstrip()
    return left if text[-1:].isspace() else left.rstrip()
