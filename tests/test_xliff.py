"""Catalogs in XLIFF: what is written is read back, and what comes back loses no person's work."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.errors import ExchangeError
from yigao.exchange import xliff
from yigao.model.catalog import Entry, Previous, Reference, State
from yigao.model.exchange import Handed, Parcel
from yigao.pipeline.formats import format_named
from yigao.pipeline.handing_over import hand_over
from yigao.pipeline.sides import side_of

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "exchange"
SAMPLES = sorted((ROOT / "locales").rglob("*.po"))
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
"""Where Debian's php-symfony-translation has them."""
TOOLKIT = {"1.2": Xliff1File, "2.0": Xliff2File}
FIELDS = ("source", "target", "context", "state", "references", "extracted", "comments", "previous")

PIECES = st.sampled_from(
    [
        *("湾区 <g1> </g1> <g2> </g2> <x3/> ** * ` [ ](b) ![i](j) a <b> </b> &amp; \\ # | ~~ $ 𠮷 \" '".split()),
        " ",
        "\n",
        "\t",
        "\r",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=10).map("".join)
HELD_BACK = st.sampled_from(["", "", "", "\x01", "\x1b", "\ufffe"])
LINES = st.lists(st.sampled_from(["", "g1 = <b>", "x3 = [ … ](c)", "term: 甲 → A", "a & <b>", " "]), max_size=3).map(
    tuple
)
ENTRIES = st.builds(
    Entry,
    source=st.builds(str.__add__, TEXTS, HELD_BACK),
    target=st.just("") | TEXTS,
    context=st.sampled_from(["", "heading"]),
    references=st.lists(st.builds(Reference, st.sampled_from(["a.md", "a b:c.md"]), st.integers(1, 9)), max_size=2).map(
        tuple
    ),
    extracted=LINES,
    comments=LINES,
    previous=st.none() | st.builds(Previous, TEXTS, st.sampled_from(["", "cell"])),
)


def handed(entry: Entry, *, reviewed: bool) -> Handed:
    state = State.NEW if not entry.target else State.REVIEWED if reviewed else State.DRAFT
    part = format_named("markdown")
    codes = [side_of(text, part).codes if text else () for text in (entry.source, entry.target)]
    return Handed(replace(entry, state=state), "b", *codes)


def told(entry: Entry) -> list[Any]:
    return [getattr(entry, name) for name in FIELDS]


@pytest.mark.parametrize("version", xliff.VERSIONS)
@settings(max_examples=80, deadline=None)
@given(entries=st.lists(st.tuples(ENTRIES, st.booleans()), min_size=1, max_size=3))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, version: str, entries: list[tuple[Entry, bool]]
) -> None:
    units = tuple(handed(entry, reviewed=reviewed) for entry, reviewed in entries)
    exported = xliff.write(Parcel("a.md", "zh", "pt_BR", units), version)
    kept = [unit for unit in units if version == "2.0" or not re.search("[\x01\x1b\ufffe]", unit.entry.source)]
    assert len(exported.warnings) == len(units) - len(kept)
    path = tmp_path_factory.mktemp("xliff") / "a.xlf"
    path.write_bytes(exported.data)
    (parcel,) = xliff.read(path).records
    assert replace(parcel, units=()) == Parcel("a.md", "zh", "pt_BR", ())
    assert [told(unit.entry) for unit in parcel.units] == [told(unit.entry) for unit in kept]
    assert {unit.base for unit in parcel.units} <= {"b"}
    assert len(TOOLKIT[version].parsestring(exported.data).units) == len(kept)


@pytest.mark.parametrize("version", xliff.VERSIONS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_our_own_catalogs_go_through(tmp_path: Path, path: Path, version: str) -> None:
    exported, count = hand_over(path, version)
    assert exported.warnings == ()
    file = tmp_path / "a.xlf"
    file.write_bytes(exported.data)
    (parcel,) = xliff.read(file).records
    entries = [entry for entry in load(path).entries if entry.state is not State.OBSOLETE]
    assert [told(unit.entry) for unit in parcel.units] == [told(entry) for entry in entries]
    units = TOOLKIT[version].parsestring(exported.data).units
    assert len(units) == len(entries) == count
    assert [unit.isfuzzy() for unit in units] == [entry.state is State.DRAFT for entry in entries]
    assert [bool(unit.target) for unit in units] == [bool(entry.target) for entry in entries]
    plain = [
        (unit, entry)
        for unit, entry in zip(units, entries, strict=True)
        if not re.search(r"[<*`\[~@]|://", entry.source)
    ]
    assert [(unit.source, unit.target or "") for unit, _ in plain] == [
        (entry.source, entry.target) for _, entry in plain
    ]


def test_codes_are_inline_elements_with_what_they_stand_for(compare: Callable[[Path, bytes], None]) -> None:
    source = "<g1>甲</g1>**乙**见[丙](https://a.b)和`d`<x2/>"
    entry = Entry(source, "**B** <g1>A</g1>: [C](https://a.b), `d`<x2/> *e*", extracted=("g1 = <b>", "x2 = ![](a.png)"))
    unit = handed(entry, reviewed=True)
    for version in xliff.VERSIONS:
        data = xliff.write(Parcel("a.md", "zh", "en", (unit,)), version).data
        compare(CASES / f"codes-{version}.xlf", data)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"no XLIFF schemas in {SCHEMAS}")
@pytest.mark.parametrize("version", xliff.VERSIONS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_written_fulfils_the_schema(path: Path, version: str) -> None:
    (file,) = SCHEMAS.glob(f"xliff-core-{version}*.xsd")
    text = re.sub(rb'schemaLocation="[^"]*xml\.xsd"', b'schemaLocation="xml.xsd"', file.read_bytes())
    schema = etree.XMLSchema(etree.fromstring(text, base_url=str(file)))
    schema.assertValid(etree.fromstring(hand_over(path, version, copy_source=True)[0].data))


def test_what_omegat_translated_comes_back(tmp_path: Path, yigao: Callable[..., Any]) -> None:
    """Our sample's XLIFF, its targets the source, as OmegaT 3.6 wrote it with our TMX as its memory."""
    sample = load(ROOT / "locales/en/LC_MESSAGES/bay-area-ocean-forum.po")
    catalog = tmp_path / "a.po"
    empty = tuple(replace(entry, target="", state=State.NEW) for entry in sample.entries)
    catalog.write_bytes(dumps(replace(sample, entries=empty)).encode())
    ran = yigao("import", CASES / "omegat.xlf", "--into", catalog, "--reviewed")
    assert ran.code == 0, ran.err
    after = {entry.key: entry.target for entry in load(catalog).entries}
    assert sum(after[entry.key] == entry.target for entry in sample.entries) == 42


@pytest.mark.parametrize("text", ["<xliff version='3.0'/>", "<xliff/>"])
def test_an_unknown_version_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"known: 1\.x and 2\.x"):
        xliff.read(path)


FOREIGN = """<xliff version="2.1" srcLang="zh" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.1"><file id="f" original="a.md">
<group id="g"><unit id="u"><notes><note category="todo">n</note></notes><originalData><data id="d">&lt;b></data></originalData>
<segment id="1" state="final"><source>甲<pc id="1" dataRefStart="d">乙</pc>。</source><target>A <pc id="1">B</pc>.</target></segment>
<ignorable><source> </source></ignorable>
<segment id="2" state="translated"><source>丙<ph id="p"/><sc id="s"/>丁<ec startRef="s"/><mrk id="m">戊</mrk></source><target>C<ph id="p"/></target></segment>
</unit></group></file></xliff>"""


def test_segments_and_codes_of_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(FOREIGN, encoding="utf-8")
    (parcel,) = xliff.read(path).records
    (unit,) = parcel.units
    assert told(unit.entry) == told(
        Entry("甲<g1>乙</g1>。 丙<x1/><g2>丁</g2>戊", "A <g1>B</g1>. C<x1/>", state=State.DRAFT, comments=("n",))
    )
