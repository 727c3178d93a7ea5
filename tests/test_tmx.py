"""Translation memories in TMX: what is written is read back, by us and by others."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from yigao.errors import ExchangeError
from yigao.exchange import tmx
from yigao.model.memory import Remembered

CASES = Path(__file__).parent / "cases" / "exchange"

PIECES = st.sampled_from(
    [
        "湾区",
        "<g1>",
        "</g1>",
        "<g12>",
        "</g12>",
        "<x2/>",
        "**",
        "a",
        " ",
        "\n",
        "\t",
        "\r",
        '"',
        "'",
        "&",
        "<",
        ">",
        "𠮷",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
MAYBE = st.just("") | TEXTS
RECORDS = st.builds(
    Remembered,
    source=TEXTS,
    target=TEXTS,
    source_language=st.sampled_from(["zh", "zh_TW", "zh_Hant"]),
    target_language=st.sampled_from(["en", "pt_BR", "fr"]),
    context=st.sampled_from(["", "heading", "cell"]),
    before=MAYBE,
    after=MAYBE,
    origin=st.sampled_from(["", "locales/en/a b.po"]),
    reviewed=st.sampled_from(["", "2025-12-09", "2025-12-09T08:30:00+00:00", "2025-12-09T08:30:00+08:00"]),
)


def read_back(tmp_path: Path, data: bytes) -> tuple[Remembered, ...]:
    path = tmp_path / "a.tmx"
    path.write_bytes(data)
    found = tmx.read(path)
    assert found.warnings == ()
    return found.records


@settings(max_examples=60, deadline=None)
@given(records=st.lists(RECORDS, min_size=1, max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, records: list[Remembered]) -> None:
    exported = tmx.write(records)
    assert exported.warnings == ()
    assert read_back(tmp_path_factory.mktemp("tmx"), exported.data) == tuple(records)
    units = tmxfile.parsestring(exported.data).units
    pairs = [
        (unit.source, unit.gettarget(one.target_language.replace("_", "-")))
        for unit, one in zip(units, records, strict=True)
    ]
    assert pairs == [(one.source, one.target) for one in records]
    assert [unit.getcontext() for unit in units] == [one.context for one in records]


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_named_and_left_out(tmp_path: Path, character: str) -> None:
    good = Remembered("甲", "A", "zh", "en")
    exported = tmx.write([replace(good, target=f"a{character}"), good, replace(good, before=character)])
    assert read_back(tmp_path, exported.data) == (good,)
    assert exported.warnings == (f"left out, because XML cannot hold U+{ord(character):04X}: 甲",) * 2


def test_codes_are_inline_elements() -> None:
    data = tmx.write([Remembered("<g1>甲</g1><x2/></g3>", "<g1>A</g1>", "zh", "en")]).data.decode()
    segment = re.search(r"<seg>(.*)</seg>", data)
    assert segment
    assert segment[1] == (
        '<bpt i="1" x="1">&lt;g1&gt;</bpt>甲<ept i="1">&lt;/g1&gt;</ept><ph x="2">&lt;x2/&gt;</ph>'
        '<it pos="end" x="3">&lt;/g3&gt;</it>'
    )


def test_what_omegat_exports_is_read() -> None:
    """Written by OmegaT 3.6, which had translated our sample's XLIFF with our TMX as its memory."""
    found = tmx.read(CASES / "omegat-level2.tmx")
    assert len(found.records) == 42
    assert found.warnings == ()
    assert (
        Remembered(
            "<g1>今后3年，</g1>该计划将资助200名学生参加远海航次，每人最高可获得1.5万元补助。",
            "<g1>Over the next three years,</g1> the program will support 200 students in joining open-sea voyages, with "
            "grants of up to 15,000 yuan each.",
            "zh",
            "en",
        )
        in found.records
    )


FOREIGN = """<tmx version="1.4"><header srclang="ZH-CN"/><body>
<tu changedate="20251209T083000Z"><note>n</note><prop type="prev">前</prop>
<tuv xml:lang="ZH-CN"><seg>甲<bpt i="1" x="7">{\\b </bpt>乙<ept i="1">}</ept><ph x="9">{tab}</ph><hi type="b">丙</hi></seg></tuv>
<tuv xml:lang="EN-US"><seg><ph x="9">{tab}</ph>A <bpt i="4" x="7">{\\b </bpt>B<ept i="4">}</ept> <hi type="b">C</hi></seg></tuv>
<tuv xml:lang="DE"><seg>D</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>丁</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg></seg></tuv><tuv xml:lang="en"><seg>x</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>戊</seg></tuv><tuv xml:lang="qqq-x"><seg>x</seg></tuv></tu>
</body></tmx>"""


def test_codes_of_other_programs_become_placeholders(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(FOREIGN, encoding="utf-8")
    found = tmx.read(path)
    date = "2025-12-09T08:30:00+00:00"
    first = Remembered(
        "甲<g1>乙</g1><x2/><g3>丙</g3>", "<x2/>A <g1>B</g1> <g3>C</g3>", "zh_CN", "en_US", before="前", reviewed=date
    )
    assert found.records == (first, replace(first, target="D", target_language="de"))
    assert [line.removeprefix(f"{path}: ") for line in found.warnings] == [
        "6 codes of other programs, which are <g1> and <x1/> now",
        "1 units without a text in both languages",
        "1 units with an empty side",
        "1 units in qqq-x, which CLDR does not know",
    ]


def test_a_file_without_the_source_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(FOREIGN, encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"no text in ja .languages of the file: de, en"):
        tmx.read(path, "ja")
