"""Findings that are known and not to be reported again: a file, one line each."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yigao.errors import UserError
from yigao.messages import message
from yigao.model.finding import Finding
from yigao.model.report import Kept, Report
from yigao.pipeline.check import Outcome, report_of

_LONGEST = 100


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding in a baseline."""

    path: str
    """The catalog it was in."""
    rule: str
    """Its rule."""
    fingerprint: str
    """What it is known by, wherever it has moved to."""
    text: str
    """For people: what was wrong."""


def read_baseline(file: Path) -> tuple[Known, ...]:
    """What the file knows. Raises `UserError`, which names the line where that is known."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            message("cannot read the baseline: {reason}", reason=error.strerror),
            where=str(file),
            remedy="`--update-baseline` makes it",
        ) from error
    except json.JSONDecodeError as error:
        raise UserError(
            message("not JSON: {msg}", msg=error.msg),
            where=f"{file}:{error.lineno}:{error.colno}",
            remedy="restore the file, or remove it and run with `--update-baseline`",
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UserError(
            "not JSON", where=str(file), remedy="restore the file, or remove it and run with `--update-baseline`"
        ) from error
    try:
        return tuple(sorted(Known(**{key: _text(one[key]) for key in Known.__slots__}) for one in content["findings"]))
    except (KeyError, TypeError) as error:
        raise UserError(
            "not a baseline of `yigao check`", where=str(file), remedy="name the file that `--update-baseline` wrote"
        ) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def write_baseline(known: Iterable[Known]) -> str:
    """The text of a baseline file."""
    lines = [json.dumps({key: getattr(one, key) for key in Known.__slots__}, ensure_ascii=False) for one in known]
    return '{"version": 1, "findings": [' + ",".join(f"\n{line}" for line in lines) + "\n]}\n"


def without_known(report: Report, known: Collection[Known], ran: Collection[str], *, whole: bool) -> Report:
    """The report without what is known.

    ``ran`` are the rules that ran; ``whole`` says whether all of each catalog was looked at, so that what is known and not
    found must have been mended.
    """
    pairs = _paired(report.findings, known, report)
    mended = _mended(report, known, ran) if whole else ()
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.fingerprint not in pairs),
        kept=(
            *report.kept,
            *(Kept(finding, in_baseline=True) for finding in report.findings if finding.fingerprint in pairs),
        ),
        fixed=tuple(f"{one.path}: {one.rule}: {one.text}" for one in mended),
    )


def still_open(outcomes: Sequence[Outcome], known: Collection[Known], ran: Collection[str]) -> list[Outcome]:
    """The outcomes without the findings that are known."""
    if not known:
        return list(outcomes)
    left: dict[str, list[Finding]] = defaultdict(list)
    for finding in without_known(report_of(outcomes), known, ran, whole=False).findings:
        left[finding.path].append(finding)
    return [replace(outcome, findings=tuple(left[outcome.source.shown])) for outcome in outcomes]


def updated(report: Report, known: Collection[Known], ran: Collection[str], *, whole: bool) -> tuple[Known, ...]:
    """A baseline that knows all findings of the report, and of the earlier one what the run did not look at."""
    found = {_known(finding) for finding in report.findings}
    gone = {*(_mended(report, known, ran) if whole else ()), *_paired(report.findings, known, report).values()}
    return tuple(sorted(found | (set(known) - gone)))


def _known(finding: Finding) -> Known:
    text = " ".join(finding.message.split())[:_LONGEST]
    return Known(finding.path, finding.rule, finding.fingerprint, text)


def _mended(report: Report, known: Collection[Known], ran: Collection[str]) -> tuple[Known, ...]:
    """What is known and not there any more, of the rules and catalogs that were looked at and of catalogs that are gone."""
    found = (*report.findings, *(one.finding for one in report.kept))
    there = set(_paired(found, known, report).values())
    return tuple(one for one in known if one not in there and one.rule in ran and _was_seen(one, report))


def _was_seen(one: Known, report: Report) -> bool:
    return one.path in report.catalogs or not Path(one.path).exists()


def _paired(findings: Iterable[Finding], known: Iterable[Known], report: Report) -> dict[str, Known]:
    """What the baseline knows of each finding, by the finding's fingerprint.

    The same problem of the same sentence may stand in several catalogs: what is known of one catalog is no excuse for
    another, unless the one was renamed.
    """
    pools: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        pools[_base(one.fingerprint)].append(one)
    pairs: dict[str, Known] = {}
    moved = []
    for finding in findings:
        pool = pools.get(_base(finding.fingerprint), [])
        same = next((one for one in pool if one.path == finding.path), None)
        if same:
            pairs[finding.fingerprint] = same
            pool.remove(same)
        elif pool:
            moved.append(finding)
    for finding in moved:
        pool = pools[_base(finding.fingerprint)]
        gone = next((one for one in pool if one.path not in report.catalogs and _was_seen(one, report)), None)
        if gone:
            pairs[finding.fingerprint] = gone
            pool.remove(gone)
    return pairs


def _base(fingerprint: str) -> str:
    """A fingerprint without the number that tells equal ones apart."""
    return fingerprint.partition(":")[0]
