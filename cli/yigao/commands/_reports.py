"""Writing reports: to standard output, to files, to the page of a GitHub job."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yigao import parts
from yigao.errors import UserError
from yigao.messages import localised

if TYPE_CHECKING:
    from yigao.model.report import Report

Output = tuple[str, Path | None]
"""Name of a format, and the file it goes to, or None for standard output."""


def parse_outputs(formats: Sequence[str], output: Path | None) -> list[Output]:
    """What ``NAME[:FILE]`` and ``-o FILE`` ask for. Raises `UserError` for an unknown format and two on standard output."""
    outputs: list[Output] = []
    for text in formats or ("text",):
        name, _, file = text.partition(":")
        parts.load("reports", name)
        outputs.append((name, Path(file) if file else None))
    loose = [index for index, (_, file) in enumerate(outputs) if file is None]
    if len(loose) > 1:
        raise UserError("only one report can go to standard output", remedy="give a file: `--format sarif:out.sarif`")
    if output is not None:
        if not loose:
            raise UserError("every report has a file already", where="-o", remedy="leave out -o")
        outputs[loose[0]] = outputs[loose[0]][0], output
    return outputs


def write_reports(report: "Report", outputs: Sequence[Output]) -> None:
    """Render and write each report. Raises `UserError` for a file that cannot be written."""
    from yigao.files import append, write_atomically  # noqa: PLC0415 - commands load what they need when called

    for name, file in outputs:
        module = parts.load("reports", name)
        if file is not None:
            write_atomically(file, module.render(report).encode())
        else:
            for_people = getattr(module, "for_people", None)
            text = for_people(report, localised, coloured=_coloured()) if for_people else module.render(report)
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
        page = os.environ.get("GITHUB_STEP_SUMMARY")
        if page and hasattr(module, "step_summary"):
            append(Path(page), module.step_summary(report))


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
