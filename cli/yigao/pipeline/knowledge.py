"""What drafting must respect and checking looks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yigao.model.term import Quantity, TermMatch


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What drafts must respect."""

    terms: Callable[[str], Sequence[TermMatch]]
    """Finds glossary terms."""
    quantities: Callable[[str], Sequence[Quantity]]
    """Finds numbers, amounts and dates with their renderings."""
    target: str = "en"
    """Language of the drafts."""
