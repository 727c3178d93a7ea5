"""CPU seconds of other programs: what all benchmarks of whole commands measure."""

import os
import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path


def cpu_seconds(command: Sequence[str | Path], folder: Path, compiled: Path, *, worst: int = 0) -> float:
    """User and system time of one run of a command in ``folder``; ``compiled`` is where Python keeps compiled modules.

    ``worst`` is the highest exit code of a run that did its work; `subprocess.CalledProcessError` for any other.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    silent = subprocess.DEVNULL
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, cwd=folder, env=environment, stdout=silent, stderr=silent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not 0 <= done.returncode <= worst:
        done.check_returncode()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
