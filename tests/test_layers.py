"""Who may import whom: read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cli" / "yigao"
MODULES = sorted(PACKAGE.rglob("*.py"))

MIDDLE = {
    "formats",
    "glossary",
    "memory",
    "pages",
    "engines",
    "packages",
    "catalogs",
    "checks",
    "reports",
    "exchange",
    "runners",
}
LAYERS = [{"model"}, {"text"}, MIDDLE, {"pipeline"}, {"commands"}]
"""From the bottom up: a room imports from those below it and from itself."""
COMMON = {"", "config", "config_checks", "errors", "files", "messages", "parts"}
"""Modules beside the rooms that every room above ``model`` may use; they use ``model`` themselves."""

OWNERS = {
    "click": {"commands", "__main__"},
    "rich": {"commands"},
    "polib": {"catalogs"},
    "uniseg": {"catalogs"},
    "rapidfuzz": {"catalogs", "memory", "pipeline"},
    "babel": {"text"},
    "opencc": {"text"},
    "pyromark": {"formats"},
    "yaml": {"formats"},
    "filelock": {"pipeline"},
    "sacrebleu": {"pipeline"},
    "ahocorasick_rs": {"glossary"},
    "argostranslate": {"engines", "packages"},
    "ctranslate2": {"engines", "packages"},
    "sentencepiece": {"engines", "packages"},
    "lxml": {"exchange"},
    "translate": {"exchange"},
    "numpy": set[str](),
}
"""The rooms that may use a library."""


def room(path: Path) -> str:
    """The folder under the package, or the module's own name at its top."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            if node.module == "yigao":
                yield from (f"yigao.{alias.name}" for alias in node.names if alias.name != "__version__")


def level(name: str) -> int | None:
    return next((index for index, rooms in enumerate(LAYERS) if name in rooms), None)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    own_level = level(here)
    for name in imported(path):
        if name == "yigao" or not name.startswith("yigao."):
            continue
        there = name.split(".")[1]
        if there == here:
            continue
        if there in COMMON:
            assert here != "model", f"model imports {name}"
            continue
        if here in COMMON and there == "model":
            continue
        there_level = level(there)
        assert there_level is not None, f"{name} stands in no layer"
        assert here == "__main__" or own_level is not None, f"{here} may not import {name}"
        assert here == "__main__" or (own_level is not None and there_level < own_level), f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_libraries_have_one_owner(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library == "yigao" or library in sys.stdlib_module_names:
            continue
        assert library in OWNERS, f"{library} has no owner yet"
        assert room(path) in OWNERS[library], f"{path} uses {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
