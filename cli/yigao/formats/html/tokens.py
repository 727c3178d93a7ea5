"""HTML as a stream of tokens that tile the text, with the exact place of each tag, attribute value and comment.

Follows the tokenization of the HTML standard (13.2.5) for tags and attributes, character data, comments and bogus
comments, doctypes, RCDATA, RAWTEXT, script data with its escaped states, and PLAINTEXT. Four things differ: character
references stay as spelled; the inside of ``svg`` and ``math`` is one raw token up to its end tag, if it has one, because
nothing in it is prose; and after an XML declaration, as in XHTML files, ``<p/>`` is empty and CDATA sections count. Tags
of templates (``{{ … }}``, ``{% … %}``) are character data, or part of an attribute, whatever markup or quotes they hold.
Every text gives tokens in time linear in its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from yigao.formats._templates import IN_ATTRIBUTES, has_templates, tag_ends
from yigao.model.span import Span
from yigao.text.patterns import later

SPACE = r"\t\n\f\r "
"""White space of HTML, as the inside of a character class. A lone carriage return counts: it is read as a line end."""


class TokenKind(Enum):
    """What a token is."""

    TEXT = auto()
    """Character data between tags."""
    START = auto()
    """A start tag."""
    END = auto()
    """An end tag."""
    RAW = auto()
    """The inside of an element in which tags are not read: ``script``, ``title``, ``svg``."""
    COMMENT = auto()
    """A comment, or what is read as one."""
    DATA = auto()
    """A CDATA section of XML."""
    DECLARATION = auto()
    """A doctype or processing instruction."""
    UNFINISHED = auto()
    """A tag that the text ends in: a browser shows nothing of it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a start tag."""

    name: str
    """Lower case."""
    value: Span
    """Where its value stands, quotes left out; empty if it has none."""
    quote: str
    """The quotation mark around the value, or empty."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token."""

    kind: TokenKind
    """What it is."""
    span: Span
    """Where."""
    name: str = ""
    """Of tags the element's name, lower case; of raw text its element's."""
    attributes: tuple[Attribute, ...] = ()
    """Of a start tag; where two have one name, the first."""
    empty: bool = False
    """Whether a start tag ends in ``/>``."""


_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/.)", re.DOTALL)
_NAME = re.compile(rf"[A-Za-z][^{SPACE}/>]*+")
_ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*+(?P<name>=?+[^{SPACE}/>=]*+)"
    rf"""(?:[{SPACE}]*+=[{SPACE}]*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^{SPACE}"'>][^{SPACE}>]*+)|(?=>)))?+"""
)
_WITH_TEMPLATES = later(
    rf"[{SPACE}/]*+(?P<name>=?+(?:{IN_ATTRIBUTES['']}|[^{SPACE}/>=])*+)(?:[{SPACE}]*+=[{SPACE}]*+"
    rf"""(?:"(?P<double>(?:[^"{{]++|{IN_ATTRIBUTES['"']}|\{{)*+)"|'(?P<single>(?:[^'{{]++|{IN_ATTRIBUTES["'"]}|\{{)*+)'"""
    rf"""|(?!["'])(?P<bare>(?:{IN_ATTRIBUTES[""]}|[^{SPACE}>])++)|(?=>)))?+"""
)
"""The same where tags of templates may stand."""
_TEMPLATE = later(IN_ATTRIBUTES[""])
_TEXT_OF_TEMPLATES = later(rf"{_MARKUP.pattern}|\{{[{{%]", re.DOTALL)
_UNCLOSED_VALUE = re.compile(rf"[{SPACE}]*+=[{SPACE}]*+[\"']")
_COMMENT_END = re.compile("--!?>")
_QUOTES = {"double": '"', "single": "'", "bare": ""}

RAW_TEXT = frozenset("iframe noembed noframes plaintext script style textarea title xmp".split())
"""Elements whose inside holds no tags (RCDATA, RAWTEXT, script data, PLAINTEXT)."""
FOREIGN = frozenset({"math", "svg"})
"""Elements of other vocabularies."""


def tokens(text: str, region: Span | None = None) -> Iterator[Token]:
    """The tokens of ``text``, or of a region of it, in order and without gaps."""
    start, end = (region.start, region.end) if region else (0, len(text))
    return _Tokenizer(text, end).run(start)


class _Tokenizer:
    """Reads from one token to the next, up to ``end``."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.end = end
        self.xml = text.startswith("<?xml")
        self.templates = has_templates(text)
        self._template_end = tag_ends(text, end)
        self._unclosed: set[str] = set()  # foreign elements of which no end tag comes any more

    def run(self, at: int) -> Iterator[Token]:
        while at < self.end:
            markup = self._next_markup(at)
            if markup > at:
                yield Token(TokenKind.TEXT, Span(at, markup))
            if markup == self.end:
                return
            token = self._markup(markup)
            yield token
            at = token.span.end
            if token.kind is TokenKind.START and not (token.empty and (self.xml or token.name in FOREIGN)):
                inside = self._raw_end(token.name, at)
                if inside > at:
                    yield Token(TokenKind.RAW, Span(at, inside), token.name)
                    at = inside

    def _next_markup(self, at: int) -> int:
        """Where the next markup begins, or the end. That in tags of templates is none."""
        pattern = _TEXT_OF_TEMPLATES() if self.templates else _MARKUP
        while found := pattern.search(self.text, at, self.end):
            if found[0] == "<":
                return found.start()
            at = max(self._template_end(found.start()), found.end())
        return self.end

    def _markup(self, at: int) -> Token:
        """The token that the ``<`` at ``at`` begins."""
        closing = self.text[at + 1] == "/"
        name = _NAME.match(self.text, at + 1 + closing, self.end)
        if name:
            return self._tag(at, name, TokenKind.END if closing else TokenKind.START)
        if self.text.startswith("<!--", at):
            return self._comment(at)
        if self.xml and self.text.startswith("<![CDATA[", at):
            return Token(TokenKind.DATA, Span(at, self._after("]]>", at)))
        declared = self.text[at + 1] == "?" or self.text[at : at + 9].lower() == "<!doctype"
        kind = TokenKind.DECLARATION if declared else TokenKind.COMMENT
        return Token(kind, Span(at, self._after(">", at)))

    def _after(self, closing: str, at: int) -> int:
        found = self.text.find(closing, at, self.end)
        return self.end if found < 0 else found + len(closing)

    def _comment(self, at: int) -> Token:
        for short in ("<!-->", "<!--->"):
            if self.text.startswith(short, at):
                return Token(TokenKind.COMMENT, Span(at, min(at + len(short), self.end)))
        found = _COMMENT_END.search(self.text, at + 4, self.end)
        return Token(TokenKind.COMMENT, Span(at, found.end() if found else self.end))

    def _tag(self, at: int, name: re.Match[str], kind: TokenKind) -> Token:
        attributes: dict[str, Attribute] = {}
        attribute = _WITH_TEMPLATES() if self.templates else _ATTRIBUTE
        here = name.end()
        while True:
            found = attribute.match(self.text, here, self.end)
            if found is None:
                raise AssertionError("the pattern matches the empty string")
            spelled = found["name"]
            if not spelled:
                break
            form = found.lastgroup if found.lastgroup in _QUOTES else None
            if form is None and _UNCLOSED_VALUE.match(self.text, found.end(), self.end):
                return Token(TokenKind.UNFINISHED, Span(at, self.end))
            value = Span(*found.span(form)) if form else Span(found.end(), found.end())
            quote = _QUOTES[form] if form else ""
            called = (_TEMPLATE().sub("", spelled) if "{" in spelled else spelled).lower()
            attributes.setdefault(called, Attribute(called, value, quote))
            here = found.end()
        end = found.end()
        if end >= self.end:
            return Token(TokenKind.UNFINISHED, Span(at, self.end))
        empty = end > here and self.text[end - 1] == "/"
        return Token(kind, Span(at, end + 1), name[0].lower(), tuple(attributes.values()), empty)

    def _raw_end(self, name: str, at: int) -> int:
        """Where the raw inside of an element ends that starts at ``at``: there, if tags are read in it."""
        if name in FOREIGN:
            return self._foreign_end(name, at)
        if name not in RAW_TEXT:
            return at
        if name == "script":
            return self._script_end(at)
        found = None if name == "plaintext" else _end_tag(name).search(self.text, at, self.end)
        return found.start() if found else self.end

    def _script_end(self, at: int) -> int:
        """In ``<!-- … <script> …`` the first ``</script>`` ends the inner one (double escaped state)."""
        escaped = doubly = False
        while found := _SCRIPT.search(self.text, at, self.end):
            sign = found[0].lower()
            at = found.end()
            if sign == "<!--":
                at -= 2  # its dashes may be those of the end: <!-->
                escaped = True
            elif sign == "-->":
                escaped = doubly = False
            elif sign == "<script":
                doubly = escaped
            elif not doubly:
                return found.start()
            else:
                doubly = False
        return self.end

    def _foreign_end(self, name: str, at: int) -> int:
        """Where the end tag stands; that of the last inner element if there are too few; ``at`` if there is none."""
        if name in self._unclosed:
            return at
        depth, last, here = 1, -1, at
        while depth and (found := _foreign_tag(name).search(self.text, here, self.end)):
            here = self._after(">", found.end())
            if found[0][1] == "/":
                depth -= 1
                last = found.start()
            elif self.text[here - 2] != "/":
                depth += 1
        if last < 0:
            self._unclosed.add(name)
            return at
        return last


_SCRIPT = re.compile(rf"<!--|-->|</?script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


@cache
def _foreign_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</?{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
