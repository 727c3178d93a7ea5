"""What the program says to people, in their language.

Everything is written in English and stays English for programs: a `Message` is a string. What goes to a person's eyes
passes through `localised`, which looks it up in ``locale/<language>/LC_MESSAGES/`` for the language of the environment:
the first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set, as gettext chooses it.
"""

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations, bindtextdomain, textdomain
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
"""Our catalogs: `yigao` for our own messages, `rules` for the pages of rules, `click` for the messages of the library
that reads the command line."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_TRADITIONAL = ("hant", "tw", "hk", "mo")


class Message(str):
    """English text with the template and the values that it was made from. Compares, prints and pickles as a string."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]


def message(template: str, /, **values: object) -> Message:
    """``template`` with its ``{fields}`` filled in; only literals are found when messages are collected."""
    made = Message(template.format(**values))
    made.template, made.values = template, values
    return made


def known(text: str) -> Message:
    """``text``, which may have a translation of its own, as a value for `message`: other strings are left as they are."""
    if isinstance(text, Message):
        return text
    made = Message(text)
    made.template, made.values = text.replace("{", "{{").replace("}", "}}"), {}
    return made


def localised(text: str, catalog: str = "yigao") -> str:
    """``text`` in the language of the environment, and in English where the catalog has no translation."""
    chosen = language()
    return str(text) if chosen == "en" else _told(text, _translations(chosen, catalog))


def _told(text: str, translations: NullTranslations) -> str:
    if not isinstance(text, Message):
        return translations.gettext(text) if text else text
    values = {
        name: _told(value, translations) if isinstance(value, Message) else value for name, value in text.values.items()
    }
    return translations.gettext(text.template).format(**values)


def language() -> str:
    """``zh_Hans`` if the environment asks for Chinese before English, and for simplified characters; else ``en``."""
    return _first_spoken(next((value for name in _VARIABLES if (value := os.environ.get(name))), ""))


@cache
def _first_spoken(wanted: str) -> str:
    for tag in wanted.split(":"):
        main, *rest = tag.split(".")[0].replace("@", "_").replace("-", "_").lower().split("_")
        if main == "zh" and not any(part in _TRADITIONAL for part in rest):
            return "zh_Hans"
        if main in {"en", "c", "posix"}:
            return "en"
    return "en"


def localise_click() -> None:
    """Let click find its own messages in our catalog. It asks gettext, which reads LANGUAGE: that must name our folder.

    The variable keeps what was there before, for programs that we start.
    """
    if language() == "en":
        return
    before = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    if before.split(":")[0] != language():
        os.environ["LANGUAGE"] = f"{language()}:{before}"
    bindtextdomain("click", str(LOCALE))
    textdomain("click")


@cache
def _translations(chosen: str, catalog: str) -> NullTranslations:
    file = LOCALE / chosen / "LC_MESSAGES" / f"{catalog}.mo"
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as opened:
        return GNUTranslations(opened)
