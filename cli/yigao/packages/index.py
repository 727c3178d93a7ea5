"""The index of packages that can be downloaded, and fetching from it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yigao.errors import PackageError
from yigao.messages import message
from yigao.packages.download import Download, Progress, download_index, downloaded
from yigao.packages.install import Installation, install_file
from yigao.packages.metadata import Metadata, metadata_of
from yigao.packages.places import index_url


@dataclass(frozen=True, slots=True)
class Listed:
    """A package that the index names."""

    metadata: Metadata
    """What the index says about it."""
    links: tuple[str, ...]
    """http and https addresses of its file; never empty."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A package downloaded and installed."""

    installation: Installation
    """What was installed."""
    download: Download
    """Where it came from; the file itself is gone."""


def read_index(progress: Progress | None = None) -> list[Listed]:
    """Download the index; by pair, newest version first. Entries that name no pair or no address are left out.

    PackageError where there is no index at its address (``ARGOS_PACKAGE_INDEX``).
    """
    url = index_url()
    remedy = "check ARGOS_PACKAGE_INDEX, or install from a package file"
    try:
        entries = json.loads(download_index(url, progress))
    except (ValueError, RecursionError) as error:
        raise PackageError("the package index is not JSON", where=url, remedy=remedy) from error
    if not isinstance(entries, list):
        raise PackageError("the package index is not a list", where=url, remedy=remedy)
    listed = [item for entry in entries if isinstance(entry, dict) and (item := _listed(entry))]
    newest_first = sorted(listed, key=lambda item: item.metadata.order, reverse=True)
    return sorted(newest_first, key=lambda item: item.metadata.pair)


def _listed(entry: dict[str, object]) -> Listed | None:
    metadata = metadata_of(entry)
    links = entry.get("links")
    if metadata is None or not isinstance(links, list):
        return None
    usable = tuple(link for link in links if isinstance(link, str) and link.startswith(("https://", "http://")))
    return Listed(metadata, usable) if usable else None


def pick_listed(listed: Sequence[Listed], source: str, target: str) -> Listed:
    """The newest package for a pair of Argos codes; PackageError where there is none."""
    for item in listed:
        if item.metadata.pair == (source, target):
            return item
    raise PackageError(
        message("the package index has no package for {source}→{target}", source=source, target=target),
        where=index_url(),
        remedy="`yigao model list --available` shows what there is",
    )


def fetch(listed: Listed, progress: Progress | None = None) -> Fetched:
    """Download and install a listed package, from the first of its addresses that works.

    PackageError of the last address where none does.
    """
    return _first_that_works(listed.links, lambda url: fetch_url(url, progress, pair=listed.metadata.pair))


def fetch_url(url: str, progress: Progress | None = None, *, pair: tuple[str, str] | None = None) -> Fetched:
    """Download and install the package at ``url``; PackageError where this fails or it is not for ``pair``."""
    with downloaded(url, progress) as file:
        try:
            return Fetched(install_file(file.path, pair=pair), file)
        except PackageError as error:
            if error.where != str(file.path):
                raise
            raise PackageError(error.what, where=url, remedy=error.remedy) from error


def _first_that_works(links: Sequence[str], attempt: Callable[[str], Fetched]) -> Fetched:
    *others, last = links
    for link in others:
        try:
            return attempt(link)
        except PackageError:
            continue
    return attempt(last)
