r"""What programs that publish Markdown add to it, and its parser does not know.

Containers (``::: tip 标题`` of VuePress and Docusaurus), admonitions (``!!! note "标题"`` of MkDocs), callouts (``[!NOTE] 标题``),
abbreviations (``*[缩写]: 说明``) and modules (``import …`` of MDX) take lines of their own. They are shown to the parser as
headings, list items or blank lines, so that it reads what stands in them and around them as it is meant. In a sentence
stand formulas (``\(…\)``), links of wikis (``[[页|文字]]``), comments (``%%…%%``), highlights (``==…==``) and tags of
components (``<Tabs values={[…]}>``), at the beginning of a paragraph ``!>`` and ``?>`` of docsify: codes, as shortcodes
are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from yigao.formats._formulas import LONGEST, is_formula
from yigao.formats.markdown.components import find_component
from yigao.formats.markdown.shortcode_parameters import parameter_segments
from yigao.model.document import CodeKind, Pairing, Segment, SegmentKind, Text
from yigao.model.interfaces import Spelling
from yigao.model.span import Span
from yigao.text.han import has_han
from yigao.text.patterns import later

STARTS = (
    r"\\\\?[(\[]|\$(?<!\\\$)\$|!\[\[|\[\[|=(?<!==)=(?![\s=])|%(?<!\d%)%"
    r"|:(?<![^\s>]:)(?::++|(?![\s-]))|\[(?:(?<=>\[)|(?<=> \[))!(?=\w)"
    r"|!(?<![^\s>]!)!!(?=[\s+!])|\?(?<![^\s>]\?)\?\?(?=[\s+!])|=(?<![^\s>]=)==(?=[\s+!])"
    r"|\*(?<![^\r\n ]\*)\[|i(?<![^\r\n]i)mport\b|e(?<![^\r\n]e)xport\b|!(?<![^\s>]!)>(?=[ \t])"
    r"|\?(?<![^\s>]\?)>(?=[ \t])|<(?=[A-Za-z][\w.-]*+\s)"
)
"""What may begin one of them, as a pattern. Each way begins with a character, so that searching is quick: what must stand
before it is looked at behind that."""

_LINE_END = r"(?=[\r\n]|\Z)"
_TITLE = r"\S[^\r\n]{0,299}?"
_BRACES = r"\{[^{}\r\n]*+\}"
_CONTAINER = later(
    rf"(?P<mark>:{{3,}}+[ \t]*+(?:[A-Za-z][A-Za-z0-9_.-]*+)?(?:(?P<bracket>\[)|[ \t]*+(?:{_BRACES}[ \t]*+)?))"
    rf"(?P<title>{_TITLE})?(?P<end>(?(bracket)\][ \t]*+(?:{_BRACES}[ \t]*+)?|[ \t:]{{0,99}}+)){_LINE_END}"
)
_CALLOUT = later(rf"(?P<mark>\[![\w|-]++\][-+]?[ \t]*+)(?P<title>{_TITLE})?(?P<end>[ \t]{{0,99}}+){_LINE_END}")
_ADMONITION = later(
    r"""(?P<mark>(?:(?:!!!|\?\?\?\+?)(?:[ \t]++[a-z][\w-]*+)++|={3}[!+]?(?=[ \t]++"))(?P<quote>[ \t]++")?+)"""
    rf"""(?P<title>(?(quote)[^"\r\n]*+))(?P<end>(?(quote)")[ \t]*+){_LINE_END}"""
)
_TITLES = frozenset({"label", "title"})
_ABBREVIATION = later(r"\*\[(?P<label>[^\[\]\r\n]++)\]:(?=[ \t]++\S)[ \t]*+")
_MODULE = later(
    r"import\s++(?:[\w*{][^;'\"]{0,999}?\sfrom\s*+)?+['\"][^'\"\r\n]++['\"][ \t]*+(?:;|(?=[\r\n]|\Z))"
    r"|export\s++(?:default|const|let|var|(?:async\s++)?function|class)\s"
)
_PARAGRAPH = later(r"(?:\A|[\r\n][ \t>]*+(?:\r\n|\r|\n))[ \t>]*+\Z|[-+*.)][ \t]++\Z")
_LONGEST_LOOK = 64
"""How many characters before a mark are looked at for the beginning of its paragraph."""
_WIKI = later(
    r"\[\[(?P<target>[^\[\]|\r\n\\]{1,300}+)(?P<bar>\\?\|(?=[^\[\]|\r\n]))?(?(bar)[^\[\]\r\n]{1,300}+)\]\](?![(\[])"
)
_EMBEDDED = later(r"!\[\[[^\[\]\r\n]{1,300}+\]\]")
_HIGHLIGHT = later(rf"==(?P<inside>[^\r\n=]{{1,{LONGEST}}}+)==(?!=)")
_DEFINED = later(r"^[ \t>]*+\[([^\[\]\r\n]++)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode, tag or attribute list, or all from an opaque one to its end; or another mark of this module."""

    span: Span
    """Where in the article."""
    kind: CodeKind
    """What it is."""
    name: str = ""
    """What its partner is called too, unique over the languages; empty if it can have none."""
    pairing: Pairing = Pairing.ALONE
    """Whether it opens or closes something; only those are not alone that have a partner."""
    segments: tuple[Segment, ...] = ()
    """Its parameters for translation."""
    is_word: bool = False
    """Whether it is a word of its sentence even alone on a line: a variable."""
    disguise: str = ""
    """What Markdown's parser sees in its place, as long; letters if empty."""
    is_block: bool = False
    """Whether it is no code of a sentence, but what makes a block of the lines that it stands in or before."""
    rewritten: str = ""
    """How a translation must write it, as of `Code`."""

    @property
    def reason(self) -> str:
        """Why Chinese in it is left out."""
        if not self.is_block:
            return "shortcode"
        return "code" if self.kind is CodeKind.CODE else "markup"


def _write_label(text: str) -> str:
    if "[" in text or "]" in text:
        raise ValueError("an abbreviation cannot hold square brackets")
    return text


SPELLINGS = {"abbreviation": Spelling(write=_write_label)}
"""Of an abbreviation that is explained."""


class Dialects:
    """Finds the marks in one text."""

    def __init__(self, text: str, block_end: Callable[[int], int]) -> None:
        self.text = text
        self._block_end = block_end
        self._defined: frozenset[str] | None = None

    def found(self, at: int, mark: str, *, opens_line: bool) -> list[Shortcode]:
        """What begins with ``mark`` at ``at``, in order; nothing if it is no mark after all."""
        if mark[0] in "\\$":
            return self._formula(at, mark, mark.replace("(", ")").replace("[", "]"))
        if mark == "<":
            return self._component(at)
        if mark.endswith("[["):
            return self._wiki(at, embedded=mark[0] == "!")
        if mark == "==":
            return self._highlight(at)
        if mark == "%%":
            return self._comment(at)
        return list(self._line(at, mark)) if opens_line else []

    def _line(self, at: int, mark: str) -> Iterator[Shortcode]:
        """What takes a line, or begins one."""
        if mark in {"import", "export"}:
            yield from self._module(at)
        elif mark == "*[":
            yield from self._abbreviation(at)
        elif mark[-1] == ">":
            if _PARAGRAPH().search(self.text[max(0, at - _LONGEST_LOOK) : at]):
                yield _inline(Span(at, at + len(mark)), CodeKind.TAG)
        elif mark == "[!":
            yield from self._titled(_CALLOUT().match(self.text, at), "#")
        elif mark[0] != ":":
            yield from self._titled(_ADMONITION().match(self.text, at), "-  #" if mark[0] == "=" else "-   #")
        else:
            container = _CONTAINER().match(self.text, at) if len(mark) > 2 else None
            yield from self._titled(container, "#")
            if not container:
                yield self._block(Span(at, at + 1), ",")  # `:smile:` defines no term

    def _titled(self, match: re.Match[str] | None, disguise: str) -> Iterator[Shortcode]:
        """A line that may hold a title. It becomes a heading, of a list item where indented lines belong to it."""
        if match is None:
            return
        mark = Span(*match.span("mark"))
        named = tuple(parameter_segments(self.text, mark, _TITLES, hugo=False)) if "=" in match["mark"] else ()
        if not match["title"]:
            yield self._block(Span(*match.span()), disguise if disguise[0] == "-" else "", named)
            return
        yield self._block(mark, disguise, named)
        if match["end"]:
            yield self._block(Span(*match.span("end")), "")

    def _block(self, span: Span, disguise: str, segments: tuple[Segment, ...] = ()) -> Shortcode:
        """One that the parser sees as ``disguise`` and white space behind it."""
        shown = disguise + re.sub(r"[^\r\n]", " ", span.cut(self.text))[len(disguise) :]
        return Shortcode(span, CodeKind.TAG, segments=segments, disguise=shown, is_block=True)

    def _abbreviation(self, at: int) -> Iterator[Shortcode]:
        match = _ABBREVIATION().match(self.text, at)
        if match is None:
            return
        label = Span(*match.span("label"))
        segment = Segment(label, SegmentKind.TITLE, (Text(label, match["label"]),), "abbreviation")
        yield self._block(Span(*match.span()), "#", (segment,) if has_han(match["label"]) else ())

    def _module(self, at: int) -> Iterator[Shortcode]:
        """Statements up to the next blank line: Markdown cannot begin before it."""
        if _MODULE().match(self.text, at):
            yield replace(self._block(Span(at, self._block_end(at)), ""), kind=CodeKind.CODE)

    def _formula(self, at: int, opening: str, closing: str) -> list[Shortcode]:
        """A formula, unless it is Chinese between escaped brackets."""
        start = at + len(opening)
        end = self.text.find(closing, start, min(start + LONGEST, self._block_end(at)))
        if end < 0 or not is_formula(self.text[start:end]):
            return []
        return [_inline(Span(at, end + len(closing)), CodeKind.MATH)]

    def _wiki(self, at: int, *, embedded: bool) -> list[Shortcode]:
        """``[[page]]``, ``[[page|text]]`` or ``![[image]]``; none whose name is a reference of Markdown."""
        match = _EMBEDDED().match(self.text, at) if embedded else _WIKI().match(self.text, at)
        if match is None:
            return []
        if embedded:
            return [_inline(Span(*match.span()), CodeKind.IMAGE)]
        if self._defined is None:
            self._defined = frozenset(_DEFINED().findall(self.text))
        if match["target"] in self._defined:
            return []
        opening = Span(at, match.end("bar") if match["bar"] else at + 2)
        closing = Span(match.end() - 2, match.end())
        rewritten = "" if match["bar"] else f"[[{match['target']}|"
        return [
            replace(_inline(opening, CodeKind.LINK), name="[[", pairing=Pairing.OPEN, rewritten=rewritten),
            replace(_inline(closing, CodeKind.LINK), name="[[", pairing=Pairing.CLOSE),
        ]

    def _highlight(self, at: int) -> list[Shortcode]:
        match = _HIGHLIGHT().match(self.text, at)
        if match is None or match["inside"][-1].isspace():
            return []
        return [
            replace(_inline(Span(at, at + 2), CodeKind.TAG), name="==", pairing=Pairing.OPEN),
            replace(_inline(Span(match.end() - 2, match.end()), CodeKind.TAG), name="==", pairing=Pairing.CLOSE),
        ]

    def _component(self, at: int) -> list[Shortcode]:
        span = find_component(self.text, at, self._block_end(at))
        return [Shortcode(span, CodeKind.TAG)] if span else []

    def _comment(self, at: int) -> list[Shortcode]:
        end = self.text.find("%%", at + 2, self._block_end(at))
        return [_inline(Span(at, end + 2), CodeKind.COMMENT)] if end > 0 else []


def _inline(span: Span, kind: CodeKind) -> Shortcode:
    """A code that the parser sees as punctuation, so that emphasis around it is read as if it stood there."""
    return Shortcode(span, kind, is_word=kind is CodeKind.MATH, disguise="," * len(span))
