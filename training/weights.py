"""Weights as they are kept: one NumPy file with the model's shape in it; and in parts small enough to travel.

    python -m training.weights pack weights.npz parts/weights     → parts/weights.00, parts/weights.01, …
    python -m training.weights unpack parts/weights weights.npz
    python -m training.weights mean one.npz two.npz three.npz mean.npz

Packed matrices are int8 with one scale a row, by the same rule as CTranslate2's int8, so that an int8 export of unpacked
weights loses nothing more.
"""

import argparse
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.float32]]

_ABOUT = "about"
_SCALES = "scales of "


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model; everything else about it is fixed."""

    vocabulary: int = 16000
    """Tokens."""
    width: int = 512
    """Of a layer's output."""
    hidden: int = 2048
    """Of a feed-forward network."""
    heads: int = 8
    """Of an attention."""
    encoder: int = 6
    """Layers."""
    decoder: int = 4
    """Layers."""


PRESETS = {
    "tiny": Shape(width=64, hidden=128, heads=2, encoder=2, decoder=2),
    "light": Shape(width=256, hidden=1024, heads=4, encoder=4, decoder=2),
    "small": Shape(width=256, hidden=1024, heads=4, encoder=6, decoder=2),
    "medium": Shape(width=384, hidden=1536, heads=6, encoder=6, decoder=2),
    "base": Shape(width=512, hidden=2048, heads=8, encoder=6, decoder=4),
    "deep": Shape(width=512, hidden=2048, heads=8, encoder=10, decoder=2),
}
"""``tiny`` is for tests; ``light`` is what two cores can teach in hours; ``base`` and ``deep`` fit into 60 MB as int8."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's parameters."""

    shape: Shape
    """Of the model."""
    arrays: Arrays
    """By the name that `training.model` gives each."""
    history: Mapping[str, float]
    """How they came about: steps, target tokens seen, minutes, losses."""


def write_weights(weights: Weights, path: Path) -> None:
    """As an ``.npz`` file, replaced in one go."""
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        np.savez(file, allow_pickle=False, **_labelled(weights, weights.arrays))
    unfinished.replace(path)


def read_weights(path: Path) -> Weights:
    """What `write_weights` wrote."""
    with np.load(path) as file:
        return _unlabelled({name: file[name] for name in file.files})


def pack(weights: Weights, stem: Path, mebibytes: float = 15) -> list[Path]:
    """Write ``stem.00``, ``stem.01``, … of at most ``mebibytes`` each."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name, array in weights.arrays.items():
        if array.ndim == 2:
            scales = np.float32(127) / np.maximum(np.abs(array).max(1), np.float32(1e-8))
            packed[name] = np.rint(array * scales[:, None]).astype(np.int8)
            packed[_SCALES + name] = scales
        else:
            packed[name] = array
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **_labelled(weights, packed))
    data, size = file.getvalue(), int(mebibytes * 2**20)
    stem.parent.mkdir(parents=True, exist_ok=True)
    parts = [stem.with_name(f"{stem.name}.{start // size:02d}") for start in range(0, len(data), size)]
    for number, part in enumerate(parts):
        part.write_bytes(data[number * size : (number + 1) * size])
    return parts


def unpack(stem: Path) -> Weights:
    """Put the parts together again; FileNotFoundError without any."""
    parts = sorted(stem.parent.glob(f"{stem.name}.[0-9][0-9]"))
    if not parts:
        raise FileNotFoundError(f"no {stem}.00")
    with np.load(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as file:
        packed = {name: file[name] for name in file.files}
    for name in [name for name in packed if name.startswith(_SCALES)]:
        scales, of = packed.pop(name), name.removeprefix(_SCALES)
        packed[of] = (packed[of] / scales[:, None]).astype(np.float32)
    return _unlabelled(packed)


def mean(all_weights: Sequence[Weights]) -> Weights:
    """The mean of models on one path of training, which is often better than each; ValueError if their shapes differ."""
    first = all_weights[0]
    if any(weights.shape != first.shape for weights in all_weights):
        raise ValueError("weights of different shapes have no mean")
    arrays = {
        name: np.asarray(np.mean([weights.arrays[name] for weights in all_weights], axis=0), np.float32)
        for name in first.arrays
    }
    return Weights(first.shape, arrays, {"weights averaged": len(all_weights)})


def _labelled(weights: Weights, arrays: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    about = json.dumps({"shape": asdict(weights.shape), "history": dict(weights.history)})
    return {_ABOUT: np.frombuffer(about.encode(), np.uint8), **arrays}


def _unlabelled(arrays: dict[str, NDArray[np.float32]]) -> Weights:
    about = json.loads(arrays.pop(_ABOUT).tobytes())
    return Weights(Shape(**about["shape"]), arrays, about["history"])


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="training.weights", description=__doc__.partition("\n")[0])
    parser.add_argument("action", choices=["pack", "unpack", "mean"])
    parser.add_argument("source", type=Path, nargs="+", help="one, but for a mean")
    parser.add_argument("target", type=Path)
    parser.add_argument("--mebibytes", type=float, default=15, help="of a part, at most")
    given = parser.parse_args(arguments)
    if given.action != "mean" and len(given.source) > 1:
        parser.error(f"{given.action} takes one source")
    if given.action == "pack":
        parts = pack(read_weights(given.source[0]), given.target, given.mebibytes)
        print(*(f"{part} {part.stat().st_size}" for part in parts), sep="\n")
    elif given.action == "unpack":
        write_weights(unpack(given.source[0]), given.target)
    else:
        write_weights(mean([read_weights(path) for path in given.source]), given.target)


if __name__ == "__main__":
    main()
