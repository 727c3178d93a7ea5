import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.errors import PackageError
from yigao.packages.codes import argos_code, read_pair
from yigao.packages.find import resolve
from yigao.packages.install import install_file, remove
from yigao.packages.installed import list_installed, list_unusable
from yigao.packages.metadata import Metadata, PackageInfo

CASES = Path(__file__).parent / "cases" / "packages"
Maker = Callable[..., Path]
Packer = Callable[[Path, Path], Path]


def cases(name: str) -> list[Any]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", cases("codes.jsonl"), ids=lambda case: case["tag"])
def test_codes(case: dict[str, str]) -> None:
    assert argos_code(case["tag"]) == case["code"]
    assert argos_code(case["code"]) == case["code"]


@pytest.mark.parametrize("case", cases("pairs.jsonl"), ids=lambda case: case["text"].strip() or "empty")
def test_pairs(case: dict[str, Any]) -> None:
    found = read_pair(case["text"])
    assert (list(found) if found else None) == case["pair"]


def put(home: Path, package: Path, name: str, **metadata: object) -> Path:
    """Install as Argos Translate would, under any name."""
    folder = shutil.copytree(package, home / name)
    fields = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    (folder / "metadata.json").write_text(json.dumps({**fields, **metadata}), encoding="utf-8")
    return folder


def pairs(packages: list[PackageInfo]) -> list[tuple[str, str, str]]:
    return [(*item.metadata.pair, item.metadata.version) for item in packages]


def test_nothing_is_installed(argos_home: Path) -> None:
    assert [*list_installed(), *list_unusable()] == []
    argos_home.rmdir()
    assert [*list_installed(), *list_unusable()] == []


def test_packages_are_listed_by_pair_newest_first(argos_home: Path, tiny_package_dir: Path) -> None:
    put(argos_home, tiny_package_dir, "one", package_version="1.9")
    put(argos_home, tiny_package_dir, "two", package_version="1.10")
    put(argos_home, tiny_package_dir, "three", to_code="de")
    put(argos_home, tiny_package_dir, "four", package_version="1.10", from_code="zh-Hans")
    assert [item.name for item in list_installed()] == ["three", "four", "two", "one"]
    assert resolve("zh-CN", "en-US") == argos_home / "four"


def test_folders_that_are_no_package_break_nothing(argos_home: Path, tiny_package_dir: Path) -> None:
    good = put(argos_home, tiny_package_dir, "good")
    (argos_home / "empty").mkdir()
    (argos_home / "file.txt").touch()
    (argos_home / ".hidden").mkdir()
    put(argos_home, tiny_package_dir, "sbd", type="sbd")
    put(argos_home, tiny_package_dir, "no-pair", from_code=None)
    put(argos_home, tiny_package_dir, "evil-code", from_code="../zh")
    (put(argos_home, tiny_package_dir, "no-model") / "model" / "model.bin").unlink()
    (put(argos_home, tiny_package_dir, "no-tokenizer") / "sentencepiece.model").unlink()
    (put(argos_home, tiny_package_dir, "no-json") / "metadata.json").write_bytes(b"\xff{")
    (put(argos_home, tiny_package_dir, "deep-json") / "metadata.json").write_bytes(b"[" * 100_000)
    (put(argos_home, tiny_package_dir, "long-json") / "metadata.json").write_bytes(b" " * (2 << 20))
    assert [item.path for item in list_installed()] == [good]
    assert len(list_unusable()) == 9
    assert resolve("zh", "en") == good


@pytest.mark.parametrize(
    ("version", "shown"), [("1.9", "1.9"), (2, "2"), (None, ""), ("1\n2", ""), (["1"], ""), ("9" * 5000, "")]
)
def test_versions_are_taken_as_they_come(argos_home: Path, tiny_package_dir: Path, version: object, shown: str) -> None:
    put(argos_home, tiny_package_dir, "package", package_version=version)
    assert pairs(list_installed()) == [("zh", "en", shown)]


def test_what_is_installed_here_argos_lists_and_the_other_way_round(argos_home: Path, tiny_package_file: Path) -> None:
    from argostranslate.package import get_installed_packages  # noqa: PLC0415 - after its variables are set

    install_file(tiny_package_file)
    (theirs,) = get_installed_packages()
    assert (theirs.from_code, theirs.to_code, theirs.package_version) == ("zh", "en", "1.0")
    assert theirs.tokenizer.encode("海洋")

    with zipfile.ZipFile(tiny_package_file) as packed:  # what argostranslate.package.install_from_path does
        packed.extractall(argos_home)
    assert len(list_installed()) == 2


def test_argos_folders_follow_the_environment(tiny_package_file: Path, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from yigao.packages.install import install_file\nfrom yigao.packages.places import index_url\n"
        "print(install_file(Path(sys.argv[1])).package.path)\nprint(index_url())"
    )
    variables = {"ARGOS_PACKAGES_DIR": str(tmp_path / "mine"), "ARGOS_PACKAGE_INDEX": "https://example.org/argos"}
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")}
    command = [sys.executable, "-c", program, str(tiny_package_file)]
    result = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **homes, **variables}
    )
    folder, url = result.stdout.split()
    assert Path(folder) == tmp_path / "mine" / "translate-zh_en-1_0"
    assert url == "https://example.org/argos/index.json"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["translate-zh_en-1_0"]


def test_settings_that_cannot_be_read_are_an_error_of_the_user(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    program = (
        "from yigao.errors import PackageError\nfrom yigao.packages.installed import list_installed\n"
        "try:\n    list_installed()\nexcept PackageError as error:\n    print(error.remedy)"
    )
    command = [sys.executable, "-c", program]
    variables = {**os.environ, "XDG_DATA_HOME": str(blocked)}
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    assert "XDG_DATA_HOME" in result.stdout


def test_install_and_remove(argos_home: Path, tiny_package_file: Path) -> None:
    done = install_file(tiny_package_file)
    assert done.package.path == argos_home / "translate-zh_en-1_0"
    assert done.replaced == ()
    assert pairs(list_installed()) == [("zh", "en", "1.0")]
    remove(done.package)
    assert list(argos_home.iterdir()) == []


@pytest.mark.usefixtures("argos_home")
def test_a_package_replaces_what_its_pair_had(
    make_package: Maker, pack_package: Packer, tiny_package_file: Path, tmp_path: Path
) -> None:
    install_file(tiny_package_file)
    other = make_package("zh", "de")
    install_file(pack_package(other, tmp_path / "other.argosmodel"))
    newer = make_package("zh", "en", package_version="1.2")
    done = install_file(pack_package(newer, tmp_path / "newer.argosmodel"))
    assert [item.metadata.version for item in done.replaced] == ["1.0"]
    assert pairs(list_installed()) == [("zh", "de", "1.0"), ("zh", "en", "1.2")]


def test_installing_again_keeps_the_name(argos_home: Path, tiny_package_file: Path) -> None:
    for _ in range(3):
        assert install_file(tiny_package_file).package.path == argos_home / "translate-zh_en-1_0"
    assert [path.name for path in argos_home.iterdir()] == ["translate-zh_en-1_0"]


@pytest.mark.usefixtures("argos_home")
def test_a_failed_installation_keeps_the_old_package(tiny_package_file: Path, tmp_path: Path) -> None:
    kept = install_file(tiny_package_file).package
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(tiny_package_file.read_bytes()[:-3000])
    with pytest.raises(PackageError):
        install_file(broken)
    assert list_installed() == [kept]


@pytest.mark.usefixtures("argos_home")
def test_the_old_package_stays_until_the_new_one_is_in_place(
    tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_file(tiny_package_file)
    seen: list[int] = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        moved = rename(self, target)
        seen.append(len(list_installed()))
        return moved

    monkeypatch.setattr(Path, "rename", watched)
    install_file(tiny_package_file)
    assert seen == [2, 1, 1]


def test_a_foreign_folder_of_the_same_name_is_not_touched(argos_home: Path, tiny_package_file: Path) -> None:
    foreign = argos_home / "translate-zh_en-1_0"
    foreign.mkdir()
    (foreign / "mine.txt").touch()
    assert install_file(tiny_package_file).package.path.name == "translate-zh_en-1_0-2"
    assert (foreign / "mine.txt").exists()


@pytest.mark.usefixtures("argos_home")
def test_only_installed_packages_are_removed(tiny_package_dir: Path) -> None:
    with pytest.raises(PackageError, match="not installed by you"):
        remove(PackageInfo(tiny_package_dir, Metadata("zh", "en", "1.0")))
    assert tiny_package_dir.exists()


def test_removing_a_linked_package_removes_the_link(argos_home: Path, tiny_package_dir: Path) -> None:
    (argos_home / "linked").symlink_to(tiny_package_dir)
    remove(list_installed()[0])
    assert list_installed() == []
    assert (tiny_package_dir / "metadata.json").exists()


@pytest.mark.parametrize("allowed", [True, False], ids=["the folder only", "neither"])
def test_folders_that_cannot_be_written(
    allowed: bool, argos_home: Path, tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkdtemp

    def refuse(*, prefix: str, dir: Path) -> str:  # noqa: A002 - as in tempfile
        if allowed and dir == argos_home:
            return make(prefix=prefix, dir=dir)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    if allowed:
        install_file(tiny_package_file)
        assert [path.name for path in argos_home.iterdir()] == ["translate-zh_en-1_0"]
    else:
        with pytest.raises(PackageError, match="cannot be written: Permission denied"):
            install_file(tiny_package_file)


def test_a_file_where_the_folder_should_be(argos_home: Path, tiny_package_file: Path) -> None:
    argos_home.rmdir()
    argos_home.touch()
    with pytest.raises(PackageError, match="cannot be written"):
        install_file(tiny_package_file)
