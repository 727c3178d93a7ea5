"""What `yigao --help` costs beside `python -c "import click"`: `uv run python benchmarks/startup.py`.

Both run in turn, many times, in one go; the ratio of their median CPU times is printed and held to a bound.
"""

import resource
import statistics
import subprocess
import sys

RUNS = 20
BOUND = 2.5
"""The ratio above which this fails."""


def cpu_seconds(*command: str) -> float:
    """User and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and print; exit code 1 above the bound."""
    pairs = [(cpu_seconds("-m", "yigao", "--help"), cpu_seconds("-c", "import click")) for _ in range(RUNS)]
    ours, click = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"yigao --help {1000 * ours:.0f} ms CPU, import click {1000 * click:.0f} ms, ratio {ours / click:.2f}")
    return int(ours / click > BOUND)


if __name__ == "__main__":
    sys.exit(main())
