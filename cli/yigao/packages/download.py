"""Fetching files over HTTP, with limits on size and time."""

import hashlib
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from yigao import __version__
from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.places import download_folder

MOST_PACKAGE_BYTES = 2 << 30
MOST_INDEX_BYTES = 16 << 20

Progress = Callable[[int, int | None], None]
"""Called with the bytes so far and the bytes in all, None where the server does not say."""

_TIMEOUT = 30.0
"""Seconds without a byte."""

_PATIENCE = 60.0
_LEAST_BYTES_A_SECOND = 1024
"""After that many seconds a download must have been at least that fast."""

_TRY_AGAIN = "check the address and the connection, and try again"


@dataclass(frozen=True, slots=True)
class Download:
    """A downloaded file."""

    path: Path
    """Where it is for now."""
    url: str
    """Where it came from."""
    size: int
    """Bytes."""
    sha256: str
    """Of its content, in hexadecimal."""


@contextmanager
def downloaded(url: str, progress: Progress | None = None) -> Iterator[Download]:
    """A package file from ``url``, removed on leaving.

    PackageError for any failure: not http or https, no answer, an error status, too large, broken off, too slow, or no
    package file at all.
    """
    file = _temporary_file()
    try:
        size, sha256 = _save(url, file, progress)
        yield Download(file, url, size, sha256)
    finally:
        file.unlink(missing_ok=True)


def _temporary_file() -> Path:
    folder = download_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".yigao-", suffix=".argosmodel")
        os.close(handle)
    except OSError as error:
        raise PackageError(
            message("cannot be written: {reason}", reason=error.strerror or error),
            where=str(folder),
            remedy="check that the folder exists, is yours to write and has room",
        ) from error
    return Path(name)


def download_index(url: str, progress: Progress | None = None) -> bytes:
    """A list of packages; PackageError as in ``downloaded``."""
    return b"".join(_chunks(url, MOST_INDEX_BYTES, progress))


def _save(url: str, path: Path, progress: Progress | None) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    try:
        with path.open("wb") as file:
            for chunk in _chunks(url, MOST_PACKAGE_BYTES, progress):
                if size == 0 and not b"PK\3\4".startswith(chunk[:4]):
                    raise PackageError("this address gives no package file", where=url, remedy="it may be out of date")
                size += file.write(chunk)
                digest.update(chunk)
    except OSError as error:
        raise PackageError(
            message("cannot be written: {reason}", reason=error.strerror or error),
            where=str(path),
            remedy="check that the folder exists, is yours to write and has room",
        ) from error
    return size, digest.hexdigest()


def _chunks(url: str, most: int, progress: Progress | None) -> Iterator[bytes]:
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise PackageError(
                "only http and https addresses are fetched",
                where=url,
                remedy="give an address that begins with https://",
            )
        request = urllib.request.Request(url, headers={"User-Agent": f"yigao/{__version__}"})  # noqa: S310 - scheme checked
        with _opener().open(request, timeout=_TIMEOUT) as response:
            yield from _read(response, url, most, progress)
    except urllib.error.HTTPError as error:
        error.close()
        raise PackageError(
            message("the server answered {code} {reason}", code=error.code, reason=error.reason),
            where=url,
            remedy=_TRY_AGAIN,
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise PackageError(
            message("cannot be fetched: {reason}", reason=reason), where=url, remedy=_TRY_AGAIN
        ) from error


def _read(response: HTTPResponse, url: str, most: int, progress: Progress | None) -> Iterator[bytes]:
    stated = response.headers.get("Content-Length", "")
    total = int(stated) if stated.isascii() and stated.isdecimal() else None
    started, done = time.monotonic(), 0
    if total is not None:
        _check_size(total, most, url)
    while chunk := response.read1(1 << 16):
        done += len(chunk)
        _check_size(done, most, url)
        if progress:
            progress(done, total)
        yield chunk
        waited = time.monotonic() - started
        if waited > _PATIENCE and done < waited * _LEAST_BYTES_A_SECOND:
            raise PackageError("the server is too slow", where=url, remedy=_TRY_AGAIN)
    if total is not None and done != total:
        raise PackageError(
            message("the download broke off after {done} of {total} bytes", done=done, total=total),
            where=url,
            remedy=_TRY_AGAIN,
        )


def _check_size(size: int, most: int, url: str) -> None:
    if size > most:
        raise PackageError(
            message("too large: more than {most} bytes", most=most),
            where=url,
            remedy="download it by other means and install the file",
        )


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS through the usual proxy variables; no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _NoDowngrade(),
    ):
        opener.add_handler(handler)
    return opener


class _NoDowngrade(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but not from https to http."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise PackageError(
                "the server sends us from https to an insecure address",
                where=newurl,
                remedy="get the package from a source you trust",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
