"""What codes in a text mean for the sentences around them."""

from dataclasses import dataclass
from enum import Enum, auto

from yigao.model.span import Span


class Role(Enum):
    """What a code means for the sentences around it."""

    OPAQUE = auto()
    """An object inside a sentence (code, math, URL, image): nothing in it cuts, and it is not white space."""
    CHARACTER = auto()
    """A character reference or backslash escape: stands for the one character it names."""
    OPEN = auto()
    """An opening tag or opening ``**``: belongs to what follows."""
    CLOSE = auto()
    """A closing tag or closing ``**``: belongs to what precedes."""
    NOTE = auto()
    """A footnote mark: sticks to a terminator on its left."""
    SKIP = auto()
    """A comment or another invisible thing: sticks to what precedes."""
    SOFT = auto()
    """A soft newline together with the line prefix that follows it, as ``\\n> `` in a quotation."""
    BREAK = auto()
    """A hard break: cuts after it, whatever stands before."""
    LINK_OPEN = auto()
    """The start of a link: nothing cuts until its LINK_CLOSE."""
    LINK_CLOSE = auto()
    """The end of a link, its target included."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One code in a text."""

    span: Span
    """Where it stands."""
    role: Role
    """What it means for the sentences around it."""
