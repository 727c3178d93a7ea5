"""`yigao init`: a starter configuration."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from yigao.commands._options import Options, pass_options
from yigao.errors import ConfigError
from yigao.messages import localised, message

FILE = "yigao.toml"

_FOLDERS = ("articles", "content", "posts", "docs")
"""Where articles usually are."""

TEMPLATE = """\
# Configuration of yigao. A key that begins with # shows its default.

to = [{to}]                   # target languages
articles = ["{articles}"]       # folders of the articles
# source = "zh"               # their language
# encoding = ""               # their encoding, where they are neither Unicode nor say what they are
# locales = "locales"         # folder of the catalogs
# glossary = []               # term bases; by default every .csv, .tsv, .tbx and .po in glossary/
# engine = ""                 # argos, copy or pseudo; by default argos if there is a model
# model = ""                  # an Argos package
# unit = "sentence"           # or "paragraph": how much text makes one entry
# wrap = 0                    # columns at which translated plain text is broken; 0 for one line a paragraph
# indent = "drop"             # or "keep": spaces that indent Chinese paragraphs
# front_matter = ["title", "subtitle", "description", "summary", "tags", "categories", "caption", "alt"]
# shortcode_parameters = ["alt", "attr", "caption", "title"]
# memory = true               # or false, or a file: what is reviewed is remembered in .yigao/memory.sqlite
# threshold = 75              # how like a sentence must be, in percent, for the memory to offer its translation
# translator = ""             # "Name <mail>" for the headers of new catalogs
# contact = ""                # where mistakes in the articles are reported: URL or mail address

[checks]
# select = []                 # rules to run; by default all that `yigao check --list-rules` shows
# ignore = []                 # rules not to run
# fail-on = "error"           # or "warning" or "info": the least bad finding that fails
# max-drafts = "100%"         # how many entries may be unreviewed: a number or a share
# baseline = ""               # file of known findings that are not reported; `yigao check --update-baseline` writes it

[checks.severity]
# end-punct = "info"          # another severity for a rule

[checks.per-file-ignores]
# "locales/fr/*" = ["fullwidth-punct"]

[checks.options]

# [[checks.pattern]]          # where `source` matches the source, `target` must match the translation
# source = '〔(\\d+)〕'
# target = '\\1'
# message = "the document's year is missing"
# severity = "error"

# [[checks.forbidden]]        # a word not wanted in translations
# word = "utilize"
# instead = "use"
# message = "plain words, please"
# severity = "info"
"""

_SAID = r"""(?m)^(# (?=[A-Z])|.*  # |# message = ")(.+?)("?)$"""
"""What the template says to people: its comments, and the messages in its examples. Compiled when it is needed."""


@click.command()
@pass_options
def command(options: Options) -> None:
    """Write a commented starter configuration, yigao.toml, into this folder.

    Example: yigao init
    """
    from yigao.config import configures  # noqa: PLC0415 - commands load what they need when called
    from yigao.files import write_atomically  # noqa: PLC0415

    folder = Path.cwd()
    for name in (FILE, "pyproject.toml"):
        if configures(folder / name):
            raise ConfigError("yigao is configured here already", where=name, remedy="edit that file")
    articles = _article_folder(folder)
    languages = ", ".join(f'"{language}"' for language in _languages(folder))
    content = re.sub(_SAID, _in_language, TEMPLATE).replace("{articles}", articles).replace("{to}", languages)
    write_atomically(folder / FILE, content.encode())
    options.say(message("{file} written. Next:", file=FILE))
    options.say(message("  yigao translate {articles}   # make the catalogs and draft them", articles=articles))
    options.say("  yigao check                # see what is wrong in them")
    options.say("  yigao status               # see how far the work is")


def template_texts() -> Iterator[str]:
    """The messages in the template."""
    for match in re.finditer(_SAID, TEMPLATE):
        yield match[2]


def _in_language(match: re.Match[str]) -> str:
    return f"{match[1]}{localised(match[2])}{match[3]}"


def _article_folder(folder: Path) -> str:
    """The usual folder that is there, else one in which there are articles, else the first usual one."""
    from yigao.pipeline.formats import formats_by_suffix  # noqa: PLC0415

    usual = [name for name in _FOLDERS if (folder / name).is_dir()]
    if usual:
        return usual[0]
    for inside in sorted(folder.iterdir()):
        is_ours = inside.name in {"locales", "glossary"} or inside.name.startswith(".")
        if inside.is_dir() and not is_ours and any(each.suffix in formats_by_suffix() for each in inside.iterdir()):
            return inside.name
    return _FOLDERS[0]


def _languages(folder: Path) -> list[str]:
    """Those that there are catalogs of; English if there are none."""
    found = sorted(path.parent.name for path in folder.glob("locales/*/LC_MESSAGES"))
    return [name for name in found if name.replace("_", "").isalnum()] or ["en"]
