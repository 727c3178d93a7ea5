"""Documents tell the truth: commands are those there are, links lead somewhere, the README's five commands work."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from yigao.commands._group import cli
from yigao.commands._language import help_paragraphs

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINKING = [
    path for path in DOCUMENTS if path.name not in {"rules.md", "rules.zh.md"}
]  # its examples hold links that lead nowhere
ARTICLE = ROOT / "tests/articles/bay-area-ocean-forum.md"
POST_EDITED = ROOT / "locales/en/LC_MESSAGES/bay-area-ocean-forum.po"
RENDERED = ROOT / "tests/cases/samples/bay-area-ocean-forum.en.md"

EDITOR = '''#!{python}
"""Stands for a person in front of Poedit: puts into the catalog what a person made of these drafts, and saves."""
import sys
import polib
edited = polib.pofile(sys.argv[1])
done = {{(each.msgctxt, each.msgid): each.msgstr for each in polib.pofile({done!r})}}
for each in edited:
    each.msgstr = done[each.msgctxt, each.msgid]
    each.flags = [flag for flag in each.flags if flag != "fuzzy"]
edited.save()
'''


def prose(path: Path) -> str:
    """The text of a document without its code blocks."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def links(path: Path) -> list[str]:
    """What a document links to; what stands in code is no link."""
    return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(`+).*?\1", "", prose(path)))


def anchors(path: Path) -> set[str]:
    """What can be linked to in a document, as GitHub names headings."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE):
        plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).strip().lower()
        kept = (each for each in plain if each in " -_" or unicodedata.category(each)[0] in "LN")
        found.add("".join(kept).replace(" ", "-"))
    return found


@pytest.mark.parametrize("path", LINKING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(path: Path) -> None:
    for link in links(path):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_document_is_linked_to() -> None:
    linked = {(path.parent / unquote(link).partition("#")[0]).resolve() for path in DOCUMENTS for link in links(path)}
    assert {path for path in (ROOT / "docs").rglob("*") if path.is_file()} <= linked


def test_screenshots_are_small() -> None:
    assert all(path.stat().st_size < 150_000 for path in (ROOT / "docs/images").iterdir())


# --- the reference of commands ----------------------------------------------------------------------------------------


def reference(command: click.Command, name: str) -> Iterator[str]:
    """A command's section in Markdown, then those of its subcommands."""
    context = click.Context(command, info_name=name)
    yield f"{'#' * (1 + min(len(name.split()), 2))} {name}\n"
    usage = " ".join(each for each in command.collect_usage_pieces(context) if each)
    yield f"```\n{name} {usage}\n```\n"
    yield from (f"{_example(each)}\n" for each in help_paragraphs(command.help or ""))
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield "| option | |\n|---|---|"
        yield from (f"| `{_spelled(each)}` | {_cell(each.help or '')} |" for each in options)
        yield ""
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            assert found
            if not found.hidden:
                yield from reference(found, f"{name} {each}")


def _example(paragraph: str) -> str:
    example = paragraph.removeprefix("Example: ")
    return paragraph if example == paragraph else f"Example: `{example}`"


def _spelled(option: click.Option) -> str:
    choices = "|".join(map(str, option.type.choices)) if isinstance(option.type, click.Choice) else ""
    value = "" if option.is_flag else f" {option.metavar or choices or option.type.name.upper()}"
    return _cell(f"{', '.join(option.opts)}{value}")


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def test_the_reference_of_commands(compare: Callable[[Path, bytes], None]) -> None:
    head = "# Commands\n\nWhat `--help` says of each, generated from it.\n"
    text = "\n".join([head, *reference(cli, "yigao")]).rstrip() + "\n"
    compare(ROOT / "docs/commands.md", text.encode())


# --- the README -------------------------------------------------------------------------------------------------------


def blocks(language: str) -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def test_before_and_after_are_real() -> None:
    before, after = blocks("markdown")
    assert before in ARTICLE.read_text(encoding="utf-8")
    assert after in RENDERED.read_text(encoding="utf-8")


def test_five_commands_lead_from_an_article_to_its_translation(tmp_path: Path) -> None:
    """The commands as they stand in the README; only Poedit's window is left out, not what it does to the file."""
    (block,) = (each for each in blocks("sh") if "poedit " in each)
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    assert [line[0] for line in lines] == ["yigao", "poedit", "yigao", "yigao", "yigao"]
    assert [line[1] for line in lines if line[0] == "yigao"] == ["translate", "status", "check", "render"]
    shutil.copy(ARTICLE, tmp_path / "article.md")
    (tmp_path / "glossary").mkdir()
    shutil.copy(ROOT / "glossary/greater-bay-area.csv", tmp_path / "glossary")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "poedit").write_text(EDITOR.format(python=sys.executable, done=str(POST_EDITED)), encoding="utf-8")
    (tools / "poedit").chmod(0o755)
    path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
    for line in lines:
        ran = subprocess.run(
            line, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
    assert (tmp_path / "article.en.md").read_bytes() == RENDERED.read_bytes()


@pytest.mark.parametrize("command", ["pip install uv && uv run yigao translate", "pip install uv && uv run pytest"])
def test_the_two_commands_stay(command: str) -> None:
    assert any(block.startswith(command) for block in blocks("sh"))
