"""The errors a user can cause: shown as one line without a traceback, exit code 2."""

from yigao.messages import Message, known, message


class UserError(Exception):
    """Something outside the program is wrong: a file, an option, a package, the configuration.

    ``what`` says what is wrong, ``where`` the place (``file``, ``file:line`` or ``file:line:column``),
    ``remedy`` what to do about it. All three are shown to the user as they are.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Message:
        """All of it as one message."""
        place = f"{self.where}: " if self.where else ""
        advice = message(" ({remedy})", remedy=known(self.remedy)) if self.remedy else ""
        return message("{place}{what}{advice}", place=place, what=known(self.what), advice=advice)

    def __reduce__(self) -> tuple[object, ...]:
        """Keyword arguments survive pickling, so that workers can hand errors back."""
        return (_rebuild, (type(self), self.what, self.where, self.remedy))


class ArticleError(UserError):
    """An article is missing, unreadable, undecodable or of no known format."""


class CatalogError(UserError):
    """A catalog does not parse or belongs to another article; it is never overwritten."""


class GlossaryError(UserError):
    """A term base is broken."""


class ExchangeError(UserError):
    """A TMX, TBX or XLIFF file is broken, unsafe or of another kind, or what reads such files is not installed."""


class EngineError(UserError):
    """An engine is unknown, or cannot be loaded or run."""


class PackageError(UserError):
    """An Argos package is missing, broken, unsafe or cannot be fetched."""


class TranslationMemoryError(UserError):
    """The translation memory cannot be read or written; catalogs are whole without it."""


class ConfigError(UserError):
    """The configuration file is broken or names something unknown."""


def _rebuild(kind: type[UserError], what: str, where: str, remedy: str) -> UserError:
    return kind(what, where=where, remedy=remedy)
