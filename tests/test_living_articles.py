"""Articles that change after they were translated: nothing is translated twice, nothing a person wrote is lost."""

import itertools
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.engines import copy
from yigao.model.catalog import Catalog, Entry, Previous, State
from yigao.model.interfaces import Engine, EngineSpec, Progress, Translation

Run = Callable[..., Any]

PLACES = {"珠海": "Zhuhai", "佛山": "Foshan", "惠州": "Huizhou", "东莞": "Dongguan", "中山": "Zhongshan"}
TEAMS = {
    "水文站": "hydrological station",
    "造船厂": "shipyard",
    "图书馆": "library",
    "气象台": "weather observatory",
    "植物园": "botanical garden",
    "消防队": "fire brigade",
    "博物馆": "museum",
    "农科所": "agricultural institute",
    "交响乐团": "symphony orchestra",
    "测绘院": "surveying institute",
}
DONE = {
    "{}的{}去年招收了{}名学员。": "The {1} in {0} took in {2} trainees last year.",
    "由于资金到位，{}的{}把{}间旧屋修葺一新！": "With the funds in place, the {1} in {0} renovated {2} old rooms!",
    "谁也没有想到，{}的{}一口气种下{}棵榕树。": "Nobody expected the {1} in {0} to plant {2} banyan trees in one go.",
    "{}的{}还向社会公开了{}份档案，供学者查阅。": "The {1} in {0} also opened {2} files to the public for research.",
}


def hundred_paragraphs() -> list[list[tuple[str, str]]]:
    """Paragraphs of two sentences, each with its translation."""
    subjects = list(itertools.product(PLACES, TEAMS))
    patterns = list(DONE.items())
    paragraphs = []
    for number in range(100):
        place, team = subjects[number % len(subjects)]
        first, second = (patterns[at + 2 * (number >= len(subjects))] for at in (0, 1))
        figures = (20 + number, 130 + 3 * number)
        paragraphs.append(
            [
                (source.format(place, team, figure), target.format(PLACES[place], TEAMS[team], figure))
                for (source, target), figure in zip((first, second), figures, strict=True)
            ]
        )
    return paragraphs


def text_of(paragraphs: Sequence[Sequence[tuple[str, str]]]) -> str:
    return "\n\n".join("".join(source for source, _ in paragraph) for paragraph in paragraphs) + "\n"


def review(path: Path, translations: dict[str, str]) -> None:
    """The catalog as a person leaves it who translated everything."""
    catalog = load(path)
    entries = tuple(
        replace(entry, target=translations[entry.source], state=State.REVIEWED, comments=())
        for entry in catalog.entries
    )
    path.write_text(dumps(replace(catalog, entries=entries)), encoding="utf-8")


@dataclass
class Edited:
    """The article as it was and is, and what became of its catalog."""

    before: Catalog
    after: Catalog
    numbers: dict[str, str]
    """Sentences in which a figure changed, with what their translations should be."""
    catalog: Path
    old: bytes


def edited(paragraphs: list[list[tuple[str, str]]]) -> dict[str, str]:
    """Ten edits of the article, in place; returns the sentences of which only a figure changed."""
    numbers = {}
    paragraphs.insert(3, [("今年的汛期比往年来得更早一些。", "")])
    paragraphs[10].insert(1, ("这让不少老街坊感到意外。", ""))
    del paragraphs[20]
    del paragraphs[29][0]
    paragraphs.insert(70, paragraphs.pop(40))
    paragraphs[50].reverse()
    source = paragraphs[55][1][0]
    paragraphs[55][1:] = [(f"{source[: source.index('，')]}。", ""), (source[source.index("，") + 1 :], "")]
    for paragraph, old in ((60, 1), (80, 0)):
        sentence, target = paragraphs[paragraph][old]
        figure = "".join(character for character in sentence if character.isdigit())
        changed = sentence.replace(figure, f"{int(figure) + 5}")
        numbers[changed] = target.replace(figure, f"{int(figure) + 5}")
        paragraphs[paragraph][old] = (changed, numbers[changed])
    sentence = paragraphs[90][0][0]
    paragraphs[90][0] = (sentence.replace(sentence[:2], f"**{sentence[:2]}**", 1), "")
    return numbers


@pytest.fixture
def change(yigao: Run, tmp_path: Path) -> Edited:
    paragraphs = hundred_paragraphs()
    article = tmp_path / "report.md"
    article.write_text(text_of(paragraphs), encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "pseudo").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "report.po"
    review(path, dict(itertools.chain.from_iterable(paragraphs)))
    old, before = path.read_bytes(), load(path)
    numbers = edited(paragraphs)
    article.write_text(text_of(paragraphs), encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "pseudo").code == 0
    return Edited(before, load(path), numbers, path, old)


def test_ten_edits_lose_nothing(change: Edited, yigao: Run) -> None:
    untouched_stays_reviewed(change)
    changed_figures_are_drafted_with_the_new_ones(change)
    nothing_a_person_wrote_disappears(change)
    a_second_run_changes_nothing(change, yigao)


def untouched_stays_reviewed(change: Edited) -> None:
    assert len(change.before.entries) == 200
    now = {entry.source: entry for entry in change.after.entries if entry.state is not State.OBSOLETE}
    untouched = [entry for entry in change.before.entries if entry.source in now]
    assert len(untouched) > 185
    kept = [entry for entry in untouched if now[entry.source].state is State.REVIEWED]
    assert len(kept) >= 0.95 * len(untouched)
    assert all(now[entry.source].target == entry.target for entry in untouched)


def changed_figures_are_drafted_with_the_new_ones(change: Edited) -> None:
    now = {entry.source: entry for entry in change.after.entries}
    assert len(change.numbers) == 2
    for source, target in change.numbers.items():
        assert (now[source].target, now[source].state) == (target, State.DRAFT)
        assert now[source].comments[0].startswith("TM: ")
        assert now[source].previous


def nothing_a_person_wrote_disappears(change: Edited) -> None:
    after = [entry.target for entry in change.after.entries]
    for entry in change.before.entries:
        assert any(entry.target in target for target in after), entry.source


def a_second_run_changes_nothing(change: Edited, yigao: Run) -> None:
    data = change.catalog.read_bytes()
    assert yigao("translate", "report.md", "--engine", "pseudo").code == 0
    assert change.catalog.read_bytes() == data


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_beside_msgmerge(change: Edited, yigao: Run, tmp_path: Path) -> None:
    """What GNU msgmerge keeps reviewed is reviewed here; changed figures are right here and not there."""
    assert yigao("extract", "report.md", "-o", "pot").code == 0
    (tmp_path / "old.po").write_bytes(change.old)
    command = ["msgmerge", "--previous", "-q", "-o", "theirs.po", "old.po", "pot/report.pot"]
    subprocess.run(command, check=True, cwd=tmp_path)
    ours, theirs = (
        {entry.source: entry for entry in entries if entry.state is not State.OBSOLETE}
        for entries in (change.after.entries, load(tmp_path / "theirs.po").entries)
    )
    assert set(ours) == set(theirs)
    reviewed = [
        {one.source: one.target for one in side.values() if one.state is State.REVIEWED} for side in (ours, theirs)
    ]
    assert reviewed[0] == reviewed[1]
    for source, target in change.numbers.items():
        assert ours[source].target == target != theirs[source].target


@dataclass
class Counting:
    """The copy engine, with all that it was asked for."""

    inner: Engine
    asked: list[str] = field(default_factory=list)
    fingerprint: str = "counting"
    verbatim: bool = True

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        self.asked += batch
        return self.inner.translate(batch, progress)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    engine = Counting(copy.load(EngineSpec("copy", "zh", "en")))

    def load_counting(_spec: EngineSpec) -> Engine:
        return engine

    monkeypatch.setattr(copy, "load", load_counting)
    return engine


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("", "汛期将至。", ["汛期将至。"]),
        ("水文站去年招收了20名学员。", "水文站今年开始采用新的仪器。", ["珠海的水文站今年开始采用新的仪器。"]),
        ("造船厂去年", "造船厂前年", ["珠海的造船厂前年招收了21名学员。"]),
    ],
    ids=["inserted", "rewritten", "edited"],
)
def test_one_changed_sentence_is_one_for_the_engine(
    yigao: Run, tmp_path: Path, counting: Counting, old: str, new: str, asked: list[str]
) -> None:
    """Drafts that nobody touched are drafted anew, one sentence for one."""
    text = text_of(hundred_paragraphs())
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "copy").code == 0
    assert len(counting.asked) == 200
    counting.asked.clear()
    changed = text.replace(old, new, 1) if old else f"{text}\n{new}\n"
    (tmp_path / "report.md").write_text(changed, encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "copy").code == 0
    assert counting.asked == asked


def test_a_new_sentence_among_reviewed_ones_is_one_for_the_engine(
    yigao: Run, tmp_path: Path, counting: Counting
) -> None:
    paragraphs = hundred_paragraphs()
    (tmp_path / "report.md").write_text(text_of(paragraphs), encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "copy").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "report.po"
    review(path, dict(itertools.chain.from_iterable(paragraphs)))
    counting.asked.clear()
    paragraphs[50].insert(1, ("这让不少老街坊感到意外。", ""))
    (tmp_path / "report.md").write_text(text_of(paragraphs), encoding="utf-8")
    assert yigao("translate", "report.md", "--engine", "copy").code == 0
    assert counting.asked == ["这让不少老街坊感到意外。"]


@pytest.fixture
def translated(yigao: Run, tmp_path: Path) -> Path:
    """The catalog of a small article in a folder of articles, reviewed."""
    (tmp_path / "yigao.toml").write_text('articles = ["articles", "archive"]\n', encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "archive").mkdir()
    paragraphs = hundred_paragraphs()[:5]
    (tmp_path / "articles" / "report.md").write_text(text_of(paragraphs), encoding="utf-8")
    assert yigao("translate", "articles", "--engine", "pseudo").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "report.po"
    review(path, dict(itertools.chain.from_iterable(paragraphs)))
    return path


def states(path: Path) -> list[State]:
    return [entry.state for entry in load(path).entries]


def test_a_paragraph_that_became_a_heading_keeps_its_translation(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("论坛昨天闭幕\n", encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    review(path, {"论坛昨天闭幕": "The Forum Closed Yesterday"})
    (tmp_path / "a.md").write_text("# 论坛昨天闭幕\n", encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    (entry,) = load(path).entries
    assert (entry.context, entry.target, entry.state) == ("heading", "The Forum Closed Yesterday", State.DRAFT)
    assert entry.previous == Previous("论坛昨天闭幕")


def test_a_renamed_article_takes_its_catalog_along(yigao: Run, tmp_path: Path, translated: Path) -> None:
    article = tmp_path / "articles" / "report.md"
    article.write_text(f"{article.read_text(encoding='utf-8')}\n汛期将至。\n", encoding="utf-8")
    article.rename(article.with_name("annual.md"))
    ran = yigao("translate", "articles", "--engine", "pseudo")
    assert ran.code == 0
    moved = translated.with_name("annual.po")
    assert f"{translated} is now {moved}" in ran.err
    assert not translated.exists()
    assert states(moved) == [State.REVIEWED] * 10 + [State.DRAFT]
    assert load(moved).headers["X-Source-File"] == "articles/annual.md"


def test_an_article_moved_to_another_folder_keeps_its_catalog(yigao: Run, tmp_path: Path, translated: Path) -> None:
    (tmp_path / "articles" / "report.md").rename(tmp_path / "archive" / "report.md")
    assert yigao("translate", "archive", "--engine", "pseudo").code == 0
    assert load(translated).headers["X-Source-File"] == "archive/report.md"
    assert states(translated) == [State.REVIEWED] * 10


def test_a_copied_or_another_article_takes_no_catalog(yigao: Run, tmp_path: Path, translated: Path) -> None:
    article = tmp_path / "articles" / "report.md"
    shutil.copy(article, article.with_name("copy.md"))
    assert yigao("translate", "articles", "--engine", "pseudo").code == 0
    assert translated.exists()
    assert states(translated.with_name("copy.po")) == [State.DRAFT] * 10
    for one in (article, article.with_name("copy.md")):
        one.unlink()
    (tmp_path / "articles" / "other.md").write_text("汛期将至。\n", encoding="utf-8")
    assert yigao("translate", "articles", "--engine", "pseudo").code == 0
    assert translated.exists()
    assert states(translated.with_name("other.po")) == [State.DRAFT]


def test_the_entry_of_a_changed_figure_comes_back_when_the_figure_does(
    yigao: Run, tmp_path: Path, translated: Path
) -> None:
    article = tmp_path / "articles" / "report.md"
    text = article.read_text(encoding="utf-8")
    before: tuple[Entry, ...] = load(translated).entries
    article.write_text(text.replace("20名", "25名"), encoding="utf-8")
    assert yigao("translate", "articles", "--engine", "pseudo").code == 0
    assert states(translated) == [State.DRAFT, *[State.REVIEWED] * 9, State.OBSOLETE]
    article.write_text(text, encoding="utf-8")
    assert yigao("translate", "articles", "--engine", "pseudo").code == 0
    assert load(translated).entries[:10] == before
