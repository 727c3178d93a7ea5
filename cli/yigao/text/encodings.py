"""Between an article's bytes and its text. An encoding is named, declared or certain; none is ever guessed."""

import codecs
import re
from dataclasses import dataclass

from yigao.errors import ArticleError
from yigao.messages import message
from yigao.model.document import Encoding
from yigao.model.span import LineIndex
from yigao.text.declarations import declared
from yigao.text.familiar import PLAUSIBLE, familiarity, foreign
from yigao.text.han import has_han

NAMES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs")
"""What an encoding may be called."""

_CODECS = {"gb2312": "gbk", "big5": "cp950"}
"""Python's codec where it has another name: what goes by these two names is, in files, what Windows makes of them."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
"""Byte order marks. None is text in any of the other encodings."""
_ALIASES = {"cp936": "gbk", "xgbk": "gbk", "gb231280": "gb2312", "cp950": "big5", "cnbig5": "big5"}
_LIKELY = ("utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
_ENOUGH = 8
"""Characters outside ASCII from which a look at them says more than the name that was given."""
_SHOWN = 4
"""How many offending bytes an error shows."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is said of an article's encoding from outside."""

    named: str = ""
    """The encoding it is in, by order: contradicting bytes are an error."""
    otherwise: str = ""
    """The encoding it is in if it neither is Unicode by its own bytes nor names another."""


def parse_encoding(name: str) -> str:
    """The encoding as `NAMES` has it; any case and hyphens are accepted. Raises `ArticleError` for an unknown one."""
    short = re.sub(r"[\W_]", "", name).lower()
    found = {known.replace("-", ""): known for known in NAMES} | _ALIASES
    if short not in found:
        raise ArticleError(
            message("unknown encoding {value!r}", value=name[:40]),
            remedy=message("known: {value}", value=", ".join(NAMES)),
        )
    return found[short]


def encoding_for_writing(name: str) -> Encoding:
    """How an article is written anew in the encoding of that name: only `utf-8-sig` and `utf-16` get a byte order mark.

    Raises `ArticleError` for an unknown name.
    """
    known = parse_encoding(name)
    if known == "utf-16":
        return Encoding("utf-16-le", codecs.BOM_UTF16_LE)
    return Encoding("utf-8", codecs.BOM_UTF8) if known == "utf-8-sig" else Encoding(known)


def decode(
    data: bytes,
    where: str,
    expected: Expected = Expected(),
    *,
    markup: bool = False,
) -> tuple[str, Encoding]:
    """Text and encoding of an article's bytes. ``markup`` says that it is HTML or XML, which may name its encoding.

    In order: ``expected.named``; a byte order mark; the name in the markup; UTF-8 if the bytes are that;
    ``expected.otherwise``. Raises `ArticleError`, with ``where``, line and column, for bytes that are none of these,
    that hold NUL, that are plainly in another encoding than the one named, or that `encode` would not give back.
    """
    encoding = _chosen(data, where, expected, markup=markup)
    body = data[len(encoding.bom) :]
    try:
        text = body.decode(_codec(encoding.name))
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(_codec(encoding.name), "ignore")
        shown = body[error.start : error.start + _SHOWN].hex(" ").upper()
        raise ArticleError(
            message("not {value} from the bytes {shown} on", value=_title(encoding.name), shown=shown),
            where=_place(where, before),
            remedy="mend them" if encoding.bom else _advice(body, encoding.name) or "save it as UTF-8",
        ) from error
    if not encoding.bom and encoding.name != "utf-8":
        _refuse_misread(body, text, where, encoding.name)
    if "\0" in text:
        place = _place(where, text[: text.index("\0")])
        raise ArticleError("a binary file: it holds NUL characters", where=place, remedy=_advice(body, encoding.name))
    _refuse_changed(body, text, where, encoding.name)
    return text, encoding


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes of an article again. Raises `ArticleError` for a character that the encoding lacks."""
    lacked = unwritable(text, encoding)
    if lacked:
        at = text.index(lacked)
        where = "line {}, column {}".format(*LineIndex(text[:at]).position(at))
        raise ArticleError(lack(lacked, encoding), where=where, remedy="choose another encoding, such as utf-8")
    return encoding.bom + text.encode(_codec(encoding.name))


def unwritable(text: str, encoding: Encoding) -> str:
    """The first character of ``text`` that the encoding lacks; empty if it has them all.

    Python's cp950 writes ¢ as the full-width ￠: what would be read back as something else is lacking, too.
    """
    codec = _codec(encoding.name)
    try:
        again = text.encode(codec).decode(codec)
    except UnicodeEncodeError as error:
        return text[error.start]
    return "" if again == text else next((one for one, other in zip(text, again, strict=False) if one != other), "")


def lack(character: str, encoding: Encoding) -> str:
    """In words, that the encoding lacks a character."""
    code = f"U+{ord(character):04X}"
    if "\ud800" <= character <= "\udfff":
        return message("{code} is half a character and cannot be written", code=code)
    return message(
        "{character!r} ({code}) is not in {name}", character=character, code=code, name=_title(encoding.name)
    )


def _codec(name: str) -> str:
    return _CODECS.get(name, name)


def _title(name: str) -> str:
    return name.upper() if name.startswith(("utf", "gb")) else name.capitalize()


def _chosen(data: bytes, where: str, expected: Expected, *, markup: bool) -> Encoding:
    """The encoding to try, its byte order mark included."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    if expected.named:
        return _named(parse_encoding(expected.named), mark, where)
    if mark:
        return Encoding(_MARKS[mark], mark)
    name = declared(data) if markup else ""
    if name:
        return _declared(name, where)
    if expected.otherwise and not _is_utf8(data):
        return _named(parse_encoding(expected.otherwise), mark, where)
    return Encoding()


def _named(name: str, mark: bytes, where: str) -> Encoding:
    """The encoding of that name, or an error where the byte order mark contradicts it."""
    if name == "utf-16" and not mark:
        raise ArticleError("UTF-16 without a byte order mark", where=where, remedy="say `utf-16-le` or `utf-16-be`")
    marked = _MARKS.get(mark, "")
    if (name == "utf-16" and marked.startswith(name)) or name == marked:
        return Encoding(marked, mark)
    if name == "utf-8-sig":
        return _named("utf-8", mark, where)
    if mark:
        raise ArticleError(
            message("its byte order mark says {value}, not {value2}", value=_title(marked), value2=_title(name)),
            where=where,
            remedy=message("give `--encoding {marked}`", marked=marked),
        )
    return Encoding(name)


def _declared(name: str, where: str) -> Encoding:
    try:
        known = parse_encoding(name)
    except ArticleError as error:
        raise ArticleError(
            message("names {value!r} as its encoding, which is not known here", value=name[:40]),
            where=where,
            remedy="give `--encoding`, or convert it to UTF-8",
        ) from error
    # A name that could be read as ASCII is not UTF-16: it means UTF-8 (HTML standard, 13.2.3.2).
    return Encoding("utf-8" if known.startswith("utf") else known)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_misread(body: bytes, text: str, where: str, name: str) -> None:
    """Raise for text that is no Chinese in the encoding that was named, and is in another."""
    if len(foreign(text)) < _ENOUGH or familiarity(text) >= PLAUSIBLE:
        return
    likely = [other for other, sound in _likely(body) if sound and other != name]
    if likely:
        raise ArticleError(
            message("makes no sense as {value}, but does as {value2}", value=_title(name), value2=_title(likely[0])),
            where=where,
            remedy=message("give `--encoding {value}`, or convert it", value=likely[0]),
        )


def _refuse_changed(body: bytes, text: str, where: str, name: str) -> None:
    """Raise for bytes that stand for a character which is written with others."""
    again = text.encode(_codec(name))
    if again == body:
        return
    at = next((at for at, (old, new) in enumerate(zip(body, again, strict=False)) if old != new), len(again))
    before = codecs.getincrementaldecoder(_codec(name))("ignore").decode(body[:at])
    character = text[len(before) : len(before) + 1]
    raise ArticleError(
        message(
            "{character!r} is spelled in a way that {value} does not write again",
            character=character,
            value=_title(name),
        ),
        where=_place(where, before),
        remedy="convert the article to UTF-8",
    )


def _likely(body: bytes) -> list[tuple[str, bool]]:
    """The encodings in which bytes look Chinese, likeliest first, and whether all of the bytes are text in them."""
    found = []
    for name in _LIKELY:
        share = familiarity(body.decode(_codec(name), "replace"))
        if share >= PLAUSIBLE:
            found.append((_reads(body, name), share, name))
    return [(name, sound) for sound, _, name in sorted(found, key=lambda one: one[:2], reverse=True)]


def _reads(body: bytes, name: str) -> bool:
    try:
        return body.decode(_codec(name)).encode(_codec(name)) == body
    except UnicodeError:
        return False


def _advice(body: bytes, name: str) -> str:
    """What to do about bytes that are not in the encoding of that name; empty if they look like nothing."""
    whole = body[len(body) % 4 :]  # half of its byte order mark is one of UTF-16
    if any(_is_text(whole, codec) for codec in ("utf-32-le", "utf-32-be")):
        return message("it looks like UTF-32: convert it to UTF-8")
    likely = _likely(body)
    if likely:
        best, sound = likely[0]
        if not sound:
            return message("it looks like {value}, with broken bytes: mend them", value=_title(best))
        if best == "utf-8":
            return message("it looks like UTF-8: give `--encoding utf-8`")
        return message(
            "it looks like {value}: give `--encoding {best}`, or convert it to UTF-8", value=_title(best), best=best
        )
    possible = [other for other in _possible(body) if other != name and _reads(body, other)]
    if not possible:
        return ""
    return message(
        "if it is {value}, give {value2}",
        value=" / ".join(map(_title, possible)),
        value2=" / ".join(f"`--encoding {other}`" for other in possible),
    )


def _possible(body: bytes) -> tuple[str, ...]:
    """What bytes may be of which too few are Chinese to tell. In UTF-16, every other byte of Latin letters is NUL."""
    nul = [body[first::2].count(0) for first in (0, 1)]
    if not any(nul):
        return "gb18030", "big5"
    return () if all(nul) else ("utf-16-be",) if nul[0] else ("utf-16-le",)


def _is_text(body: bytes, codec: str) -> bool:
    try:
        return has_han(body.decode(codec))
    except UnicodeError:
        return False


def _place(where: str, before: str) -> str:
    line, column = LineIndex(before).position(len(before))
    return f"{where}:{line}:{column}"
