import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from yigao.errors import PackageError
from yigao.packages.find import resolve
from yigao.packages.install import install_file
from yigao.packages.installed import list_bundled
from yigao.packages.metadata import Metadata, PackageInfo
from yigao.packages.unpacked import open_file

Maker = Callable[..., Path]
Packer = Callable[[Path, Path], Path]


def pairs(packages: list[PackageInfo]) -> list[tuple[str, str, str]]:
    return [(*item.metadata.pair, item.metadata.version) for item in packages]


def test_a_file_is_unpacked_once(argos_home: Path, tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_file(tiny_package_file)
    assert first.metadata == Metadata("zh", "en", "1.0")
    assert argos_home not in first.path.parents
    monkeypatch.setattr("yigao.packages.unpacked.unpack", lambda *_: pytest.fail("unpacked again"))
    assert open_file(tiny_package_file) == first


@pytest.mark.usefixtures("argos_home")
def test_a_changed_file_is_unpacked_anew(
    tiny_package_file: Path, make_package: Maker, pack_package: Packer, tmp_path: Path
) -> None:
    file = Path(shutil.copy(tiny_package_file, tmp_path / "model.argosmodel"))
    first = open_file(file)
    pack_package(make_package("zh", "de"), file)
    assert open_file(file).metadata.target == "de"
    assert first.path.exists()


@pytest.mark.usefixtures("argos_home")
def test_a_damaged_unpacked_package_is_repaired(tiny_package_file: Path) -> None:
    first = open_file(tiny_package_file)
    (first.path / "model" / "model.bin").unlink()
    assert open_file(tiny_package_file) == first
    assert (first.path / "model" / "model.bin").exists()


@pytest.mark.usefixtures("argos_home")
def test_another_process_may_be_quicker(tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def late(self: Path, target: Path) -> Path:
        shutil.copytree(self, target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", late)
    assert open_file(tiny_package_file).metadata.pair == ("zh", "en")


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundled"
    monkeypatch.setattr("yigao.packages.installed.bundled_folder", lambda: folder)
    return folder


def test_order_of_resolution(
    argos_home: Path, bundled: Path, tiny_package_dir: Path, tiny_package_file: Path, tmp_path: Path
) -> None:
    asked: list[int] = []

    def ask() -> Path:
        asked.append(1)
        return tmp_path

    assert resolve("zh", "en") is None
    assert resolve("zh", "en", fetch=ask) == tmp_path
    bundled.mkdir()
    came = shutil.copytree(tiny_package_dir, bundled / "translate-zh_en-1_0")
    assert resolve("zh-Hans-CN", "en-GB", fetch=ask) == came
    installed = install_file(tiny_package_file).package.path
    assert resolve("zh", "en", fetch=ask) == installed
    assert argos_home in installed.parents
    assert resolve("zh", "en", model=tiny_package_dir, fetch=ask) == tiny_package_dir
    assert resolve("zh-TW", "en", fetch=ask) == tmp_path
    assert len(asked) == 2


def test_a_bundled_file_is_unpacked_on_first_use(argos_home: Path, bundled: Path, tiny_package_file: Path) -> None:
    bundled.mkdir()
    shutil.copy(tiny_package_file, bundled / "translate-zh_en.argosmodel")
    assert pairs(list_bundled()) == [("zh", "en", "1.0")]
    found = resolve("zh", "en")
    assert found
    assert (found / "model" / "model.bin").exists()
    assert bundled not in found.parents
    assert list(argos_home.iterdir()) == []


def test_nothing_needs_to_be_bundled(bundled: Path) -> None:
    assert not bundled.exists()
    assert list_bundled() == []


def test_a_file_is_as_good_as_a_folder(argos_home: Path, tiny_package_file: Path) -> None:
    found = resolve("zh", "en", model=tiny_package_file)
    assert found == open_file(tiny_package_file).path
    assert list(argos_home.iterdir()) == []


@pytest.mark.usefixtures("argos_home")
@pytest.mark.parametrize(("source", "target"), [("zh-TW", "en"), ("zh", "de"), ("en", "zh")])
def test_a_package_for_another_pair(tiny_package_file: Path, source: str, target: str) -> None:
    with pytest.raises(PackageError, match="translates zh→en, not"):
        resolve(source, target, model=tiny_package_file)


def test_a_package_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such package"):
        resolve("zh", "en", model=tmp_path / "none.argosmodel")
    with pytest.raises(PackageError, match=r"metadata\.json"):
        resolve("zh", "en", model=tmp_path)
