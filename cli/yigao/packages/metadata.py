"""What a package says about itself in ``metadata.json``."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.codes import argos_code

METADATA_BYTES = 1 << 20
"""A longer ``metadata.json`` is refused."""

TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""A package has one of these."""

_BROKEN = "get the package again; this one is broken"
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_VERSION = re.compile(r"[A-Za-z0-9.+-]{0,32}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields in use."""

    source: str
    """Argos code of the language translated from."""
    target: str
    """Argos code of the language translated to."""
    version: str
    """As the package has it; may be empty."""

    @property
    def pair(self) -> tuple[str, str]:
        """Both codes."""
        return self.source, self.target

    @property
    def order(self) -> tuple[tuple[int, ...], str]:
        """Sorts versions: 1.10 after 1.9."""
        return tuple(int(number) for number in re.findall(r"\d{1,9}", self.version)), self.version


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """A package on disk."""

    path: Path
    """Its folder, or its file where it is packed."""
    metadata: Metadata
    """What it says about itself."""

    @property
    def name(self) -> str:
        """The name of its folder or file."""
        return self.path.name


def parse_metadata(data: bytes, where: str) -> Metadata:
    """Read ``metadata.json``; PackageError where it is no description of a translation package."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PackageError("its metadata.json is not JSON", where=where, remedy=_BROKEN) from error
    if not isinstance(fields, dict):
        raise PackageError("its metadata.json is not a JSON object", where=where, remedy=_BROKEN)
    found = metadata_of(fields)
    if found is None:
        raise PackageError(
            "its metadata.json names no pair of languages", where=where, remedy="only translation packages can be used"
        )
    return found


def metadata_of(fields: dict[str, object]) -> Metadata | None:
    """The same from parsed fields; None where this is not a translation package."""
    codes = [fields.get(name) for name in ("from_code", "to_code")]
    source, target = (argos_code(code) if isinstance(code, str) and _CODE.fullmatch(code) else "" for code in codes)
    if not (source and target) or fields.get("type", "translate") != "translate":
        return None
    given = fields.get("package_version")
    version = str(given) if isinstance(given, str | int | float) else ""
    return Metadata(source, target, version if _VERSION.fullmatch(version) else "")


def read_folder(folder: Path) -> PackageInfo:
    """Look at an unpacked package; PackageError where it is none or lacks what is needed to translate."""
    file = folder / "metadata.json"
    try:
        with file.open("rb") as opened:
            data = opened.read(METADATA_BYTES + 1)
    except OSError as error:
        raise PackageError(
            "not an Argos package: metadata.json cannot be read",
            where=str(folder),
            remedy="name a package's own folder",
        ) from error
    if len(data) > METADATA_BYTES:
        raise PackageError("its metadata.json is too long", where=str(folder), remedy=_BROKEN)
    metadata = parse_metadata(data, str(folder))
    if missing := missing_part({name for name in (*TOKENIZERS, "model/model.bin") if (folder / name).is_file()}):
        raise PackageError(
            message("this Argos package has no {missing}", missing=missing), where=str(folder), remedy=_BROKEN
        )
    return PackageInfo(folder, metadata)


def missing_part(files: set[str]) -> str:
    """Which part a package with these files lacks; empty when it is complete."""
    if "model/model.bin" not in files:
        return "model/model.bin"
    return "" if files.intersection(TOKENIZERS) else " or ".join(TOKENIZERS)
