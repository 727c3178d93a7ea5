"""Trains on what `training.prepare` wrote, for so many minutes; on a CUDA GPU if there is one, else on the CPU.

    python -m training.train --data prepared --out run --preset base --minutes 8 --total-minutes 24
    python -m training.train --data prepared --out run --resume      --minutes 8 --total-minutes 24

Needs PyTorch and NumPy. Writes ``weights.npz`` (the running mean of the weights: what is exported), ``last.pt`` (all that
``--resume`` needs, too large to travel) and ``log.jsonl``. SIGTERM ends a run as its time does: measured and saved.
"""

import json
import math
import re
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.arrays import Batch, Ints, Pairs
from training.loss import astray, surprise
from training.model import Transformer
from training.optimizer import Optimizer
from training.progress import Place, Tally
from training.schedule import Schedule
from training.settings import Settings, read_settings
from training.symbols import PAD, UNK
from training.weights import PRESETS, Shape, Weights, read_weights, write_weights

_LOG_EVERY = 20.0
"""Seconds."""
_DEV_ROWS = 64
_CPU_INFO = Path("/proc/cpuinfo")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    started = time.monotonic()
    Run(read_settings(__doc__.partition("\n")[0], arguments), started).go()


class Run:
    """A model being trained."""

    def __init__(self, settings: Settings, started: float) -> None:
        self._settings, self._started = settings, started
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if settings.threads:
            torch.set_num_threads(settings.threads)
        torch.backends.cuda.enable_cudnn_sdp(enabled=False)  # it prepares anew for each shape, and there are many
        torch.manual_seed(settings.seed)
        settings.out.mkdir(parents=True, exist_ok=True)
        self._train, self._dev = (Pairs.read(settings.data, name) for name in ("train", "dev"))
        saved, shape, arrays = self._start()
        self._model = Transformer(shape, settings.dropout).to(self._device)
        self._precision = _precision(settings.precision, self._device)
        self._optimizer = Optimizer(
            self._model,
            self._precision,
            clip=settings.clip,
            keep=settings.keep,
            matrix_share=settings.matrix_rate / settings.rate,
            decay=settings.decay,
        )
        self._place = Place()
        if arrays:
            self._optimizer.set(arrays)
        if saved:
            self._optimizer.restore(saved["optimizer"])
            self._place = Place(**saved["place"])
        self._before = self._place.minutes
        self._tally = Tally(self._device)
        self._measured: dict[str, float] = {}
        total = max(settings.total_minutes, settings.minutes)
        self._schedule = Schedule(settings.rate, settings.warm_up, total, settings.cool_down)
        self._stopped = False

    def _start(self) -> tuple[dict[str, Any] | None, Shape, dict[str, Any] | None]:
        """What to go on from: a saved state, the model's shape, weights."""
        settings = self._settings
        if settings.resume:
            saved = torch.load(settings.out / "last.pt", map_location=self._device, weights_only=True)
            return saved, Shape(**saved["shape"]), None
        if settings.init:
            given = read_weights(settings.init)
            return None, given.shape, given.arrays
        meta = json.loads((settings.data / "meta.json").read_text(encoding="utf-8"))
        return None, replace(PRESETS[settings.preset], vocabulary=meta["vocabulary"]), None

    def _stop(self, *_: object) -> None:
        self._stopped = True

    def _minutes(self) -> float:
        """Since this run began."""
        return (time.monotonic() - self._started) / 60

    def go(self) -> None:
        """Train until the time is over or SIGTERM comes; measure and save."""
        before = signal.signal(signal.SIGTERM, self._stop)
        try:
            self._log(
                "start",
                device=str(self._device),
                precision=str(self._precision),
                threads=torch.get_num_threads(),
                settings=vars_of(self._settings),
            )
            self._model.train()
            self._loop()
            self._report()
            self._measure()
            self._save()
        finally:
            signal.signal(signal.SIGTERM, before)

    def _loop(self) -> None:
        settings = self._settings
        measured = saved = self._minutes()
        with ThreadPoolExecutor(2) as pool:
            for batch in self._batches(pool):
                self._step(batch)
                if self._tally.seconds > _LOG_EVERY:
                    self._report()
                now = self._minutes()
                if now >= settings.minutes or self._stopped or 0 < settings.steps <= self._optimizer.steps:
                    return
                if now - measured > settings.eval_minutes:
                    self._measure()
                    measured = self._minutes()
                if now - saved > settings.save_minutes:
                    self._save()
                    saved = self._minutes()

    def _step(self, batch: Batch) -> None:
        source, given, wanted, links = self._moved(batch)
        settings, optimizer = self._settings, self._optimizer
        optimizer.zero()
        hidden, looks = self._model(source, forgotten(given, settings.word_dropout))
        tokens = wanted.ne(PAD).sum()
        surprised = surprise(hidden, self._model.emb.weight, wanted, settings.smooth, drawn=settings.drawn)
        strayed = astray(looks, links)
        (surprised / tokens + settings.guide * strayed).backward()
        norm = optimizer.step(self._schedule.at(optimizer.steps + 1, self._before + self._minutes()))
        self._tally.add(surprised.detach(), strayed.detach(), tokens, norm)

    def _moved(self, batch: Batch) -> list[torch.Tensor]:
        """Source, given, wanted, links on the device. Pinned memory is copied from while a GPU computes on."""
        parts = [torch.from_numpy(part) for part in vars_of(batch).values()]
        if self._device.type == "cuda":
            parts = [part.pin_memory() for part in parts]
        return [part.to(self._device, non_blocking=True) for part in parts]

    def _planned(self, epoch: int) -> list[Ints]:
        settings = self._settings
        return self._train.batches(settings.tokens, settings.longest, np.random.default_rng((settings.seed, epoch)))

    def _batches(self, pool: ThreadPoolExecutor) -> Iterator[Batch]:
        """Endless; the next one is made while the last one is computed with, and so is the next epoch's plan."""
        place, settings = self._place, self._settings
        plan = pool.submit(self._planned, place.epoch)
        while True:
            todo = plan.result()
            plan = pool.submit(self._planned, place.epoch + 1)
            if not todo:
                raise ValueError(f"{settings.data}: no pair of up to {settings.longest} tokens")
            coming = pool.submit(self._train.batch, todo[place.batch]) if place.batch < len(todo) else None
            while coming:
                batch = coming.result()
                place.batch += 1
                coming = pool.submit(self._train.batch, todo[place.batch]) if place.batch < len(todo) else None
                yield batch
            place.epoch, place.batch = place.epoch + 1, 0

    def _report(self) -> None:
        tally = self._tally
        self._place.tokens += int(tally.tokens)
        if tally.steps:
            self._log(
                "train", rate=self._schedule.at(self._optimizer.steps, self._before + self._minutes()), **tally.means()
            )
        self._tally = Tally(self._device)

    def _measure(self) -> None:
        """How surprising the kept pairs are to the running mean of the weights, and how often its look is right."""
        self._optimizer.use(self._optimizer.mean)
        self._model.eval()
        surprised = tokens = right = linked = 0.0
        order = np.argsort(self._dev.target.lengths, kind="stable")
        with torch.no_grad():
            for start in range(0, len(order), _DEV_ROWS):
                batch = self._dev.batch(order[start : start + _DEV_ROWS])
                source, given, wanted, links = self._moved(batch)
                hidden, looks = self._model(source, given)
                surprised += float(surprise(hidden, self._model.emb.weight, wanted, 0.0))
                tokens += float(wanted.ne(PAD).sum())
                words = (links >= 0) & wanted.gt(PAD)
                right += float((looks.argmax(2).eq(links) & words).sum())
                linked += float(words.sum())
        self._optimizer.use(self._optimizer.exact)
        self._model.train()
        nll = surprised / max(tokens, 1)
        self._measured = {"dev_nll": nll, "dev_perplexity": math.exp(min(nll, 20)), "dev_links": right / max(linked, 1)}
        self._log("dev", **self._measured)
        self._tally.restart()

    def _save(self) -> None:
        place = replace(self._place, minutes=self._before + self._minutes())
        history = {"steps": self._optimizer.steps, **asdict(place), **self._measured}
        arrays = self._optimizer.arrays(self._optimizer.mean)
        write_weights(Weights(self._model.shape, arrays, history), self._settings.out / "weights.npz")
        state = {"shape": asdict(self._model.shape), "place": asdict(place), "optimizer": self._optimizer.state()}
        path = self._settings.out / "last.pt"
        torch.save(state, path.with_suffix(".unfinished"))
        path.with_suffix(".unfinished").replace(path)
        self._log("saved")

    def _log(self, event: str, **fields: object) -> None:
        place = {"step": self._optimizer.steps, "epoch": self._place.epoch, "minutes": round(self._minutes(), 3)}
        rounded = {key: round(value, 6) if isinstance(value, float) else value for key, value in fields.items()}
        line = json.dumps({"event": event, **place, **rounded}, default=str)
        print(line, flush=True)
        with (self._settings.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def forgotten(given: torch.Tensor, share: float) -> torch.Tensor:
    """What the decoder is given, some of its words unknown (the first, ``<s>``, and padding stay).

    Word dropout as in R. Sennrich and B. Zhang, "Revisiting Low-Resource Neural Machine Translation" (2019).
    """
    if not share:
        return given
    lost = (torch.rand(given.shape, device=given.device) < share) & given.gt(PAD)
    return given.masked_fill(lost, UNK)


def _precision(wanted: str, device: torch.device) -> torch.dtype:
    """A CPU without instructions for bfloat16 is ten times slower with it than with float32."""
    if wanted == "auto":
        flags = _CPU_INFO.read_text(encoding="utf-8") if _CPU_INFO.exists() else ""
        wanted = "bfloat16" if device.type == "cuda" or re.search("amx_bf16|avx512_bf16", flags) else "float32"
    return torch.bfloat16 if wanted == "bfloat16" else torch.float32


def vars_of(item: Settings | Batch) -> dict[str, Any]:
    """A dataclass's fields by name, as they are."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


if __name__ == "__main__":
    main()
