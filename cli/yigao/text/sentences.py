"""Chinese sentence segmentation.

A sentence ends after a terminator (。！？｡, ASCII ! ? . where they stand for those) with all that sticks to it: closing
marks, closing tags, footnote marks, emoji, comments, white space. Nothing is cut inside titles, brackets, quotations,
links and codes; what follows a quotation decides whether it ends its sentence. Hard breaks and blank lines always cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yigao.model.span import Span
from yigao.text.marks import Mark
from yigao.text.masks import (
    BLANK_LINE,
    BRACKETS,
    BREAK,
    CLOSE,
    FILL,
    LINK_CLOSE,
    LINK_OPEN,
    NOTE,
    OPAQUE,
    OPEN,
    PAIRS,
    QUOTES,
    SKIP,
    SOFT,
    TITLES,
    paired,
    with_signs,
)
from yigao.text.patterns import later
from yigao.text.plain_sentences import plain_cuts
from yigao.text.speech import sentence_goes_on, speaker_follows
from yigao.text.stops import STRONG, gap_end, is_after_chinese, run_end, run_stops, space_end, stray_end, tail_end


def split_sentences(text: str, *, semicolon: bool = False) -> list[str]:
    """The sentences of raw ``text``, in which Markdown and HTML codes are found by themselves.

    Joined, they are ``text`` exactly: white space between sentences stays at the end of the sentence before it, but
    the indent of a line stays on that line. ``semicolon`` makes ； end a sentence too. An empty text has none.
    """
    from yigao.text.scanning import find_marks  # noqa: PLC0415 - a big pattern or two, for raw text alone

    return [span.cut(text) for span in sentence_spans(text, find_marks(text), semicolon=semicolon)]


def sentence_spans(text: str, marks: Sequence[Mark], *, semicolon: bool = False) -> list[Span]:
    """The sentences of ``text`` whose codes stand where ``marks`` says; emphasis marks may be left unsaid.

    The spans tile the text; none is empty and none begins inside a mark. ValueError if a mark lies outside the text.
    Runs in time linear in the length of ``text``.
    """
    ends = sentence_ends(text, marks, semicolon=semicolon)
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def sentence_ends(text: str, marks: Sequence[Mark], *, semicolon: bool = False) -> list[int]:
    """Where the same sentences end."""
    return signed_ends(with_signs(text, marks), semicolon=semicolon)


def signed_ends(signed: str, *, semicolon: bool = False) -> list[int]:
    """The same for a text whose codes are signs, as `with_signs` has them."""
    if not signed:
        return []
    if not semicolon:
        cuts = plain_cuts(signed) if _STOP.search(signed) else [len(signed)]
        if cuts:
            return cuts
    masked = paired(signed)
    return _Cutter(masked.text, masked.partner, semicolon=semicolon).run()


_CLOSING = frozenset(PAIRS.values())
_EITHER = re.escape("".join([*PAIRS, *PAIRS.values()]))
_EVENT = later(rf"[{STRONG}!?.．；;{BREAK}{LINK_OPEN}{LINK_CLOSE}{_EITHER}]|{BLANK_LINE}")
_STOP = re.compile(rf"[{STRONG}!?.．{BREAK}\n]")
"""What a text must hold to be more than one sentence."""
_LEAD = later(rf"[\s{OPEN}{CLOSE}{NOTE}{SKIP}{SOFT}{BREAK}{FILL}]*+")
_LABEL = later(
    r"(?:\d{1,3}[.．、)）]|[一二三四五六七八九十]{1,3}[、.．]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⓿❶-➓]|[-+*•·●■◆—]++)"
)
_UNSEEN = OPEN + CLOSE + SKIP + FILL
_CONTENT = later(rf"[\w{OPAQUE}{LINK_OPEN}{re.escape(''.join(PAIRS))}]")


@dataclass(slots=True)
class _Pair:
    """A pair of marks around the place that the cutter has reached."""

    start: int
    """Offset of the opening mark."""
    leads: bool
    """Whether it opened its sentence, labels and opening tags aside."""
    introduced: bool
    """Whether a colon introduced it, or it takes up a quotation that opened the sentence."""
    after_stop: bool
    """Whether it follows a terminator, inside another pair."""


class _Cutter:
    """Walks through a mask once, from one event to the next, and collects the ends of sentences."""

    def __init__(self, text: str, partner: dict[int, int], *, semicolon: bool) -> None:
        self.text = text
        self.partner = partner
        self.semicolon = semicolon
        self.cuts: list[int] = []
        self.broken = False  # whether the last cut was a hard break or a blank line
        self.pairs: list[_Pair] = []
        self.links = 0  # how many of them are links
        self.first = -1
        self.begin(0)

    def run(self) -> list[int]:
        at = 0
        while event := _EVENT().search(self.text, at):
            at = self.take(event.start())
        self.cut(len(self.text))
        return self.cuts or [len(self.text)]

    def begin(self, at: int) -> None:
        """Start a sentence at ``at``: note its first character, with and without a label."""
        self.start = at
        if at > self.first:  # else nothing but white space and signs came since it was sought
            self.first = _end(_LEAD(), self.text, at)
            self.unlabelled = _end(_LEAD(), self.text, _end(_LABEL(), self.text, self.first))
        self.stopped = -1  # the place after the last terminator inside a pair, and after what sticks to it
        self.stop = ""  # that terminator

    def cut(self, rest: int) -> int:
        """End the sentence at ``rest`` and the white space after it; where to go on.

        Lone marks join the sentence before them, and what nobody sees at the very start joins the first sentence.
        """
        end = gap_end(self.text, rest)
        unseen = self.first >= end
        if self.cuts and (unseen or self.is_lone(end)):
            self.cuts[-1] = end
        elif not unseen:
            self.cuts.append(end)
        else:
            return end
        gap = self.text[rest:end]
        self.broken = BREAK in gap or gap.count("\n") > 1
        self.begin(end)
        return end

    def is_lone(self, end: int) -> bool:
        """Whether the sentence up to ``end`` is marks alone and no break parts it from the sentence before it."""
        return not self.broken and _CONTENT().search(self.text, self.start, end) is None

    def take(self, at: int) -> int:
        """Deal with the event at ``at``; where to go on."""
        char = self.text[at]
        if at in self.partner:
            return self.open(at) if self.partner[at] > at else self.close(at)
        if char == BREAK and self.links:
            return at + 1
        if char in (BREAK, "\n"):
            return self.cut(at)
        if char in "；;":
            return self.clause(at)
        return at + 1 if _is_unpaired(char) else self.terminator(at)

    def open(self, at: int) -> int:
        after_stop = bool(self.pairs) and self.stopped == at
        leads = at in (self.first, self.unlabelled)
        self.pairs.append(_Pair(at, leads=leads, introduced=self.is_introduced(at), after_stop=after_stop))
        self.links += self.text[at] == LINK_OPEN
        return at + 1

    def close(self, at: int) -> int:
        pair = self.pairs.pop()
        opening = self.text[pair.start]
        self.links -= opening == LINK_OPEN
        ended = self.stopped == at
        rest = tail_end(self.text, at + 1)
        if self.pairs:
            if (ended and opening in QUOTES) or (pair.after_stop and opening in BRACKETS):
                self.stopped = space_end(self.text, rest)
        elif ended and self.ends_sentence(pair, _end(_LEAD(), self.text, rest)):
            return self.cut(stray_end(self.text, rest))
        return rest

    def terminator(self, at: int) -> int:
        end = run_end(self.text, at)
        if not run_stops(self.text, at, end, self.first):
            return end
        rest = tail_end(self.text, end)
        if not self.pairs:
            return self.cut(stray_end(self.text, rest))
        self.stopped = space_end(self.text, rest)
        self.stop = self.text[at]
        return rest

    def clause(self, at: int) -> int:
        chinese = self.text[at] == "；" or is_after_chinese(self.text, at)
        if self.semicolon and chinese and not self.pairs:
            return self.cut(tail_end(self.text, at + 1))
        return at + 1

    def is_introduced(self, at: int) -> bool:
        """Whether what opens at ``at`` is introduced by a colon, or by a comma where a quotation opened the sentence."""
        before = at - 1
        while before >= self.start and (self.text[before].isspace() or self.text[before] in _UNSEEN):
            before -= 1
        if before < self.start:
            return False
        quoted = self.unlabelled in self.partner and self.text[self.unlabelled] in QUOTES
        return self.text[before] in "：:" or (quoted and self.text[before] in "，,")

    def ends_sentence(self, pair: _Pair, after: int) -> bool:
        """Whether a pair whose last mark is a terminator ends its sentence, given what comes ``after``."""
        opening = self.text[pair.start]
        if opening in TITLES or sentence_goes_on(self.text, after, particles=opening in QUOTES):
            return False
        if opening in QUOTES:
            return pair.introduced or (pair.leads and not speaker_follows(self.text, after, self.partner))
        # A link text in ？ or ！ is a title that goes on as a sentence or with a remark; one in 。 is a sentence.
        return pair.leads and (opening != LINK_OPEN or self.stop in "。｡.．")


def _is_unpaired(char: str) -> bool:
    return char in PAIRS or char in _CLOSING


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
