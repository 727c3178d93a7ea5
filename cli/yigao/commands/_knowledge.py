"""Term bases and rules for numbers, read for a target language."""

from pathlib import Path
from typing import TYPE_CHECKING

from yigao.commands._options import Options

if TYPE_CHECKING:
    from yigao.model.term import Term
    from yigao.pipeline.draft import Knowledge


def read_knowledge(options: Options, glossaries: tuple[Path, ...], target: str) -> "tuple[tuple[Term, ...], Knowledge]":
    """The terms for a language, and what finds them and quantities. Raises `GlossaryError`."""
    from yigao.glossary.matching import Matcher  # noqa: PLC0415 - commands load what they need when called
    from yigao.glossary.reading import read_glossaries  # noqa: PLC0415
    from yigao.pipeline.draft import Knowledge  # noqa: PLC0415
    from yigao.text.quantities import find_quantities  # noqa: PLC0415

    files = options.glossaries(glossaries, target)
    terms = read_glossaries(files)
    options.detail(f"{target}: {len(terms)} terms from {', '.join(map(str, files)) or 'no term base'}")
    return terms, Knowledge(Matcher(terms).find, lambda text: find_quantities(text, target), target)
