"""Headers of catalogs: complete, so that no tool complains, and the same on every machine."""

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from yigao import __version__

UNDATED = "2000-01-01 00:00+0000"
"""Stands where gettext wants a date: the same article gives the same bytes. PO editors put the true date on saving."""

NOBODY = "yigao <noreply@yigao.internal>"
"""Last translator of a catalog that no person has saved; `.internal` is reserved for private use and reaches nobody."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a catalog was made from."""

    name: str
    """The article's name in the project."""
    path: str
    """Its path, as references write it."""
    digest: str
    """SHA-256 of its bytes, in hex."""
    base: str = ""
    """The way from the catalog's folder to the one that references begin at; empty where it is not known."""

    @staticmethod
    def of(name: str, path: str, data: bytes, base: str = "") -> "Origin":
        """The origin of an article with these bytes."""
        return Origin(name, path, hashlib.sha256(data).hexdigest(), base)


def new_headers(
    origin: Origin, *, source: str, language: str, plural_forms: str, translator: str = "", contact: str = ""
) -> dict[str, str]:
    """Header fields of a new catalog; ``language`` is empty for a template."""
    date = _date()
    headers = {
        "Project-Id-Version": _project(origin),
        "Report-Msgid-Bugs-To": contact or f"file:{origin.path.replace(' ', '%20')}",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date if language else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": (translator or NOBODY) if language else "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": (language or "LANGUAGE") if language else "LANGUAGE <LL@li.org>",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if plural_forms:
        headers["Plural-Forms"] = plural_forms
    return headers | {
        "X-Generator": f"yigao {__version__}",
        **_base(origin),
        "X-Source-Language": source,
        "X-Source-File": origin.path,
        "X-Source-SHA256": origin.digest,
    }


def renewed_headers(headers: dict[str, str], origin: Origin) -> dict[str, str]:
    """``headers`` of an existing catalog for the article as it is now; all that people and editors wrote stays."""
    ours = {
        "Project-Id-Version": _project(origin),
        "X-Source-File": origin.path,
        "X-Source-SHA256": origin.digest,
    }
    return headers | ours | _base(origin)


def _base(origin: Origin) -> dict[str, str]:
    """What lets Poedit open the article at an entry's line. No search path is named: with one, Poedit offers to update the
    catalog "from code", by means of xgettext, which knows no articles and would empty it.
    """
    return {"X-Poedit-Basepath": origin.base} if origin.base else {}


def _project(origin: Origin) -> str:
    name = origin.name if re.search(r"[^_\d\W]", origin.name) else f"article {origin.name}"
    return f"{name} sha256:{origin.digest[:12]}"


def _date() -> str:
    """The fixed date, or the one that SOURCE_DATE_EPOCH asks for (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return UNDATED
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d %H:%M+0000")
