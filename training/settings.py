"""What a training run can be told."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.weights import PRESETS


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one run."""

    data: Path
    """What `training.prepare` wrote."""
    out: Path
    """Where the results go."""
    preset: str
    """Shape of a new model."""
    init: Path | None
    """Weights to start from."""
    resume: bool
    """Whether to go on from ``last.pt``."""
    minutes: float
    """Of this run."""
    total_minutes: float
    """Of the chain of runs that it belongs to; 0: it is alone."""
    tokens: int
    """Target positions of a step."""
    rate: float
    """Learning rate of what Adam learns: embeddings and vectors."""
    matrix_rate: float
    """Learning rate of Muon for the matrices; 0: Adam learns them, too."""
    decay: float
    """What the matrices lose of themselves at each step, in shares of Muon's rate."""
    warm_up: int
    """Steps until it is reached."""
    cool_down: float
    """Share of the time in which it falls."""
    dropout: float
    """Share of values dropped."""
    word_dropout: float
    """Share of the words said so far that the decoder does not see: it then has to look at the source."""
    smooth: float
    """Label smoothing."""
    drawn: int
    """Tokens that a step's loss is computed with beside those that it wants; 0: all of the vocabulary."""
    guide: float
    """Weight of the alignment head's loss."""
    clip: float
    """Most norm of a gradient."""
    keep: float
    """How much of the running mean stays at each step."""
    longest: int
    """Tokens of a pair's side; longer pairs are left out."""
    eval_minutes: float
    """Between measurements."""
    save_minutes: float
    """Between saves."""
    steps: int
    """At most; 0: no bound."""
    precision: str
    """``bfloat16``, ``float32``, or ``auto``: whichever the device is good at."""
    threads: int
    """On a CPU; 0: torch decides."""
    seed: int
    """Of everything drawn by lot."""


def read_settings(description: str, arguments: Sequence[str] | None) -> Settings:
    """From the command line, by default this process's."""
    parser = argparse.ArgumentParser(prog="training.train", description=description)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--preset", default="base", choices=PRESETS)
    parser.add_argument("--init", type=Path, help="start from these weights")
    parser.add_argument("--resume", action="store_true", help="go on from last.pt")
    parser.add_argument("--minutes", type=float, required=True, help="wall clock of this run, start-up included")
    parser.add_argument("--total-minutes", type=float, default=0, help="of all runs of a chain, for the cool-down")
    parser.add_argument("--tokens", type=int, default=12288, help="target positions of a step, padding included")
    parser.add_argument("--rate", type=float, default=1e-3, help="of what Adam learns")
    parser.add_argument("--matrix-rate", type=float, default=0.02, help="of what Muon learns; 0: Adam learns all")
    parser.add_argument("--decay", type=float, default=0.0, help="of the matrices that Muon learns, times its rate")
    parser.add_argument("--warm-up", type=int, default=1000, help="steps")
    parser.add_argument("--cool-down", type=float, default=0.4, help="share of the time")
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--word-dropout", type=float, default=0.0, help="of what the decoder is given")
    parser.add_argument("--smooth", type=float, default=0.1)
    parser.add_argument("--drawn", type=int, default=0, help="other tokens in a step's loss; 0: all")
    parser.add_argument("--guide", type=float, default=0.05, help="weight of the alignment head's loss; 0: unguided")
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--keep", type=float, default=0.999, help="of the running mean, at each step")
    parser.add_argument("--longest", type=int, default=120, help="tokens of a pair's side")
    parser.add_argument("--eval-minutes", type=float, default=2.5)
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--steps", type=int, default=0, help="at most")
    parser.add_argument("--precision", default="auto", choices=["auto", "bfloat16", "float32"])
    parser.add_argument("--threads", type=int, default=0, help="on a CPU")
    parser.add_argument("--seed", type=int, default=1)
    return Settings(**vars(parser.parse_args(arguments)))
