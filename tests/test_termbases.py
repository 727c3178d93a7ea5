"""Term bases in every form: what is written is read back, and what a form cannot express is said."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.po import pofile
from translate.storage.tbx import tbxfile

from yigao.errors import ExchangeError, GlossaryError, UserError
from yigao.glossary.matching import fold
from yigao.glossary.reading import read_glossary
from yigao.model.term import Term
from yigao.pipeline.termbases import read_termbase, read_termbases, write_termbase

HERE = Path(__file__).parent
CASES = HERE / "cases" / "exchange"
OURS = HERE.parent / "glossary" / "greater-bay-area.csv"
FORMS = ["csv", "tsv", "tbx", "po"]

WORDS = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
        | st.sampled_from(' ,"#|&<>\\=湾区'),
        min_size=1,
        max_size=10,
    )
    .map(str.strip)
    .filter(bool)
)
LISTS = st.lists(WORDS, max_size=3, unique=True).map(tuple)
TERMS = st.builds(
    Term,
    source=WORDS,
    target=WORDS,
    variants=LISTS,
    forbidden=LISTS,
    kind=st.just("") | WORDS,
    note=st.just("") | WORDS,
)


def is_right(term: Term) -> bool:
    right = {term.target, *term.variants}
    return len(right) == 1 + len(term.variants) and not right & set(term.forbidden)


def bare(terms: tuple[Term, ...] | list[Term]) -> list[Term]:
    return [replace(term, origin="") for term in terms]


def expressible(term: Term, form: str) -> Term | None:
    """What of a term CSV and TSV can hold."""
    if form in {"tbx", "po"}:
        return term
    if term.source.startswith("#"):
        return None
    kept = {name: tuple(one for one in getattr(term, name) if "|" not in one) for name in ("variants", "forbidden")}
    return replace(term, variants=kept["variants"], forbidden=kept["forbidden"])


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=50, deadline=None)
@given(terms=st.lists(TERMS.filter(is_right), min_size=1, max_size=4, unique_by=lambda term: fold(term.source)))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, form: str, terms: list[Term]) -> None:
    path = tmp_path_factory.mktemp("terms") / f"a.{form}"
    exported = write_termbase(path, terms, "zh", "en")
    path.write_bytes(exported.data)
    expected = [kept for term in terms if (kept := expressible(term, form))]
    found = read_termbase(path, "zh", "en") if expected or form != "tbx" else None
    assert found is None or (bare(found.records), found.warnings) == (expected, ())
    lost = [line for line in exported.warnings if line.startswith("left out")]
    assert bool(lost) == (expected != terms)
    if form == "tbx":
        units = tbxfile.parsestring(exported.data, "zh", "en").units
        assert [unit.source for unit in units] == [term.source for term in terms]
        assert [[one.text for one in unit.get_target_terms()] for unit in units] == [
            [term.target, *term.variants, *term.forbidden] for term in terms
        ]
        assert [[one.deprecated for one in unit.get_target_terms()].count(True) for unit in units] == [
            len(term.forbidden) for term in terms
        ]
    if form == "po":
        pairs = [(unit.source, unit.target) for unit in pofile.parsestring(exported.data).units[1:]]
        assert pairs == [(term.source, term.target) for term in terms]


@pytest.mark.parametrize("form", FORMS)
def test_our_own_term_base_goes_through_every_form(tmp_path: Path, form: str) -> None:
    terms = read_glossary(OURS)
    path = tmp_path / f"ours.{form}"
    exported = write_termbase(path, terms, "zh", "en")
    assert exported.warnings == ()
    path.write_bytes(exported.data)
    assert bare(read_termbase(path, "zh", "en").records) == bare(terms)


def test_what_a_form_cannot_hold_is_said() -> None:
    term = Term("甲", "A", variants=("a|b", "c"), forbidden=("=1+1",))
    exported = write_termbase(Path("a.csv"), [term, Term("#乙", "B")], "zh", "en")
    assert exported.warnings == (
        "left out of the variants of 甲, because | separates them: a|b",
        "a spreadsheet may take this for a formula: =1+1",
        "left out, because # begins a comment: #乙",
    )
    exported = write_termbase(Path("a.tbx"), [Term("甲", "A\ufffe"), Term("乙", "B")], "zh", "en")
    assert exported.warnings == ("left out, because XML cannot hold U+FFFE: 甲",)
    with pytest.raises(GlossaryError, match=r"no form of term base for names that end in '\.xlsx'"):
        write_termbase(Path("a.xlsx"), [term], "zh", "en")


def test_tbx_of_others_is_read() -> None:
    """Both dialects: several source terms, statuses by other names, notes everywhere, groups, a third language."""
    found = read_termbase(CASES / "others-2008.tbx", "zh", "en")
    assert bare(found.records) == [
        Term(
            "冷泉",
            "cold seep",
            ("methane seep",),
            ("cold spring", "cool spring"),
            "field",
            "The sea floor leaks gas. Both.",
        ),
        Term(
            "冷渗漏",
            "cold seep",
            ("methane seep",),
            ("cold spring", "cool spring"),
            "field",
            "The sea floor leaks gas. Both.",
        ),
        Term("海洋牧场", "marine ranch"),
    ]
    assert [line.partition(": ")[2] for line in found.warnings] == [
        "1 superseded terms, which are forbidden now",
        "1 term notes on something else than status, which are dropped",
        "1 concepts without a term in both languages",
        "1 concepts without a rendering that may be used",
    ]
    assert [term.origin.rpartition(":")[2] for term in found.records] == ["6", "6", "32"]
    assert bare(read_termbase(CASES / "others-2019.tbx", "zh_CN", "en_US").records) == [
        Term("红树林", "mangrove forest", ("mangroves",), ("red forest",), "nature")
    ]
    with pytest.raises(ExchangeError, match=r"no concept in zh and fr .languages of the file: de, en, zh-CN"):
        read_termbase(CASES / "others-2008.tbx", "zh", "fr")


def test_drafts_of_a_catalog_are_no_terms() -> None:
    found = read_termbase(CASES / "glossary.po", "zh", "en")
    assert bare(found.records) == [
        Term("冷泉", "cold seep", ("methane seep",), ("cold spring",), "field", "On the sea floor."),
        Term("海洋牧场", "marine ranch", note="Plain."),
    ]
    assert found.warnings == (f"{CASES / 'glossary.po'}:20: 1 drafts are no terms yet, the first: 白鹭",)


@pytest.mark.parametrize(
    ("target", "forbidden", "message"),
    [("A", ("A",), "both a right and a forbidden"), ("A\u202e", (), "invisible character U\\+202E in the target")],
)
def test_every_form_is_checked(tmp_path: Path, target: str, forbidden: tuple[str, ...], message: str) -> None:
    for form in FORMS:
        path = tmp_path / f"a.{form}"
        path.write_bytes(write_termbase(path, [Term("甲", target, (), forbidden)], "zh", "en").data)
        with pytest.raises(GlossaryError, match=message) as caught:
            read_termbase(path, "zh", "en")
        assert caught.value.where.startswith(f"{path.as_posix()}:")


def test_forms_are_layered_like_files(tmp_path: Path) -> None:
    for form, target in (("tbx", "A"), ("po", "B")):
        path = tmp_path / f"a.{form}"
        path.write_bytes(write_termbase(path, [Term("甲", target), Term(form, form)], "zh", "en").data)
    found = read_termbases([tmp_path / "a.tbx", tmp_path / "a.po"], "zh", "en")
    assert [(term.source, term.target) for term in found.records] == [("甲", "B"), ("tbx", "tbx"), ("po", "po")]


def test_a_configured_tbx_is_held_to(tmp_path: Path, yigao: Callable[..., Any]) -> None:
    terms = [Term("湾区", "Bay Area", forbidden=("Gulf Region",))]
    (tmp_path / "x.tbx").write_bytes(write_termbase(Path("x.tbx"), terms, "zh", "en").data)
    (tmp_path / "yigao.toml").write_text('glossary = ["x.tbx"]\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("湾区\n", encoding="utf-8")
    assert yigao("translate", "a.md", "--engine", "pseudo").code == 0
    catalog = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    text = catalog.read_text(encoding="utf-8")
    assert 'msgstr "Bay Area"' in text
    catalog.write_text(text.replace('"Bay Area"', '"Gulf Region"').replace("#, fuzzy\n", ""), encoding="utf-8")
    ran = yigao("check", "--select", "glossary-forbidden")
    assert (ran.code, "Gulf Region" in ran.out) == (1, True)


def test_without_the_extra_a_configured_tbx_says_so(
    tmp_path: Path, yigao: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.base", None)
    (tmp_path / "x.tbx").write_text("<martif/>", encoding="utf-8")
    (tmp_path / "a.md").write_text("湾区\n", encoding="utf-8")
    ran = yigao("translate", "a.md", "--glossary", "x.tbx", "--engine", "copy")
    assert ran.code == 2
    assert "pip install 'yigao[exchange]'" in ran.err
    assert not (tmp_path / "locales").exists()


def test_a_broken_catalog_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text('msgid "a\n', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_termbase(path, "zh", "en")
    assert caught.value.where == f"{path}:1"
