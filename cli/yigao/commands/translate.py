"""`yigao translate`: the main job."""

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._knowledge import read_knowledge
from yigao.commands._memory import project_memory
from yigao.commands._options import ARTICLES, Options, encoding_option, pass_options, wait_option
from yigao.commands._progress import counting_bar
from yigao.commands._tables import new_table, show
from yigao.errors import PackageError, UserError
from yigao.messages import known, localised, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from yigao.model.interfaces import Engine
    from yigao.pipeline.update import Settings, Update


@click.command()
@click.argument("articles", nargs=-1, type=ARTICLES, metavar="ARTICLE|FOLDER...")
@click.option("--to", "targets", multiple=True, metavar="LANG", help="Target language, such as en; may be repeated.")
@click.option("--engine", "engine_name", metavar="NAME", help="argos, copy, pseudo or an installed plug-in.")
@click.option("--model", type=ARTICLES, help="Argos package to use: an .argosmodel file or an unpacked folder.")
@click.option(
    "--glossary", "glossaries", multiple=True, type=ARTICLES, help="Term base (CSV, TSV, TBX or PO); may be repeated."
)
@click.option("--locales", type=ARTICLES, help="Folder of the catalogs.")
@click.option("--unit", type=click.Choice(["sentence", "paragraph"]), help="How much text makes one entry.")
@encoding_option
@click.option("--accept-exact", is_flag=True, help="Take the memory's translations of the very same text as reviewed.")
@wait_option
@click.option("--yes", is_flag=True, help="Download a missing model without asking.")
@pass_options
def command(
    options: Options,
    articles: tuple[Path, ...],
    targets: tuple[str, ...],
    engine_name: str | None,
    model: Path | None,
    glossaries: tuple[Path, ...],
    locales: Path | None,
    unit: str | None,
    encoding: str | None,
    wait: float,
    *,
    accept_exact: bool,
    yes: bool,
) -> None:
    """Create or update the catalogs of articles and draft what is new in them.

    The translation memory is asked first, then the engine. Reviewed entries and existing drafts stay as they are;
    running it again changes nothing.

    Example: yigao translate articles/forum.md --to en
    """
    from yigao.pipeline.articles import find_articles  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.locking import locked  # noqa: PLC0415
    from yigao.pipeline.units import UnitSize  # noqa: PLC0415
    from yigao.pipeline.update import Settings, update  # noqa: PLC0415

    config = options.config
    languages = _languages(targets or config.to)
    found = find_articles(options.articles(articles), config.root, options.article_folders())
    runs = [
        Settings(
            locales=options.locales(locales),
            source=config.source,
            target=target,
            size=UnitSize(unit or config.unit),
            translator=config.translator,
            contact=config.contact,
            reading=options.reading(encoding),
            root=config.root,
        )
        for target in languages
    ]
    started = time.monotonic()
    rows: list[tuple[Settings, Update]] = []
    asked = project_memory(options, options.locales(locales), accept_exact=accept_exact)
    with locked(config.root, wait, options.say), asked as recall:
        for settings in runs:
            _, knowledge = read_knowledge(options, glossaries, settings.target)
            problems: list[str] = []
            engine = _engine(options, engine_name or config.engine, model, settings, problems, yes=yes)
            label = message("drafting {language}", language=settings.target)
            with (
                counting_bar(message("reading"), quiet=options.quiet) as reading,
                counting_bar(label, quiet=options.quiet) as progress,
            ):
                updates = update(found, settings, knowledge, engine, progress, recall, reading)
            rows += [(settings, one) for one in updates]
            for one in updates:
                if one.moved_from:
                    options.say(
                        message(
                            "{moved_from} is now {path}: its article became {article}",
                            moved_from=one.moved_from,
                            path=one.path,
                            article=one.article,
                        )
                    )
            if any(one.drafted > one.recalled for one in updates):
                loaded = engine()
                options.detail(
                    message(
                        "{target}: engine {value}",
                        target=settings.target,
                        value=loaded.fingerprint if loaded else "none",
                    )
                )
            _warn_untranslated(options, settings, updates, engine, problems)
    _show(options, rows, time.monotonic() - started)


def _languages(given: tuple[str, ...]) -> list[str]:
    from yigao.text.languages import parse_language  # noqa: PLC0415

    if not given:
        raise UserError("no target language", remedy="give `--to en`, or set `to` in the configuration")
    return list(dict.fromkeys(parse_language(tag) for tag in given))


def _engine(
    options: Options, name: str, model: Path | None, settings: "Settings", problems: list[str], *, yes: bool
) -> "Callable[[], Engine | None]":
    """The engine, loaded when it is first asked for; bad names and packages are found out before that.

    A download that fails is noted in ``problems`` and no error, unless Argos was asked for by name.
    """
    from yigao.commands._downloads import offer_download  # noqa: PLC0415
    from yigao.pipeline.engines import ARGOS, choose_engine  # noqa: PLC0415

    download = offer_download(settings.source, settings.target, yes=yes, quiet=options.quiet)

    def fetch() -> Path | None:
        try:
            return download() if download else None
        except PackageError as error:
            if name == ARGOS:
                raise
            problems.append(error.told)
            return None

    configured = options.config.root / options.config.model if options.config.model else None
    return cache(choose_engine(name, settings.source, settings.target, model=model or configured, fetch=fetch))


def _warn_untranslated(
    options: Options,
    settings: "Settings",
    updates: "list[Update]",
    engine: "Callable[[], Engine | None]",
    problems: list[str],
) -> None:
    untranslated = sum(one.untranslated for one in updates)
    if not untranslated or engine() is not None:
        return
    reason = message(" ({reason})", reason=known(problems[0])) if problems else ""
    options.warn(
        message(
            "no {source}→{target} model{reason}: {untranslated} entries are left untranslated; `yigao model install {source}_{target}` gets one",
            source=settings.source,
            target=settings.target,
            reason=reason,
            untranslated=untranslated,
        )
    )


def _show(options: Options, rows: "list[tuple[Settings, Update]]", seconds: float) -> None:
    """The closing table."""
    if options.quiet:
        return
    counts = {
        "units": message("units"),
        "reused": message("reused"),
        "drafted": message("drafted"),
        "recalled": message("from memory"),
        "untranslated": message("open"),
        "terms": message("terms kept"),
    }
    table = new_table("article", ["to", *counts.values()])
    for settings, one in rows:
        table.add_row(one.article, settings.target, *(str(getattr(one, name)) for name in counts))
    if len(rows) > 1:
        table.add_row(
            localised("total"), "", *(str(sum(getattr(one, name) for _, one in rows)) for name in counts), style="bold"
        )
    show(table, stderr=True)
    changed = [str(one.path) for _, one in rows if one.changed]
    written = (
        changed[0]
        if len(changed) == 1
        else message("{changed} of {number} catalogs", changed=len(changed), number=len(rows))
    )
    options.say(message("{written} written, {seconds:.1f} s", written=written, seconds=seconds))
