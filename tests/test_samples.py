"""Our own articles and their catalogs: a living example, kept up to date and really post-edited."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.model.catalog import State
from yigao.text.han import has_han

ROOT = Path(__file__).parent.parent
CATALOGS = ROOT / "locales" / "en" / "LC_MESSAGES"
RENDERED = Path(__file__).parent / "cases" / "samples"
POST_EDITED = ("bay-area-ocean-forum", "data-center-notice")

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _copy_of_the_project(tmp_path: Path, argos_home: Path) -> None:
    assert argos_home
    for name in ("glossary", "locales", "tests/articles"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)


def test_the_catalogs_are_up_to_date(yigao: Run, tmp_path: Path) -> None:
    assert yigao("translate").code == 0
    for path in sorted(CATALOGS.glob("*.po")):
        assert (tmp_path / path.relative_to(ROOT)).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert {path.stem for path in CATALOGS.glob("*.po")} == {
        path.stem for path in (ROOT / "tests" / "articles").glob("*.md")
    }


@pytest.mark.parametrize("name", POST_EDITED)
def test_the_post_edited_ones_are_done(name: str) -> None:
    entries = load(CATALOGS / f"{name}.po").entries
    assert {entry.state for entry in entries} == {State.REVIEWED}
    assert not [entry.target for entry in entries if has_han(entry.target)]


@pytest.mark.parametrize("name", POST_EDITED)
def test_they_render_as_expected(yigao: Run, tmp_path: Path, compare: Callable[[Path, bytes], None], name: str) -> None:
    ran = yigao("render", f"tests/articles/{name}.md", "-o", "out.md", "--min-reviewed", "100")
    assert (ran.code, ran.err.count("warning")) == (0, 0)
    compare(RENDERED / f"{name}.en.md", (tmp_path / "out.md").read_bytes())


def test_the_readme_shows_a_real_entry() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```po\n")[1].split("\n```")[0]
    assert f"\n\n{shown}\n\n" in (CATALOGS / "bay-area-ocean-forum.po").read_text(encoding="utf-8")
