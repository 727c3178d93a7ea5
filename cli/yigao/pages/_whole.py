"""Whole pages: a template, a style and a script of this folder in one file that loads nothing and runs nothing else.

What they say to people stands in double brackets, ``[[Close]]``, and is looked up for the language of the environment.
``${left.toLocaleString("en")}`` in it is the field ``{left}`` of the message, tags are tags.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from string import Template

from yigao.messages import language, localised
from yigao.pages._markup import Html

_SAID = re.compile(r"\[\[(.+?)\]\]")
_FIELD = re.compile(r"\$\{(\w+)[^}]*\}")


def whole_page(name: str, **slots: Html) -> str:
    """The page of the template ``name.html`` with ``name.css`` and ``name.js``.

    Its policy allows that style and that script, known by their digests, and nothing else: no request, no other script,
    no handler in an attribute, no text made into markup by a script. ``name.<language>.css`` adds to the style what a
    language wants otherwise.
    """
    style, script = _part(f"{name}.css") + _part(f"{name}.{language()}.css"), _part(f"{name}.js")
    allowed = [f"style-src '{_digest(style)}'", f"script-src '{_digest(script)}'", *_STRICT]
    return _filled(name, allowed, **slots, style=Html(style), script=Html(script))


def foreign_page(name: str, **slots: Html) -> str:
    """The page of the template ``name.html`` with ``name.css``, around markup of others that a slot holds.

    Its policy lets that markup have colours and images beside it on disk, and runs and fetches nothing.
    """
    allowed = ["style-src 'unsafe-inline'", "img-src data: file:"]
    return _filled(name, allowed, **slots, style=Html(_part(f"{name}.css")))


_STRICT = ("require-trusted-types-for 'script'", "trusted-types 'none'")


def page_language() -> str:
    """BCP 47 tag of the language that pages speak around what they show."""
    return language().replace("_", "-")


def texts_of(part: str) -> Iterator[str]:
    """The messages in a template, style or script."""
    for match in _SAID.finditer(part):
        yield _FIELD.sub(r"{\1}", match[1])


def _filled(name: str, allowed: Sequence[str], **slots: Html) -> str:
    policy = "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))
    return Template(_part(f"{name}.html")).substitute(slots, policy=policy, language=page_language())


def _part(name: str) -> str:
    """A file of this folder in the language of the environment; nothing if there is no such file."""
    file = files("yigao.pages").joinpath(name)
    return _SAID.sub(_in_language, file.read_text(encoding="utf-8")) if file.is_file() else ""


def _in_language(match: re.Match[str]) -> str:
    (text,) = texts_of(match[0])
    said = localised(text)
    for field in _FIELD.finditer(match[1]):
        said = said.replace(f"{{{field[1]}}}", field[0])
    return said


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
