"""Term bases and rules for numbers, read for a target language."""

from pathlib import Path
from typing import TYPE_CHECKING

from yigao.commands._options import Options
from yigao.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from yigao.model.term import Term
    from yigao.pipeline.knowledge import Knowledge


def read_terms(options: Options, glossaries: tuple[Path, ...], target: str) -> "tuple[Term, ...]":
    """The terms for a language; what its term bases say and terms cannot is told. Raises `UserError`."""
    from yigao.pipeline.termbases import read_termbases  # noqa: PLC0415 - commands load what they need when called

    files = options.glossaries(glossaries, target)
    found = read_termbases(files, options.config.source, target)
    for line in found.warnings:
        options.warn(line)
    options.detail(
        message(
            "{target}: {number} terms from {value}",
            target=target,
            number=len(found.records),
            value=", ".join(map(str, files)) or "no term base",
        )
    )
    return found.records


def read_knowledge(options: Options, glossaries: tuple[Path, ...], target: str) -> "tuple[tuple[Term, ...], Knowledge]":
    """The terms for a language, and what finds them and quantities. Raises `UserError`."""
    from yigao.glossary.matching import Matcher  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.knowledge import Knowledge  # noqa: PLC0415
    from yigao.text.quantities import find_quantities  # noqa: PLC0415

    terms = read_terms(options, glossaries, target)
    matcher, read = Matcher(terms), reading_of(options.config.source)
    return terms, Knowledge(
        lambda text: matcher.find(read(text)), lambda text: find_quantities(read(text), target), target
    )


def reading_of(source: str) -> "Callable[[str], str]":
    """How the texts of articles are read: Traditional Chinese as Simplified, as term bases and rules are written."""
    from yigao.packages.codes import argos_code  # noqa: PLC0415
    from yigao.text.script import simplified  # noqa: PLC0415

    return simplified if argos_code(source) == "zt" else str
