import hashlib
import io
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from yigao.commands import _downloads
from yigao.commands._options import Options
from yigao.commands.model import command
from yigao.errors import PackageError


def run(*arguments: str | Path, answer: str | None = None, quiet: bool = False) -> Result:
    options = Options(None, quiet=quiet, verbose=False)
    return CliRunner().invoke(command, [str(argument) for argument in arguments], obj=options, input=answer)


def fails(*arguments: str | Path) -> PackageError:
    error = run(*arguments).exception
    assert isinstance(error, PackageError)
    return error


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_downloads, "somebody_is_there", lambda: True)


# --- list and path ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("argos_home")
def test_nothing_to_list() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "yigao model install zh_en" in result.stderr
    assert run("list", quiet=True).output == ""


def test_list(
    argos_home: Path, tiny_package_file: Path, tiny_package_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("install", tiny_package_file)
    bundled = tmp_path / "bundled"
    shutil.copytree(tiny_package_dir, bundled / "translate-zh_en-1_0")
    monkeypatch.setattr("yigao.packages.installed.bundled_folder", lambda: bundled)
    (argos_home / "stray").mkdir()
    result = run("list")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [(row[0], row[1], row[3], row[4], row[5]) for row in rows] == [
        ("zh→en", "1.0", "MB", "installed", str(argos_home / "translate-zh_en-1_0")),
        ("zh→en", "1.0", "MB", "bundled", str(bundled / "translate-zh_en-1_0")),
    ]
    assert float(rows[0][2]) > 0.1
    assert str(argos_home / "stray") in result.stderr


def test_list_available(web: str, tiny_package_file: Path) -> None:
    assert run("list", "--available").stdout.split() == ["zh→en", "1.0", f"{web}/zh_en.argosmodel"]
    run("install", tiny_package_file)
    assert run("list", "--available").stdout.split() == ["zh→en", "1.0", "installed", f"{web}/zh_en.argosmodel"]


def test_path(argos_home: Path, tiny_package_file: Path) -> None:
    assert run("path").stdout.strip() == str(argos_home)
    assert "yigao model install zh_en" in fails("path", "zh_en").remedy
    run("install", tiny_package_file)
    assert run("path", "zh-CN_en-US").stdout.strip() == str(argos_home / "translate-zh_en-1_0")
    assert "no pair" in fails("path", "nonsense").what


# --- install and remove ----------------------------------------------------------------------------------------------


def test_install_a_file_and_remove_it(argos_home: Path, tiny_package_file: Path) -> None:
    result = run("install", tiny_package_file)
    assert result.stdout == f"installed zh→en 1.0 in {argos_home / 'translate-zh_en-1_0'}\n"
    assert run("remove", "zh_en").stdout == f"removed {argos_home / 'translate-zh_en-1_0'}\n"
    assert "no installed package" in fails("remove", "zh_en").what


def test_remove_by_name(argos_home: Path, tiny_package_file: Path) -> None:
    run("install", tiny_package_file)
    for name in ("..", "../packages", ".", "translate-zh_en", str(tiny_package_file)):
        if name != "translate-zh_en":
            fails("remove", name)
    assert run("remove", "translate-zh_en-1_0").exit_code == 0
    assert list(argos_home.iterdir()) == []


@pytest.mark.parametrize("code", ["zh_en", "zh-en", "translate-zh_en", "zh-Hans_en-GB"])
@pytest.mark.usefixtures("web")
def test_install_by_pair(code: str, argos_home: Path, tiny_package_file: Path) -> None:
    result = run("install", code, "--yes")
    first, second = result.stdout.splitlines()
    assert first == f"installed zh→en 1.0 in {argos_home / 'translate-zh_en-1_0'}"
    assert second.split()[1] == hashlib.sha256(tiny_package_file.read_bytes()).hexdigest()


def test_install_from_an_address(web: str, argos_home: Path) -> None:
    result = run("install", "-y", f"{web}/zh_en.argosmodel")
    assert f"{web}/zh_en.argosmodel" in result.stdout
    assert (argos_home / "translate-zh_en-1_0").is_dir()


@pytest.mark.parametrize("source", ["zh_en", "http://127.0.0.1:9/zh_en.argosmodel"])
def test_a_download_needs_a_yes(source: str, argos_home: Path) -> None:
    error = fails("install", source)
    assert "agreed" in error.what
    assert error.remedy == "add --yes"
    assert list(argos_home.iterdir()) == []


@pytest.mark.parametrize(("answer", "installed"), [("y\n", 1), ("\n", 1), ("n\n", 0)])
@pytest.mark.usefixtures("terminal")
def test_a_download_is_asked_for(web: str, argos_home: Path, answer: str, installed: int) -> None:
    for source in ("zh_en", f"{web}/zh_en.argosmodel"):
        result = run("install", source, answer=answer)
        assert result.exit_code == 0
        assert "?" in result.stderr
        assert len(list(argos_home.iterdir())) == installed


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nonsense", "no package file, address or pair"),
        ("gone.argosmodel", "no such package file"),
        ("ftp://127.0.0.1/x.argosmodel", "only http and https"),
        ("en_fr", "no package for en→fr"),
        (".", "no such package file"),
    ],
)
@pytest.mark.usefixtures("web")
def test_what_cannot_be_installed(source: str, message: str) -> None:
    assert message in fails("install", "--yes", source).what


@pytest.mark.parametrize("arguments", [["install"], ["remove"], ["install", "--nonsense"]])
def test_wrong_use(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("name", ["list", "install", "remove", "path"])
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example: yigao model" in result.stdout


# --- the offer that other commands make ------------------------------------------------------------------------------


def test_nobody_to_ask() -> None:
    assert _downloads.offer_download("zh", "en", yes=False, quiet=False) is None


@pytest.mark.usefixtures("web")
def test_an_agreed_download(argos_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offer = _downloads.offer_download("zh-CN", "en-US", yes=True, quiet=False)
    assert offer
    assert offer() == argos_home / "translate-zh_en-1_0"
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "sha256" in shown.err


@pytest.mark.usefixtures("terminal", "web")
@pytest.mark.parametrize("agreed", [True, False])
def test_an_offer_asks(agreed: bool, argos_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "confirm", lambda *_, **__: agreed)
    offer = _downloads.offer_download("zh", "en", yes=False, quiet=True)
    assert offer
    assert (offer() is not None) is agreed
    assert len(list(argos_home.iterdir())) == agreed


@pytest.mark.usefixtures("argos_home")
def test_an_offer_without_a_connection() -> None:
    offer = _downloads.offer_download("zh", "en", yes=True, quiet=True)
    assert offer
    with pytest.raises(PackageError, match="cannot be fetched"):
        offer()


def test_a_bar_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, quiet, shown in ((Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)):
        monkeypatch.setattr("sys.stderr", stream)
        with _downloads.progress_bar("zh→en", quiet=quiet) as progress:
            if progress:
                progress(5, 10)
                progress(10, None)
        assert (progress is not None) is shown
        assert ("zh→en" in stream.getvalue()) is shown
