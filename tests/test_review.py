"""`yigao review`: what the page is told, and what it is made of. `test_review_page.py` opens it in a browser."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.commands._checking import project_of, setting_of
from yigao.commands._options import Options
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.review import Mark, Marked, Review, Row, Side
from yigao.model.span import Span
from yigao.pages._markup import plain, tag, words
from yigao.pages._texts import side
from yigao.pages.review import terms_kept
from yigao.pipeline.review import review
from yigao.text.differences import differences

Run = Callable[..., Any]

CASE = Path(__file__).parent / "cases" / "review"
SIGNS = {Marked.TERM: "term", Marked.QUANTITY: "number", Marked.CODE: "code"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The case's article, term base and catalog in a folder of their own."""
    (tmp_path / "yigao.toml").write_text('glossary = ["glossary.csv"]\n')
    for name in ("article.md", "article.po", "glossary.csv"):
        shutil.copy(CASE / name, tmp_path)
    return tmp_path


def reviewed(folder: Path, name: str = "article.po") -> Review:
    options = Options(folder / "yigao.toml", quiet=True, verbose=False)
    return review([folder / name], setting_of(options, (), options.checks), project_of(options))


def told(one: Review) -> Iterator[str]:
    """The page in plain words."""
    for sheet in one.sheets:
        yield f"{sheet.article}: {sheet.source_language} → {sheet.language}\n"
        for block in sheet.blocks:
            layout = block.layout
            cell = f" {layout.row}.{layout.column}" if layout.table else ""
            marker = f" {layout.marker}" if layout.marker and block.is_first else ""
            yield f"\n[{layout.kind.value}{f' {layout.level}' if layout.level else ''}{cell}{marker}] {block.text}\n"
            for row in block.rows:
                yield from _row(row)
        if sheet.left:
            yield "\n[left over]\n"
            for row in sheet.left:
                yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    again = " again" if row.is_again else ""
    missing = " missing" if row.is_missing else ""
    yield f"{row.number} {row.entry.state}{again}{missing}\n"
    yield f"  {_marked(row.source)}\n"
    yield f"  {_marked(row.target)}\n"
    for finding in row.findings:
        yield f"  {finding.severity} {finding.rule}\n"
    for kept in row.kept:
        yield f"  waived {kept.finding.rule}: {kept.reason}\n"
    if row.changes:
        changed = (
            "".join(f"{{{one.before}→{one.after}}}" if one.before != one.after else one.after) for one in row.changes
        )
        yield f"  changed: {''.join(changed)}\n"


def _marked(one: Side) -> str:
    """A text with ⟦kind: …⟧ around what is marked."""
    inserts: list[tuple[int, int, int, str]] = []
    for order, mark in enumerate(one.marks):
        sign = f"{SIGNS[mark.kind]}{'' if mark.is_kept else ' lost'}"
        inserts.append((mark.span.start, 1, order, f"⟦{sign}: "))
        inserts.append((mark.span.end, 0, -order, "⟧"))
    text = one.text
    for at, _, _, sign in sorted(inserts, reverse=True):
        text = f"{text[:at]}{sign}{text[at:]}"
    return text


def test_the_case(project: Path, compare: Callable[[Path, bytes], None]) -> None:
    compare(CASE / "expected.txt", "".join(told(reviewed(project))).encode())


def test_a_sentence_that_changed_and_one_that_is_new(project: Path) -> None:
    article = project / "article.md"
    text = article.read_text(encoding="utf-8").replace("上午参观书库。", "上午参观古籍书库。")
    article.write_text(text, encoding="utf-8")
    (sheet,) = reviewed(project).sheets
    (missing,) = (row for row in sheet.rows() if row.is_missing)
    assert (missing.entry.source, missing.entry.state) == ("上午参观古籍书库。", State.NEW)
    assert [row.entry.source for row in sheet.left] == ["上午参观书库。"]
    assert "stale-source" in {one.rule for row in sheet.left for one in row.findings}


def test_without_its_article_a_catalog_keeps_its_own_order(project: Path) -> None:
    whole = list(reviewed(project).sheets[0].rows())
    (project / "article.md").unlink()
    (sheet,) = reviewed(project).sheets
    assert (sheet.is_whole, sheet.blocks) == (False, ())
    assert [row.entry.key for row in sheet.left] == [
        entry.key for entry in load(project / "article.po").entries if entry.state is not State.OBSOLETE
    ]
    assert {row.source for row in sheet.left} == {row.source for row in whole}


def test_terms_kept_are_counted_once_an_entry(project: Path) -> None:
    (sheet,) = reviewed(project).sheets
    assert terms_kept(sheet.rows()) == (2, 3)


def test_the_command_writes_one_page_of_all_catalogs(yigao: Run, project: Path) -> None:
    shutil.copy(project / "article.po", project / "other.po")
    ran = yigao("review", "article.po", "other.po", "-o", "out/page.html")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "out/page.html: 36 entries, 10 with findings\n"
    page = (project / "out" / "page.html").read_text(encoding="utf-8")
    assert page.count('class="sheet"') == 2
    assert yigao("review", "article.po", "other.po", "-o", "again.html").code == 0
    assert (project / "again.html").read_text(encoding="utf-8") == page


def test_a_catalog_that_does_not_parse_writes_nothing(yigao: Run, project: Path) -> None:
    (project / "article.po").write_text('msgid "甲', encoding="utf-8")
    ran = yigao("review", "article.po", "-o", "page.html")
    assert ran.code == 2
    assert ran.err.startswith("yigao: article.po:1: ")
    assert not (project / "page.html").exists()


def test_what_the_baseline_knows_is_left_out(yigao: Run, project: Path) -> None:
    (project / "yigao.toml").write_text('glossary = ["glossary.csv"]\n[checks]\nbaseline = "known.json"\n')
    assert yigao("check", "article.po", "--select", "num-*", "--update-baseline").code == 0
    ran = yigao("review", "article.po", "-o", "page.html")
    assert ran.err == "page.html: 18 entries, 3 with findings\n"
    content = json.loads(yigao("status", "article.po", "--format", "json").out)
    assert content["total"]["findings"] == {"error": 1, "warning": 1, "info": 1}


def test_nothing_of_the_project_is_overwritten(yigao: Run, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.iterdir() if path.is_file()}
    (project / "b.html").write_text("<p>甲。</p>", encoding="utf-8")
    assert yigao("translate", "b.html", "--engine", "copy", "--locales", ".").code == 0
    catalog = next(project.rglob("b.po"))
    for output in ("article.po", "article.md"):
        assert yigao("review", "article.po", "-o", output).code == 2
        assert yigao("status", "article.po", "--badge", output).code == 2
        assert yigao("status", "article.po", "--history", output).code == 2
    ran = yigao("review", catalog, "-o", "b.html")
    assert (ran.code, ran.err) == (2, "yigao: b.html: would overwrite the article itself (choose another --output)\n")
    assert {path: path.read_bytes() for path in before} == before


class _Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(markup)
    parser.close()
    return parser.found


def test_the_page_loads_nothing_and_names_each_language(yigao: Run, project: Path) -> None:
    assert yigao("review", "article.po", "-o", "page.html").code == 0
    page = (project / "page.html").read_text(encoding="utf-8")
    found = tags_of(page)
    addresses = [value for _, attributes in found for name, value in attributes.items() if name in {"src", "href"}]
    assert addresses
    assert {str(value)[0] for value in addresses} == {"#"}
    assert not [name for _, attributes in found for name in attributes if name.startswith("on") or name == "style"]
    assert {attributes["lang"] for _, attributes in found if "lang" in attributes} == {"zh", "en"}
    policy = next(str(attributes["content"]) for _, attributes in found if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(value)[1:] for value in addresses}
    assert targets <= {str(one) for one in ids}


@pytest.mark.parametrize(
    ("chosen", "frame", "said"),
    [("en", "en", ["Review: article.po", "3 drafts", ">not translated<", "Entry 9, 1 finding"]),
     ("zh_CN", "zh-Hans", ["审校：article.po", "初稿 3 条", ">尚未翻译<", "条目 9，1 个问题"])],
)  # fmt: skip
def test_the_page_speaks_the_language_of_its_reader(
    monkeypatch: pytest.MonkeyPatch, yigao: Run, project: Path, chosen: str, frame: str, said: list[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", chosen)
    text = (project / "article.po").read_text(encoding="utf-8").replace("Language: en", "Language: fr")
    text = text.replace("# Check the walk", "# TM: 90 % from old.po\n# Check the walk")
    (project / "article.po").write_text(text, encoding="utf-8")
    assert yigao("review", "article.po", "-o", "page.html").code == 0
    page = (project / "page.html").read_text(encoding="utf-8")
    assert [one for one in said if one not in page] == []
    assert "[[" not in page
    assert page.count('<p class="remark" lang="en">TM: 90 %') == (frame != "en")
    found = tags_of(page)
    assert found[0] == ("html", {"lang": frame})
    classed = [(str(attributes.get("class")), attributes.get("lang")) for _, attributes in found]
    assert {language for name, language in classed if name == "s"} == {"zh", "fr"}
    assert {language for name, language in classed if name == "t"} == {"fr", frame}
    assert {attributes["lang"] for _, attributes in found if "lang" in attributes} == {"zh", "fr", "en", frame}


TEXTS = st.text(st.sampled_from("甲a<>&\"'/=`$\\ \n\t\u202e\u0000\x85{}[]()"), max_size=30)


@given(TEXTS)
def test_texts_are_texts(text: str) -> None:
    assert not [name for name, _ in tags_of(words(text)) if name != "b"]
    assert tags_of(tag("p", words("x"), title=text)) == [("p", {"title": _read(plain(text))})]
    assert not re.search("[\x00-\x08\u202a-\u202e]", words(text))


def _read(escaped: str) -> str:
    ((_, attributes),) = tags_of(f'<i title="{escaped}">')
    return str(attributes["title"])


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(list(Marked))), max_size=6))
def test_marks_lose_no_character(text: str, places: list[tuple[int, int, Marked]]) -> None:
    marks = [Mark(Span(start, start + size), kind) for start, size, kind in sorted(places) if start + size <= len(text)]
    nested: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.span.start, -one.span.end)):
        if all(one.span.covers(mark.span) or one.span.end <= mark.span.start for one in nested):
            nested.append(mark)
    bare = re.sub(r"</?mark[^>]*>|</?b[^>]*>", "", side(Side(text, tuple(nested)), {}))
    assert bare == re.sub(r"</?b[^>]*>", "", words(text))


SENTENCES = st.text(st.sampled_from("甲乙丙丁ab1, 。"), max_size=40)


@given(SENTENCES, SENTENCES)
def test_differences_make_both_texts(before: str, after: str) -> None:
    found = list(differences(before, after))
    assert "".join(one for one, _ in found) == before
    assert "".join(other for _, other in found) == after


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("步行500米。", "步行300米。", [("500", "300")]),
        ("今天下雨。", "今天没有下雨。", [("", "没有")]),
        ("We walk fast.", "We walked fast.", [("walk", "walked")]),
        ("同一句。", "同一句。", []),
        ("甲" * 5000, "乙" * 5000, [("甲" * 5000, "乙" * 5000)]),
    ],
    ids=["number", "added", "word", "same", "too long"],
)
def test_differences_are_words_and_characters(before: str, after: str, changed: list[tuple[str, str]]) -> None:
    assert [(one, other) for one, other in differences(before, after) if one != other] == changed


def test_an_article_outside_of_the_project_is_not_read(project: Path) -> None:
    (project / "inner").mkdir()
    (project / "inner" / "yigao.toml").write_text("")
    catalog = load(project / "article.po")
    headers = {**catalog.headers, "X-Source-File": "../article.md"}
    outside = Catalog("en", headers, (Entry("甲。", "A.", state=State.REVIEWED),))
    (project / "inner" / "article.po").write_text(dumps(outside), encoding="utf-8")
    assert reviewed(project / "inner").sheets[0].is_whole is False
