"""What every term must fulfil, wherever it comes from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from yigao.errors import GlossaryError
from yigao.glossary.matching import fold
from yigao.messages import message
from yigao.model.term import Term

# They change the order in which the rest of a line is shown: a reviewer would see another text than the program.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = re.compile(r"[ \t\r\n]+")


def vetted(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms of one source with their layout evened out; one that repeats an earlier word for word is dropped.

    Sources that matching takes as equal (see `fold`) count as the same source. ``GlossaryError``, with the place of the
    term, for an empty source or target, a character that nobody sees, a rendering that is both right and forbidden, and a
    source that an earlier term renders otherwise.
    """
    found: dict[str, Term] = {}
    for given in terms:
        term = _vetted(given)
        earlier = found.setdefault(fold(term.source), term)
        if earlier is not term:
            check_repetition(term, earlier)
    return tuple(found.values())


def _vetted(term: Term) -> Term:
    term = replace(term, note=one_line(term.note))
    named = [("source", term.source), ("target", term.target), ("kind", term.kind), ("note", term.note)]
    named += [("variants", text) for text in term.variants] + [("forbidden", text) for text in term.forbidden]
    for name, text in named:
        bad = invisible(name, text)
        if bad:
            raise GlossaryError(bad, where=term.origin, remedy="remove it")
    for name in ("source", "target"):
        if not getattr(term, name).strip():
            raise GlossaryError(
                message("the {name} is empty", name=name), where=term.origin, remedy="fill it in, or remove the term"
            )
    bad = contradiction(term)
    if bad:
        raise GlossaryError(bad, where=term.origin, remedy="remove it from one of the two")
    return replace(
        term,
        source=term.source.strip(),
        target=term.target.strip(),
        variants=tuple(dict.fromkeys(text for text in term.variants if text != term.target)),
        forbidden=tuple(dict.fromkeys(term.forbidden)),
    )


def one_line(note: str) -> str:
    """A note with its layout evened out."""
    return _LAYOUT.sub(" ", note).strip()


def invisible(name: str, text: str) -> str:
    """What is wrong with a text that has characters nobody sees; empty if it has none."""
    for character in text:
        if _is_control(character) or (name == "source" and unicodedata.category(character) == "Cf"):
            return f"invisible character U+{ord(character):04X} in the {name}"
    return ""


def contradiction(term: Term) -> str:
    """What is wrong with a term that forbids what it allows; empty if it does not."""
    for wrong in term.forbidden:
        if wrong == term.target or wrong in term.variants:
            return f"“{short(wrong)}” is both a right and a forbidden rendering"
    return ""


def check_repetition(term: Term, earlier: Term) -> None:
    """Raise ``GlossaryError`` unless ``term`` says what ``earlier`` says, whose source is the same."""
    line = earlier.origin.rpartition(":")[2]
    if term.target != earlier.target:
        raise GlossaryError(
            message(
                "“{value}” has another target than on line {line}, “{value2}”",
                value=short(term.source),
                line=line,
                value2=short(earlier.target),
            ),
            where=term.origin,
            remedy="keep one line; a second right rendering goes into “variants”",
        )
    rest = (term.variants, term.forbidden, term.kind, term.note)
    if rest != (earlier.variants, earlier.forbidden, earlier.kind, earlier.note):
        raise GlossaryError(
            message("“{value}” stands on line {line} already, with other details", value=short(term.source), line=line),
            where=term.origin,
            remedy="make one line of the two",
        )


def short(text: str) -> str:
    """``text`` as messages show it."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in _REORDERING or character == "\ufeff"
