"""Catalogs are written byte for byte as GNU gettext would write them."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.catalogs import wrapping
from yigao.catalogs.reading import load, loads
from yigao.catalogs.wrapping import fold
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, Previous, Reference, State

HEADERS = {
    "Project-Id-Version": "forum 1",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
WORDS = [
    *'，。、；：？！“”‘’（）《》【】()-/*_`#%\\"\t·…—',
    *["科技创新", "粤港澳大湾区", "10亿元", "20.6%", "12月9日", "Greater Bay Area", "don't", "R&D", "a/b", "U.S."],
    *[
        "<g1>",
        "</g1>",
        "<x2/>",
        "**",
        "](https://example.com/a?b=1&c=2)",
        "——",
        "……",
        "  ",
        " ",
        "\n",
        "３５％",
        "🎉",
        "é",
    ],
]

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")


def random_text(source: random.Random, longest: int) -> str:
    return "".join(source.choice(WORDS) for _ in range(source.randint(1, longest))).strip("\n") or "空"


def random_catalog(seed: int) -> Catalog:
    """Entries of every state with everything an entry can carry; gettext wants equal line ends in both strings."""
    source = random.Random(seed)
    entries = []
    for number in range(300):
        state = source.choice([State.NEW, State.DRAFT, State.REVIEWED])
        entries.append(
            Entry(
                source=f"{number}{random_text(source, 50)}",
                target="" if state is State.NEW else random_text(source, 70),
                context=source.choice(["", "heading", "alt"]),
                state=state,
                references=tuple(Reference(f"文章/甲{line}.md", line) for line in range(1, source.randint(1, 12))),
                extracted=("heading", 'g1 = <font color="red">'),
                comments=("MT: 机器译稿",) if state is State.DRAFT else (),
                previous=Previous(random_text(source, 30), "alt") if state is State.DRAFT else None,
            )
        )
    gone = [
        Entry(f"gone {number}{random_text(source, 30)}", random_text(source, 30), state=State.OBSOLETE)
        for number in range(30)
    ]
    return Catalog("en", HEADERS, (*entries, *gone), ("译稿",))


@needs_gettext
@pytest.mark.parametrize("seed", range(4))
def test_msgcat_has_nothing_to_change(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "ours.po"
    path.write_text(dumps(random_catalog(seed)), encoding="utf-8")
    theirs = subprocess.run(["msgcat", path], capture_output=True, check=True)
    assert theirs.stderr == b""
    assert theirs.stdout.decode() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_what_is_written_reads_back(seed: int, tmp_path: Path) -> None:
    catalog = random_catalog(seed)
    path = tmp_path / "ours.po"
    path.write_text(dumps(catalog), encoding="utf-8")
    assert load(path) == catalog


@given(st.text(alphabet=st.sampled_from('中a ，。“（\\n"-1%.é'), max_size=200), st.integers(10, 80))
@settings(max_examples=150, deadline=None)
def test_folding_loses_nothing(text: str, width: int) -> None:
    assert "".join(fold(text, width)) == text


@pytest.mark.parametrize("kind", sorted(set(wrapping._COMMON.values())))  # noqa: SLF001 - the table has no other use
def test_common_characters_are_in_the_classes_of_the_database(kind: str) -> None:
    characters = [character for character, its in wrapping._COMMON.items() if its == kind]  # noqa: SLF001
    assert {wrapping._class_by_database(character) for character in characters} == {kind}  # noqa: SLF001


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), unique=True, max_size=8)
)
@settings(max_examples=80, deadline=None)
def test_any_text_survives_writing_and_reading(sources: list[str]) -> None:
    entries = tuple(Entry(source, source[::-1], state=State.REVIEWED) for source in sources)
    assert loads(dumps(Catalog("en", HEADERS, entries)), Path("x.po")).entries == entries


def test_names_with_spaces_are_marked_as_gettext_does() -> None:
    entry = Entry("甲", references=(Reference("my articles/a b.md", 3), Reference("c.md", 4)))
    text = dumps(Catalog("en", HEADERS, (entry,)))
    assert "#: \u2068my articles/a b.md\u2069:3 c.md:4\n" in text
    assert loads(text, Path("x.po")).entries == (entry,)
