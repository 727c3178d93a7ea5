"""Fixtures that several test files share."""

import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
from hypothesis import settings

from yigao.__main__ import main

# A slow machine fails no test. A change is judged by the same examples each time; new ones are tried at people's desks.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if "CI" in os.environ else "desk")


def _load(name: str) -> ModuleType:
    """A module beside this file; tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest --update`` writes what was found into the expected files of cases; read the diff before you commit it."""
    parser.addoption("--update", action="store_true", help="rewrite the expected files of cases")


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """``compare(file, found)``: the expected file holds just these bytes, or is written anew with ``--update``."""

    def check(file: Path, found: bytes) -> None:
        if request.config.getoption("--update"):
            file.write_bytes(found)
        assert file.read_bytes().decode() == found.decode()

    return check


@dataclass(frozen=True)
class Ran:
    """What a command line did."""

    code: int
    """Exit code."""
    out: str
    """Standard output."""
    err: str
    """Standard error."""


@pytest.fixture
def yigao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    """``yigao("translate", "a.md", …)``: the command line run in ``tmp_path``, as a user would run it."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["yigao", *map(str, arguments)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfdbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, out.decode(), err.decode())

    return run


@pytest.fixture(scope="session", autouse=True)
def _foreign_folders_untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Argos Translate makes folders when its settings are imported: let it make them elsewhere, and find nothing."""
    home = tmp_path_factory.mktemp("argos-session")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX", "ARGOS_TRANSLATE_PACKAGE_DIR", "SNAP"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def _nothing_bundled(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the built-in model unawares: it takes time, and its words may differ from processor to processor."""
    folder = tmp_path_factory.getbasetemp() / "nothing-bundled"
    monkeypatch.setattr("yigao.packages.installed.bundled_folder", lambda: folder)


@pytest.fixture(scope="session")
def make_package(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """``make_package(from_code, to_code, **more)``: the folder of a tiny, real Argos package, not to be changed.

    ``more`` goes to ``tiny_argos.build_folder``: other metadata, or ``weights="random"`` for a model that rambles.
    """
    tiny_argos = _load("tiny_argos")
    made: dict[str, Path] = {}

    def make(from_code: str = "zh", to_code: str = "en", **more: object) -> Path:
        key = f"{from_code} {to_code} {sorted(more.items())}"
        if key not in made:
            folder = tmp_path_factory.mktemp("package") / f"translate-{from_code}_{to_code}-tiny"
            made[key] = tiny_argos.build_folder(folder, from_code, to_code, **more)
        return made[key]

    return make


@pytest.fixture(scope="session")
def pack_package() -> Callable[[Path, Path], Path]:
    """``pack_package(folder, file)``: zip an unpacked package as an ``.argosmodel``."""
    pack: Callable[[Path, Path], Path] = _load("tiny_argos").pack
    return pack


@pytest.fixture(scope="session")
def tiny_package_dir(make_package: Callable[..., Path]) -> Path:
    """An unpacked zh→en package that translates word for word, not to be changed."""
    return make_package("zh", "en")


@pytest.fixture(scope="session")
def tiny_package_file(
    tiny_package_dir: Path, pack_package: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The same as an ``.argosmodel``."""
    return pack_package(tiny_package_dir, tmp_path_factory.mktemp("file") / "translate-zh_en-1_0.argosmodel")


@pytest.fixture
def argos_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Empty Argos folders of this test's own: the packages folder. The index is nowhere. Nothing temporary may be left."""
    from argostranslate import settings  # noqa: PLC0415 - after its variables are set

    packages = tmp_path / "argos" / "packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(settings, "package_data_dir", packages)
    monkeypatch.setattr(settings, "package_dirs", [packages])
    monkeypatch.setattr(settings, "cache_dir", tmp_path / "argos" / "cache")
    monkeypatch.setattr(settings, "downloads_dir", tmp_path / "argos" / "cache" / "downloads")
    monkeypatch.setattr(settings, "package_index", "http://127.0.0.1:9/")
    yield packages
    assert not [path for path in packages.parent.rglob("*") if ".yigao-" in path.name]


@pytest.fixture
def web(argos_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_package_file: Path) -> Iterator[str]:
    """A server with an index that lists the tiny package; its address without a slash."""
    from argostranslate import settings  # noqa: PLC0415 - after its variables are set

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "web"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_port}"
    shutil.copy(tiny_package_file, folder / "zh_en.argosmodel")
    listed = {"from_code": "zh", "to_code": "en", "package_version": "1.0", "links": [f"{url}/zh_en.argosmodel"]}
    (folder / "index.json").write_text(json.dumps([listed]), encoding="utf-8")
    monkeypatch.setattr(settings, "package_index", f"{url}/")
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    assert argos_home.exists()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
