"""`yigao --help` is quick: it loads nothing that only some command needs."""

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "ctranslate2",
    "sentencepiece",
    "argostranslate",
    "numpy",
    "babel",
    "polib",
    "pyromark",
    "rich",
    "uniseg",
    "lxml",
    "translate",
}


NOT_FOR_EXTRACTION = {
    "importlib.metadata",
    "yaml",
    "yigao.checks",
    "yigao.config_checks",
    "yigao.formats.html.reading",
    "yigao.formats.markdown.safety",
    "yigao.formats.text",
    "yigao.model.checking",
    "yigao.model.finding",
    "yigao.pipeline.skipped",
}
"""What takes time to load and plain Markdown does not need."""


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        f"sys.argv = ['yigao', *{list(arguments)!r}]\n"
        "from yigao.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print('|'.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split("|"))


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") & HEAVY == set()


def test_extraction_of_plain_markdown_loads_what_it_needs(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# 海洋\n\n他说：“今天 10% 的海水很暖。”我们去看看！\n", encoding="utf-8")

    loaded = loaded_by("extract", str(article), "-o", str(tmp_path))

    assert "pyromark" in loaded
    assert loaded & (HEAVY - {"pyromark"} | NOT_FOR_EXTRACTION) == set()


def test_help_of_a_command_loads_nothing_heavy() -> None:
    assert loaded_by("translate", "--help") & HEAVY == set()


def test_help_reads_neither_articles_nor_settings() -> None:
    code = "import sys; from click.testing import CliRunner; from yigao.commands._group import cli\n"
    code += "CliRunner().invoke(cli, ['--help'], catch_exceptions=False); print('|'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.strip().split("|")
    assert "yigao.commands.check" in loaded
    assert [name for name in loaded if name.startswith(("yigao.config", "yigao.model."))] == []
