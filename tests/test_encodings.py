"""From bytes to text and back: what is certain, what is named, what is refused, and how articles travel through."""

import codecs
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.errors import ArticleError
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Encoding
from yigao.text.declarations import declare, declared
from yigao.text.encodings import NAMES, Expected, decode, encode, encoding_for_writing, parse_encoding, unwritable
from yigao.text.familiar import PLAUSIBLE, familiarity

Run = Callable[..., Any]

SENTENCE = "我们在海边的小城里住了三年，天天都能看到船。"
TRADITIONAL = "我們在海邊的小城裡住了三年，天天都能看到船。"
CLASSIC = ("gb18030", "gbk", "gb2312", "big5", "big5hkscs")


def in_encoding(name: str, text: str) -> bytes:
    """``text`` as other programs write it, without a mark."""
    return text.encode({"big5": "cp950", "gb2312": "gbk"}.get(name, name))


@pytest.mark.parametrize("name", [*NAMES, "GB-18030", "UTF8", "Big5_HKSCS", "cp936"])
def test_a_named_encoding_is_used(name: str) -> None:
    text = f"# {TRADITIONAL}\r\n\tplain\r"
    data = in_encoding(parse_encoding(name), text)
    found, encoding = decode(data, "a.md", Expected(name))
    assert found == text
    assert encode(found, encoding) == data


CERTAIN = {
    "empty": (b"", Encoding()),
    "ASCII": (b"plain\r\ntext", Encoding()),
    "UTF-8": (SENTENCE.encode(), Encoding()),
    "UTF-8 with mark": (codecs.BOM_UTF8 + SENTENCE.encode(), Encoding("utf-8", codecs.BOM_UTF8)),
    "UTF-8 with two marks": (codecs.BOM_UTF8 * 2 + b"a", Encoding("utf-8", codecs.BOM_UTF8)),
    "UTF-16 little": (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), Encoding("utf-16-le", codecs.BOM_UTF16_LE)),
    "UTF-16 big": (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), Encoding("utf-16-be", codecs.BOM_UTF16_BE)),
    "GB18030 with mark": (("\ufeff" + SENTENCE).encode("gb18030"), Encoding("gb18030", b"\x84\x31\x95\x33")),
    "characters beyond the first plane": ("𠮷🎉".encode(), Encoding()),
    "non-characters": ("\ufffe\uffff\ufdd0\U0001ffff".encode(), Encoding()),
}


@pytest.mark.parametrize(("data", "encoding"), CERTAIN.values(), ids=CERTAIN)
@pytest.mark.parametrize("expected", [Expected(), Expected(otherwise="gb18030")], ids=["alone", "with a default"])
def test_unicode_is_certain(data: bytes, encoding: Encoding, expected: Expected) -> None:
    text, found = decode(data, "a.md", expected)
    assert found == encoding
    assert text.encode(encoding.name) == data[len(encoding.bom) :]
    assert encode(text, found) == data


def test_a_default_is_for_what_is_not_unicode() -> None:
    for name in CLASSIC:
        assert decode(in_encoding(name, TRADITIONAL), "a.md", Expected(otherwise=name))[1] == Encoding(name)
    with pytest.raises(ArticleError, match="UTF-16 without a byte order mark"):
        decode(in_encoding("gbk", SENTENCE), "a.md", Expected(otherwise="utf-16"))


WRONG = {
    "GB18030": (SENTENCE.encode("gbk"), "", "a.md:1:1: not UTF-8", "GB18030: give `--encoding gb18030`"),
    "its place": (f"ab\rc{SENTENCE}".encode("gbk"), "", "a.md:2:2: not UTF-8 from the bytes CE D2 C3 C7", "GB18030"),
    "Big5": (TRADITIONAL.encode("cp950"), "", "not UTF-8", "Big5: give `--encoding big5`"),
    "Big5 of Hong Kong": (f"{TRADITIONAL}嘅冇".encode("big5hkscs"), "", "not UTF-8", "give `--encoding big5hkscs`"),
    "UTF-16 without mark": (SENTENCE.encode("utf-16-be"), "", "not UTF-8", "give `--encoding utf-16-be`"),
    "UTF-16 with ASCII": ("a一".encode("utf-16-le"), "", "NUL", "give `--encoding utf-16-le`"),
    "a broken byte": (SENTENCE.encode() + b"\xff.", "", f"a.md:1:{len(SENTENCE) + 1}: not UTF-8", "mend them"),
    "GBK with a broken byte": (SENTENCE.encode("gbk") + b"\xff\r\xff", "", "not UTF-8", "with broken bytes"),
    "few characters": ("鑫\n".encode("gbk"), "", "not UTF-8", "if it is GB18030 / Big5, give `--encoding gb18030` / "),
    "few characters between Latin ones": (
        "a 题 b\n".encode("utf-16-be"),
        "",
        "not UTF-8",
        "give `--encoding utf-16-be`",
    ),
    "few characters of the other end": ("a 题 b\n".encode("utf-16-le"), "", "not UTF-8", "give `--encoding utf-16-le`"),
    "Latin-1": ("café\n".encode("latin-1"), "", "a.md:1:4: not UTF-8", "save it as UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "", "not UTF-8", "save it as UTF-8"),
    "NUL": (b"# \0\0", "", "a.md:1:3: a binary file", ""),
    "NUL in UTF-16": ("a\0".encode("utf-16"), "", "a.md:1:2: a binary file", ""),
    "UTF-32": (SENTENCE.encode("utf-32"), "", "a.md:1:1: a binary file", "UTF-32: convert it"),
    "UTF-32 without mark": (SENTENCE.encode("utf-32-be"), "", "not UTF-8", "UTF-32: convert it"),
    "half a character in UTF-8": (b"ab\xed\xa0\x80", "", "a.md:1:3: not UTF-8", ""),
    "half a character in UTF-16": (b"\xff\xfea\0\0\xd8b\0", "", "a.md:1:2: not UTF-16-LE", "mend them"),
    "half a unit of UTF-16": (b"\xff\xfea\0b", "", "a.md:1:2: not UTF-16-LE", "mend them"),
    "not the named one": (SENTENCE.encode(), "gbk", "not GBK", "give `--encoding utf-8`"),
    "GBK is too small": (f"{SENTENCE}€".encode("gb18030") + "😀".encode("gb18030"), "gbk", "not GBK", "gb18030"),
    "Big5 named, GBK meant": (
        "我们在这里广州，开会。".encode("gbk"),
        "big5",
        "makes no sense as Big5, but does as GB18030",
        "",
    ),
    "UTF-16 named, ASCII meant": (b"plain text, even.", "utf-16-le", "not UTF-16-LE", "give `--encoding utf-8`"),
    "UTF-16 named, even ASCII meant": (b"plain text, even", "utf-16-le", "but does as UTF-8", ""),
    "GBK named, even UTF-8 meant": ("这个地方的人都喜".encode() * 2, "gbk", "but does as UTF-8", ""),
    "the mark of another": (codecs.BOM_UTF8 + b"a", "gbk", "its byte order mark says UTF-8, not GBK", ""),
    "the other end": (codecs.BOM_UTF16_BE + b"\0a", "utf-16-le", "says UTF-16-BE, not UTF-16-LE", ""),
    "no mark": (b"a\0", "utf-16", "UTF-16 without a byte order mark", "utf-16-le"),
    "spelled twice": (b"ab\n\xa4\xa4 \xa2\xcc", "big5", "a.md:2:3: '十' is spelled in a way", "convert"),
    "unknown": (b"a", "shift_jis", "unknown encoding 'shift_jis'", ", ".join(NAMES)),
}


@pytest.mark.parametrize(("data", "named", "what", "remedy"), WRONG.values(), ids=WRONG)
def test_what_cannot_come_back_is_refused(data: bytes, named: str, what: str, remedy: str) -> None:
    with pytest.raises(ArticleError) as raised:
        decode(data, "a.md", Expected(named))
    assert what in str(raised.value)
    assert remedy in raised.value.remedy
    assert "\n" not in str(raised.value)


HTML = {
    "charset": (b'<html><meta charset="gbk"><p>', "gbk"),
    "no quotes": (b"<META CHARSET=GB2312/>", "GB2312"),
    "content type": (b"<meta http-equiv='Content-Type' content='text/html; charset=big5'>", "big5"),
    "content first": (b'<meta content="text/html;charset=gb18030" http-equiv=content-type>', "gb18030"),
    "XML": (b'<?xml version="1.0" encoding="GB18030"?><html>', "GB18030"),
    "in a comment": (b"<!-- <meta charset=gbk> --><meta charset=big5>", "big5"),
    "in a description": (b'<meta name="description" content="charset=gbk"><meta charset="big5">', "big5"),
    "none": (b"<p>charset=gbk", ""),
    "too late": (b" " * 5000 + b"<meta charset=gbk>", ""),
}


@pytest.mark.parametrize(("data", "name"), HTML.values(), ids=HTML)
def test_a_declaration_is_found(data: bytes, name: str) -> None:
    assert declared(data) == name
    again = declare(data.decode(), "utf-8").encode()
    assert declared(again) == ("utf-8" if name else "")
    head, _, tail = data.rpartition(name.encode()) if name else (data, b"", b"")
    assert again == (head + b"utf-8" + tail if name else data)


def test_all_declarations_are_rewritten() -> None:
    page = "<?xml version='1.0' encoding='gbk'?><html><meta charset=gbk>gbk"
    assert declare(page, "utf-8") == "<?xml version='1.0' encoding='utf-8'?><html><meta charset=utf-8>gbk"


def test_a_declaration_is_used_in_markup_alone() -> None:
    data = f"<meta charset='gb2312'>{SENTENCE}镕".encode("gbk")
    assert decode(data, "a.html", markup=True)[1] == Encoding("gb2312")
    with pytest.raises(ArticleError, match="not UTF-8"):
        decode(data, "a.md")


@pytest.mark.parametrize(
    ("charset", "actual", "said"),
    [
        ("gbk", "utf-8", "UTF-8"),
        ("utf-8", "gbk", "not UTF-8"),
        ("shift_jis", "utf-8", "'shift_jis'"),
        ("big5", "gbk", "GB18030"),
    ],
)
def test_a_wrong_declaration_is_refused_unless_an_order_overrides_it(charset: str, actual: str, said: str) -> None:
    data = f"<meta charset={charset}>{SENTENCE * 2}".encode(actual)
    with pytest.raises(ArticleError, match=said):
        decode(data, "a.html", markup=True)
    assert decode(data, "a.html", Expected(actual), markup=True)[1] == Encoding(actual)


def test_utf_16_read_as_ascii_means_utf_8() -> None:
    assert decode(b"<meta charset=utf-16>", "a.html", markup=True)[1] == Encoding()


LACKING = [
    ("big5", "é"),
    ("gbk", "😀"),
    ("gb2312", "ᄀ"),
    ("big5hkscs", "€"),
    ("utf-8", "\ud800"),
    ("gb18030", "\udfff"),
]


@pytest.mark.parametrize(("name", "character"), LACKING)
def test_characters_that_an_encoding_lacks(name: str, character: str) -> None:
    assert unwritable(f"好\n的{character}", Encoding(name)) == character
    with pytest.raises(ArticleError, match=f"line 2, column 2: .*U\\+{ord(character):04X}"):
        encode(f"好\n的{character}", Encoding(name))


@pytest.mark.parametrize("name", NAMES)
def test_encodings_for_writing(name: str) -> None:
    data = encode("好", encoding_for_writing(name))
    assert decode(data, "a.md", Expected(name))[0] == "好"
    assert data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE)) == (name in {"utf-8-sig", "utf-16"})


FRAGMENTS = st.lists(
    st.one_of(
        st.binary(max_size=4),
        st.text(max_size=8).map(lambda text: text.encode("utf-8", "replace")),
        st.sampled_from(["gb18030", "cp950", "big5hkscs", "utf-16-le"]).map(
            lambda name: SENTENCE.encode(name, "ignore")
        ),
        st.sampled_from([codecs.BOM_UTF8, codecs.BOM_UTF16_BE, b"\x84\x31\x95\x33", b"\r\n", b"<meta charset=gbk>"]),
    ),
    max_size=6,
).map(b"".join)


@given(FRAGMENTS, st.sampled_from(["", *NAMES]), st.sampled_from(["", *NAMES]), st.booleans())
@settings(max_examples=500, deadline=None)
def test_any_bytes_come_back_or_are_refused(data: bytes, named: str, otherwise: str, markup: bool) -> None:
    try:
        text, encoding = decode(data, "a.md", Expected(named, otherwise), markup=markup)
    except ArticleError:
        return
    assert encode(text, encoding) == data
    assert "\0" not in text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=50), st.sampled_from(NAMES))
@settings(max_examples=300, deadline=None)
def test_any_text_is_written_or_names_what_it_lacks(text: str, name: str) -> None:
    encoding = encoding_for_writing(name)
    lacked = unwritable(text, encoding)
    if lacked:
        assert lacked in text
        return
    data = encode(text, encoding)
    try:
        found, _ = decode(data, "a.md", Expected(name))
    except ArticleError:  # looks like another encoding, or begins like one
        return
    assert found == text or text.startswith("\ufeff")


def test_misread_chinese_is_told_from_chinese() -> None:
    article = (Path(__file__).parent / "articles" / "science-weekly.md").read_text(encoding="utf-8")
    assert familiarity(article) > 2 * PLAUSIBLE
    for right, wrong in [("gbk", "cp950"), ("utf-8", "gb18030"), ("utf-16-le", "utf-16-be"), ("utf-8", "utf-16-le")]:
        assert familiarity(article.encode(right).decode(wrong, "replace")) < PLAUSIBLE / 2


@pytest.mark.parametrize("name", ["", *NAMES])
def test_a_megabyte_of_noise_is_quick(name: str) -> None:
    for data in (random.Random(1).randbytes(2**20), (SENTENCE * 20_000).encode("gbk") + b"\xff", b"\xa2\xcc" * 2**19):
        started = time.process_time()
        with suppress(ArticleError):
            decode(data, "a.md", Expected(name))
        assert time.process_time() - started < 10


MARKDOWN = f"# 小城\n\n{SENTENCE}又一句\n跨了两行。\n\n- 一回\t有制表符\n"
TEXT = f"小城\n\n　　{SENTENCE}\n　　又一段。\n----\n甲\t乙"
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@pytest.fixture(autouse=True)
def _no_models(argos_home: Path) -> None:
    assert argos_home


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".yigao" not in path.parts
    }


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("name", NAMES)
def test_articles_come_back_byte_for_byte(yigao: Run, tmp_path: Path, name: str, end: str) -> None:
    data = {
        file: in_encoding(name, text.translate(str.maketrans("们边里跨两", "們邊裡跨兩")).replace("\n", end))
        for file, text in (("news.md", MARKDOWN), ("notes.txt", TEXT))
    }
    (tmp_path / "in").mkdir()
    for file, content in data.items():
        (tmp_path / "in" / file).write_bytes(content)
    assert yigao("translate", "in", "--to", "en", "--engine", "copy", "--encoding", name).code == 0
    assert yigao("render", "in", "--to", "en", "--drafts", "--encoding", name, "-o", "out").code == 0
    assert contents(tmp_path / "out") == data
    catalog = load(tmp_path / "locales" / "en" / "LC_MESSAGES" / "in" / "notes.po")
    assert [entry.source for entry in catalog.entries] == ["小城", TRADITIONAL, "又一段。", "甲", "乙"]


def test_line_ends_may_be_mixed(yigao: Run, tmp_path: Path) -> None:
    data = "第一段。\r\r\n第二段。\n\r第三段，\r\n还有\r一行。\n\n没有换行".encode()
    for file in ("a.md", "b.txt"):
        (tmp_path / file).write_bytes(data)
        yigao("translate", file, "--to", "en", "--engine", "copy")
        assert yigao("render", file, "--to", "en", "--drafts", "-o", f"out/{file}").code == 0
        assert (tmp_path / "out" / file).read_bytes() == data


def translated(tmp_path: Path, name: str, target: str) -> None:
    """Make the first entry of a catalog a reviewed translation, as a person does."""
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / f"{name}.po"
    first, *rest = (catalog := load(path)).entries
    done = Entry(first.source, target, first.context, State.REVIEWED, first.references)
    path.write_text(dumps(Catalog("en", catalog.headers, (done, *rest))), encoding="utf-8")


@pytest.mark.parametrize("name", CLASSIC)
def test_a_translation_that_the_encoding_lacks_is_refused(yigao: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_bytes(in_encoding(name, "# 小城\n\n咖啡在三年之中。\n"))
    assert yigao("translate", "a.md", "--to", "en", "--engine", "copy", "--encoding", name).code == 0
    translated(tmp_path, "a", "Town 한 𝄞" if name != "gb18030" else "Town")
    line = load(tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po").entries[0].line
    before = contents(tmp_path)
    ran = yigao("render", "a.md", "--to", "en", "--encoding", name, "-o", "out.md")
    if name == "gb18030":
        assert ran.code == 0
        return
    assert ran.code == 2
    assert "'한' (U+D55C) is not in" in ran.err
    assert f"a.po:{line}: " in ran.err
    assert ", in which a.md is written" in ran.err
    assert "--output-encoding utf-8" in ran.err
    assert ran.err.count("\n") == 1
    assert contents(tmp_path) == before
    ran = yigao("render", "a.md", "--to", "en", "--encoding", name, "--output-encoding", "utf-8", "-o", "out.md")
    assert ran.code == 0
    assert (tmp_path / "out.md").read_bytes() == "# Town 한 𝄞\n\n咖啡在三年之中。\n".encode()


def test_the_output_may_have_a_mark(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("在三年之中。".encode())
    yigao("translate", "a.txt", "--to", "en", "--engine", "copy")
    for name in ("utf-16", "utf-8-sig", "big5"):
        ran = yigao("render", "a.txt", "--to", "en", "--drafts", "--output-encoding", name, "-o", "out.txt")
        assert ran.code == 0
        python = "cp950" if name == "big5" else name
        assert (tmp_path / "out.txt").read_bytes().decode(python) == "在三年之中。"
        assert (tmp_path / "out.txt").read_bytes()[:2] in {b"\xff\xfe", b"\xef\xbb", "在".encode("big5")}


def test_a_page_that_names_its_encoding_needs_no_option(yigao: Run, tmp_path: Path) -> None:
    page = f'<html><head><meta charset="gbk"></head><body><p>{SENTENCE}</p></body></html>\n'
    (tmp_path / "a.html").write_bytes(page.encode("gbk"))
    assert yigao("translate", "a.html", "--to", "en", "--engine", "copy").code == 0
    assert yigao("render", "a.html", "--to", "en", "--drafts", "-o", "out.html").code == 0
    assert (tmp_path / "out.html").read_bytes() == page.encode("gbk")
    ran = yigao("render", "a.html", "--to", "en", "--drafts", "--output-encoding", "utf-8", "-o", "out.html")
    assert ran.code == 0
    assert (tmp_path / "out.html").read_bytes() == page.replace("gbk", "utf-8").encode()


def test_a_project_may_say_what_its_articles_are_in(yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text('encoding = "gb18030"\nto = "en"\n', encoding="utf-8")
    (tmp_path / "old.md").write_bytes(SENTENCE.encode("gbk"))
    (tmp_path / "new.md").write_bytes(SENTENCE.encode())
    assert yigao("translate", "old.md", "new.md", "--engine", "copy").code == 0
    assert yigao("extract", "old.md", "new.md", "-o", "pot").code == 0
    for name in ("old", "new"):
        assert load(tmp_path / "pot" / f"{name}.pot").entries[0].source == SENTENCE


REFUSED = {
    "no encoding given": (["translate", "gbk.md"], "gbk.md:2:1: not UTF-8 from the bytes"),
    "extracting without": (["extract", "gbk.md"], "give `--encoding gb18030`"),
    "one of several": (["translate", "ok.md", "gbk.md"], "gbk.md:2:1"),
    "unknown name": (["translate", "gbk.md", "--encoding", "koi8-r"], "unknown encoding 'koi8-r' (known: utf-8,"),
    "unknown output": (["render", "ok.md", "--output-encoding", "klingon"], "unknown encoding 'klingon'"),
    "wrong name": (["translate", "gbk.md", "--encoding", "big5"], "GB18030"),
    "render without": (["render", "gbk.md", "-o", "out.md"], "gbk.md:2:1"),
    "unknown in the configuration": (["--config", "bad.toml", "translate", "ok.md"], "unknown encoding 'nope'"),
    "a number in the configuration": (["--config", "number.toml", "translate", "ok.md"], "encoding: expected a string"),
    "text for a number": (["--config", "wrap.toml", "translate", "ok.md"], "wrap: expected a number from 0"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_refusals_are_one_line_and_write_nothing(yigao: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "gbk.md").write_bytes(f"# ok\n{SENTENCE}\n".encode("gbk"))
    (tmp_path / "ok.md").write_bytes(SENTENCE.encode())
    (tmp_path / "bad.toml").write_text('encoding = "nope"', encoding="utf-8")
    (tmp_path / "number.toml").write_text("encoding = 936", encoding="utf-8")
    (tmp_path / "wrap.toml").write_text('wrap = "72"', encoding="utf-8")
    if "render" in arguments:
        yigao("translate", "ok.md", "--to", "en", "--engine", "copy")
        yigao("translate", "gbk.md", "--to", "en", "--engine", "copy", "--encoding", "gbk")
    before = contents(tmp_path)
    ran = yigao(*arguments, *([] if "extract" in arguments else ["--to", "en"]))
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert contents(tmp_path) == before
