"""`yigao check`: the gate."""

import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yigao.commands._checking import setting_of
from yigao.commands._options import ARTICLES, Options, pass_options
from yigao.commands._progress import counting_bar
from yigao.commands._reports import parse_outputs, write_reports
from yigao.errors import UserError
from yigao.messages import localised, message

if TYPE_CHECKING:
    from yigao.config_checks import Checks
    from yigao.model.report import Report
    from yigao.pipeline.check import Outcome, Setting


@dataclass(frozen=True, slots=True)
class _Given:
    """The command line; see the options' help."""

    catalogs: tuple[Path, ...]
    glossary: tuple[Path, ...]
    formats: tuple[str, ...]
    output: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    severity: tuple[str, ...]
    max_drafts: str | None
    baseline: Path | None
    update_baseline: bool
    changed_since: str | None
    fix: bool
    diff: bool
    list_rules: bool
    exit_zero: bool


@click.command()
@click.argument("catalogs", nargs=-1, type=ARTICLES, metavar="CATALOG|FOLDER...")
@click.option("--glossary", multiple=True, type=ARTICLES, help="Term base (CSV, TSV, TBX or PO); may be repeated.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[:FILE]",
    help="text, json, sarif, github, gitlab or junit; may be repeated, each with a file of its own.",
)
@click.option("-o", "--output", type=ARTICLES, help="File for the report.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only this rule; repeatable, and `num-*` works too.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Do not run this rule; likewise.")
@click.option("--fail-on", metavar="LEVEL", help="Least bad of error, warning and info that fails; by default error.")
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Another severity for a rule; repeatable.")
@click.option("--max-drafts", metavar="N|PCT%", help="Fail if more entries of a catalog are unreviewed.")
@click.option("--baseline", type=ARTICLES, help="File of known findings, which are not reported.")
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--changed-since", metavar="REF", help="Report only on entries that changed since this commit.")
@click.option("--fix", is_flag=True, help="Correct what is always safe to correct, and say what.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--list-rules", is_flag=True, help="Show all rules and stop.")
@click.option("--exit-zero", is_flag=True, help="Succeed whatever is found.")
@pass_options
def command(options: Options, /, **given: Any) -> int:  # noqa: ANN401 - what click parsed; _Given has the types
    """Check catalogs: numbers, terms, codes, leftovers, style, and whether they are up to date.

    Exit code 0 if nothing is found, 1 for findings, 2 for wrong use or unreadable files, 3 if the only findings are that
    a catalog is not up to date with its article.

    Example: yigao check locales --format text --format sarif:yigao.sarif
    """
    asked = _Given(**given)
    if asked.list_rules:
        _list_rules()
        return 0
    from yigao.pipeline.check import check, exit_code, read, report_of  # noqa: PLC0415 - loads what it needs when called
    from yigao.pipeline.locking import locked  # noqa: PLC0415
    from yigao.pipeline.status import catalogs_in  # noqa: PLC0415

    outputs = parse_outputs(asked.formats, asked.output)
    checks = _merged(options.checks, asked)
    setting = setting_of(options, asked.glossary, checks, asked.changed_since or "")
    with locked(options.config.root, waiting=options.say) if asked.fix and not asked.diff else nullcontext():
        sources = [read(path) for path in catalogs_in(list(asked.catalogs) or [options.locales(None)])]
        with counting_bar(message("checking"), quiet=options.quiet) as progress:
            outcomes = check(sources, setting, progress)
        if asked.fix or asked.diff:
            outcomes = _fixed(options, asked, outcomes, setting)
    report = _without_known(options, asked, checks, setting, report_of(outcomes))
    write_reports(report, [one for one in outputs if one[1] is not None] if asked.diff else outputs)
    return 0 if asked.exit_zero else exit_code(report, checks.fail_on)


def _list_rules() -> None:
    from yigao.pipeline.rules import describe, rule_names  # noqa: PLC0415

    rules = [describe(name) for name in rule_names()]
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        click.echo(f"{rule.name:{width}}  {rule.severity:7}  {localised(rule.summary)}")


def _merged(checks: "Checks", asked: _Given) -> "Checks":
    """The configuration with what the command line says."""
    from yigao.config_checks import parse_limit, parse_severity  # noqa: PLC0415 - not for `--help`

    severity = dict(checks.severity)
    try:
        for text in asked.severity:
            rule, _, level = text.partition("=")
            severity[rule] = parse_severity(level)
        limit = parse_limit(asked.max_drafts) if asked.max_drafts is not None else checks.max_drafts
        fail_on = parse_severity(asked.fail_on) if asked.fail_on is not None else checks.fail_on
    except ValueError as error:
        raise UserError(error.args[0], remedy="`yigao check --help` shows what each option takes") from error
    return replace(
        checks,
        select=_names(asked.select) or checks.select,
        ignore=(*checks.ignore, *_names(asked.ignore)),
        severity=severity,
        max_drafts=limit,
        fail_on=fail_on,
    )


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


def _fixed(options: Options, asked: _Given, outcomes: "list[Outcome]", setting: "Setting") -> "list[Outcome]":
    """The findings that are left after correcting; all of them, if the corrections are only shown."""
    from yigao.pipeline.fixing import fix  # noqa: PLC0415

    left, fixed = fix(outcomes, setting)
    if asked.diff:
        sys.stdout.buffer.write(fixed.diff().encode())
        sys.stdout.buffer.flush()
    else:
        fixed.write()
        for one in fixed.fixes:
            place = f"{one.finding.path}:{one.finding.line}:{one.finding.column}"
            options.say(
                message(
                    "{place}: fixed {rule}: {before!r} → {after!r}",
                    place=place,
                    rule=one.finding.rule,
                    before=one.before,
                    after=one.after,
                )
            )
    what = message("could be fixed") if asked.diff else message("fixed")
    options.say(
        message(
            "{number} {what} in {number2} of {number3} catalogs",
            number=len(fixed.fixes),
            what=what,
            number2=len(fixed.after),
            number3=len(outcomes),
        )
    )
    return outcomes if asked.diff else left


def _without_known(options: Options, asked: _Given, checks: "Checks", setting: "Setting", report: "Report") -> "Report":
    """The report without what the baseline knows, the baseline brought up to it first if that is asked for."""
    from yigao.files import write_atomically  # noqa: PLC0415
    from yigao.pipeline.baseline import read_baseline, updated, without_known, write_baseline  # noqa: PLC0415

    file = asked.baseline or (options.config.root / checks.baseline if checks.baseline else None)
    if file is None:
        if asked.update_baseline:
            raise UserError("no baseline to update", remedy="name one: `--baseline checks-baseline.json`")
        return report
    whole = not setting.changed_since
    known = () if asked.update_baseline and not file.exists() else read_baseline(file)
    if asked.update_baseline:
        known = updated(report, known, setting.rules, whole=whole)
        write_atomically(file, write_baseline(known).encode())
        options.say(message("{file}: {number} known findings", file=file, number=len(known)))
    report = without_known(report, known, setting.rules, whole=whole)
    if report.fixed:
        options.warn(
            message("{number} known findings are mended: run with --update-baseline", number=len(report.fixed))
        )
    return report
