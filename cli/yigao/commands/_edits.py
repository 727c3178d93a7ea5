"""`yigao status --edits`: how much people changed the drafts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._knowledge import read_knowledge
from yigao.commands._memory import memory_place
from yigao.commands._options import Options
from yigao.commands._tables import new_table, show
from yigao.messages import message

if TYPE_CHECKING:
    from yigao.pipeline.edits import Cost, Edited, Found

_MOST = 10
"""How many corrected renderings are shown."""


def show_edits(options: Options, catalogs: Sequence[Path]) -> None:
    """Print what post-editing cost. Raises `UserError`."""
    from yigao.pipeline.edits import Cost, costs  # noqa: PLC0415 - commands load what they need when called

    by_language = _found(options, catalogs)
    edited = [one for found in by_language.values() for each in found for one in each.edited]
    forgotten = sum(each.forgotten for found in by_language.values() for each in found)
    if edited:
        rows = costs(edited)
        _show_costs([*rows, Cost("total", "", tuple(edited))] if len(rows) > 1 else rows)
        for language, found in by_language.items():
            _show_corrected(options, language, [one for each in found for one in each.edited])
    else:
        options.say("no reviewed entry whose draft is known")
    if forgotten:
        options.warn(
            message(
                "{forgotten} reviewed entries were drafts of which nothing is kept: they are not counted",
                forgotten=forgotten,
            )
        )


def _found(options: Options, catalogs: Sequence[Path]) -> "dict[str, list[Found]]":
    """What is known of each catalog, by language."""
    from yigao.catalogs.reading import load  # noqa: PLC0415
    from yigao.pipeline.edits import edited_in  # noqa: PLC0415
    from yigao.pipeline.remembering import opened, refresh  # noqa: PLC0415

    place = memory_place(options, options.locales(None))
    found: dict[str, list[Found]] = {}
    if place is None or not place.file.exists():
        options.warn("no translation memory: only drafts that were accepted as they were are known")
        for path in catalogs:
            catalog = load(path)
            found.setdefault(catalog.language, []).append(
                edited_in(catalog, place.shown(path) if place else str(path), {})
            )
        return found
    with opened(place) as memory:
        refresh(memory, place, options.warn)
        for path in catalogs:
            catalog, name = load(path), place.shown(path)
            found.setdefault(catalog.language, []).append(edited_in(catalog, name, memory.drafts(name)))
    return found


def _show_costs(rows: "Sequence[Cost]") -> None:
    table = new_table("catalog", ("origin", "reviewed", "untouched", "words edited", "TER"))
    for one in rows:
        ter = "–" if one.ter is None else f"{one.ter:.1f}"
        cells = (one.catalog, one.origin, len(one.edited), one.untouched, f"{one.rate:.1f} %", ter)
        table.add_row(*map(str, cells), style=None if one.origin else "bold")
    show(table)


def _show_corrected(options: Options, language: str, edited: "list[Edited]") -> None:
    from yigao.pipeline.edits import corrected  # noqa: PLC0415

    if not edited or not language:
        return
    _, knowledge = read_knowledge(options, (), language)
    for one in corrected(edited, knowledge)[:_MOST]:
        click.echo(f"{one.what}: {one.source} → {one.target} corrected {one.times} of {one.drafted} times")
