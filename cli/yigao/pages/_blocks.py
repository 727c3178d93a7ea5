"""The blocks of an article as markup: source and translation of each sentence side by side."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from yigao.messages import Message, localised, message
from yigao.model.catalog import State
from yigao.model.document import SegmentKind
from yigao.model.drafts import MT_COMMENT, is_draft_comment
from yigao.model.finding import Finding, Severity
from yigao.model.report import Kept
from yigao.model.review import Block, Marked, Row, Sheet
from yigao.pages._markup import Html, join, tag, words
from yigao.pages._texts import changes, side
from yigao.pages._whole import page_language

WIDEST, TALLEST = 6, 6
"""Columns of the widest table that is shown as one, and entries of its tallest cell."""

_KINDS = {
    SegmentKind.ALT: message("image text"),
    SegmentKind.TITLE: message("title"),
    SegmentKind.META: message("front matter"),
}
_CONTEXTS = {
    str(kind): said
    for kind, said in (
        (SegmentKind.HEADING, message("heading")),
        (SegmentKind.CELL, message("cell")),
        (SegmentKind.ALT, message("alt")),
        (SegmentKind.TITLE, message("title")),
        (SegmentKind.META, message("meta")),
    )
}
_STATES = {State.DRAFT: message("draft"), State.NEW: message("new")}
_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("info"),
}
_WAIVER = "ignore:"
_TROUBLE = re.compile(r", (?:incomplete|not drafted): ")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all blocks of a catalog share."""

    sheet: Sheet
    """The catalog."""
    terms: Mapping[str, int]
    """Numbers of the page's terms."""


def blocks(setting: Setting) -> Iterator[Html]:
    """A catalog's blocks, then the entries that its article does not have."""
    for number, group in groupby(setting.sheet.blocks, lambda block: block.layout.table):
        together = list(group)
        cells = {(block.layout.row, block.layout.column): 0 for block in together}
        for block in together:
            cells[block.layout.row, block.layout.column] += max(1, len(block.rows))
        width = max(block.layout.column for block in together)
        if number and 1 < width <= WIDEST and max(cells.values()) <= TALLEST:
            yield from _table(together, width, setting)
        else:
            yield from (_block(block, setting) for block in together)
    if setting.sheet.left:
        if setting.sheet.is_whole:
            yield tag("h3", words(localised("Not in the article any more")), class_="left-over")
        for row in setting.sheet.left:
            kind = _CONTEXTS.get(row.entry.context, row.entry.context)
            yield tag("div", _entry(row, setting, kind=kind), class_="b")


def _block(block: Block, setting: Setting) -> Html:
    layout = block.layout
    level = min(layout.level or (1 if layout.kind in {SegmentKind.HEADING, SegmentKind.ITEM} else 0), 6)
    name = {SegmentKind.HEADING: f"h h{level}", SegmentKind.ITEM: f"i l{level}", SegmentKind.QUOTE: "quote"}.get(
        layout.kind
    )
    classes = f"b {name}" if name else "b"
    if not block.rows:
        return tag("div", _still(block.text, setting), class_=classes)
    kind: str = _KINDS.get(block.kind, "")
    if layout.table:
        kind = message("r{row} c{column}", row=layout.row, column=layout.column)
    marker = layout.marker if block.is_first else ""
    heading = f"h{min(level + 2, 6)}" if layout.kind is SegmentKind.HEADING else "div"
    rows = [
        _entry(row, setting, kind=kind, marker=marker if not index else "", source_tag=heading)
        for index, row in enumerate(block.rows)
    ]
    return tag("div", *rows, class_=classes)


def _table(cells: Sequence[Block], width: int, setting: Setting) -> Iterator[Html]:
    """A table, row by row, its source on the left and its translation on the right."""
    rows = [(number, list(row)) for number, row in groupby(cells, lambda block: block.layout.row)]
    for number, row in rows:
        used: dict[int, int] = {}
        inside = []
        for block in row:
            column = block.layout.column
            for one in block.rows or (None,):
                used[column] = used.get(column, 0) + 1
                place = f"c{column} r{used[column]}"
                inside.append(_entry(one, setting, place=place) if one else _still(block.text, setting, place))
        edge = f"{' first' if number == rows[0][0] else ''}{' last' if number == rows[-1][0] else ''}"
        yield tag("div", *inside, class_=f"b row w{width}{edge}", role="group", aria_label=_row_label(number))


def _row_label(number: int) -> str:
    return localised(message("Table row {number}", number=number))


def _unless_around(language: str) -> str | None:
    """The language, if it is another than that of the page around the texts."""
    return language if language != page_language() else None


def _still(text: str, setting: Setting, place: str = "") -> Html:
    """A text that stays: it is in the target language already."""
    language = _unless_around(setting.sheet.language)
    pair = (tag("div", words(text), class_=name, lang=language) for name in ("s", "t"))
    return tag("div", *pair, class_=f"k still {place}".rstrip())


def _entry(
    row: Row, setting: Setting, *, kind: str = "", marker: str = "", place: str = "", source_tag: str = "div"
) -> Html:
    sheet = setting.sheet
    bullet = tag("span", words(marker), class_="bullet", aria_hidden="true") if marker else words("")
    target = (
        side(row.target, setting.terms)
        if row.target.text
        else tag("span", words(localised(_nothing(row))), class_="none")
    )
    classes = [name for name, there in _signs(row).items() if there]
    if place:
        classes.append(place)
    linked = {setting.terms[mark.term] for mark in row.source.marks if mark.kind is Marked.TERM and mark.term}
    return tag(
        "div",
        _number(row, kind),
        tag(source_tag, bullet, side(row.source, setting.terms), class_="s", lang=sheet.source_language),
        tag("div", bullet, target, class_="t", lang=sheet.language if row.target.text else page_language()),
        *(() if row.is_again else _notes(row, sheet)),
        class_=" ".join(["e", *classes]),
        id_=None if row.is_again else f"e{row.number}",
        data_r=" ".join(dict.fromkeys(one.rule for one in row.findings)) or None,
        data_m=" ".join(map(str, sorted(linked))) or None,
    )


def _signs(row: Row) -> dict[str, bool]:
    return {
        "d": row.entry.state is State.DRAFT,
        "new": row.entry.state is State.NEW,
        "f": bool(row.findings),
        "changed": any(change.before != change.after for change in row.changes),
        "again": row.is_again,
    }


def _nothing(row: Row) -> Message:
    return message("not in the catalog: run yigao translate") if row.is_missing else message("not translated")


def _number(row: Row, kind: str) -> Html:
    state = _STATES.get(row.entry.state)
    shown = tuple((name, words(localised(text))) for name, text in (("state", state), ("kind", kind)) if text)
    return tag(
        "a",
        words(f"={row.number}" if row.is_again else str(row.number)),
        *(tag("span", text, class_=name) for name, text in shown),
        class_="n",
        href=f"#e{row.number}",
        tabindex=-1,
        aria_label=localised(reduce(_and, filter(None, _told(row, state, kind)))),
        title=_about(row),
    )


def _told(row: Row, state: Message | None, kind: str) -> Iterator[str | None]:
    """What a voice says of an entry."""
    yield message("Entry {number}", number=row.number)
    yield state
    yield message("shown before") if row.is_again else None
    yield kind
    if number := len(row.findings):
        yield message("1 finding") if number == 1 else message("{number} findings", number=number)


def _and(left: str, right: str) -> Message:
    return message("{left}, {right}", left=left, right=right)


def _besides(left: str, right: str) -> Message:
    return message("{left}; {right}", left=left, right=right)


def _about(row: Row) -> str | None:
    """Where it stands and where its draft comes from, for who points at its number."""
    places: list[str] = [message("article, line {line}", line=row.line)] if row.line else []
    if row.entry.line and not row.is_missing:
        places.append(message("catalog, line {line}", line=row.entry.line))
    told = [*places, *_origins(row)]
    return localised(reduce(_besides, told)) if told else None


def _origins(row: Row) -> list[str]:
    """What the comments of a draft say of its origin."""
    if row.entry.state is State.REVIEWED:
        return []
    return [line for line in row.entry.comments if line.startswith(MT_COMMENT)]


def _notes(row: Row, sheet: Sheet) -> Iterator[Html]:
    """What there is to say of an entry: on the left of its source, on the right of its translation."""
    if any(change.before != change.after for change in row.changes):
        was = tag(
            "p",
            words(localised("Changed since: ")),
            tag("span", changes(row.changes), lang=sheet.source_language),
            class_="was",
        )
        yield tag("div", was, class_="x left")
    said = []
    if row.findings:
        said.append(tag("ul", *(finding(one) for one in row.findings), aria_label=localised("Findings")))
    said += [tag("p", words(localised(_waived(one))), class_="remark") for one in row.kept]
    remarks = [line for line in row.entry.comments if line.strip() and not line.startswith((_WAIVER, MT_COMMENT))]
    remarks += [line for line in _origins(row) if _TROUBLE.search(line)]
    for line in remarks:
        language = _unless_around("en") if is_draft_comment(line) else None
        said.append(tag("p", words(line), class_="remark", lang=language))
    if said:
        yield tag("div", *said, class_="x right")


def _waived(one: Kept) -> Message:
    rule, reason = one.finding.rule, one.reason
    if reason:
        return message("Waived: {rule}, {reason}", rule=rule, reason=reason)
    return message("Waived: {rule}", rule=rule)


def finding(one: Finding) -> Html:
    """A finding as an item of a list."""
    severity = localised(message("{severity}: ", severity=_SEVERITIES[one.severity]))
    return tag(
        "li",
        tag("span", words(severity), class_="away"),
        words(replace(one, message=localised(one.message)).said),
        words(" "),
        tag("span", words(one.rule), class_="rule"),
        class_=one.severity.value,
    )


def sheet_blocks(setting: Setting) -> Html:
    """All blocks of a catalog."""
    return join(blocks(setting), "\n")
