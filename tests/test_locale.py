"""The program speaks Simplified Chinese: the catalog of its messages is complete, up to date and compiled.

``pytest --update tests/test_locale.py`` brings the catalog up to the program and compiles it; what is new in it is then
empty, to be translated, and the test goes on failing until it is.
"""

import ast
import io
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from yigao import parts
from yigao.commands._group import cli
from yigao.commands._language import help_paragraphs
from yigao.commands.init import template_texts
from yigao.errors import CatalogError, UserError
from yigao.messages import LOCALE, language, localised, message
from yigao.model.report import Rule
from yigao.pages._whole import texts_of
from yigao.pipeline.rules import describe, rule_names, translatable

PACKAGE = Path(__file__).parent.parent / "cli" / "yigao"
FOLDER = LOCALE / "zh_Hans" / "LC_MESSAGES"
PAGES = sorted(each for each in (PACKAGE / "pages").iterdir() if each.suffix in {".html", ".css", ".js"})
HEADERS = {"yigao": "Messages", "rules": "Pages of the rules"}
"""Our own catalogs, and what they hold."""
SPOKEN = {"say", "warn", "detail"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def strings(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The literals that an expression may come to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body, constants)
        yield from strings(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from strings(constants[node.id], constants)
    elif isinstance(node, ast.List | ast.Tuple):
        for each in node.elts:
            yield from strings(each, constants)


def spoken(path: Path) -> Iterator[str]:
    """The messages in a module: templates, texts of errors, lines for people, heads of tables."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        is_error = name.endswith(("Error", "_Mistake")) and name not in {"ValueError", "TypeError", "KeyError"}
        if is_error or name in {"message", "localised", "new_table", *SPOKEN}:
            taken = [*node.args[:2], *(each.value for each in node.keywords if each.arg in {"remedy", "what"})]
            for each in taken:
                yield from (text for text in strings(each, constants) if re.search("[a-z]{2}", text))


def helped(command: click.Command) -> Iterator[str]:
    yield from (each for each in help_paragraphs(command.help or "") if not each.startswith("Example: "))
    yield from (each.help for each in command.params if isinstance(each, click.Option) and each.help)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found
            yield from helped(found)


def collected(name: str = "yigao") -> dict[str, str]:
    """Every message of a catalog, and the file it stands in."""
    if name == "rules":
        return {text: source_of(rule) for rule in map(describe, rule_names()) for text in translatable(rule)}
    found = dict.fromkeys(["Example:"], "commands")
    for path in sorted(PACKAGE.rglob("*.py")):
        found |= dict.fromkeys(spoken(path), path.relative_to(PACKAGE).as_posix())
    for path in PAGES:
        found |= dict.fromkeys(texts_of(path.read_text(encoding="utf-8")), path.relative_to(PACKAGE).as_posix())
    for command in parts.names("commands"):
        module = parts.load("commands", command)
        found |= dict.fromkeys(helped(module.command), f"commands/{command}.py")
    found |= {rule.summary: source_of(rule) for rule in map(describe, rule_names())}
    found |= dict.fromkeys(template_texts(), "commands/init.py")
    found |= dict.fromkeys(helped(cli), "commands/_group.py")
    return found


def source_of(rule: Rule) -> str:
    return f"checks/{rule.name.replace('-', '_')}.py"


def read(name: str) -> Catalog:
    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale="zh_Hans")


def brought_up(name: str) -> bytes:
    """A catalog as it should be: translations of what is still there, entries for what is new."""
    known = {each.id: each.string for each in read(name) if each.id}
    day = datetime(2000, 1, 1, tzinfo=UTC)
    catalog = Catalog(
        "zh_Hans",
        project="yigao",
        version="0",
        header_comment=f"# {HEADERS[name]} of yigao in Simplified Chinese.",
        last_translator="yigao <noreply@yigao.internal>",
        language_team="zh_Hans",
        creation_date=day,
        revision_date=day,
        fuzzy=False,
    )
    for text, file in sorted(collected(name).items(), key=lambda one: (one[1], one[0])):
        catalog.add(text, known.get(text, ""), locations=[(file, 0)])
    written = io.BytesIO()
    write_po(written, catalog, width=100, include_lineno=False)
    return written.getvalue()


def spoken_by(file: Path) -> dict[str, str]:
    """What a compiled catalog holds, its header left out: that names the tool."""
    with file.open("rb") as opened:
        return {key: value for key, value in vars(GNUTranslations(opened))["_catalog"].items() if key}


@pytest.mark.parametrize("name", HEADERS)
def test_the_catalog_is_up_to_date(request: pytest.FixtureRequest, name: str) -> None:
    if request.config.getoption("--update"):
        (FOLDER / f"{name}.po").write_bytes(brought_up(name))
    assert {each.id for each in read(name) if each.id} == set(collected(name))


@pytest.mark.parametrize("name", [*HEADERS, "click"])
def test_the_catalog_is_complete_and_compiled(request: pytest.FixtureRequest, tmp_path: Path, name: str) -> None:
    if request.config.getoption("--update"):
        with (FOLDER / f"{name}.mo").open("wb") as file:
            write_mo(file, read(name))
    assert [each.id for each in read(name) if each.id and (not each.string or each.fuzzy)] == []
    with (tmp_path / f"{name}.mo").open("wb") as file:
        write_mo(file, read(name))
    assert spoken_by(FOLDER / f"{name}.mo") == spoken_by(tmp_path / f"{name}.mo") != {}


def fields(text: str) -> list[str]:
    return sorted(f"{name}!{conversion}:{spec}" for _, name, spec, conversion in Formatter().parse(text) if name)


@pytest.mark.parametrize("name", [*HEADERS, "click"])
def test_fields_and_commands_are_kept(name: str) -> None:
    for each in read(name):
        if not each.id or not isinstance(each.id, str):
            continue
        target = str(each.string)
        if name == "click" or "{" in each.id:
            assert fields(target) == fields(each.id), each.id
        assert sorted(set(re.findall(r"`[^`]*`", target))) == sorted(set(re.findall(r"`[^`]*`", each.id)))
        assert HAN.search(target) or not re.search("[a-z]{2} [a-z]", re.sub(r"\{[^}]*\}", "", each.id)), each.id


def test_pages_of_rules_keep_figures_and_examples() -> None:
    """A page in Chinese gives each figure and Chinese example of the English one, and no other figure."""
    for each in [each for each in read("rules") if each.id]:
        source, target = str(each.id), str(each.string)
        assert set(re.findall(r"\d+(?:\.\d+)?", target)) == set(re.findall(r"\d+(?:\.\d+)?", source)), source
        assert [run for run in re.findall(f"(?:{HAN.pattern})+", source) if run not in target] == [], source


def test_texts_of_pages_stay_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """They go into markup, attributes and strings of scripts as they are: their tags, and no sign that ends any of those."""
    monkeypatch.setenv("LANGUAGE", "zh_Hans")
    found = [text for path in PAGES for text in texts_of(path.read_text(encoding="utf-8"))]
    assert len(found) > 20
    for text in found:
        said = localised(text)
        assert re.findall(r"<[^>]+>", said) == re.findall(r"<[^>]+>", text)
        assert not set("\"'`$\\&<>") & set(re.sub(r"<[^>]+>", "", said)), said


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_Hans"),
        ({"LANG": "zh_SG"}, "zh_Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh_Hant_HK"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh_Hans"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh-Hans:en"}, "zh_Hans"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "", "LC_ALL": "", "LC_MESSAGES": "zh"}, "zh_Hans"),
    ],
)
def test_language_of_the_environment(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_a_message_is_its_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_Hans")
    error = CatalogError(message("cannot read the catalog: {reason}", reason="{x}"), where="a.po", remedy="add --yes")
    assert str(error) == "a.po: cannot read the catalog: {x} (add --yes)"
    assert localised(error.told) == "a.po: 无法读取翻译文件：{x}（请加上 --yes）"
    assert localised(UserError("of {no} catalog").told) == "of {no} catalog"


def test_a_message_goes_to_another_process_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_Hans")
    error = pickle.loads(pickle.dumps(UserError(message("cannot write: {reason}", reason="x"), remedy="add --yes")))  # noqa: S301 - ours
    assert localised(error.told) == "无法写入：x（请加上 --yes）"


def test_findings_are_said_in_chinese(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog = tmp_path / "a.po"
    catalog.write_text(f'{head}msgid "今天有雨。"\nmsgstr "It will rain 今天."\n', encoding="utf-8")
    assert "今天 没有翻译" in run("check", str(catalog), LANGUAGE="zh_Hans").stdout
    assert "今天 is left untranslated" in run("check", str(catalog), "--format", "json", LANGUAGE="zh_Hans").stdout
    assert "今天 is left untranslated" in run("check", str(catalog), LANGUAGE="en").stdout


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    command = [sys.executable, "-m", "yigao", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["model", "--help"]])
def test_help_in_chinese_fits_the_terminal(arguments: list[str]) -> None:
    shown = run(*arguments, LANGUAGE="zh_CN").stdout
    assert "用法" in shown
    assert "显示本说明并退出" in shown
    assert "Options" not in shown
    for line in shown.splitlines():
        assert sum(2 if HAN.match(each) or each in "，。；：（）、" else 1 for each in line) <= 80, line


def test_errors_in_chinese(tmp_path: Path) -> None:
    lost = run("render", str(tmp_path / "no.md"), LANGUAGE="zh_Hans")
    assert lost.returncode == 2
    assert "没有这个文件或文件夹" in lost.stderr
    wrong = run("check", "--nothing", LANGUAGE="zh_Hans")
    assert "没有此选项" in wrong.stderr
