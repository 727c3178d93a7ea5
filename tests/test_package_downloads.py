import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request

import pytest

from yigao.errors import PackageError
from yigao.packages import download
from yigao.packages.download import downloaded
from yigao.packages.index import fetch, fetch_url, pick_listed, read_index
from yigao.packages.installed import list_installed


def package_file(*names: str) -> bytes:
    """A package with these parts and nothing in them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name in names:
            packed.writestr(f"p/{name}", b'{"from_code": "zh", "to_code": "en"}')
    return data.getvalue()


SOUND = package_file("metadata.json", "model/model.bin", "sentencepiece.model")


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
        ({"body": SOUND, "Content_Length": "999999"}, "broke off after"),
        ({"body": SOUND[:-40]}, "no zip archive"),
        ({"body": SOUND, "Content_Length": "99999999999999"}, "too large"),
        ({"body": package_file("model/model.bin")}, "no metadata.json"),
        ({"body": b"5\r\nPK\3\4!\r\n", "Transfer_Encoding": "chunked", "Content_Length": ""}, "cannot be fetched"),
    ],
)
def test_downloads_that_fail(site: Site, argos_home: Path, answer: dict[str, Any], message: str) -> None:
    url = site.serve("/package", **answer)
    with pytest.raises(PackageError, match=message) as caught:
        fetch_url(url)
    assert caught.value.where == url
    assert list(argos_home.iterdir()) == []


def test_a_download_that_is_too_large_and_does_not_say_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_PACKAGE_BYTES", 100)
    url = site.serve("/package", SOUND, Content_Length="")
    with pytest.raises(PackageError, match="too large"):
        fetch_url(url)


def test_a_server_that_is_too_slow(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_PATIENCE", -1.0)
    monkeypatch.setattr(download, "_LEAST_BYTES_A_SECOND", 1e12)
    url = site.serve("/package", SOUND)
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
