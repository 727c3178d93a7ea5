"""`yigao glossary`: term bases."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._knowledge import read_terms, reading_of
from yigao.commands._options import ARTICLES, Options, encoding_option, pass_options
from yigao.errors import GlossaryError, UserError
from yigao.messages import message

if TYPE_CHECKING:
    from yigao.glossary.linting import Usage
    from yigao.glossary.rows import Row
    from yigao.model.finding import Finding
    from yigao.model.term import Term
    from yigao.pipeline.suggesting import Sentence

_FORMATS = click.Choice(["text", "json"])


@click.group(name="glossary")
def command() -> None:
    """Check, search, fill and convert term bases: CSV, TSV, TBX and PO."""


@command.command()
@click.argument("files", nargs=-1, type=ARTICLES, metavar="[TERM BASE...]")
@click.option("--to", "target", metavar="LANG", help="Target language; by default the first of the configuration.")
@click.option("--articles", "articles", multiple=True, type=ARTICLES, help="Articles to look for the terms in.")
@click.option("--select", multiple=True, metavar="RULE", help="Only this rule; may be repeated.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule; may be repeated.")
@click.option("--format", "format_", type=_FORMATS, default="text", help="text or json.")
@pass_options
def lint(
    options: Options,
    files: tuple[Path, ...],
    target: str | None,
    articles: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_: str,
) -> int:
    """Find mistakes in term bases: by default in the project's, against the project's articles.

    Duplicates, conflicts, empty and overlong terms, renderings that are also forbidden, inconsistent case, cells that a
    spreadsheet takes for formulas, terms that hide others or that no article has. Exit code 1 if anything is found.

    Example: yigao glossary lint glossary/terms.csv --ignore term-unused
    """
    from yigao.commands._glossary_reports import findings_as_json, findings_as_text  # noqa: PLC0415 - when called
    from yigao.glossary.linting import RULES, lint  # noqa: PLC0415
    from yigao.pipeline.termbases import rows_of  # noqa: PLC0415

    for rule in (*select, *ignore):
        if rule not in RULES:
            raise UserError(
                message("no such rule: {rule!r}", rule=rule), remedy=message("known: {value}", value=", ".join(RULES))
            )
    language = _target(options, target)
    bases = [rows_of(path, options.config.source, language) for path in _files(options, files, language)]
    wanted = {rule for rule in select or RULES if rule not in ignore}
    sentences = _sentences(options, articles, None) if wanted & {"term-unused", "term-overlap"} else None
    findings: list[Finding] = []
    for rows in bases:
        findings += lint(rows, _usage(rows, sentences))
    findings = [one for one in findings if one.rule in wanted]
    click.echo(findings_as_json(findings) if format_ == "json" else findings_as_text(findings), nl=False)
    options.say(message("{number} findings in {value} terms", number=len(findings), value=sum(map(len, bases))))
    return 1 if findings else 0


def _usage(rows: "list[Row]", sentences: "list[Sentence] | None") -> "Usage | None":
    from yigao.glossary.linting import usage_of  # noqa: PLC0415

    return usage_of(rows, ((one.where, one.text) for one in sentences)) if sentences is not None else None


@command.command()
@click.argument("text", metavar="TEXT|FILE")
@click.option("--glossary", "files", multiple=True, type=ARTICLES, help="Term base; may be repeated.")
@click.option("--to", "target", metavar="LANG", help="Target language; by default the first of the configuration.")
@click.option("--format", "format_", type=_FORMATS, default="text", help="text or json.")
@encoding_option
@pass_options
def find(
    options: Options, text: str, files: tuple[Path, ...], target: str | None, format_: str, encoding: str | None
) -> int:
    """Show the terms in a text or an article; for a text without Chinese, the terms with such a rendering.

    Exit code 1 if there is none.

    Example: yigao glossary find 图灵奖得主出席论坛
    """
    from yigao.commands._glossary_reports import hits_as_json, hits_as_text  # noqa: PLC0415 - when called
    from yigao.pipeline.looking_up import find_in_sentences, find_in_text  # noqa: PLC0415

    terms = _terms(options, files, _target(options, target))
    try:
        is_file = Path(text).exists()
    except (OSError, ValueError):
        is_file = False  # a text that cannot be a path
    if is_file:
        hits = find_in_sentences(_sentences(options, (Path(text),), encoding) or [], terms)
    else:
        hits = find_in_text(reading_of(options.config.source)(text), terms)
    click.echo(hits_as_json(hits) if format_ == "json" else hits_as_text(hits), nl=False)
    return 0 if hits else 1


@command.command()
@click.argument("articles", nargs=-1, type=ARTICLES, metavar="[ARTICLE|FOLDER...]")
@click.option("--glossary", "files", multiple=True, type=ARTICLES, help="Term base; may be repeated.")
@click.option("--to", "target", metavar="LANG", help="Target language; by default the first of the configuration.")
@click.option("--catalogs", multiple=True, type=ARTICLES, help="Post-edited catalogs; by default the project's.")
@click.option(
    "--least", type=click.IntRange(1), default=2, help="How often what no mark shows to be a name must occur."
)
@click.option("-o", "--output", type=ARTICLES, help="File to write; lines are added to one that is there.")
@encoding_option
@pass_options
def suggest(
    options: Options,
    articles: tuple[Path, ...],
    files: tuple[Path, ...],
    target: str | None,
    catalogs: tuple[Path, ...],
    least: int,
    output: Path | None,
    encoding: str | None,
) -> None:
    """Suggest terms: names, titles, quoted phrases and abbreviations of articles that no term covers, the best first.

    Where the article gives a rendering, or reviewed catalogs agree on one, it is filled in. What has none is a comment, to be
    completed and uncommented, so that the lines can be added to a term base as they are.

    Example: yigao glossary suggest articles -o glossary/new.csv
    """
    from yigao.commands._glossary_reports import suggestions_as_csv  # noqa: PLC0415 - loads what it needs when called
    from yigao.glossary.matching import Matcher  # noqa: PLC0415
    from yigao.pipeline.suggesting import reviewed_pairs, suggest  # noqa: PLC0415

    language = _target(options, target)
    terms = _terms(options, files, language)
    sentences = _sentences(options, articles, encoding)
    if sentences is None:
        raise UserError("no article given", remedy="name one, or set `articles` in the configuration")
    script = reading_of(options.config.source)
    pairs = [(script(one), other) for one, other in reviewed_pairs(_catalogs(options, catalogs, language))]
    found = suggest(sentences, Matcher(terms).find, pairs, least)
    if output is None:
        sys.stdout.buffer.write(suggestions_as_csv(found, header=False).encode())
        sys.stdout.buffer.flush()
    else:
        _append(output, suggestions_as_csv(found, header=not output.exists()))
    options.say(
        message(
            "{number} suggestions, {value} with a rendering",
            number=len(found),
            value=sum(bool(one.target) for one in found),
        )
    )


def _append(path: Path, text: str) -> None:
    """Put lines at the end of a CSV file, which must have the usual columns."""
    from yigao.commands._glossary_reports import COLUMNS  # noqa: PLC0415
    from yigao.files import write_atomically  # noqa: PLC0415
    from yigao.glossary.rows import read_rows  # noqa: PLC0415

    before = b""
    if path.exists():
        columns = next((",".join(row.cells) for row in read_rows(path)), COLUMNS)
        if path.suffix.lower() != ".csv" or columns != COLUMNS:
            raise GlossaryError(
                "lines cannot be added here",
                where=str(path),
                remedy=message("its columns must be {columns}", columns=COLUMNS),
            )
        before = path.read_bytes()
        before += b"" if before.endswith(b"\n") or not before else b"\n"
    write_atomically(path, before + text.encode())


@command.command()
@click.argument("source", type=ARTICLES, metavar="IN")
@click.argument("output", type=ARTICLES, metavar="OUT")
@click.option("--to", "target", metavar="LANG", help="Target language; by default the first of the configuration.")
@pass_options
def convert(options: Options, source: Path, output: Path, target: str | None) -> int:
    """Convert a term base between CSV, TSV, TBX and PO, by the endings of the names.

    Exit code 1 if something could not be expressed; it is named.

    Example: yigao glossary convert glossary/terms.csv terms.tbx
    """
    from yigao.files import write_atomically  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.termbases import read_termbase, write_termbase  # noqa: PLC0415

    language = _target(options, target)
    if output.exists() and output.resolve() == source.resolve():
        raise UserError("would overwrite what is read", where=str(output), remedy="choose another name")
    found = read_termbase(source, options.config.source, language)
    exported = write_termbase(output, found.records, options.config.source, language)
    write_atomically(output, exported.data)
    for line in (*found.warnings, *exported.warnings):
        options.warn(line)
    options.say(message("{output}: {number} terms", output=output, number=len(found.records)))
    return 1 if found.warnings or exported.warnings else 0


def _target(options: Options, given: str | None) -> str:
    from yigao.text.languages import parse_language  # noqa: PLC0415

    if not given and not options.config.to:
        raise UserError("no target language", remedy="give `--to en`, or set `to` in the configuration")
    return parse_language(given or options.config.to[0])


def _files(options: Options, given: tuple[Path, ...], target: str) -> list[Path]:
    files = options.glossaries(given, target)
    if not files:
        raise GlossaryError("no term base", remedy="name one, or put one into the folder glossary")
    here = Path.cwd()
    return [path.relative_to(here) if path.is_relative_to(here) else path for path in files]


def _terms(options: Options, files: tuple[Path, ...], target: str) -> "tuple[Term, ...]":
    return read_terms(options, files, target)


def _sentences(options: Options, given: tuple[Path, ...], encoding: str | None) -> "list[Sentence] | None":
    """The sentences of what was given, else of the project's articles; None if it has none."""
    from yigao.pipeline.articles import find_articles  # noqa: PLC0415
    from yigao.pipeline.suggesting import sentences_of  # noqa: PLC0415

    if not given and not any(folder.exists() for folder in options.article_folders()):
        return None
    found = find_articles(options.articles(given), options.config.root, options.article_folders())
    return sentences_of(found, options.reading(encoding), reading_of(options.config.source))


def _catalogs(options: Options, given: tuple[Path, ...], target: str) -> list[Path]:
    from yigao.pipeline.status import catalogs_in  # noqa: PLC0415

    folder = options.locales(None) / target
    if given:
        return catalogs_in(list(given))
    return sorted(folder.rglob("*.po")) if folder.is_dir() else []
