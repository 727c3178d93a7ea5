"""`yigao check`: what it reports, what it leaves out, and how it ends."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, Reference, State

Run = Callable[..., Any]

HEADERS = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
CONFIG = """\
[[checks.forbidden]]
word = "awful"
instead = "poor"
severity = "error"

[[checks.forbidden]]
word = "dubious"

[[checks.pattern]]
source = '第(\\d+)号'
target = 'No\\. \\1\\b'
"""

FINE = Entry("今天有雨。", "It will rain today.", state=State.REVIEWED)
AWFUL = Entry("天气很差。", "The weather is awful.", state=State.REVIEWED, references=(Reference("articles/a.md", 3),))
DUBIOUS = Entry("消息可疑。", "The news is dubious.", state=State.REVIEWED)


@pytest.fixture(autouse=True)
def _project(tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text(CONFIG, encoding="utf-8")


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """``save(entry, …, path="a.po", headers={…})``: a catalog with these entries."""

    def write(*entries: Entry, path: str = "a.po", headers: dict[str, str] | None = None) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dumps(Catalog("en", HEADERS | (headers or {}), entries)), encoding="utf-8")
        return file

    return write


def found(ran: Any) -> list[dict[str, Any]]:
    return list(json.loads(ran.out)["findings"])


def rules(ran: Any) -> list[str]:
    return [one["rule"] for one in found(ran)]


OURS = ("--select", "forbidden-word,pattern,stale-source,unreviewed-mt,unused-ignore,ignore-reason")
"""Rules whose findings these tests decide on."""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("entries", "code"), [([FINE], 0), ([DUBIOUS], 0), ([AWFUL], 1), ([AWFUL, DUBIOUS], 1)], ids=str
)
def test_the_exit_code_is_that_of_the_worst_whatever_the_format(
    yigao: Run, save: Run, name: str, entries: Sequence[Entry], code: int
) -> None:
    save(*entries)
    assert yigao("check", "a.po", *OURS, "--format", name).code == code
    assert yigao("check", "a.po", *OURS, "--format", name, "--exit-zero").code == 0


def test_a_finding_says_all_that_is_known(yigao: Run, save: Run) -> None:
    save(FINE, AWFUL)
    ran = yigao("check", "a.po", *OURS, "--format", "json")
    (one,) = found(ran)
    assert len(one.pop("fingerprint")) == 64
    assert one == {
        "rule": "forbidden-word",
        "severity": "error",
        "message": "awful is not wanted",
        "path": "a.po",
        "line": 11,
        "column": 24,
        "msgctxt": "",
        "msgid": "天气很差。",
        "evidence": "awful",
        "suggestion": "poor",
        "draft": False,
        "article": {"path": "articles/a.md", "line": 3},
    }


def test_text_is_one_clickable_line_a_finding(yigao: Run, save: Run, tmp_path: Path) -> None:
    save(FINE, AWFUL, path="locales/en/LC_MESSAGES/甲 乙.po")
    ran = yigao("check", *OURS)
    assert ran.out == (
        "locales/en/LC_MESSAGES/甲 乙.po:11:24: error forbidden-word: awful is not wanted → poor\n"
        "1 error in 1 catalog, 2 translated entries\n"
    )
    assert yigao("check", tmp_path / "locales", *OURS).out == ran.out


def test_places_in_folded_translations_are_exact(yigao: Run, save: Run) -> None:
    file = save(replace(AWFUL, target=f'{"Rain and wind. " * 9}\n\t"The" \\ weather is awful.'))
    (one,) = found(yigao("check", "a.po", *OURS, "--format", "json"))
    line = file.read_text(encoding="utf-8").split("\n")[one["line"] - 1]
    assert line[one["column"] - 1 :].startswith("awful")


def test_drafts_are_one_step_milder_and_the_rest_is_not_checked(yigao: Run, save: Run) -> None:
    save(
        replace(AWFUL, state=State.DRAFT),
        replace(DUBIOUS, state=State.DRAFT),
        Entry("没有译文。"),
        Entry("旧句子。", "Awful.", state=State.OBSOLETE),
    )
    ran = yigao("check", "a.po", *OURS, "--format", "json")
    assert [(one["severity"], one["draft"]) for one in found(ran)] == [("warning", True), ("info", True)]
    assert ran.code == 0


@pytest.mark.parametrize(("level", "codes"), [("error", [0, 1]), ("warning", [1, 1]), ("info", [1, 1])], ids=str)
def test_fail_on(yigao: Run, save: Run, level: str, codes: list[int]) -> None:
    save(DUBIOUS)
    save(AWFUL, path="b.po")
    assert [yigao("check", name, *OURS, "--fail-on", level).code for name in ("a.po", "b.po")] == codes


def test_rules_are_selected_and_ignored(yigao: Run, save: Run) -> None:
    save(AWFUL, Entry("见第7号文件。", "See the document.", state=State.REVIEWED))
    asked = {
        ("--select", "pattern"): ["pattern"],
        ("--select", "pat*"): ["pattern"],
        ("--select", "pattern", "--select", "forbidden-*"): ["forbidden-word", "pattern"],
        ("--select", "pattern,forbidden-word", "--ignore", "pattern"): ["forbidden-word"],
    }
    for options, expected in asked.items():
        assert rules(yigao("check", "a.po", "--format", "json", *options)) == expected


def test_severities_can_be_changed(yigao: Run, save: Run) -> None:
    save(AWFUL)
    ran = yigao("check", "a.po", *OURS, "--format", "json", "--severity", "forbidden-word=info")
    assert [one["severity"] for one in found(ran)] == ["info"]
    assert ran.code == 0


def test_the_configuration_is_obeyed(yigao: Run, save: Run, tmp_path: Path) -> None:
    settings = """
[checks]
select = ["forbidden-word", "pattern"]
fail-on = "warning"
[checks.severity]
forbidden-word = "warning"
[checks.per-file-ignores]
"b*.po" = ["forbidden-*"]
"""
    (tmp_path / "yigao.toml").write_text(settings + CONFIG, encoding="utf-8")
    save(AWFUL)
    save(AWFUL, path="b.po")
    ran = yigao("check", "a.po", "b.po", "--format", "json")
    assert [(one["path"], one["severity"]) for one in found(ran)] == [("a.po", "warning")]
    assert ran.code == 1
    assert yigao("check", "a.po", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("[checks]\nselct = []", "checks.selct: unknown key (did you mean 'select'?)"),
        ("[checks]\nmax_drafts = 1", "checks.max_drafts: unknown key (did you mean 'max-drafts'?)"),
        ("[checks]\nfail-on = 'bad'", "checks.fail-on: expected error, warning, info, found 'bad'"),
        ("[checks]\nmax-drafts = '5 of 7'", "checks.max-drafts: expected a number or a share such as 10%"),
        ("[checks]\nmax-drafts = true", "checks.max-drafts: expected a string, found True"),
        ("[checks.severity]\npattern = 3", "checks.severity: expected error, warning, info, found 3"),
        ("checks = 3", "checks: expected a table"),
        ("[[checks.pattern]]\nsource = '('\ntarget = 'x'", "checks.pattern: not a regular expression"),
        ("[[checks.pattern]]\nsource = 'x'", "checks.pattern: number 1 has no 'target'"),
        ("[[checks.forbidden]]\nwrod = 'x'", "checks.forbidden: unknown key (did you mean 'word'?)"),
    ],
)
def test_a_wrong_configuration_is_named(yigao: Run, save: Run, tmp_path: Path, settings: str, message: str) -> None:
    (tmp_path / "yigao.toml").write_text(settings, encoding="utf-8")
    save(FINE)
    ran = yigao("check", "a.po")
    assert ran.code == 2
    assert message in ran.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--select", "patern"], "no such rule: 'patern' (did you mean 'pattern'?)"),
        (["--ignore", "nothing-at-all-*"], "no such rule"),
        (["--severity", "patern=info"], "no such rule: 'patern'"),
        (["--severity", "pattern=bad"], "expected error, warning, info"),
        (["--fail-on", "never"], "expected error, warning, info"),
        (["--max-drafts", "-1"], "expected a number or a share"),
        (["--format", "txt"], "no such report format: 'txt' (did you mean 'text'?)"),
        (["--format", "text", "--format", "json"], "only one report can go to standard output"),
        (["--format", "text:x.txt", "-o", "y.txt"], "every report has a file already"),
        (["--update-baseline"], "no baseline to update"),
        (["--baseline", "none.json"], "cannot read the baseline"),
        (["nowhere.po"], "no such file or folder"),
        (["--glossary", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_wrong_use_is_named(yigao: Run, save: Run, options: list[str], message: str) -> None:
    save(FINE)
    ran = yigao("check", "a.po", *options)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


# Waivers


def waived(*comments: str, entry: Entry = AWFUL, flags: tuple[str, ...] = ()) -> Entry:
    return replace(entry, comments=comments, flags=flags)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (waived("ignore: forbidden-word – it is meant so"), []),
        (waived("ignore: forbidden-word - it is meant so"), []),
        (waived("ignore: forbidden-word: it is meant so"), []),
        (waived("ignore: pattern, forbidden-word — both are meant so"), ["unused-ignore"]),
        (waived("ignore: forbidden-word"), ["ignore-reason"]),
        (waived("a house word", flags=("ignore-forbidden-word",)), []),
        (waived(flags=("ignore-forbidden-word",)), ["ignore-reason"]),
        (waived("ignore: pattern – not this one"), ["forbidden-word", "unused-ignore"]),
        (waived("ignore: forbidden-wrod – misspelt"), ["forbidden-word", "unused-ignore"]),
        (waived("ignore: forbidden-word – nothing to waive", entry=FINE), ["unused-ignore"]),
        (waived("ignore: doubled-word – its rule does not run", entry=FINE), []),
        (waived("ignore: forbidden-word – not translated yet", entry=Entry("今天有雨。")), []),
        (waived("do not ignore: forbidden-word – prose"), ["forbidden-word"]),
    ],
    ids=lambda value: " ".join([*value.comments, *value.flags]) if isinstance(value, Entry) else None,
)
def test_waivers(yigao: Run, save: Run, entry: Entry, expected: list[str]) -> None:
    save(entry)
    assert sorted(rules(yigao("check", "a.po", *OURS, "--format", "json"))) == expected


def test_a_waiver_says_why_in_the_reports(yigao: Run, save: Run) -> None:
    save(waived("ignore: forbidden-word – it is meant so"))
    (kept,) = json.loads(yigao("check", "a.po", *OURS, "--format", "json").out)["kept"]
    assert (kept["rule"], kept["by"], kept["reason"]) == ("forbidden-word", "waiver", "it is meant so")
    (run,) = json.loads(yigao("check", "a.po", *OURS, "--format", "sarif").out)["runs"]
    assert [one["suppressions"] for one in run["results"]] == [
        [{"kind": "inSource", "justification": "it is meant so"}]
    ]


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_a_waiver_survives_msgmerge(yigao: Run, save: Run, tmp_path: Path) -> None:
    file = save(waived("ignore: forbidden-word – it is meant so"))
    template = tmp_path / "a.pot"
    template.write_text(dumps(Catalog("", HEADERS, (replace(AWFUL, target="", comments=(), state=State.NEW),))))
    subprocess.run(["msgmerge", "--quiet", "--update", file, template], check=True)
    assert rules(yigao("check", "a.po", *OURS, "--format", "json")) == []


# Baselines


def test_a_baseline_keeps_old_findings_back(yigao: Run, save: Run, tmp_path: Path) -> None:
    save(AWFUL)
    baseline = ("--baseline", "known.json")
    assert yigao("check", "a.po", *OURS, *baseline, "--update-baseline").code == 0
    written = (tmp_path / "known.json").read_bytes()
    assert written.count(b"\n") == 3
    save(FINE, AWFUL, replace(AWFUL, source="路况很差。", target="The roads are awful."))
    ran = yigao("check", "a.po", *OURS, *baseline, "--format", "json")
    assert [one["msgid"] for one in found(ran)] == ["路况很差。"]
    assert ran.code == 1
    assert (tmp_path / "known.json").read_bytes() == written


def test_a_baseline_says_what_is_mended(yigao: Run, save: Run, tmp_path: Path) -> None:
    save(AWFUL)
    save(AWFUL, path="b.po")
    baseline = ("--baseline", "known.json")
    yigao("check", "a.po", "b.po", *OURS, *baseline, "--update-baseline")
    save(replace(AWFUL, target="The weather is poor."))
    ran = yigao("check", "a.po", *OURS, *baseline)
    assert "mended, but still in the baseline: a.po: forbidden-word: awful is not wanted" in ran.out
    assert "b.po" not in ran.out
    yigao("check", "a.po", *OURS, *baseline, "--update-baseline")
    assert [one["path"] for one in json.loads((tmp_path / "known.json").read_text())["findings"]] == ["b.po"]
    assert yigao("check", "a.po", "b.po", *OURS, *baseline).code == 0
    (tmp_path / "b.po").rename(tmp_path / "c.po")
    assert yigao("check", "c.po", *OURS, *baseline).code == 0
    save(AWFUL)
    assert yigao("check", "a.po", "c.po", *OURS, *baseline, "--format", "json").code == 1


@pytest.mark.parametrize(
    ("text", "where"),
    [("{", "known.json:1:2"), ("[]", "known.json"), ('{"findings": [{}]}', "known.json"), ("\xff", "known.json")],
)
def test_a_broken_baseline_is_named(yigao: Run, save: Run, tmp_path: Path, text: str, where: str) -> None:
    save(FINE)
    (tmp_path / "known.json").write_bytes(text.encode("latin-1"))
    ran = yigao("check", "a.po", "--baseline", "known.json")
    assert ran.code == 2
    assert f"yigao: {where}: " in ran.err


def test_no_two_findings_have_one_fingerprint_and_each_keeps_its_own(yigao: Run, save: Run) -> None:
    twice = replace(AWFUL, target="Awful, awful, dubious.")
    save(twice)
    save(twice, path="b.po")
    prints = [one["fingerprint"] for one in found(yigao("check", "a.po", "b.po", *OURS, "--format", "json"))]
    assert len(set(prints)) == len(prints) == 6
    save(FINE, twice)
    again = [one["fingerprint"] for one in found(yigao("check", "a.po", *OURS, "--format", "json"))]
    assert prints[:3] == again


# What changed since a commit


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_only_what_changed_is_reported(yigao: Run, save: Run, tmp_path: Path) -> None:
    road = replace(AWFUL, source="路况很差。", target="The roads are awful.")
    save(AWFUL, road, DUBIOUS)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "a.po")
    git(tmp_path, "commit", "-q", "-m", "one")
    asked = ("check", ".", *OURS, "--format", "json", "--changed-since", "HEAD")
    assert found(yigao(*asked)) == []
    save(FINE, AWFUL, replace(road, target="The road is awful."), DUBIOUS)
    save(AWFUL, path="new.po")
    assert [(one["path"], one["msgid"]) for one in found(yigao(*asked))] == [
        ("a.po", "路况很差。"),
        ("new.po", "天气很差。"),
    ]
    git(tmp_path, "checkout", "-q", "-b", "topic")
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    assert [one["path"] for one in found(yigao(*asked[:-1], "main"))] == ["a.po", "new.po"]


@pytest.mark.parametrize("ref", ["nowhere", "--help", ""])
def test_an_unknown_commit_is_named(yigao: Run, save: Run, tmp_path: Path, ref: str) -> None:
    save(AWFUL)
    git(tmp_path, "init", "-q")
    ran = yigao("check", "a.po", f"--changed-since={ref}")
    assert ran.code == (2 if ref else 1)
    assert (f"no such commit: {ref!r}" in ran.err) == bool(ref)


# Drafts that nobody reviewed


def test_max_drafts(yigao: Run, save: Run) -> None:
    drafts = [Entry(f"第{n}句。", f"Sentence {n}.", state=State.DRAFT) for n in range(2)]
    save(*drafts, Entry("没有译文。"), FINE, Entry("旧句子。", "Old.", state=State.OBSOLETE, flags=("fuzzy",)))
    codes = {
        limit: yigao("check", "a.po", *OURS, "--max-drafts", limit).code for limit in ("0", "2", "3", "74%", "75%")
    }
    assert codes == {"0": 1, "2": 1, "3": 0, "74%": 1, "75%": 0}
    ran = yigao("check", "a.po", *OURS, "--max-drafts", "0")
    assert "2 drafts, and 1 untranslated, of 4 entries (75.0%): at most 0 allowed" in ran.out


def test_a_draft_accepted_unchanged_is_noticed(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("今天有雨。\n\n明天也有雨。\n", encoding="utf-8")
    yigao("translate", "a.md", "--to", "en", "--engine", "pseudo")
    file = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    catalog = load(file)

    def findings(*entries: Entry) -> list[str]:
        file.write_text(dumps(replace(catalog, entries=entries)), encoding="utf-8")
        return rules(yigao("check", "--select", "unreviewed-mt", "--format", "json"))

    first, second = (replace(entry, state=State.REVIEWED) for entry in catalog.entries)
    assert findings(*catalog.entries) == []
    assert findings(first, replace(second, target=f"{second.target}!")) == ["unreviewed-mt"]
    assert findings(replace(first, comments=(*first.comments, "reviewed-by: Li")), catalog.entries[1]) == []


# Catalogs and their articles


@pytest.fixture
def article(yigao: Run, tmp_path: Path) -> Callable[[Callable[[str], str | None]], Any]:
    """``article(change)``: what `check` says of the article's catalog after the article was changed, or deleted for None."""
    file = tmp_path / "articles" / "a.md"
    file.parent.mkdir()
    original = "近200项成果在会上发布，受到各界关注。\n\n论坛昨天闭幕。\n\n![图](a.png)\n"
    file.write_text(original, encoding="utf-8")
    assert yigao("translate", "articles/a.md", "--to", "en", "--engine", "copy").code == 0

    def changed(change: Callable[[str], str | None]) -> Any:
        text = change(original)
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text.encode())
        return yigao("check", *OURS, "--format", "json")

    return changed


def test_a_changed_sentence_is_stale(article: Run) -> None:
    ran = article(lambda text: text.replace("200", "300"))
    (one,) = found(ran)
    assert ran.code == 3
    assert (one["rule"], one["severity"], one["msgid"][:4]) == ("stale-source", "error", "近200")
    assert one["message"] == "the sentence is now 近300项成果在会上发布，受到各界关注。: run `yigao translate`"


def test_new_and_gone_sentences_are_stale(article: Run) -> None:
    ran = article(lambda text: text.replace("论坛昨天闭幕。", "海上风电今年投产！"))
    assert ran.code == 3
    assert sorted(one["message"].split(":")[0] for one in found(ran)) == [
        "the article has a new sentence in line 3, 海上风电今年投产！",
        "the sentence is not in the article any more",
    ]


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("a.png", "b.png"), lambda text: text],
    ids=["line ends", "an image path", "nothing"],
)
def test_what_no_reader_sees_is_not_stale(article: Run, change: Callable[[str], str]) -> None:
    ran = article(change)
    assert (ran.code, found(ran)) == (0, [])


def test_moved_sentences_are_a_hint_only(article: Run) -> None:
    ran = article(lambda text: f"\n\n{text}")
    assert (ran.code, [one["severity"] for one in found(ran)]) == (0, ["info"])


def test_a_missing_article_is_a_warning(article: Run) -> None:
    ran = article(lambda _: None)
    assert (ran.code, [one["severity"] for one in found(ran)]) == (0, ["warning"])


def test_stale_and_wrong_is_wrong(article: Run, tmp_path: Path) -> None:
    (file,) = (tmp_path / "locales").rglob("a.po")
    file.write_text(file.read_text().replace('msgstr "论坛昨天闭幕。"', 'msgstr "Awful."').replace("#, fuzzy\n", ""))
    assert article(lambda text: text.replace("200", "300")).code == 1


@pytest.mark.parametrize("path", ["../outside.md", "/etc/passwd", "", "\0"])
def test_a_catalog_cannot_send_the_check_elsewhere(yigao: Run, save: Run, path: str) -> None:
    save(FINE, path="locales/a.po", headers={"X-Source-File": path})
    assert yigao("check", *OURS).code == 0


# Safe corrections

WIDE = Entry("你好，世界。", "Hello， world!", state=State.REVIEWED)


def test_fix_corrects_and_says_so(yigao: Run, save: Run) -> None:
    file = save(FINE, WIDE, AWFUL)
    before = file.read_text(encoding="utf-8")
    ran = yigao("check", "a.po", "--fix", "--select", "fullwidth-punct,forbidden-word", "--format", "json")
    assert rules(ran) == ["forbidden-word"]
    assert ran.code == 1
    assert file.read_text(encoding="utf-8") == before.replace("Hello， world!", "Hello, world!")
    assert "fixed fullwidth-punct" in ran.err
    assert "1 fixed in 1 of 1 catalogs" in ran.err
    assert yigao("check", "a.po", "--fix", "--select", "fullwidth-punct").code == 0


def test_diff_only_shows(yigao: Run, save: Run) -> None:
    file = save(FINE, WIDE)
    before = file.read_bytes()
    ran = yigao("check", "a.po", "--diff", "--select", "fullwidth-punct", "--fail-on", "warning")
    assert ran.code == 1
    assert '-msgstr "Hello， world!"\n+msgstr "Hello, world!"\n' in ran.out
    assert file.read_bytes() == before


def test_fix_touches_nothing_else(yigao: Run, tmp_path: Path) -> None:
    text = (
        '\ufeff# someone\nmsgid ""\nmsgstr "Language: en\\n"\n\n#. note\n#| msgid "旧"\nmsgid ""\n"你好，"\n"世界。"\n'
        'msgstr ""\n"Hello"\n"， world!"\n\nmsgid "一个"\nmsgid_plural "几个"\nmsgstr[0] "one，"\nmsgstr[1] "many"\n\n'
        '#~ msgid "没了"\n#~ msgstr "gone，"'
    ).replace("\n", "\r\n")
    (tmp_path / "a.po").write_bytes(text.encode())
    yigao("check", "a.po", "--fix", "--select", "fullwidth-punct")
    expected = text.replace('msgstr ""\r\n"Hello"\r\n"， world!"', 'msgstr "Hello, world!"')
    assert (tmp_path / "a.po").read_bytes().decode() == expected


# Reports


def test_several_reports_go_to_their_files(yigao: Run, save: Run, tmp_path: Path) -> None:
    save(AWFUL)
    ran = yigao("check", "a.po", *OURS, "--format", "text", *(f"--format={name}:out/{name}" for name in FORMATS))
    assert ran.code == 1
    for name in FORMATS:
        assert (tmp_path / "out" / name).read_bytes().decode() == yigao("check", "a.po", *OURS, "--format", name).out
    assert yigao("check", "a.po", *OURS, "-o", "report.txt").out == ""
    assert (tmp_path / "report.txt").read_text() == ran.out


def test_github_gets_a_page(yigao: Run, save: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    save(AWFUL)
    yigao("check", "a.po", *OURS, "--format", "github")
    assert page.read_text().startswith("before\n### yigao check\n")
    assert "| error | forbidden-word |" in page.read_text()


def test_languages_decide_which_rules_run(yigao: Run, save: Run) -> None:
    save(WIDE, headers={"Language": "ja"})
    assert rules(yigao("check", "a.po", "--select", "fullwidth-punct", "--format", "json")) == []


@pytest.mark.parametrize(
    ("target", "rules"),
    [
        ("The <g1>city</g1> spent 1 billion yuan on R&amp;D!", []),
        ("The <g1>city</g1> spent 10 billion yuan on R&amp;D!", ["num-magnitude"]),
        ("The city spent 1 billion yuan on R&amp;D!", ["tag-structure"]),
    ],
)
def test_translations_of_html_are_read(yigao: Run, save: Run, target: str, rules: list[str]) -> None:
    """Words of a translation are seen though HTML looks for Chinese alone."""
    entry = Entry("<g1>市</g1>里的R&amp;D投入达10亿元！", target, state=State.REVIEWED)
    ran = yigao(
        "check", save(entry, headers={"X-Source-File": "a.html"}), "--format", "json", "--ignore", "stale-source"
    )
    assert [one["rule"] for one in found(ran)] == rules
