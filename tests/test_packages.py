import hashlib
import io
import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yigao.errors import PackageError
from yigao.packages import archive, download
from yigao.packages.archive import read_archive, unpack
from yigao.packages.codes import argos_code, read_pair
from yigao.packages.download import downloaded
from yigao.packages.find import resolve
from yigao.packages.index import fetch, fetch_url, pick_listed, read_index
from yigao.packages.install import install_file, remove
from yigao.packages.installed import list_bundled, list_installed, list_unusable
from yigao.packages.metadata import Metadata, PackageInfo
from yigao.packages.unpacked import open_file

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


# --- installed packages ----------------------------------------------------------------------------------------------


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


# --- installing and removing -----------------------------------------------------------------------------------------


def test_install_and_remove(argos_home: Path, tiny_package_file: Path) -> None:
    done = install_file(tiny_package_file)
    assert done.package.path == argos_home / "translate-zh_en-1_0"
    assert done.replaced == ()
    assert pairs(list_installed()) == [("zh", "en", "1.0")]
    remove(done.package)
    assert list(argos_home.iterdir()) == []
    assert leftovers(argos_home) == []


def leftovers(home: Path) -> list[Path]:
    return [path for path in home.parent.rglob("*") if ".yigao" in path.name]


def test_a_package_replaces_what_its_pair_had(
    argos_home: Path, make_package: Maker, pack_package: Packer, tiny_package_file: Path, tmp_path: Path
) -> None:
    install_file(tiny_package_file)
    other = make_package("zh", "de")
    install_file(pack_package(other, tmp_path / "other.argosmodel"))
    newer = make_package("zh", "en", package_version="1.2")
    done = install_file(pack_package(newer, tmp_path / "newer.argosmodel"))
    assert [item.metadata.version for item in done.replaced] == ["1.0"]
    assert pairs(list_installed()) == [("zh", "de", "1.0"), ("zh", "en", "1.2")]
    assert leftovers(argos_home) == []


def test_installing_again_keeps_the_name(argos_home: Path, tiny_package_file: Path) -> None:
    for _ in range(3):
        assert install_file(tiny_package_file).package.path == argos_home / "translate-zh_en-1_0"
    assert [path.name for path in argos_home.iterdir()] == ["translate-zh_en-1_0"]


def test_a_failed_installation_keeps_the_old_package(argos_home: Path, tiny_package_file: Path, tmp_path: Path) -> None:
    kept = install_file(tiny_package_file).package
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(tiny_package_file.read_bytes()[:-3000])
    with pytest.raises(PackageError):
        install_file(broken)
    assert list_installed() == [kept]
    assert leftovers(argos_home) == []


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


# --- hostile packages ------------------------------------------------------------------------------------------------

GOOD = json.dumps({"from_code": "zh", "to_code": "en", "package_version": "1.0"}).encode()
PARTS = {"p/metadata.json": GOOD, "p/model/model.bin": b"weights", "p/sentencepiece.model": b"pieces"}


def zipped(*changes: tuple[str, bytes] | tuple[zipfile.ZipInfo, bytes], without: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in PARTS.items():
            if name != without:
                packed.writestr(name, content)
        for entry, content in changes:
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (kind | 0o777) << 16
    entry.create_system = 3
    return entry


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new)


def with_metadata(data: bytes) -> bytes:
    return zipped(("p/metadata.json", data), without="p/metadata.json")


def with_a_lying_size(data: bytes) -> bytes:
    """The directory says that the weights unpack to one byte."""
    at = data.rfind(b"p/model/model.bin") - 46
    return data[: at + 24] + struct.pack("<I", 1) + data[at + 28 :]


def with_damage(data: bytes) -> bytes:
    at = data.find(b"p/model/model.bin") + len("p/model/model.bin") + 2
    return data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :]


def with_an_encrypted_entry(data: bytes) -> bytes:
    at = data.rfind(b"p/model/model.bin") - 46
    return data[: at + 8] + b"\1" + data[at + 9 :]


def with_a_second_name(name: bytes) -> bytes:
    """An extra field that renames the entry (Info-ZIP's Unicode path)."""
    entry = zipfile.ZipInfo("p/harmless")
    body = struct.pack("<BI", 1, zlib.crc32(b"p/harmless")) + name
    entry.extra = struct.pack("<HH", 0x7075, len(body)) + body
    return zipped((entry, b"x"))


HOSTILE = {
    "empty": (lambda: b"", "no zip archive"),
    "not a zip": (lambda: b"<html>Not found</html>" * 100, "no zip archive"),
    "truncated": (lambda: zipped()[:-40], "no zip archive"),
    "damaged": (lambda: with_damage(zipped()), "not a sound package file"),
    "traversal": (lambda: zipped(("p/../../evil", b"x")), "leaves its folder"),
    "dot": (lambda: zipped(("p/./evil", b"x")), "leaves its folder"),
    "absolute": (lambda: zipped(("/evil", b"x")), "no path inside"),
    "drive": (lambda: zipped(("C:/evil", b"x")), "no path inside"),
    "backslash": (lambda: patched(zipped(("p/a#b", b"x")), b"p/a#b", b"p/a\\b"), "no path inside"),
    "nul": (lambda: patched(zipped(("p/a#b", b"x")), b"p/a#b", b"p/a\0b"), "no path inside"),
    "long name": (lambda: zipped(("p/" + "a/" * 5000 + "b", b"x")), "too long a name"),
    "symlink": (lambda: zipped((special("p/link", stat.S_IFLNK), b"/etc/passwd")), "link or a device"),
    "device": (lambda: zipped((special("p/null", stat.S_IFCHR), b"")), "link or a device"),
    "encrypted": (lambda: with_an_encrypted_entry(zipped()), "encrypted"),
    "bomb": (lambda: zipped(("p/zeros", bytes(40 << 20))), "unpacks to"),
    "lying size": (lambda: with_a_lying_size(zipped()), "not a sound package file"),
    "many files": (lambda: zipped(*((f"p/{number}", b"") for number in range(5000))), "5003 files"),
    "two folders": (lambda: zipped(("q/x", b"x")), "exactly one folder"),
    "file beside the folder": (lambda: zipped(("x", b"x")), "exactly one folder"),
    "same name in capitals": (lambda: zipped(("p/MODEL/model.bin", b"x")), "the same name"),
    "file and folder of one name": (lambda: zipped(("p/model", b"x")), "the same name"),
    "no metadata": (lambda: zipped(without="p/metadata.json"), "no metadata.json"),
    "no model": (lambda: zipped(without="p/model/model.bin"), "no model/model.bin"),
    "no tokenizer": (lambda: zipped(without="p/sentencepiece.model"), "no sentencepiece.model"),
    "metadata no JSON": (lambda: with_metadata(b"{'from'}"), "not JSON"),
    "metadata a list": (lambda: with_metadata(b"[]"), "not a JSON object"),
    "metadata endless": (lambda: with_metadata(b"[" * 200_000), "not JSON"),
    "metadata too long": (lambda: with_metadata(os.urandom(2 << 20)), "too long"),
    "no pair": (lambda: with_metadata(b'{"from_code": "zh"}'), "no pair"),
    "codes no strings": (lambda: with_metadata(b'{"from_code": 1, "to_code": {}}'), "no pair"),
    "codes that leave": (lambda: with_metadata(b'{"from_code": "../x", "to_code": "en"}'), "no pair"),
    "no translation": (lambda: with_metadata(b'{"from_code": "zh", "to_code": "en", "type": "sbd"}'), "no pair"),
}


@pytest.mark.parametrize(("make", "message"), [pytest.param(*case, id=name) for name, case in HOSTILE.items()])
def test_hostile_packages(make: Callable[[], bytes], message: str, argos_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "hostile.argosmodel"
    file.write_bytes(make())
    for act in (install_file, open_file, read_archive):
        if act is read_archive and message == "not a sound package file":
            continue  # found out while unpacking
        with pytest.raises(PackageError, match=message) as caught:
            act(file)
        assert caught.value.where == str(file)
    assert list(argos_home.iterdir()) == []
    assert leftovers(argos_home) == []
    assert not list(tmp_path.rglob("*evil*"))


def test_a_second_name_leads_nowhere(argos_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "renamed.argosmodel"
    file.write_bytes(with_a_second_name(b"p/../../evil"))
    try:
        inside = {path.name for path in install_file(file).package.path.iterdir()}
    except PackageError as error:
        assert "leaves its folder" in error.what  # noqa: PT017 - Pythons before 3.12 do not read the second name
    else:
        assert "harmless" in inside
    assert not list(tmp_path.rglob("evil"))
    assert leftovers(argos_home) == []


def test_the_parts_themselves_are_a_package(argos_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "good.argosmodel"
    file.write_bytes(zipped(("p/README.md", "说明".encode()), ("p/stanza/", b"")))
    done = install_file(file)
    assert done.package.path.parent == argos_home
    assert (done.package.path / "README.md").read_text(encoding="utf-8") == "说明"


@pytest.mark.parametrize("limit", ["MOST_UNPACKED_BYTES", "MOST_ENTRIES", "_MOST_DIRECTORY_BYTES"])
def test_limits_of_the_archive(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "good.argosmodel"
    file.write_bytes(zipped())
    assert read_archive(file).pair == ("zh", "en")
    monkeypatch.setattr(archive, limit, 2)
    with pytest.raises(PackageError, match="unsafe"):
        read_archive(file)


def test_the_long_form_of_zip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    file = tmp_path / "long.argosmodel"
    file.write_bytes(zipped())
    assert b"PK\6\7" in file.read_bytes()
    with pytest.raises(PackageError, match="too many files"):
        read_archive(file)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_a_package_error_or_harmless(data: st.DataObject, tmp_path: Path) -> None:
    sound = bytearray(zipped())
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "damaged.argosmodel"
    file.write_bytes(sound[: data.draw(st.integers(len(sound) // 2, len(sound)))])
    folder = tmp_path / "out"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        unpack(file, folder)
    except PackageError as error:
        assert error.where == str(file)  # noqa: PT017 - sound packages are fine too
    assert {path.name for path in tmp_path.iterdir()} <= {"damaged.argosmodel", "out"}


# --- package files in use --------------------------------------------------------------------------------------------


def test_a_file_is_unpacked_once(argos_home: Path, tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_file(tiny_package_file)
    assert first.metadata == Metadata("zh", "en", "1.0")
    assert argos_home not in first.path.parents
    monkeypatch.setattr("yigao.packages.unpacked.unpack", lambda *_: pytest.fail("unpacked again"))
    assert open_file(tiny_package_file) == first


def test_a_changed_file_is_unpacked_anew(
    argos_home: Path, tiny_package_file: Path, make_package: Maker, pack_package: Packer, tmp_path: Path
) -> None:
    file = Path(shutil.copy(tiny_package_file, tmp_path / "model.argosmodel"))
    first = open_file(file)
    pack_package(make_package("zh", "de"), file)
    assert open_file(file).metadata.target == "de"
    assert first.path.exists()
    assert leftovers(argos_home) == []


def test_a_damaged_unpacked_package_is_repaired(argos_home: Path, tiny_package_file: Path) -> None:
    first = open_file(tiny_package_file)
    (first.path / "model" / "model.bin").unlink()
    assert open_file(tiny_package_file) == first
    assert (first.path / "model" / "model.bin").exists()
    assert leftovers(argos_home) == []


def test_another_process_may_be_quicker(
    argos_home: Path, tiny_package_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def late(self: Path, target: Path) -> Path:
        shutil.copytree(self, target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", late)
    assert open_file(tiny_package_file).metadata.pair == ("zh", "en")
    assert leftovers(argos_home) == []


# --- which package ---------------------------------------------------------------------------------------------------


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


# --- index and downloads ---------------------------------------------------------------------------------------------


@dataclass
class Site:
    """A web server of this test's own."""

    url: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    """By path: status, headers, body. Content-Length is added where it is not given."""
    asked: list[str] = field(default_factory=list)

    def serve(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)
        return f"{self.url}{path}"


@pytest.fixture
def site(argos_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:  # noqa: ARG001 - makes its folders
    from argostranslate import settings as argos_settings  # noqa: PLC0415 - after its variables are set

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, headers, body = made.answers.get(self.path, (404, {}, b"not here"))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    made = Site(f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr(argos_settings, "package_index", f"{made.url}/")
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def entry(site: Site, path: str, **more: object) -> dict[str, object]:
    """An entry as the index of Argos Translate has it."""
    return {
        "package_version": "1.0",
        "argos_version": "1.9.0",
        "from_code": "zh",
        "from_name": "Chinese",
        "to_code": "en",
        "to_name": "English",
        "code": "translate-zh_en",
        "type": "translate",
        "links": [f"{site.url}{path}"],
        **more,
    }


def serve_index(site: Site, *entries: object) -> None:
    site.serve("/index.json", json.dumps(entries).encode())


def test_the_index(site: Site) -> None:
    serve_index(
        site,
        entry(site, "/old", package_version="1.9"),
        entry(site, "/new", package_version="1.10"),
        entry(site, "/zt", from_code="zt"),
        entry(site, "/de", to_code="de"),
        entry(site, "/sbd", type="sbd"),
        {"from_code": "zh", "to_code": "en"},
        entry(site, "/none", links=[]),
        entry(site, "/bad", links=["file:///etc/passwd", "ftp://127.0.0.1/x", 7]),
        entry(site, "/odd", links="http://127.0.0.1/x"),
        "nonsense",
        None,
    )
    listed = read_index()
    found = [(*item.metadata.pair, item.metadata.version) for item in listed]
    assert found == [("zh", "de", "1.0"), ("zh", "en", "1.10"), ("zh", "en", "1.9"), ("zt", "en", "1.0")]
    assert pick_listed(listed, "zh", "en").links == (f"{site.url}/new",)
    with pytest.raises(PackageError, match="no package for en→zh"):
        pick_listed(listed, "en", "zh")


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"<html>", 200, "not JSON"),
        (b"", 200, "not JSON"),
        (b"[" * 100_000, 200, "not JSON"),
        (b"\xff\xfe[", 200, "not JSON"),
        (b'{"packages": []}', 200, "not a list"),
        (b"[]", 404, "answered 404"),
        (b"[]", 500, "answered 500"),
    ],
)
def test_a_broken_index(site: Site, body: bytes, status: int, message: str) -> None:
    url = site.serve("/index.json", body, status)
    with pytest.raises(PackageError, match=message) as caught:
        read_index()
    assert caught.value.where == url
    assert caught.value.remedy


def test_an_index_that_is_too_large(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_INDEX_BYTES", 10)
    serve_index(site, entry(site, "/x"))
    with pytest.raises(PackageError, match="too large"):
        read_index()


@pytest.mark.usefixtures("argos_home")
def test_no_server() -> None:
    with pytest.raises(PackageError, match="cannot be fetched"):
        read_index()


def test_fetching_a_listed_package(site: Site, argos_home: Path, tiny_package_file: Path) -> None:
    data = tiny_package_file.read_bytes()
    site.serve("/zh_en.argosmodel", data)
    serve_index(site, entry(site, "/zh_en.argosmodel", links=[f"{site.url}/gone", f"{site.url}/zh_en.argosmodel"]))
    told: list[tuple[int, int | None]] = []
    fetched = fetch(pick_listed(read_index(), "zh", "en"), lambda done, total: told.append((done, total)))
    assert fetched.installation.package.path == argos_home / "translate-zh_en-1_0"
    assert fetched.download.sha256 == hashlib.sha256(data).hexdigest()
    assert fetched.download.size == len(data)
    assert told[-1] == (len(data), len(data))
    assert site.asked == ["/index.json", "/gone", "/zh_en.argosmodel"]
    assert leftovers(argos_home) == []


@pytest.mark.usefixtures("argos_home")
def test_a_server_that_does_not_say_how_much(site: Site, tiny_package_file: Path) -> None:
    url = site.serve("/p", tiny_package_file.read_bytes(), Content_Length="")
    told: list[int | None] = []
    fetch_url(url, lambda _, total: told.append(total))
    assert set(told) == {None}
    assert len(list_installed()) == 1


def test_redirects_are_followed(site: Site, tiny_package_file: Path) -> None:
    site.serve("/there", tiny_package_file.read_bytes())
    url = site.serve("/here", b"", 302, Location="/there")
    assert fetch_url(url).download.url == url
    assert site.asked == ["/here", "/there"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,PK", "/loop"])
def test_redirects_lead_to_the_web_only(site: Site, location: str) -> None:
    url = site.serve("/loop", b"", 302, Location=location)
    with pytest.raises(PackageError) as caught:
        fetch_url(url)
    assert caught.value.where == url


def test_no_way_from_https_to_http() -> None:
    handler: Any = download._NoDowngrade()  # noqa: SLF001 - a test has no certificate for a server of its own
    request = Request("https://example.org/a")
    with pytest.raises(PackageError, match="insecure"):
        handler.redirect_request(request, io.BytesIO(), 302, "Found", Message(), "http://example.org/b")
    assert handler.redirect_request(request, io.BytesIO(), 302, "Found", Message(), "https://example.org/b")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"body": b"gone", "status": 404}, "answered 404"),
        ({"body": b"<html>sign in</html>"}, "no package file"),
        ({"body": b""}, "no zip archive"),
        ({"body": zipped(), "Content_Length": "999999"}, "broke off after"),
        ({"body": zipped()[:-40]}, "no zip archive"),
        ({"body": zipped(), "Content_Length": "99999999999999"}, "too large"),
        ({"body": zipped(without="p/metadata.json")}, "no metadata.json"),
        ({"body": b"5\r\nPK\3\4!\r\n", "Transfer_Encoding": "chunked", "Content_Length": ""}, "cannot be fetched"),
    ],
)
def test_downloads_that_fail(site: Site, argos_home: Path, answer: dict[str, Any], message: str) -> None:
    url = site.serve("/package", **answer)
    with pytest.raises(PackageError, match=message) as caught:
        fetch_url(url)
    assert caught.value.where == url
    assert list(argos_home.iterdir()) == []
    assert leftovers(argos_home) == []


def test_a_download_that_is_too_large_and_does_not_say_so(
    site: Site, argos_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MOST_PACKAGE_BYTES", 100)
    url = site.serve("/package", zipped(), Content_Length="")
    with pytest.raises(PackageError, match="too large"):
        fetch_url(url)
    assert leftovers(argos_home) == []


def test_a_server_that_is_too_slow(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_PATIENCE", -1.0)
    monkeypatch.setattr(download, "_LEAST_BYTES_A_SECOND", 1e12)
    url = site.serve("/package", zipped())
    with pytest.raises(PackageError, match="too slow"):
        fetch_url(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "", "nonsense", "http://[bad/x"])
def test_only_the_web_is_fetched(url: str) -> None:
    with pytest.raises(PackageError), downloaded(url):
        pass


@pytest.mark.usefixtures("argos_home")
@pytest.mark.parametrize("url", ["http://", "http://127.0.0.1:notaport/", "http://127.0.0.1:9/ x", "http://\u2028/"])
def test_addresses_that_make_no_sense(url: str) -> None:
    with pytest.raises(PackageError, match="cannot be fetched"):
        fetch_url(url)


def test_the_index_may_not_hand_out_another_pair(site: Site, argos_home: Path, tiny_package_file: Path) -> None:
    url = site.serve("/package", tiny_package_file.read_bytes())
    serve_index(site, entry(site, "/package", to_code="de"))
    with pytest.raises(PackageError, match="translates zh→en, not zh→de") as caught:
        fetch(pick_listed(read_index(), "zh", "de"))
    assert caught.value.where == url
    assert list(argos_home.iterdir()) == []
