"""Whether a translation keeps the placeholders of its unit."""

from collections import Counter

from yigao.model.document import Unit
from yigao.pipeline.units import PLACEHOLDER


def broken_codes(unit: Unit, target: str) -> str:
    """What is wrong with the placeholders of a translation; empty when each stands once and pairs nest."""
    expected = Counter(code.token for code in unit.codes if code.placeholder)
    found = [match.group() for match in PLACEHOLDER.finditer(target)]
    if not expected and PLACEHOLDER.search(unit.source):
        return ""  # the article itself spells something that looks like a placeholder
    counted = Counter(found)
    for token in expected | counted:
        if counted[token] != expected[token]:
            return f"{token} {_miscount(expected[token], counted[token])}"
    stack: list[str] = []
    for token in found:
        if token.startswith("<g"):
            stack.append(token)
        elif token.startswith("</") and (not stack or stack.pop()[1:] != token[2:]):
            return f"{token} closes what is not open there"
    return ""


def _miscount(expected: int, found: int) -> str:
    if not expected:
        return "is not in the source"
    return "is missing" if found < expected else "stands more than once"
