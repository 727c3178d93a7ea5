"""Chinese or full-width punctuation in the translation.

What: ，。、；：？！（）【】《》「」～￥％ and their like, full-width letters and digits, and doubled …… and ——, in a language
that does not write them. The marks “” ‘’, a single … and a single — are the translation's own. The ideographic space
belongs to space-newline. A glossary rendering may hold what it wants.

Why: full-width marks tear holes into Latin text and mostly fall back to another font.

Bad: 学者来自香港、澳门。 ⇒ The scholars come from Hong Kong、Macao.

Good: 学者来自香港、澳门。 ⇒ The scholars come from Hong Kong and Macao.
"""

import re
import unicodedata
from collections.abc import Iterator

from yigao.checks._seen import Seen, seen
from yigao.messages import message as say
from yigao.model.checking import Checked, Context
from yigao.model.finding import Edit, Problem, Severity
from yigao.model.span import Span
from yigao.text.han import is_han
from yigao.text.languages import locale, spaces_sentences
from yigao.text.typesetting import marks, tidy

SEVERITY = Severity.WARNING

_FULLWIDTH = "\u3001-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe1f\ufe30-\ufe6b\uff01-\uff65\uffe0-\uffe6"
_ANY = re.compile(f"[{_FULLWIDTH}]")
_RUN = re.compile(f"(?:[{_FULLWIDTH}⸺]|——|……)+")
_SPACES = " \u00a0"
_TITLES = frozenset("《》〈〉「」『』")
_STOPS = ".!?,;:"


def check(unit: Checked, context: Context) -> Iterator[Problem]:
    """One problem a run of such marks."""
    if unit.target.text.isascii() or not _RUN.search(unit.target.plain) or not spaces_sentences(context.language):
        return
    left_to_right = locale(context.language).text_direction == "ltr"
    renderings = [text for match in unit.terms for text in (match.term.target, *match.term.variants)]
    target = seen(unit.target)
    floor = 0
    for match in _RUN.finditer(target.text):
        run, start = match.group(), match.start()
        chinese = start > 0 and is_han(target.text[start - 1])  # left behind with the words before it
        if not chinese and not any(run in rendering for rendering in renderings):
            whole = _with_spaces(target, Span(start, match.end()), floor)
            yield _problem(target, run, whole, fixable=left_to_right)
            floor = whole.end


def _problem(target: Seen, run: str, whole: Span, *, fixable: bool) -> Problem:
    at = target.offsets[target.text.index(run, whole.start)]
    before = target.text[max(0, whole.start - 1) : whole.start].strip()
    after = target.text[whole.end : whole.end + 1].strip()
    right = _in_place(before, whole.cut(target.text), after)
    shown = right.strip()
    quoted_twice = not _TITLES.isdisjoint(run) and not {before, after}.isdisjoint("“”‘’\"'")
    fixable = fixable and not quoted_twice and not _ANY.search(right)
    span = target.span(whole.start, whole.end)
    edit = Edit(span, right) if span and fixable else None
    if _ANY.search(shown):
        return Problem(say("{run} is no mark of this language", run=run), run, at)
    message = say("{run} should be {shown}", run=run, shown=shown) if shown else say("{run} should go", run=run)
    return Problem(message, run, at, shown, edit=edit)


def _with_spaces(target: Seen, span: Span, floor: int) -> Span:
    """The span with the spaces around it, from ``floor`` on and as far as no code stands between."""
    start, end = span.start, span.end
    while start > floor and target.text[start - 1] in _SPACES and target.span(start - 1, start + 1):
        start -= 1
    while end < len(target.text) and target.text[end] in _SPACES and target.span(end - 1, end + 1):
        end += 1
    return Span(start, end)


def _in_place(before: str, run: str, after: str) -> str:
    """What belongs between two characters instead of ``run``."""
    plain = unicodedata.normalize("NFKC", run)
    if before.isdigit() and after.isdigit() and plain in (",", ".", ":"):
        return plain
    right = _ANY.sub(lambda match: unicodedata.normalize("NFKC", match.group()), marks(run))
    if before and before in _STOPS and right.lstrip()[:1] == before:
        right = right.lstrip()[1:]
    right = tidy(before + right + after)[len(before) :]
    right = right.removesuffix(after) if after else right.rstrip()
    return right if before else right.lstrip()
