"""Shortcodes of Hugo, Liquid tags as in Jekyll and Hexo, and kramdown's attribute lists: codes that Markdown knows nothing of.

They are found before Markdown is parsed and hidden from its parser behind letters, as Hugo does. In code blocks and code
spans nothing is a shortcode. What stands between ``{{< note >}}`` and ``{{< /note >}}`` is text as any other, but between
those in `OPAQUE` it is code.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from yigao.formats._formulas import is_between_dollars
from yigao.formats._templates import OPAQUE
from yigao.formats.markdown.dialects import STARTS, Dialects, Shortcode
from yigao.formats.markdown.shortcode_parameters import parameter_segments
from yigao.model.document import CodeKind, Pairing
from yigao.model.span import Span
from yigao.text.patterns import later

_MASK = "\ue000"  # a letter, as far as Markdown can see: emphasis opens before it and closes after it
_BLANK_LINE = re.compile(r"\n[ \t]*+\r?\n|\r[ \t]*+\r")
_WORDS_IN_BRACES = r"\{(?=[^{}#.=%:\r\n]++\}[ \t#]*+(?:[\r\n]|\Z))"
_START = re.compile(
    rf"{STARTS}|\$(?<![\\$]\$)(?![\s$])|{_WORDS_IN_BRACES}|\\\\|\\`|``*+|~~~~*+|\{{\{{|\{{%|\{{:|\{{/\*"
)
_TICKS = later("`++")
_CLOSING_DOLLAR = later(r"(?<![\\$\s])\$(?!\$)")
_PREFIX = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*+")
_LONGEST_PREFIX = 64
_VARIABLE = later(r"\{\{\{[^{}\r\n]++\}\}\}|\{\{[^{}\r\n]++\}\}")
_ATTRIBUTES = later(r"\{:[^{}\r\n]++\}")
_INSIDE = {
    mark: re.compile(
        rf"""(?:[^"`{mark}{{\r\n]++|"(?:\\.|[^"\\\r\n])*+"|`(?:[^`\r\n]|\r?\n(?![ \t]*+\r?\n))*+`"""
        rf"""|\r?\n(?![ \t]*+\r?\n)|(?!{mark}\}}\}}|\{{\{{[<%])[^\r\n])*+"""
    )
    for mark in ">%"
}
_HUGO_NAME = later(r"\s*+(?P<close>/?)\s*+(?P<name>[\w./-]*[\w])?")
_LIQUID_NAME = later(r"\{%-?\s*+(?P<close>end(?=\w))?(?P<name>[\w-]++)?")


def find_shortcodes(text: str, start: int, parameters: Collection[str]) -> tuple[Shortcode, ...]:
    """All shortcodes in ``text`` from ``start`` on, in order, disjoint; those of ``parameters`` are for translation.

    Runs in time linear in the length of ``text``.
    """
    return _Finder(text, frozenset(name.lower() for name in parameters)).run(start)


def hidden(text: str, front: Span, shortcodes: Sequence[Shortcode]) -> str:
    """``text`` as Markdown's parser may see it: as long, with blank lines for ``front`` and disguises for shortcodes."""
    pieces = [re.sub(r"[^\r\n]++", lambda line: " " * len(line[0]), front.cut(text))]
    at = front.end
    for one in shortcodes:
        pieces += [text[at : one.span.start], one.disguise or _MASK * len(one.span)]
        at = one.span.end
    return "".join([*pieces, text[at:]])


class _Finder:
    """Walks through a text once, from one mark that may matter to the next."""

    def __init__(self, text: str, parameters: frozenset[str]) -> None:
        self.text = text
        self.parameters = parameters
        self.dialects = Dialects(text, self.block_end)
        self.takers = {"$": self.dollar, "{": self.no_mark, "{%": self.liquid, "{/*": self.mdx_comment}
        self.found: list[Shortcode] = []
        self.ticks: dict[int, list[int]] | None = None  # runs of backticks by length
        self.closing: set[int] = set()  # where marks stand that belong to earlier ones
        self.block = -1  # where the block ends that was reached
        self.absent: set[str] = set()  # what this block has no more of
        self.unclosed: set[str] = set()  # opaque names whose end does not come any more

    def run(self, start: int) -> tuple[Shortcode, ...]:
        at = start
        while match := _START.search(self.text, at):
            at = max(self.take(match), match.end())
        return tuple(_paired(_disjoint(self.found)))

    def take(self, match: re.Match[str]) -> int:
        """Deal with a mark; where to go on, at or after its end."""
        at, mark = match.start(), match[0]
        if mark in self.takers:
            return self.takers[mark](at)
        if mark[0] in "`~":
            return self.code(at, mark)
        if mark == "{{":
            return self.hugo(at) if self.text[at + 2 : at + 3] in {"<", "%"} else self.variable(at)
        if mark == "{:" and (list_ := _ATTRIBUTES().match(self.text, at)):
            self.found.append(Shortcode(Span(at, list_.end()), CodeKind.TAG))
            return list_.end()
        if mark[0] in "{\\" and mark[-1] not in "([":
            return match.end()
        return self.dialect(at, mark)

    def dialect(self, at: int, mark: str) -> int:
        """Where the first code of a dialect ends that begins at ``at``, if any does."""
        if at in self.closing:
            return at
        found = self.dialects.found(at, mark, opens_line=self.opens_line(at))
        self.found += found
        self.closing |= {one.span.start for one in found[1:]}
        return found[0].span.end if found else at

    def code(self, at: int, ticks: str) -> int:
        """Where the code that begins at ``at`` ends, if any does."""
        end = at + len(ticks)
        if len(ticks) >= 3 and self.opens_line(at):
            line_end = re.compile(r"[^\r\n]*+").match(self.text, end)
            if ticks[0] == "~" or (line_end and "`" not in line_end[0]):
                closing = re.compile(rf"(?<=[\r\n])[ \t>]*+{ticks[0]}{{{len(ticks)},}}[ \t]*+(?=[\r\n]|\Z)")
                fence = closing.search(self.text, end)
                return fence.end() if fence else len(self.text)
        if ticks[0] == "~":
            return end
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS().finditer(self.text):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        runs = self.ticks.get(len(ticks), [])
        after = bisect_right(runs, at)
        return runs[after] + len(ticks) if after < len(runs) and runs[after] < self.block_end(at) else end

    def dollar(self, at: int) -> int:
        """Where the formula that begins at ``at`` ends, or else the sign of money or of a program."""
        end = self.block_end(at)
        closing = None if "$" in self.absent else _CLOSING_DOLLAR().search(self.text, at + 1, end)
        if closing is None:
            self.absent.add("$")
            return at + 1
        if is_between_dollars(self.text[at + 1 : closing.start()], self.text[closing.end() : closing.end() + 1]):
            return closing.end()
        return self.no_mark(at)

    def no_mark(self, at: int) -> int:
        """Where a character ends that the parser would take for a formula, or for the attributes of a heading."""
        self.found.append(Shortcode(Span(at, at + 1), CodeKind.TAG, disguise=",", is_block=True))
        return at + 1

    def opens_line(self, at: int) -> bool:
        """Whether nothing but marks of lists and quotations stands before ``at`` in its line."""
        first = max(0, at - _LONGEST_PREFIX)
        start = max(self.text.rfind(end, first, at) for end in "\r\n") + 1
        return (start > 0 or first == 0) and _PREFIX.fullmatch(self.text, start, at) is not None

    def block_end(self, at: int) -> int:
        """Where the next blank line is."""
        if at >= self.block:
            match = _BLANK_LINE.search(self.text, at)
            self.block = match.start() + 1 if match else len(self.text)
            self.absent.clear()
        return self.block

    def behind(self, mark: str, at: int) -> int:
        """Where the next ``mark`` in the block ends; -1 if there is none."""
        end = self.block_end(at)
        found = -1 if mark in self.absent else self.text.find(mark, at, end)
        if found < 0:
            self.absent.add(mark)
            return -1
        return found + len(mark)

    def variable(self, at: int) -> int:
        """``{{ name }}``, or ``{{/* comment */}}``."""
        if self.text.startswith("/*", at + 2):
            return self.comment(at, "*/}}", CodeKind.COMMENT)
        match = _VARIABLE().match(self.text, at)
        if not match:
            return at
        self.found.append(Shortcode(Span(at, match.end()), CodeKind.CODE, is_word=True))
        return match.end()

    def comment(self, at: int, mark: str, kind: CodeKind) -> int:
        end = self.behind(mark, at)
        if end >= 0:
            self.found.append(Shortcode(Span(at, end), kind))
        return end

    def mdx_comment(self, at: int) -> int:
        return self.comment(at, "*/}", CodeKind.COMMENT)

    def hugo(self, at: int) -> int:
        """``{{< name … >}}``, ``{{% name … %}}``, or one that is shown and not run: ``{{</* name */>}}``."""
        mark = ">" if self.text[at + 2] == "<" else "%"
        if self.text.startswith("/*", at + 3):
            return self.comment(at, f"*/{mark}}}}}", CodeKind.CODE)
        inside = _INSIDE[mark].match(self.text, at + 3)
        if not inside or not self.text.startswith(f"{mark}}}}}", inside.end()):
            return inside.end() if inside else at
        span = Span(at, inside.end() + 3)
        called = _HUGO_NAME().match(inside[0])
        name = called["name"] if called else None
        closed = inside[0].rstrip().endswith("/")
        return self.tag(span, name or "", closes=bool(called and called["close"]), alone=closed, hugo=True)

    def liquid(self, at: int) -> int:
        """``{% name … %}``."""
        end = self.behind("%}", at)
        if end < 0:
            return at
        called = _LIQUID_NAME().match(self.text, at, end)
        name = called["name"] if called else None
        return self.tag(Span(at, end), name or "", closes=bool(called and called["close"]), alone=False, hugo=False)

    def tag(self, span: Span, name: str, *, closes: bool, alone: bool, hugo: bool) -> int:
        """Add a tag; where it ends, with all that belongs to it."""
        if closes:
            self.found.append(Shortcode(span, CodeKind.TAG, f"{hugo} {name}", Pairing.CLOSE))
            return span.end
        kind, pairing = CodeKind.TAG, Pairing.ALONE if alone or not name else Pairing.OPEN
        segments = tuple(parameter_segments(self.text, span, self.parameters, hugo=hugo))
        if name in OPAQUE and not alone and (end := self.end_of(name, span.end, hugo=hugo)) > 0:
            kind, pairing = CodeKind.COMMENT if name == "comment" else CodeKind.CODE, Pairing.ALONE
            span = Span(span.start, end)
        self.found.append(Shortcode(span, kind, f"{hugo} {name}", pairing, segments))
        return span.end

    def end_of(self, name: str, at: int, *, hugo: bool) -> int:
        """Where the opaque ``name`` that begins before ``at`` ends; -1 if it does not."""
        pattern = rf"\{{\{{[<%]\s*+/\s*+{name}\s*+[>%]\}}\}}" if hugo else rf"\{{%-?\s*+end{name}\s*+-?%\}}"
        if pattern in self.unclosed:
            return -1
        match = re.compile(pattern).search(self.text, at)
        if not match:
            self.unclosed.add(pattern)
        return match.end() if match else -1


def _disjoint(found: Sequence[Shortcode]) -> list[Shortcode]:
    """In order, without those that begin in another."""
    kept: list[Shortcode] = []
    for one in sorted(found, key=lambda one: one.span):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _paired(found: Sequence[Shortcode]) -> Iterator[Shortcode]:
    """The same, with those alone whose partner is missing."""
    opened: dict[str, list[int]] = {}
    partners: set[int] = set()
    for index, one in enumerate(found):
        if one.pairing is Pairing.OPEN:
            opened.setdefault(one.name, []).append(index)
        elif one.pairing is Pairing.CLOSE and opened.get(one.name):
            partners |= {opened[one.name].pop(), index}
    for index, one in enumerate(found):
        yield one if index in partners else replace(one, pairing=Pairing.ALONE)
