"""How the hypotheses of a package's model are weighed: a model says for itself what suits it.

``metadata.json`` may hold ``"decoding": {"length_penalty": 1.0, "coverage_penalty": 0.05}``, in CTranslate2's terms. Argos
Translate itself knows no such key and passes over it.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Penalties:
    """For `translate_batch`."""

    length: float = 0.2
    """The more, the longer are translations; by default Argos's own, for which its packages are made."""
    coverage: float = 0.0
    """The more, the dearer it is to leave words of the source out."""


_MOST = 2.0


def read_penalties(folder: Path) -> Penalties:
    """What the package in ``folder`` asks for; its ``metadata.json`` is there and is JSON.

    A value that is no number from 0 to 2 counts as not given: another program's key may have the same name.
    """
    fields = json.loads((folder / "metadata.json").read_bytes())
    given = fields.get("decoding") if isinstance(fields, dict) else None
    wanted = given if isinstance(given, dict) else {}
    usual = Penalties()
    return Penalties(
        _number(wanted.get("length_penalty"), usual.length), _number(wanted.get("coverage_penalty"), usual.coverage)
    )


def _number(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    return float(value) if 0 <= value <= _MOST else otherwise
