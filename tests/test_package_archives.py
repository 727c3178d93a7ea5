import io
import json
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yigao.errors import PackageError
from yigao.packages import archive
from yigao.packages.archive import read_archive, unpack
from yigao.packages.install import install_file
from yigao.packages.unpacked import open_file

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
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.usefixtures("argos_home")
def test_a_second_name_leads_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "renamed.argosmodel"
    file.write_bytes(with_a_second_name(b"p/../../evil"))
    try:
        inside = {path.name for path in install_file(file).package.path.iterdir()}
    except PackageError as error:
        assert "leaves its folder" in error.what  # noqa: PT017 - Pythons before 3.12 do not read the second name
    else:
        assert "harmless" in inside
    assert not list(tmp_path.rglob("evil"))


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
