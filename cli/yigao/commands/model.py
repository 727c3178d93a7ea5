"""`yigao model`: the Argos packages that translate."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yigao.commands._downloads import agree, describe, progress_bar
from yigao.commands._options import Options, pass_options
from yigao.errors import PackageError
from yigao.messages import localised, message

if TYPE_CHECKING:
    from yigao.packages.index import Listed
    from yigao.packages.metadata import PackageInfo


@click.group(name="model")
def command() -> None:
    """List, install and remove Argos translation packages.

    They live where Argos Translate keeps them: what either program installs, the other can use.
    """


@command.command("list")
@click.option("--available", is_flag=True, help="List what the package index offers instead.")
@pass_options
def list_(options: Options, *, available: bool) -> None:
    """List packages: pair, version, size, where from, path.

    Example: yigao model list
    """
    from yigao.packages.installed import list_bundled, list_installed, list_unusable  # noqa: PLC0415 - light commands

    installed, bundled = list_installed(), list_bundled()
    if available:
        _print_rows(_offers({item.metadata.pair: item.metadata.version for item in installed}))
        return
    _print_rows([*(_row(item, "installed") for item in installed), *(_row(item, "bundled") for item in bundled)])
    for error in list_unusable():
        options.warn(error.told)
    if not installed and not bundled:
        options.say("no packages; `yigao model install zh_en` gets one, `yigao model list --available` shows all")


def _row(package: "PackageInfo", origin: str) -> list[str]:
    data = package.metadata
    return ["→".join(data.pair), data.version, f"{_size(package.path) / 1e6:.1f} MB", origin, str(package.path)]


def _offers(installed: dict[tuple[str, str], str]) -> list[list[str]]:
    from yigao.packages.index import read_index  # noqa: PLC0415

    return [
        [
            "→".join(item.metadata.pair),
            item.metadata.version,
            "installed" if installed.get(item.metadata.pair) == item.metadata.version else "",
            item.links[0],
        ]
        for item in read_index()
    ]


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if file.is_file())


def _print_rows(rows: list[list[str]]) -> None:
    """In columns, the last one ragged."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for *cells, last in rows:
        aligned = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        click.echo("  ".join([*aligned, last]))


@command.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL|CODE...")
@click.option("-y", "--yes", is_flag=True, help="Download without asking.")
@pass_options
def install(options: Options, sources: tuple[str, ...], *, yes: bool) -> None:
    """Install packages from files, from web addresses, or by language pair from the Argos package index.

    A package replaces what was installed for its pair. Packages carry no signature: the SHA-256 of a download is shown, so
    that it can be compared.

    Example: yigao model install zh_en --yes
    """
    from yigao.packages.codes import read_pair  # noqa: PLC0415 - commands load what they need when called

    for source in sources:
        if "://" in source:
            _install_from_url(options, source, yes=yes)
        elif Path(source).exists() or source.endswith(".argosmodel"):
            _install_from_file(Path(source))
        elif pair := read_pair(source):
            _install_from_index(options, pair, yes=yes)
        else:
            raise PackageError(
                message("{source!r} is no package file, address or pair of languages", source=source),
                remedy="give zh_en, for example",
            )


def _install_from_file(file: Path) -> None:
    from yigao.packages.install import install_file  # noqa: PLC0415

    package = install_file(file).package
    pair = "→".join(package.metadata.pair)
    told = message(
        "installed {pair} {version} in {path}", pair=pair, version=package.metadata.version, path=package.path
    )
    click.echo(localised(told))


def _install_from_url(options: Options, url: str, *, yes: bool) -> None:
    from yigao.packages.index import fetch_url  # noqa: PLC0415

    if not agree(message("Download and install {url}?", url=url), url, yes=yes):
        return
    with progress_bar(url.rpartition("/")[2], quiet=options.quiet) as progress:
        fetched = fetch_url(url, progress)
    click.echo(describe(fetched))


def _install_from_index(options: Options, pair: tuple[str, str], *, yes: bool) -> None:
    from yigao.packages.index import fetch, pick_listed, read_index  # noqa: PLC0415
    from yigao.packages.places import index_url  # noqa: PLC0415

    named = "→".join(pair)
    if not agree(
        message("Look up {named} in {index}, download and install it?", named=named, index=index_url()), named, yes=yes
    ):
        return
    listed: Listed = pick_listed(read_index(), *pair)
    with progress_bar(f"{named} {listed.metadata.version}", quiet=options.quiet) as progress:
        fetched = fetch(listed, progress)
    click.echo(describe(fetched))


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="PAIR|NAME...")
def remove(names: tuple[str, ...]) -> None:
    """Remove installed packages, named by pair or by folder.

    Example: yigao model remove zh_en
    """
    from yigao.packages.codes import read_pair  # noqa: PLC0415 - commands load what they need when called
    from yigao.packages.install import remove as remove_package  # noqa: PLC0415
    from yigao.packages.installed import list_installed  # noqa: PLC0415

    for name in names:
        found = [item for item in list_installed() if name == item.name or read_pair(name) == item.metadata.pair]
        if not found:
            raise PackageError(
                message("no installed package {name!r}", name=name), remedy="`yigao model list` shows them"
            )
        for item in found:
            remove_package(item)
            click.echo(localised(message("removed {path}", path=item.path)))


@command.command()
@click.argument("pair", required=False, metavar="[PAIR]")
def path(pair: str | None) -> None:
    """Print the folder that packages are installed into, or that of the package in use for a pair.

    Example: yigao model path zh_en
    """
    from yigao.packages.codes import read_pair  # noqa: PLC0415 - commands load what they need when called
    from yigao.packages.find import resolve  # noqa: PLC0415
    from yigao.packages.places import install_folder  # noqa: PLC0415

    if pair is None:
        click.echo(install_folder())
        return
    codes = read_pair(pair)
    if codes is None:
        raise PackageError(message("{pair!r} is no pair of languages", pair=pair), remedy="give zh_en, for example")
    found = resolve(*codes)
    if found is None:
        raise PackageError(
            message("no package for {value}", value="→".join(codes)),
            remedy=message("`yigao model install {value}` gets one", value="_".join(codes)),
        )
    click.echo(found)
