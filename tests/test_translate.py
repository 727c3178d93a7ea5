"""The main job from the command line: articles in, catalogs and translated articles out."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.glossary.matching import Matcher
from yigao.glossary.reading import read_glossary
from yigao.model.catalog import Catalog, State
from yigao.pipeline.units import PLACEHOLDER

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "tests" / "articles"
FORUM = ARTICLES / "bay-area-ocean-forum.md"
GLOSSARY = ROOT / "glossary" / "greater-bay-area.csv"

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, argos_home: Path) -> None:
    """A project of a user: an article folder, a glossary, no model."""
    assert argos_home
    shutil.copytree(ARTICLES, tmp_path / "articles")
    (tmp_path / "glossary").mkdir()
    shutil.copy(GLOSSARY, tmp_path / "glossary")


def catalog_of(tmp_path: Path, name: str = "articles/bay-area-ocean-forum") -> Catalog:
    return load(tmp_path / "locales" / "en" / "LC_MESSAGES" / f"{name}.po")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".yigao" not in path.parts
    }


def save(tmp_path: Path, catalog: Catalog, name: str = "articles/bay-area-ocean-forum") -> None:
    (tmp_path / "locales" / "en" / "LC_MESSAGES" / f"{name}.po").write_text(dumps(catalog), encoding="utf-8")


def reviewed(catalog: Catalog, **targets: str) -> Catalog:
    """The catalog as a person leaves it who accepted each draft, or wrote what ``targets`` says instead."""
    entries = tuple(
        replace(entry, target=targets.get(entry.source, entry.target), state=State.REVIEWED)
        for entry in catalog.entries
    )
    return replace(catalog, entries=entries)


@pytest.mark.parametrize("engine", ["copy", "pseudo", "argos"])
def test_every_unit_is_drafted_and_fuzzy(
    yigao: Run, tmp_path: Path, engine: str, make_package: Callable[..., Path]
) -> None:
    model = ["--model", make_package("zh", "en", weights="random")] if engine == "argos" else []
    assert yigao("translate", "articles", "--to", "en", "--engine", engine, *model).code == 0
    for article in ("bay-area-ocean-forum", "data-center-notice", "science-weekly"):
        catalog = catalog_of(tmp_path, f"articles/{article}")
        assert catalog.entries
        assert {entry.state for entry in catalog.entries} == {State.DRAFT}
        assert all(
            entry.comments[-1].startswith(f"MT: {engine}") or "glossary" in entry.comments[-1]
            for entry in catalog.entries
        )


@pytest.mark.parametrize("weights", ["pseudo", "words", "random"])
def test_every_term_stands_in_its_draft(
    yigao: Run, tmp_path: Path, weights: str, make_package: Callable[..., Path]
) -> None:
    """The guarantee does not depend on the engine."""
    if weights == "pseudo":
        engine = ["--engine", "pseudo"]
    else:
        engine = ["--model", str(make_package("zh", "en", **({"weights": "random"} if weights == "random" else {})))]
    assert yigao("translate", "articles", "--to", "en", *engine).code == 0
    matcher = Matcher(read_glossary(GLOSSARY))
    found = 0
    for article in ("bay-area-ocean-forum", "data-center-notice"):
        for entry in catalog_of(tmp_path, f"articles/{article}").entries:
            plain = PLACEHOLDER.sub("", entry.source)
            targets = [match.term.target for match in matcher.find(plain)]
            for target in targets:
                found += 1
                # A sentence begins with a capital, a term there too.
                shown = PLACEHOLDER.sub("", entry.target).lstrip("“*")
                begins = target[0].islower() and shown.startswith(target[0].upper() + target[1:])
                assert shown.count(target) + begins >= targets.count(target), (entry.source, entry.target)
    assert found > 20


def test_without_a_model_rules_draft_what_they_cover(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "articles" / "names.md").write_text(
        "# 粤港澳大湾区\n\n广州、深圳（香港）今天很热。\n\n广州南沙\n", encoding="utf-8"
    )
    ran = yigao("translate", "articles/names.md", "--to", "en")
    assert ran.code == 0
    assert ran.err.count("warning") == 1
    assert "yigao model install zh_en" in ran.err
    states = {entry.source: (entry.target, entry.state) for entry in catalog_of(tmp_path, "articles/names").entries}
    assert states == {
        "粤港澳大湾区": ("Guangdong-Hong Kong-Macao Greater Bay Area", State.DRAFT),
        "广州、深圳（香港）今天很热。": ("", State.NEW),
        "广州南沙": ("Nansha, Guangzhou", State.DRAFT),
    }


def test_argos_asked_for_by_name_needs_a_model(yigao: Run, tmp_path: Path) -> None:
    ran = yigao("translate", "articles", "--to", "en", "--engine", "argos")
    assert ran.code == 2
    assert "model install" in ran.err
    assert not (tmp_path / "locales").exists()


def test_a_second_run_changes_nothing(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", "pseudo")
    before = contents(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.po")}
    assert yigao("translate", "articles", "--to", "en", "--engine", "pseudo").code == 0
    assert contents(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.po")} == stamps


def test_copy_renders_the_articles_byte_for_byte(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "articles" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "articles" / "deep" / "er" / "crlf.md").write_bytes(
        "\ufeff# 题\r\n\r\n一段。二段。\r\n末行无换行".encode()
    )
    yigao("translate", "articles", "--to", "en", "--engine", "copy")
    assert yigao("render", "articles", "--to", "en", "--drafts", "-o", "out").code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "articles")


def test_drafts_render_only_when_asked_for(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles/bay-area-ocean-forum.md", "--to", "en", "--engine", "pseudo")
    assert yigao("render", "articles/bay-area-ocean-forum.md", "--to", "en").out.encode() == FORUM.read_bytes()
    drafts = yigao("render", "articles/bay-area-ocean-forum.md", "--to", "en", "--drafts").out
    assert "Nansha, Guangzhou" in drafts
    save(tmp_path, reviewed(catalog_of(tmp_path)))
    assert yigao("render", "articles/bay-area-ocean-forum.md", "--to", "en").out == drafts


def test_reviewed_entries_are_never_touched(yigao: Run, tmp_path: Path) -> None:
    """Whatever happens to the article, a person's words stay in the catalog."""
    yigao("translate", "articles", "--to", "en", "--engine", "pseudo")
    save(tmp_path, reviewed(catalog_of(tmp_path)))
    before = {entry.source: entry for entry in catalog_of(tmp_path).entries}
    article = tmp_path / "articles" / "bay-area-ocean-forum.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(
        text.replace("总金额达10亿元", "总金额达12亿元").replace("今年是论坛举办的第6年。", ""), encoding="utf-8"
    )
    assert yigao("translate", "articles", "--to", "en", "--engine", "pseudo").code == 0
    after = catalog_of(tmp_path)
    by_state = {state: [entry for entry in after.entries if entry.state is state] for state in State}
    (changed,) = by_state[State.DRAFT]
    assert changed.previous
    assert changed.target == before[changed.previous.source].target.replace("1 billion", "1.2 billion")
    assert {entry.source for entry in by_state[State.OBSOLETE]} == {"今年是论坛举办的第6年。", changed.previous.source}
    assert {entry.source: entry.target for entry in by_state[State.REVIEWED]} == {
        source: entry.target
        for source, entry in before.items()
        if source not in {"今年是论坛举办的第6年。", changed.previous.source}
    }


def test_paragraphs_as_units(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", "copy")
    sentences = len(catalog_of(tmp_path).entries)
    shutil.rmtree(tmp_path / "locales")
    assert yigao("translate", "articles", "--to", "en", "--engine", "copy", "--unit", "paragraph").code == 0
    assert len(catalog_of(tmp_path).entries) < sentences
    assert yigao("render", "articles", "--drafts", "--unit", "paragraph", "--to", "en", "-o", "out").code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "articles")


def test_several_languages(yigao: Run, tmp_path: Path) -> None:
    assert yigao("translate", "articles", "--to", "en", "--to", "pt-BR", "--engine", "pseudo").code == 0
    english, portuguese = (load(path) for path in sorted(tmp_path.rglob("*/science-weekly.po")))
    assert (english.language, portuguese.language) == ("en", "pt_BR")
    assert portuguese.headers["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    assert yigao("render", "articles", "--to", "en", "--to", "pt_BR", "--drafts", "-o", "out").code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"en", "pt_BR"}


def test_status_counts(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", "pseudo")
    save(tmp_path, reviewed(catalog_of(tmp_path)))
    lines = yigao("status").out.splitlines()
    total = len(catalog_of(tmp_path).entries)
    (forum,) = (line.split() for line in lines if "ocean" in line)
    assert forum[1:6] == [str(total), "0", "0", str(total), "100"]
    assert lines[-1].startswith("total")


def test_extract_writes_templates(yigao: Run, tmp_path: Path) -> None:
    assert yigao("extract", "articles", "-o", "pot").code == 0
    template = load(tmp_path / "pot" / "articles" / "science-weekly.pot")
    assert {entry.target for entry in template.entries} == {""}
    assert not (tmp_path / "locales").exists()


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("engine", ["copy", "pseudo"])
def test_gettext_has_nothing_to_say(yigao: Run, tmp_path: Path, engine: str) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", engine)
    for path in tmp_path.rglob("*.po"):
        checked = subprocess.run(["msgfmt", "-c", "-o", os.devnull, path], capture_output=True, check=True)
        assert checked.stderr == b""
        assert subprocess.run(["msgcat", path], capture_output=True, check=True).stdout == path.read_bytes()


@pytest.mark.skipif(shutil.which("i18nspector") is None, reason="i18nspector is not installed")
def test_i18nspector_has_nothing_to_say(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", "pseudo")
    paths = sorted(tmp_path.rglob("*.po"))
    assert subprocess.run(["i18nspector", *paths], capture_output=True, check=True).stdout == b""


BAD = {
    "missing article": (["translate", "nowhere.md", "--to", "en"], "nowhere.md"),
    "empty folder": (["translate", "empty", "--to", "en"], "no article"),
    "unknown format": (["translate", "photo.jpg", "--to", "en"], ".jpg"),
    "binary article": (["translate", "binary.md", "--to", "en"], "binary.md:1:3: a binary file"),
    "undecodable article": (["translate", "gbk.md", "--to", "en"], "gbk.md:2:1: not UTF-8"),
    "unknown language": (["translate", "articles", "--to", "xx-nope"], "xx-nope"),
    "no language": (["--config", "none.toml", "translate", "articles"], "--to en"),
    "unknown engine": (["translate", "articles", "--to", "en", "--engine", "sudo"], "did you mean 'pseudo'"),
    "missing glossary": (["translate", "articles", "--to", "en", "--glossary", "nowhere.csv"], "nowhere.csv"),
    "broken glossary": (["translate", "articles", "--to", "en", "--glossary", "broken.csv"], "broken.csv:2"),
    "model is no zip": (["translate", "articles", "--to", "en", "--model", "broken.argosmodel"], "broken.argosmodel"),
    "missing model": (["translate", "articles", "--to", "en", "--model", "nowhere.argosmodel"], "nowhere.argosmodel"),
    "broken configuration": (["--config", "broken.toml", "translate", "articles", "--to", "en"], "broken.toml"),
    "unknown key": (["--config", "key.toml", "translate", "articles", "--to", "en"], "did you mean 'locales'"),
    "render without catalog": (["render", "articles", "--to", "en", "-o", "out"], "yigao translate"),
    "status of nothing": (["status", "nowhere"], "nowhere"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line(yigao: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "binary.md").write_bytes(b"# \0\0")
    (tmp_path / "gbk.md").write_bytes("# ok\n中文\n".encode("gbk"))
    (tmp_path / "broken.csv").write_text('source,target\n广州,"Guangzhou\n', encoding="utf-8")
    (tmp_path / "broken.argosmodel").write_bytes(b"PK not really")
    (tmp_path / "broken.toml").write_text("to = [", encoding="utf-8")
    (tmp_path / "none.toml").write_text("to = []", encoding="utf-8")
    (tmp_path / "key.toml").write_text('locale = "l10n"', encoding="utf-8")
    before = contents(tmp_path)
    ran = yigao(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert contents(tmp_path) == before


BROKEN_CATALOGS = {
    "syntax": b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a\nmsgstr "b"\n',
    "not gettext": b"<html></html>",
    "latin-1": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "é"\n'.encode(
        "latin-1"
    ),
    "other charset": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=GBK\\n"\n',
    "twice": b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    "binary": bytes(range(256)),
    "empty": b"",
}


@pytest.mark.parametrize("broken", BROKEN_CATALOGS.values(), ids=BROKEN_CATALOGS)
def test_a_broken_catalog_is_never_overwritten(yigao: Run, tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "articles" / "science-weekly.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(broken)
    before = contents(tmp_path)
    for arguments in (["translate", "articles", "--engine", "copy"], ["render", "articles", "-o", "out"]):
        ran = yigao(*arguments, "--to", "en")
        assert ran.code == 2
        assert "articles" in ran.err
        assert ran.err.count("\n") == 1
        assert contents(tmp_path) == before


def test_a_catalog_of_another_article_is_not_taken_over(yigao: Run, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (tmp_path / "yigao.toml").write_text('articles = ["articles", "elsewhere"]\nto = "en"\n', encoding="utf-8")
    assert yigao("translate", "articles/science-weekly.md", "--engine", "copy").code == 0
    (other / "science-weekly.md").write_text("别的文章。", encoding="utf-8")
    ran = yigao("translate", "elsewhere", "--engine", "copy")
    assert ran.code == 2
    assert "belongs to articles/science-weekly.md" in ran.err
    assert "same catalog name" in yigao("translate", "--engine", "copy").err


def test_broken_markup_stays_out_of_the_rendered_article(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('句中有<font color="red">红</font>字。另一句。', encoding="utf-8")
    yigao("translate", "a.md", "--to", "en", "--engine", "copy")
    catalog = catalog_of(tmp_path, "a")
    broken = reviewed(catalog, **{"句中有<g1>红</g1>字。": "Red <g1>text.", "另一句。": "Another."})
    save(tmp_path, broken, "a")
    ran = yigao("render", "a.md", "--to", "en", "-o", "out.md")
    assert ran.code == 1
    assert "</g1> is missing" in ran.err
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == '句中有<font color="red">红</font>字。Another.'


def test_render_does_not_overwrite_the_article(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles", "--to", "en", "--engine", "pseudo")
    ran = yigao("render", "articles", "--to", "en", "--drafts", "-o", "articles")
    assert ran.code == 2
    assert contents(tmp_path / "articles") == contents(ARTICLES)


def test_too_little_reviewed_is_refused(yigao: Run, tmp_path: Path) -> None:
    yigao("translate", "articles/science-weekly.md", "--to", "en", "--engine", "pseudo")
    ran = yigao("render", "articles/science-weekly.md", "--to", "en", "--min-reviewed", "50", "-o", "out.md")
    assert ran.code == 2
    assert "0 % reviewed, 50 % asked for" in ran.err
    assert not (tmp_path / "out.md").exists()


KILLED = """
import os, sys
from yigao import files
from yigao.__main__ import main
point = sys.argv.pop(1)
calls = 0
def die_at(name, original):
    def wrapped(*args, **kwargs):
        global calls
        calls += 1
        if f"{name}{calls}" == point:
            os.kill(os.getpid(), 9)
        return original(*args, **kwargs)
    return wrapped
os.fsync = die_at("fsync", os.fsync)
sys.argv[0] = "yigao"
main()
"""


@pytest.mark.parametrize("point", ["fsync1", "fsync2", "fsync3"])
def test_a_kill_while_writing_leaves_whole_catalogs(yigao: Run, tmp_path: Path, point: str) -> None:
    """Killed between writing a catalog's bytes and putting them in place, for each of three catalogs."""
    yigao("translate", "articles", "--to", "en", "--engine", "copy")
    old = contents(tmp_path / "locales")
    for article in (tmp_path / "articles").iterdir():
        article.write_text(article.read_text(encoding="utf-8") + "\n新添的一句。\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, point, "translate", "articles", "--to", "en", "--engine", "copy"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    left = {name: data for name, data in contents(tmp_path / "locales").items() if name.endswith(".po")}
    assert yigao("translate", "articles", "--to", "en", "--engine", "copy").code == 0
    new = contents(tmp_path / "locales")
    for name, data in left.items():
        assert data in {old[name], new[name]}
    assert any(left[name] == old[name] != new[name] for name in left)


def test_a_kill_at_any_moment_leaves_whole_catalogs(yigao: Run, tmp_path: Path) -> None:
    """Killed after ever longer waits, until one run gets through."""
    command = [sys.executable, "-m", "yigao", "translate", "articles", "--to", "en", "--engine", "copy"]
    killed = 0
    for wait in (0.05, 0.2, 0.4, 0.6, 0.8, 1.0, 2.0, 60.0):
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started = time.monotonic()
        while process.poll() is None and time.monotonic() - started < wait:
            time.sleep(0.01)
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait()
        for path in (tmp_path / "locales").rglob("*.po"):
            assert load(path).entries
        if process.returncode == 0:
            break
    assert killed
    assert len(list((tmp_path / "locales").rglob("*.po"))) == 3
    assert yigao("translate", "articles", "--to", "en", "--engine", "copy").code == 0


def test_quiet_and_verbose(yigao: Run) -> None:
    assert yigao("-q", "translate", "articles", "--to", "en", "--engine", "pseudo").err == ""
    told = yigao(
        "-v", "translate", "articles", "--to", "de", "--engine", "pseudo", "--glossary", "glossary/greater-bay-area.csv"
    ).err
    assert "terms from glossary/greater-bay-area.csv" in told
    assert "de: engine pseudo" in told
