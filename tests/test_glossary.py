"""Term bases: reading, matching, and the ones that come with yigao."""

import csv
import json
import unicodedata
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.errors import GlossaryError
from yigao.glossary.matching import Matcher, fold
from yigao.glossary.reading import read_glossaries, read_glossary
from yigao.model.term import Term

HERE = Path(__file__).parent
CASES = HERE / "cases" / "glossary"
TABLES = {".csv", ".tsv"}
OUR_OWN = sorted((HERE.parent / "glossary").glob("*.[ct]sv"))


def tables(folder: str) -> list[Path]:
    found = sorted(path for path in (CASES / folder).iterdir() if path.suffix in TABLES)
    assert found
    return found


def as_record(term: Term) -> dict[str, Any]:
    """The filled fields, and of the origin the line."""
    fields = {
        "source": term.source,
        "target": term.target,
        "variants": list(term.variants),
        "forbidden": list(term.forbidden),
        "kind": term.kind,
        "note": term.note,
    }
    line = int(term.origin.rpartition(":")[2])
    return {name: value for name, value in fields.items() if value} | {"line": line}


def read_or_error(path: Path) -> tuple[Term, ...] | GlossaryError:
    try:
        return read_glossary(path)
    except GlossaryError as error:
        return error


def matching_cases() -> list[dict[str, Any]]:
    lines = (CASES / "matching.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("path", tables("good"), ids=lambda path: path.name)
def test_good_table(path: Path) -> None:
    terms = read_glossary(path)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert [as_record(term) for term in terms] == expected
    assert all(term.origin.startswith(f"{path.as_posix()}:") for term in terms)


@pytest.mark.parametrize("path", tables("broken"), ids=lambda path: path.name)
def test_broken_table(path: Path) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_glossary(path)
    expected = path.with_suffix(path.suffix + ".error").read_text(encoding="utf-8").rstrip("\n")
    assert str(caught.value) == f"{path.parent.as_posix()}/{expected}"
    assert caught.value.remedy


def test_a_later_file_replaces_terms_of_an_earlier_one() -> None:
    paths = tables("layers")
    expected = json.loads((CASES / "layers" / "expected.json").read_text(encoding="utf-8"))
    merged = read_glossaries(paths)
    assert [as_record(term) for term in merged] == expected
    assert [Path(term.origin).name for term in merged] == ["2-bay-area.csv:3", "1-national.csv:3", "2-bay-area.csv:2"]
    assert read_glossaries([]) == ()


@pytest.mark.parametrize("name", ["missing.csv", ".", "nul\0.csv"])
def test_unreadable_path(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(GlossaryError) as caught:
        read_glossary(path)
    assert caught.value.where == path.as_posix()
    assert caught.value.remedy


@pytest.mark.parametrize("path", OUR_OWN, ids=lambda path: path.name)
def test_our_own_term_base(path: Path) -> None:
    terms = read_glossary(path)
    sources = [fold(term.source) for term in terms]
    assert len(sources) == len(set(sources)) > 0
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) == len(terms) + 1, "a line that repeats another"
    order = [(term.kind, term.source) for term in terms]
    assert order == sorted(order), "sorted by kind, then source"
    matcher = Matcher(terms)
    for term in terms:
        assert [match.term for match in matcher.find(term.source)] == [term]


def test_there_are_term_bases_of_our_own() -> None:
    assert "greater-bay-area.csv" in {path.name for path in OUR_OWN}


@pytest.mark.parametrize("case", matching_cases(), ids=lambda case: str(case["name"]))
def test_matching(case: dict[str, Any]) -> None:
    matcher = Matcher(Term(source, source.upper()) for source in case["terms"])
    found = [
        [match.span.start, match.span.cut(case["text"]), match.term.source] for match in matcher.find(case["text"])
    ]
    assert found == case["found"]


def test_of_two_like_sources_the_later_counts() -> None:
    earlier, later = Term("中心（大湾区）", "centre"), Term("中心(大湾区)", "center")
    assert [match.term for match in Matcher([earlier, later]).find("中心（大湾区）")] == [later]


def test_an_empty_source_is_refused() -> None:
    with pytest.raises(ValueError):
        Matcher([Term("", "nothing")])


# Few characters, so that terms nest, overlap, touch and repeat; digits and points for the borders of numbers.
CROWDED = st.text(alphabet='湾区a0.,“" （(\u3000\u00a0', max_size=30)
SOURCES = st.lists(st.text(alphabet="湾区a0“( ", min_size=1, max_size=4), max_size=6)


def search_slowly(text: str, sources: list[str]) -> list[tuple[int, int]]:
    """Leftmost-longest by trying every source at every place. Points and commas do not occur."""
    wanted = {fold(source) for source in sources}
    found, at = [], 0
    while at < len(text):
        ends = [at + length for length in range(len(text) - at, 0, -1) if fits(text, at, at + length, wanted)]
        if ends:
            found.append((at, ends[0]))
        at = ends[0] if ends else at + 1
    return found


def fits(text: str, start: int, end: int, wanted: set[str]) -> bool:
    def joins(left: str, right: str) -> bool:
        return left in {"a", "0"} and right in {"a", "0"}

    inside = (start > 0 and joins(text[start - 1], text[start])) or (
        end < len(text) and joins(text[end - 1], text[end])
    )
    return not inside and fold(text[start:end]) in wanted


@settings(max_examples=200, deadline=None)
@given(text=CROWDED.map(lambda text: text.replace(".", "").replace(",", "")), sources=SOURCES)
def test_matching_agrees_with_a_slow_search(text: str, sources: list[str]) -> None:
    found = [(match.span.start, match.span.end) for match in Matcher(Term(each, "x") for each in sources).find(text)]
    assert found == search_slowly(text, sources)


@settings(max_examples=200, deadline=None)
@given(text=CROWDED | st.text(st.characters(exclude_categories=()), max_size=30), sources=SOURCES)
def test_matches_are_ordered_and_exact(text: str, sources: list[str]) -> None:
    end = 0
    for match in Matcher(Term(each, "x") for each in sources).find(text):
        assert match.span.start >= end
        assert fold(match.span.cut(text)) == fold(match.term.source)
        end = match.span.end


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")) | st.sampled_from(' ,"#|\u3000“'),
    max_size=12,
)


def is_plain(source: str) -> bool:
    return bool(source.strip()) and not source.strip().startswith("#")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.dictionaries(PRINTABLE.filter(is_plain).map(str.strip), PRINTABLE.map(str.strip).filter(bool)),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, str], newline: str, mark: bool
) -> None:
    alike = {fold(source): (source, target) for source, target in rows.items()}
    table = StringIO()
    csv.writer(table, lineterminator=newline).writerows([("source", "target"), *alike.values()])
    path = tmp_path_factory.mktemp("glossary") / "terms.csv"
    path.write_bytes(table.getvalue().encode("utf-8-sig" if mark else "utf-8"))
    assert [(term.source, term.target) for term in read_glossary(path)] == list(alike.values())


TOKENS = st.sampled_from(
    [b"source,target\n", b"note", b"#", b'"', b'""', b",", b"\t", b"\r", b"\n", b"|", b"a", b"\xe6", "湾".encode()]
)


@settings(max_examples=200, deadline=None)
@given(
    data=st.lists(TOKENS, max_size=20).map(b"".join) | st.binary(max_size=40), suffix=st.sampled_from([".csv", ".tsv"])
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("glossary") / f"terms{suffix}"
    path.write_bytes(b"source,target\n" + data)
    outcome = read_or_error(path)
    if isinstance(outcome, GlossaryError):
        assert outcome.where.startswith(f"{path.as_posix()}:")
        assert outcome.remedy
        return
    for term in outcome:
        assert term.source
        assert term.target
        assert not any(unicodedata.category(character) == "Cc" for character in term.source + term.target)


@pytest.mark.parametrize(
    "body",
    ['"', '"' * 300_000, ' "' * 100_000, "," * 300_000, " " * 300_000, "#" * 300_000, '"a",' * 100_000, "\n" * 100_000],
    ids=["open", "quotes", "spaced quotes", "commas", "spaces", "comment", "cells", "blank lines"],
)
def test_long_tables_end(tmp_path: Path, body: str) -> None:
    """Each of these takes minutes if reading is not linear."""
    path = tmp_path / "long.csv"
    path.write_text(f"source,target\n{body}", encoding="utf-8")
    outcome = read_or_error(path)
    assert outcome == () or str(outcome).startswith(f"{path.as_posix()}:2")


def test_long_texts_end() -> None:
    nested = [Term("a" * length, "x") for length in range(1, 400)] + [
        Term("湾" * length, "x") for length in range(1, 400)
    ]
    matcher = Matcher(nested)
    assert matcher.find("a" * 300_000) == []
    assert len(matcher.find("湾" * 399_000)) == 1000
    assert len(matcher.find("1.1," * 50_000 + " a")) == 1
