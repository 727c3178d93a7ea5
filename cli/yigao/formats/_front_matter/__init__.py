"""Front matter: the YAML, TOML or JSON at the top of an article, whose titles and descriptions readers see too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.formats._front_matter import json_spelling, toml_spelling, yaml_spelling
from yigao.formats._front_matter.fields import Fields, Unreadable, check_length
from yigao.formats._leftovers import left_out
from yigao.model.document import Segment, Skipped
from yigao.model.interfaces import Spelling
from yigao.model.span import Span
from yigao.text.controls import has_controls
from yigao.text.han import has_han

__all__ = ["SPELLINGS", "FrontMatter", "find_front_matter"]

SPELLINGS: dict[str, Spelling] = {**yaml_spelling.SPELLINGS, **toml_spelling.SPELLINGS, **json_spelling.SPELLINGS}
"""By the kinds of values."""

_OPENS = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*+(?:\r\n|\n|\r)")
_BARE = re.compile(
    r"\ufeff?(?=(?:layout|title):[ \t])"
    r"(?=(?:(?:[A-Za-z][\w-]*+:(?=[ \t\r\n])|[ \t]++[^\s]|-[ \t])[^\r\n]*+(?:\r\n|[\r\n]))++---[ \t]*+(?:[\r\n]|\Z))(?P<fence>)"
)
"""The front matter of Hexo's older articles begins without a rule."""
_CLOSES = {
    "---": re.compile(r"(?<=[\n\r])(?:---|\.\.\.)[ \t]*+(?=[\r\n]|\Z)"),
    "+++": re.compile(r"(?<=[\n\r])\+\+\+[ \t]*+(?=[\r\n]|\Z)"),
}
_OBJECT = re.compile(r"""\ufeff?(?=\{\s*+")""")
"""JSON stands between no fences."""
_BEFORE = r"\s*+\Z|(?:\s++|\#[^\r\n]*+)*+"
_BEGINS = {
    "---": re.compile(rf"{_BEFORE}(?:\{{|[^\s\#:\-](?:[^:\r\n]|:(?![ \t\r\n]|\Z))*+:)"),
    "+++": re.compile(rf"{_BEFORE}(?:\[|[^\s\#=][^=\r\n]*+=)"),
}
"""What tells front matter from a text between two rules: it begins with a key, or holds nothing."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block at the top of an article, and what in it is for translation."""

    span: Span
    """From the opening line to the closing one, both included."""
    segments: tuple[Segment, ...]
    """The values to translate, in order."""
    skipped: tuple[Skipped, ...]
    """The other lines that hold Chinese, or all of it with the reason why it could not be read."""


NONE = FrontMatter(Span(0, 0), (), ())
"""That of an article which has none."""


def find_front_matter(text: str, keys: Sequence[str]) -> FrontMatter:
    """The front matter at the very start of ``text``, empty if there is none; values of ``keys`` are for translation.

    Keys match at any depth, whatever their case. Raises nothing: what cannot be read is left alone and told.
    """
    if json := _OBJECT.match(text):
        return _of_json(text, json.end(), Fields(keys))
    opening = _OPENS.match(text) or _BARE.match(text)
    fence = opening["fence"] or "---" if opening else ""
    closing = opening and _CLOSES[fence].search(text, opening.end())
    if not opening or not closing:
        return NONE
    inside = Span(opening.end(), closing.start())
    content = inside.cut(text)
    if not _BEGINS[fence].match(content):
        return NONE
    whole = Span(opening.start(), closing.end())
    try:
        check_length(content)
        segments = _segments(text, inside, Fields(keys), fence)
    except Unreadable as problem:
        return FrontMatter(whole, (), (Skipped(inside, str(problem)),) if has_han(content) else ())
    return _found(text, whole, inside, segments)


def _found(text: str, whole: Span, inside: Span, segments: Sequence[Segment]) -> FrontMatter:
    """The block with those of its ``segments`` that an entry can show."""
    shown = [one for one in segments if not has_controls(SPELLINGS[one.spelling].read(one.span.cut(text)))]
    return FrontMatter(whole, tuple(shown), tuple(left_out(text, inside, shown, "front matter")))


def _of_json(text: str, start: int, fields: Fields) -> FrontMatter:
    """The object that begins at ``start`` if it is one and ends its line, as Hugo reads it; else it is text."""
    from yigao.formats._front_matter.json_values import json_end, json_segments  # noqa: PLC0415 - as it is needed

    end = json_end(text, start)
    if end < 0:
        return NONE
    inside = Span(start, end)
    return _found(text, Span(0, end), inside, json_segments(text, inside, fields))


def _segments(text: str, inside: Span, fields: Fields, fence: str) -> Sequence[Segment]:
    """The values to translate. Raises `Unreadable`."""
    if fence == "---":
        from yigao.formats._front_matter.yaml_values import yaml_segments  # noqa: PLC0415 - as it is needed

        return yaml_segments(text, inside, fields)
    from yigao.formats._front_matter.toml_values import toml_segments  # noqa: PLC0415

    return toml_segments(text, inside, fields)
