"""What HTML elements mean for translation: which end a run of text, what their text is, which are left out and why."""

import re
from collections.abc import Callable, Mapping

from yigao.formats.html.spelling import plain
from yigao.formats.html.tokens import Token
from yigao.model.document import CodeKind, SegmentKind
from yigao.text.patterns import later

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements that have no end tag (HTML standard, 13.1.2 and 13.2.6.4.7)."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Headings: any of their start and end tags ends any of them."""

BLOCK = frozenset(
    "address article aside audio blockquote body button canvas caption center col colgroup datalist dd details dialog dir"
    " div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label"
    " legend li listing main menu nav noframes object ol optgroup option p plaintext pre search section select summary"
    " table tbody td tfoot th thead title tr ul video xmp".split()
)
"""Elements at whose borders a run of text ends; all others stand inside one."""

KINDS: Mapping[str, SegmentKind] = {
    **dict.fromkeys((*HEADINGS, "dt"), SegmentKind.HEADING),
    **dict.fromkeys(("td", "th"), SegmentKind.CELL),
    **dict.fromkeys(("li", "dd"), SegmentKind.ITEM),
    "blockquote": SegmentKind.QUOTE,
    "title": SegmentKind.TITLE,
}
"""What text in an element is; in all others it is what it would be around them."""

_CLOSES_P = frozenset(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp".split()
)
_ROWS = frozenset({"tbody", "thead", "tfoot"})
ENDED_BY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(HEADINGS, HEADINGS),
    "p": _CLOSES_P,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option", "optgroup"}),
    "td": frozenset({"td", "th", "tr", *_ROWS}),
    "th": frozenset({"td", "th", "tr", *_ROWS}),
    "tr": frozenset({"tr", *_ROWS}),
    "rt": frozenset({"rb", "rp", "rt", "rtc"}),
    "rp": frozenset({"rb", "rp", "rt", "rtc"}),
}
"""Start tags that end elements whose own end tags are missing (HTML standard, 13.1.2.4 and 13.2.6.4.7)."""

_CODE = dict.fromkeys(("code", "kbd", "samp", "tt", "var"), "code")
UNSEEN: Mapping[str, str] = {"script": "script", "style": "style sheet", "template": "template"}
"""Elements of which a reader sees nothing, and how they are called."""
OBJECTS: Mapping[str, str] = {
    **_CODE,
    **dict.fromkeys(("pre", "listing", "plaintext", "xmp"), "preformatted text"),
    **dict.fromkeys(("iframe", "noembed", "noframes"), "frame"),
    **dict.fromkeys(("rt", "rp", "rtc"), "ruby annotation"),
    "math": "formula",
    "svg": "drawing",
    "textarea": "text area",
}
"""Elements whose inside is not prose, and how they are called; their attributes may be."""

_CODE_KINDS = {
    **dict.fromkeys(_CODE.values(), CodeKind.CODE),
    "formula": CodeKind.MATH,
    "drawing": CodeKind.IMAGE,
    "frame": CodeKind.IMAGE,
    "text area": CodeKind.IMAGE,
}
_NO_TRANSLATION = 'translate="no"', 'class="notranslate"'
_WHOLE_PAGE = frozenset({"html", "head", "body"})
_TELLING = frozenset({"aria-hidden", "class", "hidden", "lang", "style", "translate", "type", "xml:lang"})
_DISPLAY = later(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
_CHINESE = frozenset("zh zho chi cmn cn yue wuu nan hak gan hsn lzh cdo cjy cpx czh czo mnp".split())
_UNKNOWN = frozenset({"", "und", "mul", "mis", "zxx", "x", "i"})


_WORDLESS = later(r"(?:[^\w<]|\d)*+</")
"""What an element holds that is in no language, whatever it says: word processors mark each number as English."""


def is_block(tag: Token, text: str) -> bool:
    """Whether a run of text ends at the borders of the element that a start tag opens, its own style included."""
    return tag.name in BLOCK or _display(_telling(tag, text)) in {"block", "flex", "grid", "list-item", "table"}


def reason_for(tag: Token, text: str, around: str) -> str:
    """Why what a start tag opens is left out, given the reason of what it stands in; empty if it is translated.

    Marks on ``html``, ``head`` and ``body`` do not count: whoever names a page as an article wants it translated, and
    many Chinese pages keep the ``lang="en"`` of their templates.
    """
    told = {} if tag.name in _WHOLE_PAGE else _telling(tag, text)
    marked = _marked(tag, told)
    language = _language(told)
    if around:
        wanted = around in _NO_TRANSLATION and told.get("translate") in {"", "yes"}
        wanted = wanted or (around.startswith("lang=") and language in _CHINESE)
        if not wanted:
            return around
    if marked:
        return marked
    foreign = language not in _CHINESE and language not in _UNKNOWN and not _WORDLESS().match(text, tag.span.end)
    return f'lang="{language}"' if foreign else ""


def names_element(reason: str) -> bool:
    """Whether an element is left out for what it is, not for a mark on it."""
    return reason in _NAMED


def keeps_attributes(reason: str) -> bool:
    """Whether a reader sees the attributes of an element that is left out for a reason."""
    return reason in _OBJECT_NAMES


_OBJECT_NAMES = frozenset(OBJECTS.values())
_NAMED = frozenset({*_OBJECT_NAMES, *UNSEEN.values(), "JSON-LD"})


def code_kind(reason: str) -> CodeKind:
    """What an element left out for a reason is in the sentence around it: a word of it, an object or nothing."""
    if reason in _NO_TRANSLATION or reason.startswith("lang="):
        return CodeKind.CODE
    return _CODE_KINDS.get(reason, CodeKind.COMMENT)


def is_chinese(tag: str) -> bool:
    """Whether a language tag, as written in an attribute, names a kind of Chinese."""
    return _primary(tag) in _CHINESE


def _marked(tag: Token, told: Mapping[str, str]) -> str:
    """The reason that lies in the element itself or in its marks, language aside."""
    if tag.name == "script" and told.get("type") == "application/ld+json":
        return "JSON-LD"
    named = UNSEEN.get(tag.name) or OBJECTS.get(tag.name)
    return named or next((reason for reason, holds in _MARKS.items() if told and holds(told)), "")


_MARKS: Mapping[str, Callable[[Mapping[str, str]], bool]] = {
    "hidden": lambda told: told.get("hidden", "until-found") != "until-found",
    'aria-hidden="true"': lambda told: told.get("aria-hidden") == "true",
    "display:none": lambda told: _display(told) == "none",
    _NO_TRANSLATION[0]: lambda told: told.get("translate") == "no",
    _NO_TRANSLATION[1]: lambda told: "notranslate" in told.get("class", "").split(),
}


def _telling(tag: Token, text: str) -> dict[str, str]:
    """The values of those attributes that say whether to translate an element."""
    return {
        attribute.name: plain(attribute.value.cut(text)).strip().lower()
        for attribute in tag.attributes
        if attribute.name in _TELLING
    }


def _display(told: Mapping[str, str]) -> str:
    found = _DISPLAY().findall(told["style"]) if "display" in told.get("style", "") else []
    return found[-1] if found else ""


def _language(told: Mapping[str, str]) -> str:
    return _primary(told.get("lang", told.get("xml:lang", "")))


def _primary(tag: str) -> str:
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
