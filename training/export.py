"""Turns weights into an Argos package: CTranslate2's int8 model, the tokenizer, metadata.

    python -m training.export --weights run/weights.npz --data prepared --out zh_en.argosmodel

Needs no PyTorch.
"""

import argparse
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ctranslate2.specs import TransformerSpec, common_spec

from training.tokenizer import Tokenizer
from training.weights import Arrays, Weights, read_weights

QUANTIZATIONS = ("int8", "int8_float32", "float16", "float32")
_ARGOS_VERSION = "1.9.6"
"""Least version of Argos Translate that the package is for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__.partition("\n")[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="what training.prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="….argosmodel")
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--quantization", default="int8", choices=QUANTIZATIONS)
    given = parser.parse_args(arguments)
    tokenizer, sources = given.data / "sentencepiece.model", read_credits(given.data / "meta.json")
    export(read_weights(given.weights), tokenizer, given.out, given.version, given.quantization, sources)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


def read_credits(meta: Path) -> list[str]:
    """Whose texts the model learnt from, with their licences: licences that ask for names ask for them here, too."""
    sources = json.loads(meta.read_text(encoding="utf-8"))["sources"].values()
    return [f"{source['name']} ({source['licence']}; {source['pairs']:,} pairs)" for source in sources]


def export(
    weights: Weights,
    tokenizer: Path,
    out: Path,
    version: str = "1.0",
    quantization: str = "int8",
    sources: Sequence[str] = (),
) -> None:
    """Write the package ``out``; its README names the ``sources``."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder)
        write_model(weights, Tokenizer(tokenizer).pieces, model, quantization)
        _zip(model, tokenizer, out, version, _about(weights, quantization, sources))


def write_model(weights: Weights, pieces: Sequence[str], folder: Path, quantization: str) -> None:
    """A CTranslate2 model in ``folder``, which is there; ValueError if the vocabulary is another's."""
    if len(pieces) != weights.shape.vocabulary:
        raise ValueError(f"the tokenizer has {len(pieces)} tokens, the model {weights.shape.vocabulary}")
    spec = _spec(weights, pieces)
    spec.validate()
    spec.optimize(quantization=None if quantization == "float32" else quantization)
    spec.save(str(folder))


def _spec(weights: Weights, pieces: Sequence[str]) -> Any:
    shape, arrays = weights.shape, weights.arrays
    spec = TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=-1,
        alignment_heads=1,
    )
    spec.encoder.embeddings[0].weight = arrays["emb.weight"]
    spec.decoder.embeddings.weight = arrays["emb.weight"]
    spec.decoder.projection.weight = arrays["emb.weight"]
    _set_norm(spec.encoder.layer_norm, arrays, "enc_norm")
    _set_norm(spec.decoder.layer_norm, arrays, "dec_norm")
    for number, layer in enumerate(spec.encoder.layer):
        _set_attention(layer.self_attention, arrays, f"encoder.{number}.att", ("qkv", "out"))
        _set_network(layer.ffn, arrays, f"encoder.{number}.ffn")
    for number, layer in enumerate(spec.decoder.layer):
        _set_attention(layer.self_attention, arrays, f"decoder.{number}.att", ("qkv", "out"))
        _set_attention(layer.attention, arrays, f"decoder.{number}.cross", ("q", "kv", "out"))
        _set_network(layer.ffn, arrays, f"decoder.{number}.ffn")
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.add_source_eos = True  # Argos hands over bare tokens
    spec.config.add_source_bos = False
    spec.config.decoder_start_token = "<s>"  # noqa: S105 - a token of the vocabulary, no secret
    return spec


def _set_norm(part: Any, arrays: Arrays, name: str) -> None:
    part.gamma, part.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _set_linear(part: Any, arrays: Arrays, name: str) -> None:
    part.weight, part.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _set_attention(part: Any, arrays: Arrays, name: str, linears: Sequence[str]) -> None:
    _set_norm(part.layer_norm, arrays, f"{name}.norm")
    for linear, called in zip(part.linear, linears, strict=True):
        _set_linear(linear, arrays, f"{name}.{called}")


def _set_network(part: Any, arrays: Arrays, name: str) -> None:
    _set_norm(part.layer_norm, arrays, f"{name}.norm")
    _set_linear(part.linear_0, arrays, f"{name}.w1")
    _set_linear(part.linear_1, arrays, f"{name}.w2")


def _about(weights: Weights, quantization: str, sources: Sequence[str]) -> str:
    shape = weights.shape
    history = "\n".join(f"- {name}: {value:g}" for name, value in weights.history.items())
    learnt = "".join(f"- {source}\n" for source in sources)
    return (
        f"# Chinese → English\n\nTransformer, {shape.encoder} encoder and {shape.decoder} decoder layers, width "
        f"{shape.width}, {shape.vocabulary} tokens; CTranslate2, {quantization}.\n\n{history}\n"
        + (f"\nLearnt from:\n\n{learnt}" if learnt else "")
    )


def _zip(model: Path, tokenizer: Path, out: Path, version: str, about: str) -> None:
    """The layout that Argos Translate expects: one folder at the top."""
    top = f"translate-zh_en-{version.replace('.', '_')}"
    metadata = {
        "package_version": version,
        "argos_version": _ARGOS_VERSION,
        "from_code": "zh",
        "from_name": "Chinese",
        "to_code": "en",
        "to_name": "English",
        "decoding": {"length_penalty": 1.0, "coverage_penalty": 0.05},
    }
    files = {
        "metadata.json": json.dumps(metadata, indent=2).encode(),
        "README.md": about.encode(),
        "sentencepiece.model": tokenizer.read_bytes(),
        **{f"model/{path.name}": path.read_bytes() for path in sorted(model.iterdir())},
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f"{out.name}.unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"{top}/{name}"), data, zipfile.ZIP_DEFLATED)
    unfinished.replace(out)


if __name__ == "__main__":
    main()
