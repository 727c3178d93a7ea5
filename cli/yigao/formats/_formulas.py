r"""Formulas as MathJax and KaTeX find them in pages: ``\(…\)``, ``\[…\]``, ``$$…$$``."""

from collections.abc import Iterator

from yigao.formats._addresses import is_short
from yigao.model.document import Code, CodeKind, Part, Text
from yigao.model.span import Span
from yigao.text.formulas import is_formula as is_single
from yigao.text.han import HAN, has_han
from yigao.text.patterns import later

LONGEST = 1000
"""Characters of the longest formula."""

_FORMULA = later(rf"\\\((.{{1,{LONGEST}}}?)\\\)|\\\[(.{{1,{LONGEST}}}?)\\\]|\$\$([^$]{{1,{LONGEST}}}+)\$\$")
_MATHS = later(r"[\^_=]|\\[A-Za-z]")
_WORD = later(rf"[{HAN}]|[^\W\d_]{{2,}}")


def is_formula(inside: str) -> bool:
    """Whether what stands between marks of a formula is one, and not words between escaped brackets."""
    return bool(inside.strip()) and (_MATHS().search(inside) is not None or not _WORD().search(inside))


def is_between_dollars(inside: str, after: str) -> bool:
    """Whether what stands between single dollars is a formula, given the character ``after`` them.

    It is none between amounts of money (``从$5涨到$10``) or names of a program (``$a和变量$b``).
    """
    if after.isdigit() or "`" in inside or (has_han(inside) and after.isascii() and after.isalpha()):
        return False
    return is_formula(inside) or is_single(inside)


def formulas_apart(part: Part) -> Iterator[Part]:
    """A text cut at the formulas in it, which are codes; a code as it is."""
    if not isinstance(part, Text) or ("\\" not in part.text and "$$" not in part.text):
        yield part
        return
    start, at = part.span.start, 0
    for match in _FORMULA().finditer(part.text):
        if not is_formula(match[match.lastindex or 0]):
            continue
        if match.start() > at:
            yield Text(Span(start + at, start + match.start()), part.text[at : match.start()])
        span = Span(start + match.start(), start + match.end())
        yield Code(span, match[0], CodeKind.MATH, verbatim=is_short(match[0]))
        at = match.end()
    if at < len(part.text):
        yield Text(Span(start + at, part.span.end), part.text[at:])
