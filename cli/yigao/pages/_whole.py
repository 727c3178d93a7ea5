"""Whole pages: a template, a style and a script of this folder in one file that loads nothing and runs nothing else."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from string import Template

from yigao.pages._markup import Html


def whole_page(name: str, **slots: Html) -> str:
    """The page of the template ``name.html`` with ``name.css`` and ``name.js``.

    Its policy allows that style and that script, known by their digests, and nothing else: no request, no other script,
    no handler in an attribute, no text made into markup by a script.
    """
    style, script = _part(f"{name}.css"), _part(f"{name}.js")
    allowed = [f"style-src '{_digest(style)}'", f"script-src '{_digest(script)}'", *_STRICT]
    return _filled(name, allowed, **slots, style=Html(style), script=Html(script))


def foreign_page(name: str, **slots: Html) -> str:
    """The page of the template ``name.html`` with ``name.css``, around markup of others that a slot holds.

    Its policy lets that markup have colours and images beside it on disk, and runs and fetches nothing.
    """
    allowed = ["style-src 'unsafe-inline'", "img-src data: file:"]
    return _filled(name, allowed, **slots, style=Html(_part(f"{name}.css")))


_STRICT = ("require-trusted-types-for 'script'", "trusted-types 'none'")


def _filled(name: str, allowed: Sequence[str], **slots: Html) -> str:
    policy = "; ".join(("default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"))
    return Template(_part(f"{name}.html")).substitute(slots, policy=policy)


def _part(name: str) -> str:
    return files("yigao.pages").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
