"""The elements that are open at a place, as far as translation depends on them."""

from collections import Counter
from dataclasses import dataclass, field

from yigao.formats.html.elements import ENDED_BY, HEADINGS
from yigao.model.document import SegmentKind


@dataclass(slots=True)
class Frame:
    """One open element."""

    name: str
    """Its name, lower case; empty for what is around all elements."""
    block: bool
    """Whether a run of text ends at its borders."""
    kind: SegmentKind
    """What text in it is."""
    start: int = -1
    """Offset of its start tag."""
    reason: str = ""
    """Why its inside is left out; empty if it is not."""
    run: int = -1
    """Number of the run that its start tag is a code of."""
    part: int = -1
    """Index of that code."""
    inline: Counter[str] = field(default_factory=Counter)
    """Of a block, how many elements of each name are open in it above all blocks."""


class Frames:
    """The stack of open elements. Each call takes constant time, or pops what was pushed."""

    def __init__(self) -> None:
        self.root = Frame("", block=True, kind=SegmentKind.PARAGRAPH)
        """What is around all elements."""
        self._stack = [self.root]
        self._blocks = [self.root]
        self._open: Counter[str] = Counter()  # blocks by name

    @property
    def top(self) -> Frame:
        """The innermost element, inline or not."""
        return self._stack[-1]

    @property
    def block(self) -> Frame:
        """The innermost block."""
        return self._blocks[-1]

    def push(self, frame: Frame) -> None:
        """Open an element."""
        self._stack.append(frame)
        if frame.block:
            self._blocks.append(frame)
            self._open[frame.name] += 1
        else:
            self.block.inline[frame.name] += 1

    def pop(self) -> Frame:
        """Close the innermost element."""
        frame = self._stack.pop()
        if frame.block:
            self._blocks.pop()
            self._open[frame.name] -= 1
        else:
            self.block.inline[frame.name] -= 1
        return frame

    def close(self, name: str) -> Frame | None:
        """Close the innermost element of a name with all in it; None if none is open.

        An end tag of an inline element closes nothing beyond the block that it stands in.
        """
        if name in HEADINGS and self.block.name in HEADINGS:
            name = self.block.name
        inline = self.block.inline[name] > 0
        if not inline and not self._open[name]:
            return None
        while True:
            frame = self.pop()
            if frame.name == name and frame.block is not inline:
                return frame

    def end_before(self, name: str) -> None:
        """Close those elements that a start tag of that name ends: an open ``li`` before the next one."""
        if name in ENDED_BY.get(self.top.name, ()):
            self.pop()
        while name in ENDED_BY.get(self.block.name, ()):
            block = self.block
            while self.pop() is not block:
                pass
