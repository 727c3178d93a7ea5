"""Which lines of a plain text make a paragraph.

A line is a paragraph of its own unless all of this says that it goes on with the line before it:

- the text has a margin (see ``margins``) and the line before was broken there;
- it begins neither as an item or a numbered heading, nor deeper than the line before, nor with an ideographic space;
  under the label of an item it may stand deeper;
- the line before ends inside a sentence, or else the line is neither indented nor dialogue;
- the paragraph that comes of it ends a sentence, or ends in an address.

So verse, lists, addresses, dialogue and texts of one paragraph a line stay as they are laid out, and only text that a
program or typist has filled is put together.
"""

from collections.abc import Iterator, Sequence

from yigao.formats.text.lines import Line
from yigao.formats.text.margins import Margin, find_margin

_WIDEST_TITLE = 60
"""Columns of the longest first line that is taken for a title."""
_NO_TITLE = "，,、"


def take_title(runs: list[list[Line]]) -> Line | None:
    """Take the title off the first run: a short first line without a final mark, before a blank line, rule or indent."""
    if not runs:
        return None
    first, *rest = runs[0]
    followed = not first.is_labelled and _indent(rest[0]) > _indent(first) if rest else len(runs) > 1
    if not followed or first.is_ended or first.is_speech or first.columns > _WIDEST_TITLE or len(first.cells) > 1:
        return None
    if first.text[-1] in _NO_TITLE:
        return None
    runs[0] = rest
    return first


def paragraphs(runs: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines of each paragraph, given the runs of lines between blank lines."""
    margin = find_margin(runs, _may_continue)
    for run in runs:
        taken: list[Line] = []
        for line in run:
            if taken and not (margin and _continues(taken, line, margin)):
                yield from _checked(taken)
                taken = []
            taken.append(line)
        if taken:
            yield from _checked(taken)


def _continues(taken: Sequence[Line], line: Line, margin: Margin) -> bool:
    """Whether ``line`` belongs to the paragraph whose lines so far are ``taken``."""
    last = taken[-1]
    if not margin.breaks(last, line) or len(last.cells) > 1:
        return False
    hanging = taken[0].is_labelled and (len(taken) == 1 or line.indent == last.indent)
    if not _may_continue(last, line, hanging=hanging):
        return False
    return not last.is_ended or hanging or not (line.is_speech or line.indent)


def _may_continue(last: Line, line: Line, *, hanging: bool | None = None) -> bool:
    """Whether nothing at the beginning of ``line`` says that a paragraph begins with it."""
    if line.is_labelled or "\u3000" in line.indent or line.indent.count(">") != last.indent.count(">"):
        return False
    deeper = _indent(line) > _indent(last)
    return (not deeper or (last.is_labelled if hanging is None else hanging)) and len(line.cells) == 1


def _checked(taken: list[Line]) -> Iterator[list[Line]]:
    """The lines as one paragraph if it ends as prose does, else each as its own."""
    if taken[-1].is_ended:
        yield taken
    else:
        yield from ([line] for line in taken)


def _indent(line: Line) -> int:
    return len(line.indent.expandtabs())
