"""`yigao export` and `yigao import`: out to other programs and back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.model.catalog import Entry, State

HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Source-Language: zh\\n"
"X-Source-File: a.md\\n"

"""
CATALOG = (
    HEADER
    + """#: a.md:1
msgid "甲"
msgstr "A"

# Look here.
#: a.md:2
#, fuzzy
#| msgid "旧乙"
msgid "乙"
msgstr "B"

#. g1 = <b>
#: a.md:3
msgid "<g1>丙</g1>"
msgstr ""

#: a.md:4
#, fuzzy, no-wrap
msgid "丁[戊](https://a.b)"
msgstr "D [E](https://a.b)"

#~ msgid "己"
#~ msgstr "F"
"""
)

Run = Callable[..., Any]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG, encoding="utf-8")
    return path


def entry(catalog: Path, source: str) -> Entry:
    return next(one for one in load(catalog).entries if one.source == source)


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def export(yigao: Run, catalog: Path, version: str = "1.2") -> Path:
    ran = yigao("export", catalog, "-o", "a.xlf", "--xliff", version)
    assert ran.code == 0
    assert ran.err == f"{catalog}: the flag no-wrap of 1 entries stays in the catalog\na.xlf: 4 units\n"
    return Path("a.xlf")


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_untouched_it_changes_nothing(yigao: Run, catalog: Path, version: str) -> None:
    export(yigao, catalog, version)
    ran = yigao("import", "a.xlf")
    assert (ran.code, catalog.read_text(encoding="utf-8")) == (0, CATALOG)
    assert ran.err.endswith("0 changed, 0 accepted, 3 as they were, 0 not taken\n")


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_a_copied_source_is_no_translation(yigao: Run, catalog: Path, version: str) -> None:
    assert yigao("export", catalog, "-o", "a.xlf", "--xliff", version, "--copy-source").code == 0
    assert Path("a.xlf").read_text(encoding="utf-8").count("丙") == 2
    assert yigao("import", "a.xlf").err.endswith("0 changed, 0 accepted, 3 as they were, 0 not taken\n")
    assert catalog.read_text(encoding="utf-8") == CATALOG
    text = Path("a.xlf").read_text(encoding="utf-8")
    Path("a.xlf").write_text("C".join(text.rsplit("丙", 1)), encoding="utf-8")
    assert yigao("import", "a.xlf", "--reviewed").code == 0
    new = entry(catalog, "<g1>丙</g1>")
    assert (new.target, new.state) == ("<g1>C</g1>", State.REVIEWED)


def test_a_template_is_for_no_language(yigao: Run, catalog: Path) -> None:
    edit(catalog, ('"Language: en\\n"\n', ""))
    ran = yigao("export", catalog)
    assert (ran.code, "names no target language" in ran.err) == (2, True)


def test_what_is_translated_elsewhere_is_taken(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog)
    edit(
        file,
        (">A<", ">An A<"),
        ('<note from="translator">Look here.', "<note>New.</note><note>Look here."),
        ('state="needs-review-translation">B<', 'state="final">B<'),
        ("丙</g></source>", '丙</g></source><target><g id="g1">C</g></target>'),
    )
    file.write_text(file.read_text(encoding="utf-8").replace('approved="no"', "", 1), encoding="utf-8")
    ran = yigao("import", "a.xlf")
    assert (ran.code, ran.err.split(": ")[-1]) == (0, "2 changed, 1 accepted, 1 as they were, 0 not taken\n")
    assert (entry(catalog, "甲").target, entry(catalog, "甲").state) == ("An A", State.REVIEWED)
    accepted = entry(catalog, "乙")
    assert (accepted.state, accepted.previous, accepted.comments) == (State.REVIEWED, None, ("Look here.", "New."))
    new = entry(catalog, "<g1>丙</g1>")
    assert (new.target, new.state) == ("<g1>C</g1>", State.DRAFT)
    assert entry(catalog, "丁[戊](https://a.b)").flags == ("no-wrap",)
    assert entry(catalog, "己").state is State.OBSOLETE


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("丙</g>", "C", "<g1> is missing"),
        ("丙</g>", '<g id="g1">C</g><g id="g2">D</g>', "<g2> is not in the source"),
        ("丙</g>", '<g id="g1">C</g><g id="g1">D</g>', "<g1> stands more than once"),
        ("戊</g>", "D E", "[ is missing"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place(
    yigao: Run, catalog: Path, source: str, target: str, reason: str
) -> None:
    file = export(yigao, catalog)
    before, _, after = file.read_text(encoding="utf-8").partition(f"{source}</source>")
    after = re.sub(r"^\s*<target.*</target>", "", after)
    file.write_text(f"{before}{source}</source><target>{target}</target>{after}", encoding="utf-8")
    ran = yigao("import", "a.xlf")
    assert ran.code == 1
    unit = before[: before.rindex("<trans-unit")].count("\n") + 1
    assert f"yigao: warning: a.xlf:{unit}: not taken, {reason}: " in ran.err
    assert catalog.read_text(encoding="utf-8") == CATALOG


def test_what_steers_terminals_is_not_taken(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog, "2.0")
    edit(file, ("<target>A<", '<target>A<cp hex="001B"/>[2J<'))
    ran = yigao("import", file, "--overwrite")
    assert (ran.code, "not taken, it holds U+001B: 甲" in ran.err, "\x1b" in ran.err) == (1, True, False)
    edit(file, ('<cp hex="001B"/>', '<cp hex="D800"/>'))
    assert yigao("import", file, "--overwrite").code == 0
    assert entry(catalog, "甲").target == "A\ufffd[2J"


def test_a_unit_without_an_entry_is_named(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog)
    edit(file, ("<source>甲<", "<source>不<"))
    ran = yigao("import", file)
    assert (ran.code, "the catalog has no such entry; was the article changed?: 不" in ran.err) == (1, True)


def test_a_persons_work_in_the_meantime_is_not_lost(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog)
    edit(file, (">A<", ">Theirs<"), ('state="needs-review-translation">B<', ">Theirs too<"))
    edit(catalog, ('msgstr "A"', 'msgstr "Ours"'), ('msgstr "B"', 'msgstr "Ours too"'))
    ours = catalog.read_text(encoding="utf-8")
    ran = yigao("import", file)
    assert (ran.code, ran.err.count("has changed since it was handed over")) == (1, 2)
    assert catalog.read_text(encoding="utf-8") == ours
    assert yigao("import", file, "--overwrite").code == 0
    assert entry(catalog, "甲").target == "Theirs"
    assert entry(catalog, "乙").target == "Theirs too"


def test_a_draft_does_not_replace_what_is_reviewed(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog)
    edit(file, ('state="final">A<', 'state="needs-translation">Z<'))
    ran = yigao("import", file)
    assert (ran.code, "is reviewed, this one is not" in ran.err) == (1, True)
    assert catalog.read_text(encoding="utf-8") == CATALOG
    assert yigao("import", file, "--reviewed").code == 0
    assert entry(catalog, "甲").target == "Z"


def test_the_catalog_must_be_known(yigao: Run, catalog: Path) -> None:
    file = export(yigao, catalog)
    edit(file, ('original="a.md"', 'original="b.md"'))
    ran = yigao("import", file)
    assert (ran.code, "no catalog is of b.md in en" in ran.err, "--into" in ran.err) == (2, True, True)
    assert yigao("import", file, "--into", catalog).code == 0
    edit(file, ('target-language="en"', 'target-language="fr"'))
    ran = yigao("import", file, "--into", catalog)
    assert (ran.code, "the file is in fr, the catalog in en" in ran.err) == (2, True)


def test_wrong_names(yigao: Run, catalog: Path) -> None:
    assert yigao("export", catalog, "-o", "a.tmx").code == 2
    assert yigao("export", "missing.po").code == 2
    assert yigao("import", "missing.xlf", "--into", catalog).code == 2
    assert not Path("a.tmx").exists()
