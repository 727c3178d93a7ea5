"""Commands that explain themselves in the user's language."""

import unicodedata
from collections.abc import Iterator
from copy import copy

import click

from yigao.messages import language, localised

_TEXT_COLUMNS, _LIST_COLUMNS = 76, 44
"""What click leaves for running text and for the explanation of an option, in a terminal of 80 columns."""
_AS_IT_IS = "\b"
"""Tells click to leave a paragraph's lines alone: it counts characters, and a Chinese one takes two columns."""
_NOT_FIRST = frozenset("，。；：？！、）》”’,.;:?!)…")
_NOT_LAST = frozenset("（《“‘(")
_EXAMPLE = "Example: "


def in_language(command: click.Command) -> click.Command:
    """The command with its help in the language of the environment; itself in English."""
    if language() == "en":
        return command
    shown = copy(command)
    paragraphs = [*help_paragraphs(command.help or "")]
    shown.help = "\n\n".join(_laid_out(_said(text), _TEXT_COLUMNS) for text in paragraphs)
    shown.short_help = _laid_out(localised(paragraphs[0]), _LIST_COLUMNS) if paragraphs else None
    shown.params = [_option_in_language(each) for each in command.params]
    if isinstance(shown, click.Group):
        shown.commands = {name: in_language(each) for name, each in shown.commands.items()}
    return shown


def help_paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text, each on one line: what is looked up for a translation."""
    for paragraph in text.split("\n\n"):
        if line := " ".join(paragraph.split()):
            yield line


def _said(paragraph: str) -> str:
    if paragraph.startswith(_EXAMPLE):
        return localised("Example:") + paragraph.removeprefix(_EXAMPLE)
    return localised(paragraph)


def _option_in_language(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    shown = copy(parameter)
    shown.help = _laid_out(localised(parameter.help), _LIST_COLUMNS)
    return shown


def _laid_out(text: str, width: int) -> str:
    """``text`` in lines of at most ``width`` columns, as click shall print it."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return "\n".join([_AS_IT_IS, *lines, line.rstrip()])


def _pieces(text: str) -> Iterator[str]:
    """What stays together on a line: a Latin word with the space after it, a Chinese character with its marks."""
    piece = ""
    for character in text:
        breaks = piece and (piece[-1] == " " or _is_wide(character) or _is_wide(piece[-1]))
        if breaks and character != " " and character not in _NOT_FIRST and piece[-1] not in _NOT_LAST:
            yield piece
            piece = ""
        piece += character
    yield piece


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _columns(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)
