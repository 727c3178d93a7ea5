"""What goes to other programs and comes from them, with what was lost on the way."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from yigao.model.catalog import Entry
from yigao.model.document import Code

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported(Generic[T]):
    """What a file holds."""

    records: tuple[T, ...]
    """In the file's order."""
    warnings: tuple[str, ...] = ()
    """A line for each kind of thing that the file says and records cannot."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file about to be written."""

    data: bytes
    """Its bytes."""
    warnings: tuple[str, ...] = ()
    """A line for each thing that the file cannot express, naming it."""
    notes: tuple[str, ...] = ()
    """A line for each thing that stays where it is and is not lost, naming it."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One entry of a catalog on its way to a translator's program or back."""

    entry: Entry
    """Source, target, context, state, notes and places. Its line is that in the exchanged file."""
    base: str = ""
    """Digest of state and target when it left its catalog; empty if it never stood in one."""
    source_codes: tuple[Code, ...] = ()
    """Markup in the source, spans in it; not known of what comes back."""
    target_codes: tuple[Code, ...] = ()
    """Markup in the target, likewise."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """The entries of one catalog on their way."""

    article: str
    """Path of the article, as the catalog names it."""
    source_language: str
    """As gettext writes it: ``zh``."""
    target_language: str
    """Likewise: ``en``, ``pt_BR``."""
    units: tuple[Handed, ...]
    """In order."""
