"""Files of other programs are hostile until they have been read."""

import sys
from pathlib import Path
from typing import Any

import pytest

from yigao import parts
from yigao.errors import ExchangeError
from yigao.exchange import _xml
from yigao.exchange._xml import read_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BODY = "<tmx version='1.4'><header/><body>{}</body></tmx>"
UNIT = "<tu><tuv xml:lang='zh'><seg>{}</seg></tuv><tuv xml:lang='en'><seg>a</seg></tuv></tu>"

HOSTILE = {
    "entity": '<!DOCTYPE tmx [<!ENTITY a "b">]>' + BODY.format(UNIT.format("&a;")),
    "laughs": f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>' + BODY.format(UNIT.format("&l9;")),
    "file": '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + BODY.format(UNIT.format("&a;")),
    "parameter": '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>' + BODY.format(""),
    "attribute": '<!DOCTYPE tmx [<!ATTLIST seg a CDATA "b">]>' + BODY.format(UNIT.format("a")),
    "undeclared": "<!DOCTYPE tmx SYSTEM 'tmx14.dtd'>" + BODY.format(UNIT.format("&a;")),
    "deep": "<tmx>" + "<a>" * 5000 + "</a>" * 5000 + "</tmx>",
    "cut": BODY[:30],
    "empty": "",
    "text": "source,target\n",
    "root": "<html/>",
    "encoding": "<?xml version='1.0' encoding='no-such'?><tmx/>",
    "nul": "<tmx>\0</tmx>",
}


def refused(path: Path) -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        read_xml(path, ("tmx",))
    assert caught.value.where.startswith(str(path))
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(HOSTILE[name], encoding="utf-8")
    error = refused(path)
    if name in {"entity", "laughs", "file", "parameter", "attribute"}:
        assert error.what == "the file declares entities or other definitions of its own"


@pytest.mark.parametrize("name", ["entity", "laughs", "file"])
@pytest.mark.parametrize(("part", "root"), [("tmx", "tmx"), ("tbx", "martif"), ("xliff", "xliff")])
def test_each_format_refuses_entities(tmp_path: Path, name: str, part: str, root: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(HOSTILE[name].replace("tmx", root), encoding="utf-8")
    arguments: dict[str, tuple[Any, ...]] = {"tbx": (path, "zh", "en")}
    with pytest.raises(ExchangeError, match="entities"):
        parts.load("exchange", part).read(*arguments.get(part, (path,)))


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xml, "LARGEST", 100)
    path = tmp_path / "a.tmx"
    path.write_bytes(b"<" * 101)
    assert refused(path).what.startswith("larger than")


@pytest.mark.parametrize("name", ["missing.tmx", ".", "nul\0.tmx"])
def test_an_unreadable_path(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name).what.startswith("cannot read the file")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_definition_that_is_only_named_is_passed_over(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.tmx"
    text = "<!DOCTYPE tmx SYSTEM 'tmx14.dtd'>" + BODY.format(UNIT.format("湾区"))
    path.write_bytes(text.encode(encoding))
    assert parts.load("exchange", "tmx").read(path).records[0].source == "湾区"


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.base", None)
    path = tmp_path / "a.tmx"
    path.write_text("<tmx/>", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"pip install 'yigao\[exchange\]'"):
        read_xml(path, ("tmx",))
    with pytest.raises(ExchangeError, match=r"pip install 'yigao\[exchange\]'"):
        parts.load("exchange", "tmx").write([])
