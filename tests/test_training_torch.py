"""The recipe's training itself. Skips where PyTorch is not there: it is not in the project's lock file."""

import json
import os
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: see training/requirements.txt")

import ctranslate2  # noqa: E402 - nothing of this file can be used without torch
from training.arrays import Pairs, Side  # noqa: E402
from training.export import write_model  # noqa: E402
from training.loss import astray, surprise  # noqa: E402
from training.model import Transformer  # noqa: E402
from training.muon import Matrix, Muon, orthogonal  # noqa: E402
from training.optimizer import Optimizer  # noqa: E402
from training.schedule import Schedule  # noqa: E402
from training.symbols import BOS, EOS, PAD, UNK  # noqa: E402
from training.tokenizer import Tokenizer, train_tokenizer  # noqa: E402
from training.train import forgotten  # noqa: E402
from training.train import main as train  # noqa: E402
from training.weights import PRESETS, read_weights  # noqa: E402

PAIRS = [
    (f"{who}在{where}看{what}。", f"{one} watches {things} in {at}.")
    for who, one in (("老师", "Anna"), ("医生", "Boris"), ("农民", "Clara"))
    for where, at in (("港口", "the harbour"), ("公园", "the park"), ("市场", "the market"))
    for what, things in (("小鸟", "birds"), ("星星", "stars"), ("云彩", "clouds"))
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Token arrays; a token's link is its own place, as far as there are places."""
    folder = tmp_path_factory.mktemp("data")
    tokenizer = train_tokenizer([text for pair in PAIRS for text in pair], folder / "sentencepiece.model", 400)
    sides = [Side.of(tokenizer.ids([pair[column] for pair in PAIRS])) for column in (0, 1)]
    last = [sides[0].lengths[row] - 1 for row in range(len(PAIRS)) for _ in range(sides[1].lengths[row])]
    places = [place for length in sides[1].lengths for place in range(length)]
    links = np.minimum(places, last).astype(np.uint8)
    for name in ("train", "dev"):
        Pairs(sides[0], sides[1], links).write(folder, name)
    (folder / "meta.json").write_text(json.dumps({"vocabulary": tokenizer.size}), encoding="utf-8")
    return folder


def run(data: Path, out: Path, *more: str) -> list[dict[str, Any]]:
    """Train; what the log says."""
    fast = "--preset tiny --minutes 5 --tokens 128 --rate 4e-3 --warm-up 10 --keep 0.9 --dropout 0 --threads 1".split()
    train(["--data", str(data), "--out", str(out), *fast, *more])
    return [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    run(data, out, "--steps", "120", "--guide", "1")
    return out


def test_training_learns_the_words_and_where_they_come_from(trained: Path) -> None:
    log = [json.loads(line) for line in (trained / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert log[0]["device"] in {"cpu", "cuda"}
    (measured,) = [line for line in log if line["event"] == "dev"]
    assert measured["dev_nll"] < 1.0
    assert measured["dev_links"] > 0.8
    assert read_weights(trained / "weights.npz").history["steps"] == 120


def test_ctranslate2_says_what_pytorch_says_and_looks_where_it_looks(trained: Path, data: Path, tmp_path: Path) -> None:
    weights, tokenizer = read_weights(trained / "weights.npz"), Tokenizer(data / "sentencepiece.model")
    write_model(weights, tokenizer.pieces, tmp_path, "float32")
    translator = ctranslate2.Translator(str(tmp_path), compute_type="float32", intra_threads=1)
    model = Transformer(weights.shape).eval()
    model.load_state_dict({name: torch.from_numpy(array) for name, array in weights.arrays.items()})
    for zh, _ in [*PAIRS[::3], ("<g1>医生</g1>", "")]:
        ids = tokenizer.ids([zh])[0]
        said, looks = model.greedy(torch.tensor([[*ids, EOS]]), 40)
        (found,) = translator.translate_batch(
            [tokenizer.tokens(zh)], beam_size=1, max_decoding_length=40, return_attention=True
        )
        assert found.hypotheses[0] == [tokenizer.pieces[token] for token in said]
        assert np.allclose(found.attention[0], np.array(looks)[:, : len(ids)], atol=1e-4)


def test_a_trained_model_translates(trained: Path, data: Path, tmp_path: Path) -> None:
    weights, tokenizer = read_weights(trained / "weights.npz"), Tokenizer(data / "sentencepiece.model")
    write_model(weights, tokenizer.pieces, tmp_path, "int8")
    translator = ctranslate2.Translator(str(tmp_path), compute_type="int8", intra_threads=1)
    results = translator.translate_batch([tokenizer.tokens(zh) for zh, _ in PAIRS], beam_size=1)
    right = [tokenizer.text(result.hypotheses[0]) == en for result, (_, en) in zip(results, PAIRS, strict=True)]
    assert sum(right) >= 0.8 * len(PAIRS)


def test_a_run_goes_on_where_it_stopped(data: Path, tmp_path: Path) -> None:
    """Two runs of 10 steps end where one of 20 does: same batches, moments and warm-up."""
    run(data, tmp_path / "one", "--steps", "20")
    run(data, tmp_path / "two", "--steps", "10")
    run(data, tmp_path / "two", "--steps", "20", "--resume")
    one, two = (read_weights(tmp_path / name / "weights.npz") for name in ("one", "two"))
    assert one.history["tokens"] == two.history["tokens"]
    assert all(np.allclose(array, two.arrays[name], atol=1e-2) for name, array in one.arrays.items())


def test_a_run_can_start_from_weights(trained: Path, data: Path, tmp_path: Path) -> None:
    log = run(data, tmp_path, "--init", str(trained / "weights.npz"), "--steps", "1")
    assert next(line["dev_nll"] for line in log if line["event"] == "dev") < 1.0


@pytest.mark.parametrize("precision", ["bfloat16", "float32"])
def test_both_precisions_learn(data: Path, tmp_path: Path, precision: str) -> None:
    log = run(data, tmp_path, "--precision", precision, "--steps", "25")
    assert log[0]["precision"] == f"torch.{precision}"
    measured = [line["dev_nll"] for line in log if line["event"] == "dev"]
    assert measured[-1] < np.log(json.loads((data / "meta.json").read_text(encoding="utf-8"))["vocabulary"])


def test_a_run_ends_with_its_time(data: Path, tmp_path: Path) -> None:
    log = run(data, tmp_path, "--minutes", "0.02")
    assert log[-1]["event"] == "saved"
    assert (tmp_path / "weights.npz").exists()


def test_a_run_that_is_asked_to_stop_saves_what_it_has(data: Path, tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    timer = threading.Timer(2, lambda: os.kill(os.getpid(), signal.SIGTERM))
    timer.start()
    log = run(data, tmp_path)
    assert [line["event"] for line in log[-2:]] == ["dev", "saved"]
    assert log[-1]["minutes"] < 4
    assert signal.getsignal(signal.SIGTERM) is before
    timer.join()


def test_the_rate_rises_stays_and_falls() -> None:
    schedule = Schedule(rate=1.0, warm_up=10, minutes=100, cool_down=0.4)
    assert [schedule.at(step, 0) for step in (1, 5, 10, 99)] == [0.1, 0.5, 1.0, 1.0]
    assert [round(schedule.at(99, minutes), 3) for minutes in (60, 80, 90, 100, 120)] == [1.0, 0.5, 0.25, 0.02, 0.02]


def test_the_loss_is_cross_entropy_and_its_gradient_the_smoothed_one() -> None:
    torch.manual_seed(1)
    hidden, weight = torch.randn(3, 5, 8, requires_grad=True), torch.randn(30, 8, requires_grad=True)
    wanted = torch.randint(PAD + 1, 30, (3, 5))
    wanted[1, 3:] = PAD
    loss = surprise(hidden, weight, wanted, 0.1)
    loss.backward()
    scores = (hidden.detach().requires_grad_(), weight.detach().requires_grad_())
    rows = (scores[0] @ scores[1].t()).view(-1, 30)
    smoothed = torch.nn.functional.cross_entropy(
        rows, wanted.view(-1), ignore_index=PAD, label_smoothing=0.1, reduction="sum"
    )
    smoothed.backward()
    plain = torch.nn.functional.cross_entropy(rows, wanted.view(-1), ignore_index=PAD, reduction="sum")
    assert torch.allclose(loss, plain, rtol=1e-5)
    assert torch.allclose(hidden.grad, scores[0].grad, atol=1e-5)
    assert torch.allclose(weight.grad, scores[1].grad, atol=1e-5)


def test_the_loss_over_some_tokens_is_on_average_the_one_over_all() -> None:
    torch.manual_seed(1)
    hidden, weight = torch.randn(3, 5, 8), torch.randn(300, 8) / 2
    wanted = torch.randint(PAD + 1, 300, (3, 5))
    wanted[1, 3:] = PAD
    exact = surprise(hidden, weight, wanted, 0.0)
    drawn = torch.stack([surprise(hidden, weight, wanted, 0.0, drawn=60) for _ in range(200)])
    assert float(drawn.std()) > 0
    assert float(drawn.mean()) == pytest.approx(float(exact), rel=0.03)
    assert torch.allclose(surprise(hidden, weight, wanted, 0.0, drawn=1000), exact, rtol=1e-5)


def test_the_gradient_over_some_tokens_reaches_these_rows_alone() -> None:
    torch.manual_seed(1)
    hidden, weight = torch.randn(2, 4, 8), torch.randn(300, 8, requires_grad=True)
    wanted = torch.full((2, 4), 7)
    surprise(hidden, weight, wanted, 0.1, drawn=20).backward()
    reached = weight.grad.abs().sum(1).nonzero()[:, 0].tolist()
    assert len(reached) == 21
    assert 7 in reached


@pytest.mark.parametrize("shape", [(1, 24, 24), (3, 16, 64), (2, 64, 16)])
def test_a_matrix_step_is_about_as_long_in_every_direction(shape: tuple[int, int, int]) -> None:
    torch.manual_seed(1)
    steep = torch.randn(shape) * torch.logspace(0, -1, shape[2])
    lengths = torch.linalg.svdvals(orthogonal(steep))
    assert float(lengths.max()) < 1.3
    assert float(lengths.median()) > 0.6
    one = orthogonal(steep[:1])
    assert torch.allclose(one, orthogonal(steep)[:1], atol=1e-5)


def test_muon_changes_its_matrices_and_nothing_between_them() -> None:
    torch.manual_seed(1)
    weights, gradient = torch.zeros(30), torch.randn(30)
    Muon([Matrix(2, 3, 4), Matrix(18, 4, 3)], weights, torch.float32).step(weights, gradient, 0.5)
    changed = weights.nonzero()[:, 0].tolist()
    assert changed == [*range(2, 14), *range(18, 30)]
    first = Matrix(2, 3, 4)
    assert float((first.of(weights) * first.of(gradient)).sum()) < 0
    assert float(torch.linalg.svdvals(first.of(weights)).max()) < 0.5 * 1.3


def test_muon_lets_its_matrices_decay_with_the_rate() -> None:
    weights = torch.ones(4)
    Muon([Matrix(0, 2, 2)], weights, torch.float32, decay=0.1).step(weights, torch.zeros(4), 0.5)
    assert weights.tolist() == pytest.approx([0.95] * 4)


def test_the_decoder_forgets_words_but_neither_the_start_nor_padding() -> None:
    given = torch.tensor([[BOS, *range(10, 500), EOS, PAD]])
    kept = forgotten(given, 0.2)
    lost = kept != given
    assert 60 < int(lost.sum()) < 140
    assert set(kept[lost].tolist()) == {UNK}
    assert not lost[0, [0, -1, -2]].any()
    assert torch.equal(forgotten(given, 0), given)


def test_a_model_is_the_same_whoever_learns_its_matrices() -> None:
    model = Transformer(PRESETS["tiny"])
    before = {name: parameter.detach().clone().numpy() for name, parameter in model.named_parameters()}
    optimizer = Optimizer(model, torch.float32, clip=1.0, keep=0.9, matrix_share=10)
    arrays = optimizer.arrays(optimizer.exact)
    assert arrays.keys() == before.keys()
    assert all(np.array_equal(arrays[name], before[name]) for name in before)
    optimizer.set({name: array + 1 for name, array in before.items()})
    assert all(
        np.allclose(parameter.detach().numpy(), before[name] + 1) for name, parameter in model.named_parameters()
    )


@pytest.mark.parametrize(
    "options", [("--matrix-rate", "0"), ("--drawn", "50"), ("--word-dropout", "0.1"), ("--decay", "0.05")]
)
def test_other_ways_to_train_learn(data: Path, tmp_path: Path, options: tuple[str, str]) -> None:
    log = run(data, tmp_path, "--steps", "60", *options)
    measured = [line["dev_nll"] for line in log if line["event"] == "dev"]
    assert measured[-1] < 3.0


def test_looking_astray_counts_linked_tokens_only() -> None:
    looks = torch.log(torch.tensor([[[0.5, 0.5], [0.9, 0.1]]]))
    assert astray(looks, torch.tensor([[-1, -1]])) == 0
    assert float(astray(looks, torch.tensor([[-1, 1]]))) == pytest.approx(-np.log(0.1), rel=1e-5)


def test_presets_have_the_sizes_that_the_recipe_names() -> None:
    for name, millions in (("light", 9.4), ("small", 10.9), ("base", 43.9), ("deep", 48.1)):
        count = sum(parameter.numel() for parameter in Transformer(PRESETS[name]).parameters())
        assert count / 1e6 == pytest.approx(millions, abs=0.3), name
