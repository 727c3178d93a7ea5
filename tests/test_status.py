"""`yigao status`: counts as a table, as JSON, as a badge, and over the history of Git."""

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.finding import Severity
from yigao.model.progress import Moment, Progress, summed
from yigao.pages import badge
from yigao.pages import history as picture
from yigao.pipeline import history as reading

Run = Callable[..., Any]

CASE = Path(__file__).parent / "cases" / "review"
HEADERS = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The review case's article, term base and catalog."""
    (tmp_path / "yigao.toml").write_text('glossary = ["glossary.csv"]\n')
    for name in ("article.md", "article.po", "glossary.csv"):
        shutil.copy(CASE / name, tmp_path)
    return tmp_path


def save(file: Path, *states: State) -> None:
    entries = tuple(
        Entry(f"第{number}句。", "" if state is State.NEW else f"Sentence {number}.", state=state)
        for number, state in enumerate(states)
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dumps(Catalog("en", HEADERS, entries)), encoding="utf-8")


def test_the_table_has_all_counts(yigao: Run, project: Path) -> None:
    article = project / "article.md"
    article.write_text(article.read_text(encoding="utf-8").replace("步行300米", "步行200米"), encoding="utf-8")
    save(project / "b.po", State.REVIEWED, State.NEW)
    ran = yigao("status", "article.po", "b.po")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()] == [
        "catalog reviewed draft new total done stale words terms errors warnings".split(),
        "article.po 13 3 2 18 72 % 1 91 2/3 3 2".split(),
        "b.po 1 0 1 2 50 % – 2 – 0 0".split(),
        "total 14 3 3 20 70 % 1 93 2/3 3 2".split(),
    ]


def test_json_has_them_too(yigao: Run, project: Path) -> None:
    save(project / "b.po", State.REVIEWED)
    content = json.loads(yigao("status", "article.po", "b.po", "--format", "json").out)
    assert [one["path"] for one in content["catalogs"]] == ["article.po", "b.po"]
    assert content["catalogs"][0] == {
        "path": "article.po", "language": "en", "reviewed": 13, "draft": 3, "new": 2, "obsolete": 0, "total": 18,
        "percent": 72, "stale": 0, "words": 91, "terms": {"found": 3, "kept": 2},
        "findings": {"error": 2, "warning": 2, "info": 1},
    }  # fmt: skip
    assert content["catalogs"][1]["stale"] is None
    assert content["total"]["reviewed"] == 14


COUNTS = st.builds(
    Progress,
    name=st.just("a"),
    language=st.sampled_from(["en", "fr"]),
    reviewed=st.integers(0, 9999),
    drafts=st.integers(0, 9999),
    new=st.integers(0, 9999),
    stale=st.none() | st.integers(0, 9),
    findings=st.dictionaries(st.sampled_from(Severity), st.integers(0, 9)),
)


@given(st.lists(COUNTS, min_size=1, max_size=4))
def test_sums_add_up(counts: list[Progress]) -> None:
    total = summed(counts)
    assert total.total == sum(one.total for one in counts)
    assert (total.percent == 100) == (total.total > 0 and total.reviewed == total.total)
    assert total.stale == (sum(known) if (known := [one.stale for one in counts if one.stale is not None]) else None)
    assert total.language == (counts[0].language if len({one.language for one in counts}) == 1 else "")


@pytest.mark.parametrize(
    ("progress", "value"),
    [
        (Progress("a", reviewed=3), "100 % reviewed"),
        (Progress("a", reviewed=199, drafts=1), "99 % reviewed"),
        (Progress("a", new=5), "0 % reviewed"),
        (Progress("a"), "nothing yet"),
    ],
    ids=["all", "nearly", "none", "empty"],
)
def test_the_badge_says_it_in_words(progress: Progress, value: str) -> None:
    root = ET.fromstring(badge.render(progress))  # noqa: S314 - our own
    assert (root.tag, root.get("aria-label")) == (f"{SVG}svg", f"translation: {value}")
    assert [text.text for text in root.iter(f"{SVG}text")] == ["translation", value]
    assert ("#1a7f37" in badge.render(progress)) == (value == "100 % reviewed")


def test_the_badge_is_written(yigao: Run, project: Path) -> None:
    assert yigao("status", "article.po", "--badge", "out/b.svg").code == 0
    assert "72 % reviewed" in (project / "out" / "b.svg").read_text(encoding="utf-8")


# ---- history

GIT = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")


def git(folder: Path, *arguments: str, time: int = 1_700_000_000) -> None:
    who = {f"GIT_{role}_{key}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": f"{time} +0000" for role in ("AUTHOR", "COMMITTER")}
    environment = {**os.environ, **who, **when, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path, time: int) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", time=time)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Four commits: two entries new, one reviewed, a second catalog that is broken, it mended."""
    (tmp_path / "yigao.toml").write_text("")
    git(tmp_path, "init", "-q")
    first, second = tmp_path / "locales" / "甲 a.po", tmp_path / "locales" / "b.po"
    save(first, State.NEW, State.NEW)
    commit(tmp_path, 1_700_000_000)
    save(first, State.REVIEWED, State.DRAFT)
    commit(tmp_path, 1_700_100_000)
    second.write_text('msgid "', encoding="utf-8")
    (tmp_path / "locales" / "link.po").symlink_to("b.po")
    commit(tmp_path, 1_700_200_000)
    (tmp_path / "elsewhere.md").write_text("甲。", encoding="utf-8")
    commit(tmp_path, 1_700_250_000)
    save(second, State.REVIEWED, State.NEW)
    (tmp_path / "locales" / "link.po").unlink()
    commit(tmp_path, 1_700_300_000)
    return tmp_path


@GIT
def test_history_has_a_moment_a_commit_that_changed_catalogs(repository: Path) -> None:
    found = reading.history([repository / "locales"])
    counts = [(one.progress.reviewed, one.progress.drafts, one.progress.new, one.unreadable) for one in found]
    assert counts == [(0, 0, 2, 0), (1, 1, 0, 0), (1, 1, 0, 1), (2, 1, 1, 0)]
    assert [one.time for one in found] == [1_700_000_000, 1_700_100_000, 1_700_200_000, 1_700_300_000]


@GIT
def test_history_is_a_picture(yigao: Run, repository: Path) -> None:
    ran = yigao("status", "--history", "out.svg")
    assert ran.code == 0
    assert ran.err == "yigao: warning: 1 catalog of an earlier commit does not parse and is not counted\n"
    root = ET.fromstring((repository / "out.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"4 in all", "3 drafted or reviewed", "2 reviewed", "2023-11-14", "2023-11-18"} <= set(texts)
    assert yigao("status", "locales/b.po", "--history", "one.svg").code == 0
    assert "2 in all" in (repository / "one.svg").read_text(encoding="utf-8")


@GIT
def test_history_runs_nothing_that_the_repository_names(repository: Path) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{repository}/sprung'\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external", "core.sshCommand"):
        git(repository, "config", key, str(trap))
    git(repository, "config", "log.showSignature", "true")
    assert len(reading.history([repository / "locales"])) == 4
    assert not (repository / "sprung").exists()


@GIT
def test_history_says_where_there_is_none(yigao: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    save(tmp_path / "a.po", State.REVIEWED)
    ran = yigao("status", "a.po", "--history", "h.svg")
    assert (ran.code, ran.err) == (2, "yigao: a.po: not in a Git repository (--history reads the history of one)\n")
    git(tmp_path, "init", "-q")
    ran = yigao("status", "a.po", "--history", "h.svg")
    assert (ran.code, ran.err) == (2, "yigao: --history: no commit has these catalogs yet (commit them first)\n")
    assert not (tmp_path / "h.svg").exists()


def test_long_histories_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_MOMENTS", 5)
    commits = [(f"{number:040x}", number) for number in range(100)]
    assert [time for _, time in reading._thinned(commits)] == [0, 24, 49, 74, 99]  # noqa: SLF001
    assert reading._thinned(commits[:5]) == commits[:5]  # noqa: SLF001


MOMENTS = st.lists(st.builds(Moment, st.just("0" * 40), st.integers(0, 2_000_000_000), COUNTS), min_size=1, max_size=8)


@given(MOMENTS)
def test_every_picture_stays_inside_its_frame(moments: list[Moment]) -> None:
    drawn = picture.render(moments)
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    box = [float(number) for number in str(root.get("viewBox")).split()]
    places = [(float(one), "H") for one in re.findall(r"H(-?[\d.]+)", drawn)]
    places += [(float(one), "V") for one in re.findall(r"V(-?[\d.]+)", drawn)]
    assert all(0 <= number <= (box[2] if axis == "H" else box[3]) for number, axis in places)
    assert all(float(str(text.get("y"))) <= box[3] for text in root.iter(f"{SVG}text"))
    lines = [path.get("class") for path in root.iter(f"{SVG}path")]
    assert lines == ["area", "line all", "line drafted", "line reviewed"]


def test_a_picture_steps_where_a_commit_is() -> None:
    moments = [Moment("0" * 40, 0, Progress("a", new=4)), Moment("0" * 40, 10, Progress("a", reviewed=4))]
    drawn = picture.render([*moments, replace(moments[1], time=20)])
    assert 'd="M56 280H333V44H610V44" class="line reviewed"' in drawn
