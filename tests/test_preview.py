"""`yigao render --preview`: source and translation together, in the article's structure."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao import parts
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, SegmentKind, Unit
from yigao.pages.preview import render as page_of
from yigao.pipeline.entries import fresh_entries
from yigao.pipeline.preview import preview
from yigao.pipeline.units import units_of

Run = Callable[..., Any]

CASES = Path(__file__).parent / "cases"
REVIEW = CASES / "review"
LAID_OUT = sorted(path for path in (CASES / "layouts").iterdir() if path.suffix != ".expected")
FORMATS = sorted(path for path in (CASES / "formats").glob("*/*/article.*"))
STATES = (State.REVIEWED, State.DRAFT, State.NEW)


def document_of(text: str, suffix: str) -> Document:
    name = next(name for name in parts.names("formats") if suffix in parts.load("formats", name).SUFFIXES)
    return Document(f"a{suffix}", name, text, parts.load("formats", name).parse(text))


def catalog_of(document: Document, units: Sequence[Unit], states: Sequence[State] = STATES) -> Catalog:
    entries = [
        replace(
            entry,
            state=(state := states[number % len(states)]),
            target="" if state is State.NEW else f"EN({entry.source})",
        )
        for number, entry in enumerate(fresh_entries(document, units))
    ]
    return Catalog("en", {"Language": "en"}, tuple(entries))


def previewed(document: Document, states: Sequence[State] = STATES, *, says_language: bool = False) -> str:
    units = units_of(document)
    text, refused = preview(document, units, catalog_of(document, units, states), says_language=says_language)
    assert refused == ()
    return text


@pytest.mark.parametrize("article", LAID_OUT, ids=lambda path: path.suffix)
def test_case(article: Path, compare: Callable[[Path, bytes], None]) -> None:
    document = document_of(article.read_text(encoding="utf-8"), article.suffix)
    found = previewed(document, says_language=article.suffix == ".html")
    compare(CASES / "previews" / article.name, found.encode())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The review case as a project."""
    (tmp_path / "yigao.toml").write_text("")
    shutil.copy(REVIEW / "article.md", tmp_path)
    (tmp_path / "locales" / "en" / "LC_MESSAGES").mkdir(parents=True)
    shutil.copy(REVIEW / "article.po", tmp_path / "locales" / "en" / "LC_MESSAGES")
    return tmp_path


@pytest.mark.parametrize("name", ["article.preview.md", "article.preview.html"])
def test_the_command_writes_markdown_or_a_page(
    yigao: Run, project: Path, compare: Callable[[Path, bytes], None], name: str
) -> None:
    ran = yigao("render", "article.md", "--preview", "-o", name)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{name}: 17 of 19 units\n")
    compare(CASES / "previews" / name, (project / name).read_bytes())


def test_to_standard_output_it_is_the_articles_format(yigao: Run, project: Path) -> None:
    assert project
    ran = yigao("render", "article.md", "--preview")
    assert (ran.code, ran.out) == (0, (CASES / "previews" / "article.preview.md").read_text(encoding="utf-8"))


def test_a_share_may_be_asked_for(yigao: Run, project: Path) -> None:
    assert project
    assert yigao("render", "article.md", "--preview", "--min-reviewed", "90").code == 2


def test_broken_codes_are_shown_and_named(yigao: Run, project: Path) -> None:
    (project / "b.html").write_text("<p>甲<img src=a.png>乙。</p><p>丙。</p>", encoding="utf-8")
    entries = (Entry("甲<x1/>乙。", "No picture.", state=State.REVIEWED), Entry("丙。", "C.", state=State.REVIEWED))
    catalog = project / "locales" / "en" / "LC_MESSAGES" / "b.po"
    catalog.write_text(dumps(Catalog("en", {"Language": "en"}, entries)), encoding="utf-8")
    ran = yigao("render", "b.html", "--preview")
    assert ran.code == 1
    assert "not used, <x1/> is missing: 甲<x1/>乙。" in ran.err
    assert "⚠ 甲<img src=a.png>乙。</span></p>" in ran.out
    assert "<p>⚠ a translation with broken codes (1)</p>" in ran.out


def test_encodings_become_utf_8(yigao: Run, project: Path) -> None:
    (project / "b.html").write_bytes('<meta charset="gbk"><p>甲。</p>'.encode("gbk"))
    assert yigao("translate", "b.html", "--engine", "pseudo").code == 0
    ran = yigao("render", "b.html", "--preview")
    assert ran.out.startswith(
        '<meta charset="utf-8"><p>甲。<br><span class="yigao-translation" lang="en" dir="auto">✎ '
    )


@pytest.mark.parametrize("article", FORMATS, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}")
def test_the_source_is_all_there_and_in_its_structure(article: Path) -> None:
    text = article.read_bytes().decode("utf-8-sig", "replace")
    document = document_of(text, article.suffix)
    units = units_of(document)
    catalog = Catalog(
        "en", {}, tuple(replace(one, target=one.source, state=State.REVIEWED) for one in fresh_entries(document, units))
    )
    both, refused = preview(document, units, catalog)
    assert refused == ()
    at = 0
    for segment in document.segments:
        found = both.find(segment.span.cut(text), at)
        assert found >= at
        at = found
    kinds = [SegmentKind.HEADING, SegmentKind.CELL, SegmentKind.ITEM, SegmentKind.QUOTE]
    before, after = (
        Counter(one.kind for one in each.segments) for each in (document, document_of(both, article.suffix))
    )
    if document.format == "markdown":
        assert {kind: after[kind] for kind in kinds} == {kind: before[kind] for kind in kinds}


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=3))
def test_every_sign_is_explained(states: list[State]) -> None:
    document = document_of("甲。\n\n乙。\n\n丙。\n", ".md")
    found = previewed(document, states)
    used = {states[number % len(states)] for number in range(3)}
    for sign, meaning, state in (("✎", "a draft", State.DRAFT), ("∅", "not translated", State.NEW)):
        assert (sign in found) == (f"{sign} {meaning}" in found) == (state in used)


def test_a_page_keeps_tags_for_whole_pages_as_text() -> None:
    body = "<p>甲</p><meta http-equiv=refresh content='0;url=x'><BASE href=x></main><script>alert(1)</script>"
    page = page_of(body, title="</title><script>", source_language='zh"', facts="<b>")
    assert page.count("<script") == page.count("<base") == page.count("http-equiv=refresh>") == 0
    assert page.count("<meta ") == 5
    assert "&lt;script>alert(1)&lt;/script>" in page
    assert 'lang="zh&quot;"' in page
    assert "default-src 'none'" in page
    assert "script-src" not in page
