import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from yigao.engines import argos
from yigao.engines._argos_model import open_model
from yigao.engines._argos_options import ArgosOptions, read_options, share_cores
from yigao.engines._argos_penalties import Penalties
from yigao.errors import EngineError
from yigao.model.interfaces import EngineSpec


def load_argos(folder: Path | None, **options: str) -> argos.ArgosEngine:
    return argos.load(EngineSpec("argos", "zh", "en", folder, options))


@pytest.fixture(scope="module")
def engine(tiny_package_dir: Path) -> argos.ArgosEngine:
    return load_argos(tiny_package_dir)


def test_fingerprint(engine: argos.ArgosEngine, tiny_package_dir: Path, tmp_path: Path) -> None:
    again = shutil.copytree(tiny_package_dir, tmp_path / "elsewhere")
    assert engine.fingerprint == load_argos(again).fingerprint
    assert engine.fingerprint.startswith("argos zh→en 1.0 (")
    weights = again / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert load_argos(again).fingerprint != engine.fingerprint


def test_fingerprint_is_one_line_whatever_the_package_says(make_package: Callable[..., Path]) -> None:
    folder = make_package("zh", "en", package_version="1\n#, fuzzy\n" + "9" * 99)
    assert load_argos(folder).fingerprint.isprintable()
    assert len(load_argos(folder).fingerprint) < 60


def test_target_prefix_of_a_package(make_package: Callable[..., Path]) -> None:
    folder = make_package("zh", "en", target_prefix="▁open")
    (made,) = load_argos(folder).translate(["科学家"])
    # The copier writes at each step what stands at that step: the prefix takes the first place.
    assert made.text == "gentle opens school"


def test_no_package() -> None:
    with pytest.raises(EngineError, match="yigao model install zh_en"):
        load_argos(None)


def delete(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def write(name: str, data: bytes) -> Callable[[Path], None]:
    def overwrite(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return overwrite


def truncate(folder: Path) -> None:
    weights = folder / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (shutil.rmtree, "no metadata.json"),
        (delete("metadata.json"), "no metadata.json"),
        (delete("model/model.bin"), "no model/model.bin"),
        (delete("model/shared_vocabulary.json"), "cannot be loaded"),
        (delete("sentencepiece.model"), "no sentencepiece.model"),
        (truncate, "cannot be loaded"),
        (write("model/model.bin", b""), "cannot be loaded"),
        (write("model/model.bin", b"\xff" * 4000), "cannot be loaded"),
        (write("model/shared_vocabulary.json", b"{}"), "cannot be loaded"),
        (write("sentencepiece.model", b"no model"), "tokenizer model is damaged"),
        (write("metadata.json", b"{"), "cannot be used"),
        (write("metadata.json", b"[]"), "cannot be used"),
        (write("metadata.json", b"[" * 100_000), "cannot be used"),
        (write("metadata.json", b'{"languages": 7, "source_languages": null}'), "cannot be used"),
        (write("metadata.json", b"\xff\xfe"), "cannot be used"),
    ],
)
def test_damaged_packages(damage: Callable[[Path], None], message: str, tiny_package_dir: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_package_dir, tmp_path / "package")
    damage(folder)
    with pytest.raises(EngineError, match=message) as caught:
        load_argos(folder)
    assert caught.value.where == str(folder)
    assert caught.value.remedy


def test_a_vocabulary_of_another_model(tiny_package_dir: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_package_dir, tmp_path / "package")
    (folder / "model" / "shared_vocabulary.json").write_text('["<unk>", "<s>", "</s>"]')
    with pytest.raises(EngineError, match="CTranslate2 failed"):
        load_argos(folder).translate(["科学家"])


def test_an_old_bpe_package_says_what_it_needs(
    tiny_package_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(tiny_package_dir, tmp_path / "package")
    (folder / "sentencepiece.model").rename(folder / "bpe.model")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(EngineError, match="sacremoses"):
        load_argos(folder)


@pytest.mark.parametrize(
    "options", [{"beams": "4"}, {"beam_size": "0"}, {"beam_size": "four"}, {"max_tokens": "9999"}, {"threads": "٣"}]
)
def test_bad_options(options: dict[str, str]) -> None:
    with pytest.raises(EngineError, match="option"):
        read_options(options)


def test_options_are_used(tiny_package_dir: Path) -> None:
    assert read_options({"beam_size": "1", "threads": "3"}) == ArgosOptions(beam_size=1, threads=3)
    greedy = load_argos(tiny_package_dir, beam_size="1", threads="1")
    assert greedy.translate(["科学家"])[0].text == "gentle opens school"


@pytest.mark.parametrize(("threads", "shares"), [(1, (1, 1)), (2, (2, 1)), (4, (4, 1)), (16, (4, 4))])
def test_cores_are_shared(threads: int, shares: tuple[int, int]) -> None:
    assert share_cores(threads) == shares
    assert share_cores(0)[0] >= 1


def test_stanza_and_torch_are_not_needed(tiny_package_dir: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from yigao.engines import argos\nfrom yigao.model.interfaces import EngineSpec\n"
        "engine = argos.load(EngineSpec('argos', 'zh', 'en', Path(sys.argv[1])))\n"
        "print(engine.translate(['科学家'])[0].text, {'stanza', 'torch', 'argostranslate.translate'} & set(sys.modules))"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, str(tiny_package_dir)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout.strip() == "gentle opens school set()"


@pytest.mark.parametrize(
    ("decoding", "wanted"),
    [
        ({}, Penalties()),
        ({"length_penalty": 1, "coverage_penalty": 0.05}, Penalties(1.0, 0.05)),
        ({"length_penalty": 0, "beam": "many"}, Penalties(0.0)),
        ({"length_penalty": True, "coverage_penalty": "0.1"}, Penalties()),
        ({"length_penalty": -1, "coverage_penalty": 9}, Penalties()),
        ({"length_penalty": float("nan"), "coverage_penalty": float("inf")}, Penalties()),
        ([1.0], Penalties()),
        ("long", Penalties()),
    ],
)
def test_a_package_says_how_its_hypotheses_are_weighed(
    make_package: Callable[..., Path], decoding: object, wanted: Penalties
) -> None:
    assert open_model(make_package("zh", "en", decoding=decoding), 1).penalties == wanted
