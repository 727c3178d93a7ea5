"""The example in the help of each command does what it says; completion of the command line in three shells."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from yigao.commands._group import cli
from yigao.commands._language import help_paragraphs

ROOT = Path(__file__).parent.parent
SCRIPT = Path(sys.executable).with_name("yigao")


def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        yield name, group
        return
    context = click.Context(group)
    for each in group.list_commands(context):
        found = group.get_command(context, each)
        assert found
        if not found.hidden:
            yield from commands(found, f"{name} {each}")


def examples(command: click.Command) -> list[str]:
    paragraphs = help_paragraphs(command.help or "")
    return [each.removeprefix("Example: ") for each in paragraphs if each.startswith("Example: ")]


COMMANDS = dict(commands(cli, "yigao"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the examples speak of: an article, a term base, catalogs."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "glossary").mkdir()
    shutil.copy(ROOT / "tests/articles/bay-area-ocean-forum.md", tmp_path / "articles/forum.md")
    shutil.copy(ROOT / "glossary/greater-bay-area.csv", tmp_path / "glossary/terms.csv")
    return tmp_path


def fill(project: Path, yigao: Callable[..., Any]) -> None:
    """A post-edited catalog of the article, also as it comes from elsewhere: what the examples take for granted."""
    (project / "yigao.toml").write_text('articles = ["articles"]\nengine = "pseudo"\n', encoding="utf-8")
    catalog = project / "locales/en/LC_MESSAGES/forum.po"
    catalog.parent.mkdir(parents=True)
    text = (ROOT / "locales/en/LC_MESSAGES/bay-area-ocean-forum.po").read_text(encoding="utf-8")
    catalog.write_text(text.replace("tests/articles/bay-area-ocean-forum.md", "articles/forum.md"), encoding="utf-8")
    assert yigao("-q", "translate").code == 0
    shutil.copy(catalog, project / "agency.po")
    assert yigao("export", catalog, "-o", "forum.xlf").code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_one_example_of_itself(name: str) -> None:
    (example,) = examples(COMMANDS[name])
    assert example.startswith(f"{name} ") or example == name


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_runs(
    project: Path, argos_home: Path, tiny_package_dir: Path, yigao: Callable[..., Any], name: str
) -> None:
    if name != "yigao init":
        fill(project, yigao)
    if name in {"yigao model path", "yigao model remove"}:
        shutil.copytree(tiny_package_dir, argos_home / "translate-zh_en-1_0")
    (example,) = examples(COMMANDS[name])
    ran = yigao(*shlex.split(example)[1:])
    assert ran.code in {0, 1}, ran.err
    assert ran.out or ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("tr", "translate"), ("translate --eng", "--engine"), ("model ins", "install"), ("render --unit s", "sentence")],
)
def test_completion(typed: str, offered: str) -> None:
    """As bash asks for it."""
    words = f"yigao {typed}"
    variables = {"_YIGAO_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    ran = subprocess.run([SCRIPT], env={**os.environ, **variables}, capture_output=True, text=True, check=True)
    assert f"plain,{offered}" in ran.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script(shell: str) -> None:
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("click asks bash for its version")
    environment = {**os.environ, "_YIGAO_COMPLETE": f"{shell}_source"}
    ran = subprocess.run([SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert "_YIGAO_COMPLETE" in ran.stdout


@pytest.mark.parametrize(
    ("made", "key", "value"),
    [
        (["posts/a.md"], "articles", '["posts"]'),
        (["texte/a.html", "locales/a.md"], "articles", '["texte"]'),
        ([], "articles", '["articles"]'),
        (["locales/fr/LC_MESSAGES/a.po", "locales/pt_BR/LC_MESSAGES/a.po"], "to", '["fr", "pt_BR"]'),
        ([], "to", '["en"]'),
    ],
)
def test_init_finds_out(tmp_path: Path, yigao: Callable[..., Any], made: list[str], key: str, value: str) -> None:
    for name in made:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    ran = yigao("init")
    assert ran.code == 0
    lines = [line.split("#")[0].strip() for line in (tmp_path / "yigao.toml").read_text(encoding="utf-8").splitlines()]
    assert f"{key} = {value}" in lines
    assert ran.err.count("  yigao ") == 3
