"""The model that comes with yigao: it is there, fits its size, and does what drafting builds on."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from sacrebleu import corpus_chrf

from yigao.packages.installed import list_bundled
from yigao.packages.places import bundled_folder

ROOT = Path(__file__).parent.parent
CARD = ROOT / "docs" / "model.md"
SAMPLE = "bay-area-ocean-forum"
ARTICLE = "# 图书馆通知\n\n图书馆**每天**晚上九点关门。\n\n<p>云帆计划去年投入12亿元。</p>\n"
GLOSSARY = "source,target\n云帆计划,Cloud Sail Plan\n"

pytestmark = pytest.mark.usefixtures("argos_home")


@pytest.fixture(autouse=True)
def _bundled_again(_nothing_bundled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yigao.packages.installed.bundled_folder", bundled_folder)


def test_there_is_one_package_of_at_most_sixty_megabytes() -> None:
    (package,) = list_bundled()
    assert package.metadata.pair == ("zh", "en")
    assert package.path.stat().st_size <= 60e6


def test_it_drafts_with_terms_numbers_and_codes(tmp_path: Path, yigao: Callable[..., object]) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "notice.md").write_text(ARTICLE, encoding="utf-8")
    yigao("translate", "notice.md", "--to", "en")
    yigao("render", "notice.md", "--to", "en", "--drafts", "-o", "notice.en.md")
    said = (tmp_path / "notice.en.md").read_text(encoding="utf-8")
    assert not re.search("[\u4e00-\u9fff]", said)
    assert re.search(r"library", said, re.IGNORECASE)
    assert "Cloud Sail Plan" in said
    assert "1.2 billion yuan" in said
    assert said.count("**") == 2


def test_its_drafts_are_near_to_what_people_made_of_them(tmp_path: Path, yigao: Callable[..., object]) -> None:
    shutil.copytree(ROOT / "glossary", tmp_path / "glossary")
    shutil.copy(ROOT / "tests" / "articles" / f"{SAMPLE}.md", tmp_path)
    yigao("translate", f"{SAMPLE}.md", "--to", "en")
    catalogs = (tmp_path / "locales", ROOT / "locales")
    drafts, people = (polib.pofile(str(folder / "en" / "LC_MESSAGES" / f"{SAMPLE}.po")) for folder in catalogs)
    reviewed = {entry.msgid: entry.msgstr for entry in people if entry.translated()}
    both = [(entry.msgstr, reviewed[entry.msgid]) for entry in drafts if entry.msgid in reviewed]
    assert len(both) > 20
    # Processors differ in single words; the engines that know no Chinese stay far below.
    assert corpus_chrf([draft for draft, _ in both], [[text for _, text in both]]).score > 47


def test_its_card_names_all_that_it_learnt_from() -> None:
    (package,) = list_bundled()
    with zipfile.ZipFile(package.path) as archive:
        (readme,) = (name for name in archive.namelist() if name.endswith("/README.md"))
        learnt = archive.read(readme).decode().partition("Learnt from:")[2]
    named = re.findall(r"^- (.+) \((.+); ([\d,]+) pairs\)$", learnt, re.MULTILINE)
    card = CARD.read_text(encoding="utf-8")
    assert named
    assert all(f"{pairs} |" in card for _, _, pairs in named)
