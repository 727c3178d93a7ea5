"""What goes wrong in a translation, done to one that is right: each function gives the ways in which it can be done."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

_MONTHS = ("January", "February", "March", "May", "June", "September", "December")
_NUMBER = re.compile(r"(?<![\w.,$=/^-])\d[\d,]*(?:\.\d+)?(?![\w^]|st\b|th\b)")


def _each(pattern: str, change: Callable[[re.Match[str]], str]) -> Callable[[str, str], Iterator[str]]:
    def mutants(_source: str, target: str) -> Iterator[str]:
        for match in re.finditer(pattern, target):
            yield target[: match.start()] + change(match) + target[match.end() :]

    return mutants


def _tag_dropped(_source: str, target: str) -> Iterator[str]:
    for match in re.finditer(r"</?[a-z]+\d*[^<>]*>|\*\*", target):
        if "://" not in match.group():
            yield target[: match.start()] + target[match.end() :]


def _tags_swapped(_source: str, target: str) -> Iterator[str]:
    opened = [*re.finditer(r"<(g\d+)>", target)]
    for one, two in pairwise(opened):
        names = {one[1]: two[1], two[1]: one[1]}
        if one[1] != two[1]:
            yield re.sub(r"<(/?)(g\d+)>", lambda m: f"<{m[1]}{names.get(m[2], m[2])}>", target)  # noqa: B023 - used at once


def _other_digit(match: re.Match[str]) -> str:
    last = match.group()[-1]
    return match.group()[:-1] + ("3" if last != "3" else "4")


def _sentence_twice(_source: str, target: str) -> Iterator[str]:
    if len(target.split()) > 3:
        yield f"{target} {target}"


def _clause_cut(source: str, target: str) -> Iterator[str]:
    end = max(target.rfind(", "), target.rfind("; "))
    if "，" in source and 0 < end < 0.6 * len(target):
        yield target[:end] + "."


def _half(_source: str, target: str) -> Iterator[str]:
    words = target.split()
    if len(words) > 10:
        yield " ".join(words[: len(words) // 2])


def _loop(_source: str, target: str) -> Iterator[str]:
    words = target.split()
    if len(words) > 5:
        yield " ".join([*words, *words[-3:] * 4])


def _chinese(source: str, target: str) -> Iterator[str]:
    words = re.findall("[一-鿿]{2}", source)
    if words:
        yield re.sub(r" \w+", f" {words[0]}", target, count=1) if " " in target else target + words[0]


MUTATIONS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "a tag is dropped": _tag_dropped,
    "two tags change places": _tags_swapped,
    "a tag is renamed": _each(r"<(/?)g(\d)>", lambda m: f"<{m[1]}g{int(m[2]) + 7}>"),
    "a placeholder is lost": _each(r"<x\d+/>|\{name\}|%s|\{\{<.*?>\}\}", lambda _: ""),
    "a link leads elsewhere": _each(r"(?<=\]\()[^)]+|(?<=<)https?://[^>]+", lambda m: f"{m.group()}x"),
    "code is changed": _each(r"(?<=`)[^`]+(?=`)", lambda m: m.group().upper()),
    "code loses its marks": _each(r"`([^`]+)`", lambda m: m[1]),
    "a formula is changed": _each(r"\$E=mc\^2\$", lambda _: "$E=mc^3$"),
    "a footnote is lost": _each(r"\[\^[^\]]+\]", lambda _: ""),
    "a digit is changed": _each(_NUMBER.pattern, _other_digit),
    "a number is lost": _each(rf"{_NUMBER.pattern}(?= (?![bm]illion)[a-z])", lambda _: "some"),
    "another magnitude": _each(r"\b(?:m|b)illion\b", lambda m: "billion" if m.group()[0] == "m" else "million"),
    "ten times as much": _each(r"\b\d+(?:\.\d+)?(?= (?:m|b)illion)", lambda m: f"{float(m.group()) * 10:g}"),
    "another month": _each(rf"\b(?:{'|'.join(_MONTHS)})\b(?= \d)", lambda m: "July" if m.group() != "July" else "May"),
    "another year": _each(r"\b(?:19|20)\d\d\b", lambda m: str(int(m.group()) + 1)),
    "morning and afternoon": _each(r"\b(\d+) ([ap])\.m\.", lambda m: f"{m[1]} {'a' if m[2] == 'p' else 'p'}.m."),
    "percent for percentage points": _each(r" percentage points?", lambda _: "%"),
    "percentage points for percent": _each(r"(?<=\d)%", lambda _: " percentage points"),
    "another currency": _each(r"\b(?:yuan|RMB|CNY)\b", lambda _: "US dollars"),
    "another unit": _each(r"\bkilometers\b|\bTEU\b", lambda m: "miles" if m.group()[0] == "k" else "tonnes"),
    "another ordinal": _each(r"\bseventh\b", lambda _: "eighth"),
    "the opposite of an approximator": _each(
        r"\b(?:more than|over|at least|nearly|almost)(?= \d)",
        lambda m: "less than" if m.group()[0] in "moa" and m.group() != "almost" else "more than",
    ),
    "an acronym is lost": _each(r"\b(?:AI|GDP)\b", lambda _: "it"),
    "Chinese is left": _chinese,
    "all is left": lambda source, _target: iter([source]),
    "full-width punctuation": _each(r"[,.;:?!](?= |$)", lambda m: "，。；：？！"[",.;:?!".index(m.group())]),
    "a quotation mark is lost": _each("[“”]", lambda _: ""),
    "a word is doubled": _each(r"\b[a-z]{3,}\b(?=[ ,.])", lambda m: f"{m.group()} {m.group()}"),
    "a sentence is doubled": _sentence_twice,
    "a loop": _loop,
    "cut in half": _half,
    "the last clause is cut": _clause_cut,
    "a question is none": _each(r"\?$", lambda _: "."),
    "a negation is lost": _each(r" (?:does|do|is|are) not(?= )", lambda m: m.group().removesuffix(" not")),
    "an item is lost": _each(r"(?<=, )(?:wheat|corn|soybeans), ", lambda _: ""),
}
"""By what happens."""
