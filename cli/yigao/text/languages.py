"""Target languages: their tags, names, plural rules and spacing, as CLDR knows them through Babel."""

from contextlib import suppress
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from yigao.errors import ConfigError
from yigao.messages import message

_LONGEST_TAG = 40
_NO_LANGUAGE = ("root", "und")
_UNSPACED = frozenset({"ii", "ja", "yue", "zh"})
"""Thai, Lao, Khmer, Burmese and Tibetan run words together but put a space between sentences."""


def parse_language(tag: str) -> str:
    """The tag in the form of gettext and Babel: ``en``, ``pt_BR``, ``zh_Hant``; hyphens and any case are accepted.

    Raises :class:`ConfigError` where CLDR does not know the language.
    """
    return str(locale(tag))


def language_name(tag: str) -> str:
    """The language's English name: ``Portuguese (Brazil)``."""
    known = locale(tag)
    return known.get_display_name("en") or str(known)


def plural_forms(tag: str) -> str:
    """The value of a gettext ``Plural-Forms`` header: ``nplurals=2; plural=(n != 1);``."""
    return str(get_plural(locale(tag)))


def spaces_sentences(tag: str) -> bool:
    """Whether a space stands between two sentences."""
    return locale(tag).language not in _UNSPACED


@lru_cache(maxsize=64)
def locale(tag: str) -> Locale:
    """Babel's locale of a tag; raises as :func:`parse_language` does."""
    plain = tag.strip().replace("-", "_")
    if plain.replace("_", "").isalnum() and len(plain) <= _LONGEST_TAG and plain.lower() not in _NO_LANGUAGE:
        with suppress(UnknownLocaleError, ValueError, TypeError):
            return Locale.parse(plain)
    raise ConfigError(
        message("unknown language {value!r}", value=tag[:_LONGEST_TAG]),
        remedy="use a tag such as en, fr, de, es or pt-BR",
    )
