"""The configuration: `yigao.toml`, or `[tool.yigao]` in `pyproject.toml`, of the project around the working folder."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yigao.errors import ConfigError
from yigao.messages import message

if TYPE_CHECKING:
    from yigao.config_checks import Checks


@dataclass(frozen=True, slots=True)
class Config:
    """Defaults for every command; options on the command line win. Paths are relative to ``root``."""

    root: Path = field(default_factory=Path.cwd)
    """The project's folder: that of the configuration file, else the working folder. Not a key of the file."""
    source: str = "zh"
    """Language of the articles."""
    to: tuple[str, ...] = ("en",)
    """Target languages when `--to` is not given."""
    articles: tuple[str, ...] = ()
    """Folders that hold the articles: what commands work on by default, and what catalogs are named relative to."""
    locales: str = "locales"
    """Folder of the catalogs."""
    glossary: tuple[str, ...] = ()
    """Term bases; when empty, every `.csv`, `.tsv`, `.tbx` and `.po` file in the folder `glossary`."""
    engine: str = ""
    """Engine for drafts; when empty, argos if a model can be had."""
    model: str = ""
    """Argos package, file or folder."""
    unit: str = "sentence"
    """sentence or paragraph: how much text makes one catalog entry."""
    translator: str = ""
    """`Name <mail>` for the headers of new catalogs."""
    contact: str = ""
    """URL or mail address to which mistakes in the articles are reported, for the same headers."""
    encoding: str = ""
    """Encoding of the articles that are neither Unicode by their own bytes nor name another."""
    wrap: int = 0
    """Columns at which translated paragraphs of plain text are broken; 0 leaves each translation on one line."""
    indent: str = "drop"
    """drop or keep: whether U+3000 before a translated paragraph stays in languages that do not indent so."""
    front_matter: tuple[str, ...] | None = None
    """Keys of front matter whose values are translated; None for those of `FormatOptions`."""
    shortcode_parameters: tuple[str, ...] | None = None
    """Named parameters of shortcodes whose values are translated; None likewise."""
    memory: bool | str = True
    """Whether a translation memory is kept, or the file it is kept in; true for `.yigao/memory.sqlite`."""
    threshold: int = 75
    """How like a sentence must be, in percent, for its translation to be offered by the memory."""
    checks: "Checks | None" = None
    """Table of settings for `yigao check`; None if there is none."""


def load_config(given: Path | None = None, start: Path | None = None) -> Config:
    """The configuration in ``given``, or the nearest one at or above ``start`` (the working folder).

    Raises `ConfigError` for a file that cannot be read or parsed and for unknown or mistyped keys.
    """
    start = (start or Path.cwd()).resolve()
    if given is not None:
        return _read(given, _section(given))
    for folder in (start, *start.parents):
        for name in ("yigao.toml", "pyproject.toml"):
            file = folder / name
            section = _section(file) if file.is_file() else None
            if section is not None:
                return _read(file, section)
    return Config(root=start)


def configures(file: Path) -> bool:
    """Whether a file configures a project. Raises `ConfigError` if it is not TOML."""
    return file.is_file() and _section(file) is not None


def _section(file: Path) -> dict[str, Any] | None:
    """The part of a TOML file that is ours; None for a `pyproject.toml` without one."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            message("cannot read the configuration: {reason}", reason=error.strerror),
            where=str(file),
            remedy="check its name and that you may read it",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            message("not TOML: {reason}", reason=error),
            where=str(file),
            remedy="mend the line; strings stand in quotes, lists in brackets",
        ) from error
    if file.name != "pyproject.toml":
        return content
    tool = content.get("tool", {})
    section = tool.get("yigao") if isinstance(tool, dict) else None
    return section if isinstance(section, dict) else None


def _read(file: Path, section: dict[str, Any] | None) -> Config:
    known = {key.name: key for key in fields(Config) if key.name != "root"}
    config = Config(root=file.resolve().parent)
    found: dict[str, Any] = {}
    for key, value in (section or {}).items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            remedy = (
                message("did you mean {near!r}?", near=near[0])
                if near
                else message("known keys: {known}", known=", ".join(known))
            )
            raise ConfigError(message("unknown key {key!r}", key=key), where=str(file), remedy=remedy)
        if key == "checks":
            from yigao.config_checks import read_checks  # noqa: PLC0415 - the nouns of checking: few commands need them

            found[key] = read_checks(value, file)
        else:
            found[key] = _checked(file, key, value, getattr(config, key))
    config = replace(config, **found)
    for key, one, other in (("unit", "sentence", "paragraph"), ("indent", "drop", "keep")):
        if getattr(config, key) not in {one, other}:
            raise ConfigError(
                message(
                    "{key}: {value!r} is neither {one!r} nor {other!r}",
                    key=key,
                    value=getattr(config, key),
                    one=one,
                    other=other,
                ),
                where=str(file),
                remedy="write one of the two",
            )
    if config.threshold > 100:
        raise ConfigError(
            message("threshold: {threshold} is more than 100 percent", threshold=config.threshold),
            where=str(file),
            remedy="give a number from 0 to 100",
        )
    return config


def _checked(file: Path, key: str, value: Any, default: Any) -> str | int | tuple[str, ...]:  # noqa: ANN401 - TOML
    """``value`` if it is of the kind of ``default``."""
    if isinstance(default, bool):
        if isinstance(value, bool) or (isinstance(value, str) and value):
            return value
        raise ConfigError(
            message("{key}: expected true, false or a path, found {value!r}", key=key, value=value),
            where=str(file),
            remedy="write `memory = true`, `false`, or a path in quotes",
        )
    many, number = default is None or isinstance(default, tuple), isinstance(default, int)
    if number and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if not many and not number and isinstance(value, str):
        return value
    if many and isinstance(value, str):
        return (value,)
    if many and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    expected = message("a number from 0") if number else message("a list of strings") if many else message("a string")
    raise ConfigError(
        message("{key}: expected {expected}, found {value!r}", key=key, expected=expected, value=value),
        where=str(file),
        remedy="`yigao init` in an empty folder writes a commented example",
    )
