"""The command lines that pre-commit and GitHub run, run as they run them."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEADER = 'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
FINE = f'{HEADER}msgid "今天有雨。"\nmsgstr "It will rain today."\n'
BROKEN = f'{HEADER}msgid "今天有雨。"\nmsgstr "It will rain 今天."\n'
STALE = HEADER.replace("Language", "X-Source-File: a.md\\nLanguage") + FINE.removeprefix(HEADER)


@pytest.fixture(autouse=True)
def _project(tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text("")
    (tmp_path / "a.md").write_text("今天有雪。\n", encoding="utf-8")
    for name, text in {"fine": FINE, "broken": BROKEN, "stale": STALE, "cut off": FINE[:-3]}.items():
        (tmp_path / f"{name}.po").write_text(text, encoding="utf-8")


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": "", **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("name", "code"), [("fine", 0), ("broken", 1), ("cut off", 2), ("stale", 3)])
def test_the_hook(tmp_path: Path, name: str, code: int) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = set(re.findall(r"^  entry: (.*)$", text, re.MULTILINE))
    (pattern,) = set(re.findall(r"^  files: (.*)$", text, re.MULTILINE))
    (entry,) = entries
    assert re.search(pattern, f"{name}.po")
    assert not re.search(pattern, "a.md")
    ran = run([*shlex.split(entry), "fine.po", f"{name}.po"], tmp_path)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert (f"{name}.po" in ran.stdout + ran.stderr) == (code > 0)


def script(step: str) -> str:
    """What a step of the action runs."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    block = re.split(r"^    - name: ", text, flags=re.MULTILINE)
    body = next(part for part in block if part.startswith(f"{step}\n")).split("run: |\n")[1]
    return "".join(line.removeprefix("        ") for line in body.splitlines(keepends=True))


@pytest.mark.parametrize(("name", "code"), [("fine", 0), ("broken", 1), ("stale", 3)])
def test_the_action(tmp_path: Path, name: str, code: int) -> None:
    ran = run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script("check")],
        tmp_path,
        YIGAO_CATALOGS=f"fine.po {name}.po",
        YIGAO_ARGS="--fail-on error --ignore pattern",
        YIGAO_SARIF="out/yigao.sarif",
        GITHUB_STEP_SUMMARY=str(tmp_path / "page.md"),
    )
    assert (ran.returncode, ran.stderr) == (code, "")
    results = json.loads((tmp_path / "out" / "yigao.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert len(results) >= (code > 0)
    assert ran.stdout.count("::error file=") == sum(one["level"] == "error" for one in results)
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("### yigao check\n")


@pytest.mark.parametrize("catalogs", ["$(touch hacked)", "; touch hacked", "`touch hacked`", "--fix"])
def test_the_action_takes_its_inputs_as_words(tmp_path: Path, catalogs: str) -> None:
    ran = run(["bash", "-c", script("check")], tmp_path, YIGAO_CATALOGS=catalogs, YIGAO_ARGS="", YIGAO_SARIF="x")
    assert ran.returncode == 2
    assert not (tmp_path / "hacked").exists()


def test_the_action_hands_its_inputs_over_in_the_environment_only() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for step in ("install", "check"):
        assert "${{" not in script(step)
    assert set(re.findall(r"^  (\w+):\n    description", text.split("outputs:")[0], re.MULTILINE)) == set(
        re.findall(r"YIGAO_\w+: \$\{\{ inputs\.(\w+) \}\}", text)
    )
