"""Two runs at once, a full disk, a read-only file, a kill: nothing is lost, and the next run puts all right."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.memory.store import Memory
from yigao.pipeline.locking import locked

Run = Callable[..., Any]

TRANSLATE = ["translate", "articles", "--to", "en", "--engine", "copy"]
COMMAND = [sys.executable, "-m", "yigao", *TRANSLATE]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for number, text in enumerate(("论坛昨天闭幕。与会嘉宾来自海内外。", "今年的汛期来得早。")):
        (tmp_path / "articles" / f"{number}.md").write_text(f"# 报道\n\n{text}\n", encoding="utf-8")


def catalogs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.po")}


def run_in(folder: Path, command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **more)


@pytest.fixture
def changed(yigao: Run, tmp_path: Path) -> dict[str, bytes]:
    """A translated project whose articles have changed since: its catalogs."""
    assert yigao(*TRANSLATE).code == 0
    for article in (tmp_path / "articles").iterdir():
        article.write_text(f"{article.read_text(encoding='utf-8')}\n汛期将至。\n", encoding="utf-8")
    return catalogs(tmp_path)


def is_mended(yigao: Run, tmp_path: Path, before: dict[str, bytes]) -> None:
    """The catalogs are whole, and a run does what is left to do."""
    left = catalogs(tmp_path)
    assert left.keys() == before.keys()
    assert yigao(*TRANSLATE).code == 0
    after = catalogs(tmp_path)
    assert all(data in {before[name], after[name]} for name, data in left.items())
    for path in tmp_path.rglob("*.po"):
        assert "汛期将至。" in {entry.source for entry in load(path).entries}
    assert not list((tmp_path / "locales").rglob("*.tmp"))


def test_a_run_does_not_wait_longer_than_it_may(yigao: Run, tmp_path: Path, changed: dict[str, bytes]) -> None:
    with locked(tmp_path):
        ran = yigao(*TRANSLATE, "--wait", "0")
        assert ran.code == 2
        assert "another run of yigao is at work in this project" in ran.err
        assert "--wait" in ran.err
        assert ran.err.count("\n") == 1
        assert catalogs(tmp_path) == changed
    is_mended(yigao, tmp_path, changed)


@pytest.mark.parametrize("arguments", [TRANSLATE, ["check", "--fix", "--exit-zero"]], ids=["translate", "check"])
def test_a_run_waits_for_another_one(tmp_path: Path, changed: dict[str, bytes], arguments: list[str]) -> None:
    with locked(tmp_path):
        command = [sys.executable, "-m", "yigao", *arguments]
        waiting = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr
        assert "waiting for it" in waiting.stderr.readline()
        assert catalogs(tmp_path) == changed
    _, told = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, told
    assert (catalogs(tmp_path) != changed) == (arguments is TRANSLATE)


def test_two_runs_at_once_make_the_catalogs_of_one(yigao: Run, tmp_path: Path) -> None:
    runs = [subprocess.Popen(COMMAND, cwd=tmp_path, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    together = catalogs(tmp_path)
    shutil.rmtree(tmp_path / "locales")
    assert yigao(*TRANSLATE).code == 0
    assert catalogs(tmp_path) == together


def test_a_killed_run_leaves_no_lock(yigao: Run, tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from yigao.pipeline.locking import locked\n"
    code += "with locked(Path()):\n    print('held', flush=True)\n    time.sleep(60)\n"
    holder = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert yigao(*TRANSLATE, "--wait", "0").code == 0


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[:2] = ["yigao"]
from yigao.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.parametrize("size", [0, 60_000])
def test_a_full_disk_loses_nothing(yigao: Run, tmp_path: Path, changed: dict[str, bytes], size: int) -> None:
    """Files may not grow beyond a size: the catalogs fail, or the memory after them."""
    ran = run_in(tmp_path, [sys.executable, "-c", FULL, str(size), *TRANSLATE])
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "cannot" in ran.stderr
    is_mended(yigao, tmp_path, changed)


def no_privileges() -> list[str]:
    """What makes even root heed the permissions of files."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root writes where it likes, and setpriv is not installed")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other there")
@pytest.mark.parametrize(
    "place",
    ["locales/en/LC_MESSAGES/articles/1.po", ".yigao/memory.sqlite", ".yigao/lock", ".yigao"],
)
def test_what_is_read_only_is_told_and_left_alone(
    yigao: Run, tmp_path: Path, changed: dict[str, bytes], place: str
) -> None:
    path = tmp_path / place
    mode = path.stat().st_mode
    if path.is_dir():
        for inside in path.iterdir():
            inside.unlink()
    path.chmod(0o555 if path.is_dir() else 0o444)
    ran = run_in(tmp_path, [*no_privileges(), *COMMAND])
    path.chmod(mode)
    assert ran.returncode == 2, ran.stderr
    assert place in ran.stderr
    assert "Traceback" not in ran.stderr
    is_mended(yigao, tmp_path, changed)


KILLED = """
import os, signal, sqlite3, sys
left = int(sys.argv[1])
sys.argv[:2] = ["yigao"]
original = sqlite3.connect

def die_in_time(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*args, **kwargs):
    connection = original(*args, **kwargs)
    connection.set_trace_callback(die_in_time)
    return connection

sqlite3.connect = connect
from yigao.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("statement", [5, 14])
def test_a_kill_in_the_middle_of_remembering_loses_nothing(
    yigao: Run, tmp_path: Path, changed: dict[str, bytes], statement: int
) -> None:
    ran = run_in(tmp_path, [sys.executable, "-c", KILLED, str(statement), *TRANSLATE])
    assert ran.returncode == -signal.SIGKILL
    with Memory(tmp_path / ".yigao" / "memory.sqlite") as memory:
        assert memory.rows("PRAGMA integrity_check") == [("ok",)]
    is_mended(yigao, tmp_path, changed)


def test_the_time_stays_short_when_one_of_many_articles_changes(yigao: Run, tmp_path: Path) -> None:
    """Only the catalogs that changed are read again into the memory."""
    for number in range(2, 9):
        (tmp_path / "articles" / f"{number}.md").write_text(f"第{number}篇文章说的是别的事。\n", encoding="utf-8")
    assert yigao(*TRANSLATE).code == 0
    with Memory(tmp_path / ".yigao" / "memory.sqlite") as memory:
        before = memory.stamps()
    (tmp_path / "articles" / "3.md").write_text("这一篇改写过了。\n", encoding="utf-8")
    time.sleep(0.01)
    assert yigao(*TRANSLATE).code == 0
    with Memory(tmp_path / ".yigao" / "memory.sqlite") as memory:
        after = memory.stamps()
    assert [name for name in before if before[name] != after[name]] == ["locales/en/LC_MESSAGES/articles/3.po"]
