"""Files of other programs are hostile until they have been read."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


NAMES = st.sampled_from(
    "tmx header body tu tuv seg bpt ept ph it hi ut prop martif tbx text termEntry conceptEntry langSet langSec tig ntig term "
    "termNote descrip descripGrp note xliff file trans-unit unit segment ignorable source target g x pc sc ec bx ex mrk cp "
    "notes originalData data context-group context alt-trans".split()
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        "id rid startRef i x type version srclang xml:lang lang srcLang source-language target-language state approved hex "
        "equiv-text dataRef dataRefStart extradata context-type category changedate alttranstype".split()
    ),
    st.sampled_from(
        [
            "",
            "1",
            "-1",
            "g1",
            "c1",
            "zh",
            "en",
            "en-US",
            "*all*",
            "1.2",
            "2.0",
            "final",
            "yes",
            "no",
            "D800",
            "110000",
            "9" * 5000,
            "linenumber",
            "sourcefile",
            "x-po-msgctxt",
            "previous-version",
            "administrativeStatus",
            "20251301T999999Z",
        ]
    ),
    max_size=3,
)


def element(name: str, attributes: dict[str, str], content: list[str]) -> str:
    spelled = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{spelled}>{''.join(content)}</{name}>"


WORDS = st.sampled_from(["", "甲", " ", "&lt;g1&gt;", "&lt;/g1&gt;", "deprecatedTerm-admn-sts", "99999999999999999999"])
SOUP = st.recursive(
    WORDS, lambda inside: st.builds(element, NAMES, ATTRIBUTES, st.lists(inside, max_size=4)), max_leaves=25
)
FRAMES = {
    "tmx": (
        "tmx",
        '<body><tu>{0}<tuv xml:lang="zh"><seg>甲{0}</seg></tuv><tuv xml:lang="en"><seg>A{1}</seg></tuv></tu></body>',
    ),
    "tbx": (
        "martif",
        (
            '<text><termEntry>{0}<langSet xml:lang="zh"><tig><term>甲</term>{0}</tig></langSet>'
            '<langSet xml:lang="en">{1}<tig><term>A</term>{1}</tig></langSet></termEntry></text>'
        ),
    ),
    "xliff": (
        "xliff",
        "<file><body><trans-unit>{0}<source>甲{0}</source><target>A{1}</target>{1}</trans-unit></body></file>",
    ),
    "xliff-2": (
        "xliff",
        (
            "<file><unit>{0}<originalData>{0}</originalData><segment>{1}<source>甲{0}</source><target>A{1}</target></segment></unit>"
            "</file>"
        ),
    ),
}
"""Root and content by format: soup alone seldom has what is read."""


@pytest.mark.parametrize("part", FRAMES)
@settings(max_examples=100, deadline=None)
@given(attributes=ATTRIBUTES, first=st.lists(SOUP, max_size=4), second=st.lists(SOUP, max_size=4), framed=st.booleans())
def test_any_elements_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    part: str,
    attributes: dict[str, str],
    first: list[str],
    second: list[str],
    *,
    framed: bool,
) -> None:
    name, frame = FRAMES[part]
    content = frame.format("".join(first), "".join(second)) if framed else "".join([*first, *second])
    version = {"version": "2.0" if part == "xliff-2" else "1.2"}
    path = tmp_path_factory.mktemp("soup") / "a.xml"
    path.write_text(
        element(name, attributes | version if framed else version | attributes, [content]), encoding="utf-8"
    )
    languages = ("zh", "en") if part == "tbx" else ()
    with suppress(ExchangeError):
        repr(parts.load("exchange", part.partition("-")[0]).read(path, *languages).records).encode()
