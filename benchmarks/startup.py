"""What `yigao --help` costs beside `python -c "import click"`: `uv run python benchmarks/startup.py`.

Both run in turn, many times, in one go; the ratio of their median CPU times is printed and held to a bound.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from cpu_time import cpu_seconds

RUNS = 20
BOUND = 2.5
"""The ratio above which this fails."""


def main() -> int:
    """Measure and print; exit code 1 above the bound."""
    commands = (("-m", "yigao", "--help"), ("-c", "import click"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [
            [cpu_seconds([sys.executable, *command], folder, folder / "compiled") for command in commands]
            for _ in range(RUNS + 1)
        ]
    ours, click = (statistics.median(times) for times in zip(*runs[1:], strict=True))
    print(f"yigao --help {1000 * ours:.0f} ms CPU, import click {1000 * click:.0f} ms, ratio {ours / click:.2f}")
    return int(ours / click > BOUND)


if __name__ == "__main__":
    sys.exit(main())
