"""What drafting proposes for one unit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed translation, or the reason why there is none."""

    text: str
    """In the form of an entry's target: codes as tokens, words spelled as the format wants. Empty when there is none."""
    origin: str
    """Engine fingerprint, or what else the draft comes from."""
    terms: int = 0
    """How many glossary terms the source holds; all of them stand in ``text``."""
    way: str = ""
    """How terms, numbers and codes were kept where the first try did not keep them."""
    problem: str = ""
    """Why ``text`` is empty or incomplete."""
