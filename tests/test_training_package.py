"""The recipe's products: weights that travel, packages that Argos and yigao accept, and how they are measured."""

import json
import math
import sys
import types
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from training.engine import opened
from training.evaluate import main as evaluate
from training.evaluate import read_number_cases, read_term_cases, survival
from training.export import export, read_credits, write_model
from training.tags import Score
from training.tokenizer import Tokenizer, train_tokenizer
from training.weights import PRESETS, Shape, Weights, mean, pack, read_weights, unpack, write_weights
from training.weights import main as weights_command

TEXTS = [
    "港口去年新建了两座码头，图书馆每天晚上九点关门。",
    "Last year the port built two new piers; the library closes at nine every evening.",
]


def sizes(shape: Shape) -> dict[str, tuple[int, ...]]:
    """The arrays of a model by the names that `training.model` gives them."""
    width, hidden = shape.width, shape.hidden
    linears = {
        "att.qkv": (3 * width, width),
        "att.out": (width, width),
        "ffn.w1": (hidden, width),
        "ffn.w2": (width, hidden),
    }
    cross = {"cross.q": (width, width), "cross.kv": (2 * width, width), "cross.out": (width, width)}
    layers = [(f"encoder.{number}", linears) for number in range(shape.encoder)]
    layers += [(f"decoder.{number}", linears | cross) for number in range(shape.decoder)]
    found: dict[str, tuple[int, ...]] = {"emb.weight": (shape.vocabulary, width)}
    norms = ["enc_norm", "dec_norm"]
    for layer, parts in layers:
        norms += sorted({f"{layer}.{part.partition('.')[0]}.norm" for part in parts})
        for name, size in parts.items():
            found |= {f"{layer}.{name}.weight": size, f"{layer}.{name}.bias": size[:1]}
    return found | {f"{name}.{kind}": (width,) for name in norms for kind in ("weight", "bias")}


def random_weights(shape: Shape) -> Weights:
    """What an untrained model may have."""
    rng = np.random.default_rng(1)
    arrays = {
        name: (rng.normal(size=size) / shape.width**0.5).astype(np.float32) for name, size in sizes(shape).items()
    }
    return Weights(shape, arrays, {"steps": 0})


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tokenizer") / "sentencepiece.model"
    train_tokenizer(TEXTS * 20, path, 420)
    return path


@pytest.fixture(scope="module")
def weights(tokenizer: Path) -> Weights:
    return random_weights(Shape(Tokenizer(tokenizer).size, 32, 64, 2, 2, 2))


@pytest.fixture(scope="module")
def package(weights: Weights, tokenizer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "zh_en.argosmodel"
    export(weights, tokenizer, path, "2.5")
    return path


def test_weights_come_back_as_they_were(weights: Weights, tmp_path: Path) -> None:
    write_weights(weights, tmp_path / "weights.npz")
    found = read_weights(tmp_path / "weights.npz")
    assert (found.shape, found.history) == (weights.shape, weights.history)
    assert all((found.arrays[name] == array).all() for name, array in weights.arrays.items())


def test_packed_weights_travel_in_parts_and_lose_no_more_than_int8(weights: Weights, tmp_path: Path) -> None:
    write_weights(weights, tmp_path / "weights.npz")
    weights_command(["pack", str(tmp_path / "weights.npz"), str(tmp_path / "parts" / "w"), "--mebibytes", "0.01"])
    parts = sorted((tmp_path / "parts").iterdir())
    assert len(parts) > 2
    assert all(part.stat().st_size <= 0.01 * 2**20 for part in parts)
    weights_command(["unpack", str(tmp_path / "parts" / "w"), str(tmp_path / "back.npz")])
    found = read_weights(tmp_path / "back.npz")
    assert found.arrays.keys() == weights.arrays.keys()
    for name, array in weights.arrays.items():
        most = np.abs(array).max(-1, keepdims=True) if array.ndim == 2 else 0
        assert (np.abs(found.arrays[name] - array) <= most * 0.501 / 127).all(), name


def test_missing_parts_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="weights"):
        unpack(tmp_path / "weights")


def test_a_package_names_whose_texts_it_learnt_from(weights: Weights, tokenizer: Path, tmp_path: Path) -> None:
    meta = {"sources": {"cedict": {"name": "A dictionary", "licence": "CC-BY-SA-4.0", "pairs": 1200}}}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    package = tmp_path / "zh_en.argosmodel"
    export(weights, tokenizer, package, sources=read_credits(tmp_path / "meta.json"))
    with zipfile.ZipFile(package) as archive:
        about = archive.read("translate-zh_en-1_0/README.md").decode()
    assert "Learnt from:\n\n- A dictionary (CC-BY-SA-4.0; 1,200 pairs)\n" in about


def test_weights_have_a_mean(weights: Weights, tmp_path: Path) -> None:
    doubled = Weights(weights.shape, {name: 3 * array for name, array in weights.arrays.items()}, {"steps": 7.0})
    for name, these in (("one", weights), ("two", doubled)):
        write_weights(these, tmp_path / f"{name}.npz")
    weights_command(["mean", str(tmp_path / "one.npz"), str(tmp_path / "two.npz"), str(tmp_path / "mean.npz")])
    found = read_weights(tmp_path / "mean.npz")
    assert all(np.allclose(found.arrays[name], 2 * array) for name, array in weights.arrays.items())
    assert (found.shape, found.history) == (weights.shape, {"weights averaged": 2})
    other = Weights(PRESETS["light"], weights.arrays, {})
    with pytest.raises(ValueError, match="different shapes"):
        mean([weights, other])


def test_int8_of_unpacked_weights_is_that_of_the_originals(weights: Weights, tokenizer: Path, tmp_path: Path) -> None:
    pack(weights, tmp_path / "w")
    folders = []
    for name, these in (("one", weights), ("two", unpack(tmp_path / "w"))):
        folders.append(tmp_path / name)
        folders[-1].mkdir()
        write_model(these, Tokenizer(tokenizer).pieces, folders[-1], "int8")
    one, two = (np.frombuffer((folder / "model.bin").read_bytes(), np.uint8) for folder in folders)
    assert one.size == two.size
    assert (one != two).mean() < 0.01


def test_an_export_wants_the_tokenizer_of_its_weights(tokenizer: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="999"):
        export(random_weights(Shape(999, 32, 64, 2, 1, 1)), tokenizer, tmp_path / "zh_en.argosmodel")
    assert not list(tmp_path.iterdir())


def test_big_presets_fit_into_sixty_megabytes() -> None:
    for name in ("base", "deep"):
        count = sum(math.prod(size) for size in sizes(PRESETS[name]).values())
        assert 40e6 < count < 58e6, (name, count)


def test_argos_translate_installs_and_runs_the_package(
    package: Path, argos_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own code from end to end; only the libraries that split sentences are not there."""
    for name in ("stanza", "minisbd", "spacy"):
        stand_in = types.ModuleType(name)
        vars(stand_in).update(SBDetect=object, models=types.SimpleNamespace(), load=None)
        monkeypatch.setitem(sys.modules, name, stand_in)
    import ctranslate2  # noqa: PLC0415 - heavy
    from argostranslate import package as packages  # noqa: PLC0415 - makes folders when it is imported
    from argostranslate import translate  # noqa: PLC0415 - after the stand-ins are there

    packages.install_from_path(package)
    (installed,) = packages.get_installed_packages()
    assert (installed.from_code, installed.to_code, installed.package_version) == ("zh", "en", "2.5")
    assert installed.package_path.parent == argos_home
    translator = ctranslate2.Translator(str(installed.package_path / "model"), compute_type="int8")
    splitter = types.SimpleNamespace(split_sentences=lambda text: [text])
    (found,) = translate.apply_packaged_translation(installed, TEXTS[0], translator, splitter, 1)
    assert found.value


def test_yigao_installs_the_package_and_drafts_with_it(
    package: Path, argos_home: Path, tmp_path: Path, yigao: Callable[..., Any]
) -> None:
    ran = yigao("model", "install", package)
    assert ran.code == 0, ran
    (tmp_path / "a.txt").write_text(f"{TEXTS[0]}\n", encoding="utf-8")
    ran = yigao("translate", "a.txt", "--to", "en")
    assert ran.code == 0, ran
    assert list(argos_home.iterdir())
    assert "argos zh→en 2.5" in (tmp_path / "locales/en/LC_MESSAGES/a.po").read_text(encoding="utf-8")


def test_terms_and_numbers_are_counted_as_drafting_counts_them(tiny_package_file: Path, package: Path) -> None:
    """One package copies what is not Chinese, the other one rambles."""
    terms, numbers = read_term_cases(), read_number_cases()
    assert (len(terms), len(numbers)) == (60, 40)
    assert all(slots for _, slots in (*terms, *numbers))
    with opened(tiny_package_file, beam=1, threads=1) as engine:
        assert survival(engine, terms).percent > 90
    with opened(package, beam=1, threads=1) as engine:
        assert survival(engine, terms[:5]) == Score(0, 5)


def test_a_report_tells_all(package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for end, text in (("zh", TEXTS[0]), ("en", TEXTS[1])):
        (tmp_path / f"news.{end}").write_text(f"{text}\n" * 3, encoding="utf-8")
    options = ["--limit", "2", "--beam", "1", "--threads", "1"]
    evaluate(["--package", str(package), "--test", str(tmp_path), "--report", str(tmp_path / "report.md"), *options])
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| news | 2 |" in report
    assert report.count(" of 50 |") == 3
    assert "| tags that the model carries over itself | 0 of 50 | 0.0 % |" in report
    assert "| terms behind placeholders | 0 of 60 | 0.0 % |" in report
    assert report == capsys.readouterr().out
