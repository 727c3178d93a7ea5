"""Pages of rules, and the starter configuration."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from yigao.commands.init import TEMPLATE
from yigao.config import Config, load_config
from yigao.config_checks import Checks
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.checking import Checked, Context, Drift, Limit, Side, Waiver
from yigao.model.drafts import signed
from yigao.model.finding import Problem
from yigao.model.interfaces import FormatOptions
from yigao.pipeline.rules import describe, rule_module, rule_names

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u4e00-\u9fff]")

Run = Callable[..., Any]


def test_every_rule_is_listed_with_what_it_finds(yigao: Run) -> None:
    lines = yigao("check", "--list-rules").out.splitlines()
    assert [line.split()[0] for line in lines] == list(rule_names())
    assert "forbidden-word      warning  A word that the project does not want." in [
        re.sub(r"^(\S+) +", lambda match: f"{match[1]:20}", line) for line in lines
    ]


def test_a_rule_explains_itself(yigao: Run) -> None:
    ran = yigao("explain", "forbidden-word")
    assert ran.out.startswith("forbidden-word\n\nA word that the project does not want. (warning)\n")
    assert "\nBad:\n\n- 该市利用海水制冷。 ⇒ The city utilizes seawater for cooling.\n" in ran.out
    assert ran.out.endswith(
        "\nPut `# ignore: forbidden-word – reason` above the entry, or the flag `ignore-forbidden-word`.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["forbiden-word"], "no such rule: 'forbiden-word' (did you mean 'forbidden-word'?)"),
        (["forbidden_word"], "no such rule: 'forbidden_word' (did you mean 'forbidden-word'?)"),
        ([], "no rule named (`yigao check --list-rules` shows all)"),
    ],
)
def test_an_unknown_rule_names_the_nearest(yigao: Run, arguments: list[str], message: str) -> None:
    ran = yigao("explain", *arguments)
    assert (ran.code, ran.err) == (2, f"yigao: {message}\n")


@pytest.mark.parametrize(("chosen", "name"), [("en", "rules.md"), ("zh_CN", "rules.zh.md")])
def test_the_reference_is_up_to_date(
    monkeypatch: pytest.MonkeyPatch, yigao: Run, compare: Callable[[Path, bytes], None], chosen: str, name: str
) -> None:
    monkeypatch.setenv("LANGUAGE", chosen)
    compare(ROOT / "docs" / name, yigao("explain", "--all").out.encode())


def test_a_rule_explains_itself_in_chinese(monkeypatch: pytest.MonkeyPatch, yigao: Run) -> None:
    """All but its examples; programs read the page in English all the same."""
    english = describe("num-approx")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    shown = yigao("explain", "num-approx").out
    assert shown.startswith("num-approx\n\n“超过”“近”“约”之类的说法丢失，或意思相反。（警告；目标语言：en）\n")
    assert f"\n误例：\n\n- {english.page['Bad']}\n\n正例：\n\n- {english.page['Good']}\n" in shown
    assert "`ignore-num-approx`。\n" in shown
    assert [line for line in shown.splitlines()[2:] if line and not HAN.search(line)] == []
    assert describe("num-approx") == english
    Path("a.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n', encoding="utf-8")
    report = yigao("check", "a.po", "--format", "sarif").out
    assert english.page["What"] in report
    monkeypatch.setenv("LANGUAGE", "en")
    assert yigao("check", "a.po", "--format", "sarif").out == report


# The examples of rules about whole catalogs. `test_checks.py` runs those of all others.


def of_article(now: str, before: str) -> list[Problem]:
    old, new = Entry(before, "x", state=State.REVIEWED), Entry(now)
    drift = Drift() if now == before else Drift(changed=((old, new),))
    return said("stale-source", Context("en", drift=drift))


def of_draft(target: str, draft: str) -> list[Problem]:
    entry = Entry("甲", target, state=State.REVIEWED, comments=(signed("MT: argos", draft),))
    return said("unreviewed-mt", Context("en", catalog=Catalog("en", {}, (entry,)), max_drafts=Limit(0)))


def of_waiver(rule: str, comment: str, target: str) -> list[Problem]:
    waived, _, reason = comment.removeprefix("ignore: ").partition(" – ")
    source, side = (Side(text, text, tuple(range(len(text) + 1)), ()) for text in ("甲", target))
    entry = Entry("甲", target, state=State.REVIEWED)
    problems = rule_module(waived).check(Checked(entry, source, side, (), ()), Context("en"))
    waiver = Waiver(entry, waived, reason, used=bool(list(problems)))
    return said(rule, Context("en", waivers=(waiver,), rules=rule_names()))


def said(rule: str, context: Context) -> list[Problem]:
    return [problem for _, problem in rule_module(rule).check_catalog([], context)]


def pair(rule: str, word: str) -> tuple[str, str]:
    left, _, right = describe(rule).page[word].partition(" ⇒ ")
    return left, right


@pytest.mark.parametrize(("word", "count"), [("Bad", 1), ("Good", 0)])
def test_examples_of_rules_about_catalogs(word: str, count: int) -> None:
    assert len(of_article(*pair("stale-source", word))) == count
    _, draft = pair("unreviewed-mt", "Bad")
    assert len(of_draft(pair("unreviewed-mt", word)[1], draft)) == count
    for rule in ("unused-ignore", "ignore-reason"):
        assert len(of_waiver(rule, *pair(rule, word))) == count


# The starter configuration


def test_init_writes_a_configuration_that_changes_nothing(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    ran = yigao("init")
    assert ran.code == 0
    assert len(re.findall(r"^  yigao (\w+)", ran.err, re.MULTILINE)) == 3
    config = load_config(tmp_path / "yigao.toml")
    assert config == Config(root=tmp_path, to=("en",), articles=("posts",), checks=Checks())


def uncommented(text: str) -> str:
    """A starter configuration with every key that it shows."""
    return re.sub(r"^# (?=[\w-]+ = |\[\[|\"locales)", "", text, flags=re.MULTILINE)


def test_init_comments_in_chinese(monkeypatch: pytest.MonkeyPatch, yigao: Run, tmp_path: Path) -> None:
    """The comments, and the messages of examples; nothing else."""
    file = tmp_path / "yigao.toml"
    made = {}
    for chosen in ("en", "zh_CN"):
        monkeypatch.setenv("LANGUAGE", chosen)
        assert yigao("init").code == 0
        made[chosen] = file.read_text(encoding="utf-8")
        file.unlink()
    assert made["en"] == TEMPLATE.replace("{to}", '"en"').replace("{articles}", "articles")
    comments = re.findall(r"^# (?=yigao)(.+)|  # (.+)", made["zh_CN"], re.MULTILINE)
    assert len(comments) == len(re.findall(r"  # |^# [A-Z]", made["en"], re.MULTILINE))
    assert [one for one in comments if not HAN.search("".join(one))] == []
    contents = [tomllib.loads(uncommented(text)) for text in made.values()]
    for content in contents:
        for table in (content["checks"]["pattern"], content["checks"]["forbidden"]):
            table[0]["said"] = bool(HAN.search(table[0].pop("message")))
    english, chinese = contents
    for key in ("pattern", "forbidden"):
        assert (english["checks"][key][0].pop("said"), chinese["checks"][key][0].pop("said")) == (False, True)
    assert chinese == english


def test_init_names_every_key_with_its_default(yigao: Run, tmp_path: Path) -> None:
    yigao("init")
    every = uncommented((tmp_path / "yigao.toml").read_text(encoding="utf-8"))
    content = tomllib.loads(every)
    assert set(content) | {"root"} == {key.name for key in fields(Config)}
    assert {key.replace("-", "_") for key in content["checks"]} == {key.name for key in fields(Checks)}
    (tmp_path / "every.toml").write_text(every, encoding="utf-8")
    config = load_config(tmp_path / "every.toml")
    for key in fields(Config):
        if key.name not in {"root", "articles", "checks", "front_matter", "shortcode_parameters"}:
            assert getattr(config, key.name) == getattr(Config(), key.name)
    assert (config.front_matter, config.shortcode_parameters) == (
        FormatOptions().front_matter,
        FormatOptions().shortcode_parameters,
    )
    (tmp_path / "locales" / "a").mkdir(parents=True)
    assert yigao("--config", "every.toml", "check").err.startswith(f"yigao: {tmp_path / 'locales'}: no catalog")


@pytest.mark.parametrize(
    ("name", "text"), [("yigao.toml", ""), ("yigao.toml", "broken ="), ("pyproject.toml", "[tool.yigao]\n")]
)
def test_init_overwrites_nothing(yigao: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert yigao("init").code == 2
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == text


def test_init_stands_beside_a_pyproject_of_another_kind(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert yigao("init").code == 0
