"""What of an entry's side must stay byte for byte: addresses, code, formulas, footnotes, labels, variables."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from yigao.model.checking import Side
from yigao.model.document import Code, CodeKind, Pairing
from yigao.model.span import Span, masked


@dataclass(frozen=True, slots=True)
class Token:
    """One opaque piece."""

    kind: str
    """address, image, code, formula, footnote, label, variable, entity, name or file."""
    value: str
    """What must be the same in the translation."""
    span: Span
    """Where in the side's text."""


_TEXT = re.compile(
    r"(?P<footnote>\[\^[^\[\]\s]{1,80}\])"
    r"|\]\[(?P<label>[^\[\]\n]{1,80})\]"
    r"|(?P<variable>"
    r"\{\{[^{}\n]{1,200}\}\}|\{%[^{}%\n]{1,200}%\}"  # templates and shortcodes
    r"|\$?\{(?:[A-Za-z_][A-Za-z0-9_.:-]{0,40}|\d{0,2})\}"  # {name}, ${name}, {0}
    r"|(?<![0-9A-Za-z%])%(?:\([A-Za-z_][A-Za-z0-9_]{0,40}\)|\d{1,2}\$)?[sdifxr](?![A-Za-z])"  # %s, %(name)d
    r"|(?<![0-9A-Za-z$])\$[A-Za-z_][A-Za-z0-9_]{2,40}"  # $var
    r")"
    r"|(?P<name>(?<![A-Za-z0-9_./@-])(?:--[a-z][a-z0-9-]{2,40}(?![A-Za-z0-9_./-])|@[A-Za-z][A-Za-z0-9_-]{2,40}(?![A-Za-z0-9_.@])))"  # --all, @name
    r"|(?P<entity>&[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|(?P<file>(?<![A-Za-z0-9_./\\@-])[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}\."
    r"(?:py|js|ts|css|html?|md|txt|csv|tsv|json|ya?ml|toml|xml|ini|cfg|sh|sql|pdf|docx?|xlsx?|pptx?|zip|tar|gz|png|jpe?g|gif"
    r"|svg|webp|mp[34]|po|pot|mo)(?![A-Za-z0-9_]))",
)
_HINTS = re.compile(r"[\[{%$&@]")
_FILE_HINT = re.compile(r"\.[a-z]")
_DESTINATION = re.compile(r"""\]\(\s*+(<[^<>\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)""")
_LABEL = re.compile(r"\]\[([^\[\]]++)\]\Z")
_TICKS = re.compile(r"(`++)(?P<code>.*)\1", re.DOTALL)
_ELEMENT = re.compile(r"<(?:code|kbd|samp|tt|var)\b[^<>]*+>(?P<code>.*)</[^<>]*+>", re.DOTALL | re.IGNORECASE)


def tokens_of(side: Side) -> Iterator[Token]:
    """The opaque pieces of a side, those of its codes first."""
    for code in side.codes:
        token = _of_code(code)
        if token is not None:
            yield Token(*token, code.span)
    if _HINTS.search(side.text) or _FILE_HINT.search(side.text) or "--" in side.text:
        for match in _TEXT.finditer(masked(side.text, [code.span for code in side.codes], " ")):
            kind = match.lastgroup or ""
            if kind != "entity" or html.unescape(match.group()) == match.group():
                yield Token(kind, match[kind], Span(*match.span(kind)))


def _of_code(code: Code) -> tuple[str, str] | None:
    """Kind and value of a code, if it is an opaque one."""
    source = code.source
    if code.kind is CodeKind.URL:
        return "address", source.removeprefix("<").removesuffix(">")
    if code.kind is CodeKind.CODE:
        match = _TICKS.fullmatch(source) or _ELEMENT.fullmatch(source)
        return "code", match["code"].strip() if match else source
    if code.kind is CodeKind.MATH:
        return "formula", source
    if code.kind is CodeKind.FOOTNOTE:
        return "footnote", source
    is_image = code.kind is CodeKind.IMAGE and source.startswith("![")
    if not is_image and (code.kind is not CodeKind.LINK or code.pairing is not Pairing.CLOSE):
        return None
    return _destination(source, "image" if is_image else "address")


def _destination(source: str, kind: str) -> tuple[str, str] | None:
    """Where a link or image leads; None for one that is its own label."""
    match = _DESTINATION.search(source)
    if match is not None:
        return kind, match[1].removeprefix("<").removesuffix(">")
    match = _LABEL.search(source)
    return ("label", match[1]) if match is not None else None
