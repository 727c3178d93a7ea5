"""Where parallel data comes from, and what its licence allows."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).with_name("sources.toml")
CLASSES = ("open", "unclear", "restricted")


@dataclass(frozen=True, slots=True)
class Source:
    """One source of pairs."""

    id: str
    """First column of the data files."""
    licence: str
    """SPDX name, or why there is none."""
    licence_class: str
    """One of `CLASSES`; only ``open`` may go into a model that is passed on."""
    name: str
    """What to look for to get it."""
    copies: int = 1
    """How often each pair is used in an epoch."""
    note: str = ""
    """What to know about its licence."""


def read_sources(path: Path = SOURCES) -> dict[str, Source]:
    """All known sources by id; ValueError for a class that is none."""
    found = {}
    for key, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if fields["class"] not in CLASSES:
            raise ValueError(f"{path}: [{key}]: class must be one of {', '.join(CLASSES)}")
        found[key] = Source(
            key, fields["licence"], fields["class"], fields["name"], fields.get("copies", 1), fields.get("note", "")
        )
    return found
