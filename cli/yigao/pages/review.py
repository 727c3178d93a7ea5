"""The page for reviewers: source and translation side by side, in one file that loads nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from yigao.messages import Message, localised, message
from yigao.model.catalog import State
from yigao.model.document import SegmentKind
from yigao.model.finding import Severity
from yigao.model.review import Marked, Review, Row, Sheet
from yigao.pages._blocks import Setting, finding, sheet_blocks
from yigao.pages._markup import Html, join, plain, tag, words
from yigao.pages._texts import without_codes
from yigao.pages._whole import whole_page

_LONGEST_LINK = 80
_MOST_TERMS = 500
"""Terms that can be chosen, the most frequent first."""


def render(review: Review) -> str:
    """The page."""
    rows = [row for sheet in review.sheets for row in sheet.rows()]
    terms = _terms(rows)
    numbers = {term: number for number, (term, _) in enumerate(terms, 1)}
    number = len(review.sheets)
    name = review.sheets[0].path if number == 1 else message("{number} catalogs", number=number)
    return whole_page(
        "review",
        title=plain(localised(message("Review: {name}", name=name))),
        heading=words(localised("Review")),
        chips=_chips(rows),
        choices=join([_rule_choice(rows), _term_choice(terms)]),
        count=words(localised("1 entry" if len(rows) == 1 else message("{number:,} entries", number=len(rows)))),
        outline=_outline(review.sheets),
        sheets=join((_sheet(sheet, numbers, index) for index, sheet in enumerate(review.sheets, 1)), "\n"),
        map=_map([row for sheet in review.sheets for row in _shown(sheet)]),
    )


def _shown(sheet: Sheet) -> Iterator[Row]:
    for block in sheet.blocks:
        yield from block.rows
    yield from sheet.left


def _terms(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """The terms of a page with the number of entries that have them, the most frequent first."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update({mark.term for mark in row.source.marks if mark.kind is Marked.TERM})
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _chips(rows: Sequence[Row]) -> Html:
    states = Counter(row.entry.state for row in rows)
    counts = {
        "d": (message("Drafts"), states[State.DRAFT]),
        "n": (message("Untranslated"), states[State.NEW]),
        "f": (message("Findings"), sum(bool(row.findings) for row in rows)),
        "c": (message("Changed"), sum(any(one.before != one.after for one in row.changes) for row in rows)),
    }
    return join(
        tag(
            "button",
            words(localised(label)),
            tag("b", words(f"{count:,}")),
            type_="button",
            aria_pressed="false",
            data_f=key,
            disabled=not count,
        )
        for key, (label, count) in counts.items()
    )


def _rule_choice(rows: Iterable[Row]) -> Html:
    counted = Counter(rule for row in rows for rule in {one.rule for one in row.findings})
    choices = [(rule, f"{rule} ({count})") for rule, count in sorted(counted.items())]
    return _choice("rule", message("Rule"), message("Any rule"), choices)


def _term_choice(terms: Sequence[tuple[str, int]]) -> Html:
    choices = [(str(number), f"{term} ({count})") for number, (term, count) in enumerate(terms[:_MOST_TERMS], 1)]
    return _choice("term", message("Term"), message("Any term"), choices)


def _choice(name: str, label: str, anything: str, choices: Sequence[tuple[str, str]]) -> Html:
    if not choices:
        return words("")
    options = [tag("option", plain(shown), value=value) for value, shown in (("", localised(anything)), *choices)]
    return tag("select", *options, id_=name, aria_label=localised(label), autocomplete="off")


def _outline(sheets: Sequence[Sheet]) -> Html:
    pieces = []
    for index, sheet in enumerate(sheets, 1):
        links = [tag("li", tag("a", words(sheet.article or sheet.path), class_="sheet-link", href=f"#s{index}"))]
        for block in sheet.blocks:
            if block.layout.kind is not SegmentKind.HEADING or not block.rows:
                continue
            row = block.rows[0]
            shown, language = (row.target, sheet.language) if row.target.text else (row.source, sheet.source_language)
            label = without_codes(shown)
            short = label if len(label) <= _LONGEST_LINK else f"{label[: _LONGEST_LINK - 1]}…"
            level = min(max(block.layout.level, 1), 6)
            link = tag("a", words(short), href=f"#e{row.number}", class_=f"l{level}", lang=language)
            links.append(tag("li", link))
        pieces.append(tag("ul", *links))
    return join(pieces)


def _sheet(sheet: Sheet, terms: dict[str, int], index: int) -> Html:
    rows = list(sheet.rows())
    facts = " · ".join(map(localised, _facts(sheet, rows)))
    return tag(
        "section",
        tag(
            "header",
            tag("h2", words(sheet.article or sheet.path), id_=f"s{index}"),
            tag("p", words(" · ".join([sheet.path, f"{sheet.source_language} → {sheet.language}"]))),
            tag("p", words(facts)),
            _gauge(Counter(row.entry.state for row in rows)),
            *((tag("ul", *(finding(one) for one in sheet.findings), class_="x of-catalog"),) if sheet.findings else ()),
        ),
        sheet_blocks(Setting(sheet, terms)),
        class_="sheet",
        aria_labelledby=f"s{index}",
    )


def _facts(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Message]:
    """The line of figures above a catalog."""
    states = Counter(row.entry.state for row in rows)
    drafts = states[State.DRAFT]
    yield message("{number:,} reviewed", number=states[State.REVIEWED])
    yield message("1 draft") if drafts == 1 else message("{number:,} drafts", number=drafts)
    yield message("{number:,} untranslated", number=states[State.NEW])
    found = Counter(one.severity for row in rows for one in row.findings)
    found.update(one.severity for one in sheet.findings)
    yield from _found(found)
    kept, asked = terms_kept(rows)
    if asked:
        yield message("terms {kept:,} of {asked:,} kept", kept=kept, asked=asked)
    if not sheet.is_whole:
        yield message("the article is not there: entries in the catalog's order")


def _found(found: Counter[Severity]) -> Iterator[Message]:
    if not found:
        yield message("no findings")
    if number := found[Severity.ERROR]:
        yield message("1 error") if number == 1 else message("{number:,} errors", number=number)
    if number := found[Severity.WARNING]:
        yield message("1 warning") if number == 1 else message("{number:,} warnings", number=number)
    if number := found[Severity.INFO]:
        yield message("1 hint") if number == 1 else message("{number:,} hints", number=number)


def terms_kept(rows: Iterable[Row]) -> tuple[int, int]:
    """How many terms of translated entries are kept, of how many; a term counts once an entry."""
    asked = {
        (row.number, mark.term): mark.is_kept
        for row in rows
        if row.target.text
        for mark in row.source.marks
        if mark.kind is Marked.TERM
    }
    return sum(asked.values()), len(asked)


def _gauge(states: Counter[State]) -> Html:
    total = states.total() or 1
    reviewed, drafts = states[State.REVIEWED], states[State.DRAFT]
    return tag(
        "svg",
        tag("rect", width=reviewed, height=1, class_="g-reviewed"),
        tag("rect", x=reviewed, width=drafts, height=1, class_="g-draft"),
        class_="gauge",
        viewBox=f"0 0 {total} 1",
        preserveAspectRatio="none",
        role="img",
        aria_label=localised(message("{share} % reviewed", share=100 * reviewed // total)),
    )


def _map(rows: Sequence[Row]) -> Html:
    """All entries from top to bottom: where drafts, untranslated ones and findings are."""
    paths: dict[str, list[str]] = {"mn": [], "md": [], "mw": [], "me": []}
    for at, row in enumerate(rows):
        if row.is_again:
            continue
        if row.entry.state in {State.NEW, State.DRAFT}:
            paths["mn" if row.entry.state is State.NEW else "md"].append(f"M0 {at}.5h6")
        if row.findings:
            worst = row.findings[0].severity
            if worst is not Severity.INFO:
                paths["me" if worst is Severity.ERROR else "mw"].append(f"M7 {at}.5h7")
    drawn = [tag("path", class_=name, d="".join(moves)) for name, moves in paths.items() if moves]
    return tag("svg", *drawn, viewBox=f"0 0 14 {max(1, len(rows))}", preserveAspectRatio="none")
