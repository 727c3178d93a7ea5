"""What commands share: global options, the configuration read once, and the term bases and articles it names."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.errors import ArticleError
from yigao.messages import known, localised, message

if TYPE_CHECKING:
    from yigao.config import Config
    from yigao.config_checks import Checks
    from yigao.pipeline.articles import Reading


@dataclass
class Options:
    """The global options. Not frozen: the configuration is read when a command first asks for it."""

    config_file: Path | None
    """`--config`."""
    quiet: bool
    """`--quiet`."""
    verbose: bool
    """`--verbose`."""

    @cached_property
    def config(self) -> "Config":
        """The project's configuration. Raises `ConfigError`."""
        from yigao.config import load_config  # noqa: PLC0415 - not for `--help`

        return load_config(self.config_file)

    def say(self, text: str) -> None:
        """Print a line for people, on standard error, unless they want quiet."""
        if not self.quiet:
            click.echo(localised(text), err=True)

    def detail(self, text: str) -> None:
        """Print a line for people who want to know more."""
        if self.verbose:
            click.echo(localised(text), err=True)

    def warn(self, text: str) -> None:
        """Print a warning; it is shown even when quiet."""
        click.echo(localised(message("yigao: warning: {text}", text=known(text))), err=True)

    def articles(self, given: tuple[Path, ...]) -> list[Path]:
        """What to work on: what was given, else the configured folders. Raises `ArticleError` for neither."""
        chosen = list(given) or [self.config.root / folder for folder in self.config.articles]
        if not chosen:
            raise ArticleError("no article given", remedy="name one, or set `articles` in the configuration")
        return chosen

    def article_folders(self) -> list[Path]:
        """The configured folders that articles are named relative to."""
        return [self.config.root / folder for folder in self.config.articles]

    def reading(self, encoding: str | None) -> "Reading":
        """How articles are read, with what `--encoding` names. Raises `ArticleError` for an unknown encoding."""
        from yigao.model.interfaces import FormatOptions  # noqa: PLC0415 - commands load what they need when called
        from yigao.pipeline.articles import Reading  # noqa: PLC0415
        from yigao.text.encodings import Expected, parse_encoding  # noqa: PLC0415

        named = parse_encoding(encoding) if encoding else ""
        otherwise = parse_encoding(self.config.encoding) if self.config.encoding else ""
        options = FormatOptions(wrap=self.config.wrap)
        if self.config.front_matter is not None:
            options = replace(options, front_matter=self.config.front_matter)
        if self.config.shortcode_parameters is not None:
            options = replace(options, shortcode_parameters=self.config.shortcode_parameters)
        return Reading(Expected(named, otherwise), options)

    @property
    def checks(self) -> "Checks":
        """The settings for `yigao check`: those of the configuration, or the defaults."""
        from yigao.config_checks import Checks  # noqa: PLC0415 - few commands need it

        return self.config.checks or Checks()

    def locales(self, given: Path | None) -> Path:
        """Folder of the catalogs."""
        return given or self.config.root / self.config.locales

    def glossaries(self, given: tuple[Path, ...], target: str) -> list[Path]:
        """The term bases for a target language: those given, else configured, else all in the folder `glossary`.

        In the folder, `name.fr.csv` is for French; a file without a language in its name is for English.
        """
        if given or self.config.glossary:
            return list(given) or [self.config.root / name for name in self.config.glossary]
        found = [
            path
            for path in sorted((self.config.root / "glossary").glob("*"))
            if path.suffix.lower() in {".csv", ".po", ".tbx", ".tsv"} and not path.name.startswith(".")
        ]
        main = target.replace("_", "-").split("-")[0].lower()
        return [path for path in found if (Path(path.stem).suffix.lstrip(".").lower() or "en") == main]


pass_options = click.make_pass_decorator(Options)
"""Hands the global options to a command as its first argument."""

ARTICLES = click.Path(path_type=Path)
"""Type of arguments that name files or folders: existence is checked later, with a better message."""

encoding_option = click.option("--encoding", metavar="NAME", help="Encoding of the articles, such as gb18030 or big5.")
"""For commands that read articles."""

wait_option = click.option(
    "--wait", type=click.FloatRange(min=0), default=600.0, metavar="SECONDS", help="How long to wait for another run."
)
"""For commands that hold the project's lock."""
