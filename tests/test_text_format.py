"""Plain text beyond its cases: any text tiles and comes back, margins are found, translations are filled."""

import re
import time
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao import parts
from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.formats.text import finish
from yigao.formats.text.filling import fill
from yigao.formats.text.lines import columns
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Document, Segment, SegmentKind, Text
from yigao.model.interfaces import FormatOptions
from yigao.model.span import Span
from yigao.pipeline.render import render
from yigao.pipeline.units import UnitSize, units_of


def document_of(text: str) -> Document:
    return Document("a.txt", "text", text, parts.load("formats", "text").parse(text))


def shown(segment: Segment) -> str:
    return "".join(part.text if isinstance(part, Text) else part.source for part in segment.parts)


PIECES = [
    *"中文。！？；：“”（）《》…，、\n\n\n　 \t\r\x0b\x0c\x85\u2028\ufeff-=*_>.1aA·一—",
    *["\r\n", "\n\n", "\n　　", "\n    ", "一、", "（二）", "1. ", "甲：", "——", "----", "> ", ">> "],
    *[
        "https://a.b/c",
        "desk@a.b",
        "<g1>",
        "<x1/>",
        "第一章 ",
        "这一行写得够长，长到像是有人在固定的宽度上换了行的样子",
    ],
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_tiles_and_comes_back(text: str) -> None:
    document = document_of(text)
    end = 0
    for segment in document.segments:
        assert segment.span.start >= end
        end = segment.span.end
        assert shown(segment) == segment.span.cut(text)
        assert [part.span.start for part in segment.parts[1:]] == [part.span.end for part in segment.parts[:-1]]
        assert not segment.span.cut(text)[0].isspace()
        assert not segment.span.cut(text)[-1].isspace()
    for size in UnitSize:
        units = units_of(document, size)
        entries = [Entry(unit.source, unit.source, unit.context, State.REVIEWED) for unit in dict.fromkeys(units)]
        assert render(document, units, Catalog("en", {}, tuple(entries))).text == text


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_word_is_in_a_segment(text: str) -> None:
    """Only white space, rules and quotation signs are skeleton."""
    document = document_of(text)
    left = list(text)
    for segment in document.segments:
        left[segment.span.start : segment.span.end] = [""] * len(segment.span)
    assert not any(character.isalnum() for character in "".join(left))


LINES = {
    "equal lines without a final mark": ["甲" * 22, "乙" * 22, "丙" * 22],
    "verse": ["白日下了山，", "河水去了海。", "想要看得远，", "再上一层台。"],
    "lines that end sentences": ["这一段写完了，句号在最后，长度也够四十列了吧。", "下一段从这里开始，也有句号。"],
    "paragraphs wider than any margin": ["很" * 150 + "长，没有句号", "也" * 150 + "长，有句号。"],
    "narrow lines": ["每一行只有十个汉字吗", "是的，换行也在句子里。"],
    "a long heading": ["滨海新区召开春季植树动员大会部署今年绿化任务", "会议在昨天下午举行，来了很多人。"],
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
@pytest.mark.parametrize("indent", ["", "　　", "  "])
def test_lines_that_are_paragraphs(lines: list[str], indent: str) -> None:
    text = "".join(f"{indent}{line}\n" for line in ["开头有句号。", "", *lines])
    assert [shown(segment) for segment in document_of(text).segments] == ["开头有句号。", *lines]


def broken(text: str, width: int, *, by_characters: bool) -> list[str]:
    """``text`` in lines as a program makes them that keeps words whole and knows no other rule."""
    lines = [""]
    for word in re.findall(r"[!-~]+|.", text):
        size = len(lines[-1] + word) if by_characters else columns(lines[-1] + word)
        if size > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or len(lines) == 1 or word != " ":
            lines[-1] += word
    return lines


PROSE = (
    "港口外面有一座小岛，岛上住着三十户人家，世代以晒盐为生，夏天的时候，小岛上的人会把船划到城里来卖盐，顺便买些米和布。",
    "2023年，岛上通了电，年轻人陆续搬回来，开了第一家叫做 Salt House 的旅店，客人大多是从省城来的学生，他们来看海，也来看星星。",
    "老人们说，以前要等三天才有一班船，现在每天有四班。",
)


@pytest.mark.parametrize("by_characters", [False, True], ids=["columns", "characters"])
@pytest.mark.parametrize("width", [40, 46, 60, 72])
@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", "　　"), ("\n", "    ")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_broken_lines_are_put_together(width: int, by_characters: bool, between: str, indent: str, end: str) -> None:
    at = width // 2 if by_characters else width
    broken_up = [broken(indent + text, at, by_characters=by_characters) for text in PROSE]
    text = (between.join("\n".join(lines) for lines in broken_up) + "\n").replace("\n", end)
    units = units_of(document_of(text), UnitSize.PARAGRAPH)
    assert [unit.source for unit in units] == list(PROSE)


FILLED = [
    ("一段话。\n", "One two three four five.", 12, "One two\nthree four\nfive."),
    ("　　一段话。\r\n下一段。", "One two three four five.", 12, "One two\r\nthree four\r\nfive."),
    ("1. 一项。\n", "1. One two three four.", 12, "1. One two\n   three\n   four."),
    ("> 一段引文。\n", "One two three.", 9, "One two\n> three."),
    ("一段话。", "Incomprehensibilities are long.", 10, "Incomprehensibilities\nare long."),
    ("一段话。", "港の外に“島”がある。塩を作る。", 12, "港の外に\n“島”があ\nる。塩を作\nる。"),
    ("标题\n\n一段话。", None, 3, None),
    ("甲\t乙甲乙甲乙", None, 3, None),
]


@pytest.mark.parametrize(("text", "translated", "width", "expected"), FILLED)
def test_translations_are_filled(text: str, translated: str | None, width: int, expected: str | None) -> None:
    segment = document_of(text).segments[0]
    written = translated or segment.span.cut(text)
    assert finish(written, segment, text, FormatOptions(wrap=width)) == (expected or written)
    assert finish(written, segment, text, FormatOptions()) == written


def test_a_filled_paragraph_keeps_the_indent_of_its_second_line() -> None:
    lines = broken(PROSE[0], 60, by_characters=False)
    text = "\n  ".join(lines)
    (segment,) = document_of(f"开头。\n\n  {text}\n").segments[1:]
    document = f"开头。\n\n  {text}\n"
    assert fill("One two\n  three four", segment, document, 12) == "One two\n  three four"
    assert fill("One two three\n  four", segment, document, 60) == "One two three four"


@given(TEXTS, st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_filling_changes_white_space_alone(text: str, width: int) -> None:
    text = text.replace(">", "")
    segment = Segment(Span(0, len("头")), SegmentKind.PARAGRAPH, ())
    filled = fill(text, segment, "头", width)
    assert "".join(filled.split()) == "".join(text.split())
    assert "\r" not in filled


HOSTILE = {
    "spaces": " " * 2**20,
    "spaces in a line": f"甲{' ' * 2**20}乙",
    "tabs": "甲\t" * 2**17,
    "brackets": "（" * 2**20,
    "closing marks": f"甲{'”' * 2**20}",
    "rules": "-" * 2**20,
    "quotation signs": "> " * 2**19,
    "one word": f"短\n{'a' * 2**20}",
    "lines": "甲\n" * 2**17,
    "carriage returns": "甲\r" * 2**17,
    "broken lines": "".join(chain.from_iterable(broken(PROSE[0], 60, by_characters=False) for _ in range(2**13))),
    "addresses": "a@" * 2**19,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_long_texts_are_quick(text: str) -> None:
    """What takes time beyond linear takes minutes here."""
    started = time.process_time()
    document = parts.load("formats", "text").parse(text)
    for segment in document.segments[:1000]:
        fill(segment.span.cut(text), segment, text, 72)
    assert time.process_time() - started < 10


def test_translated_paragraphs_are_wrapped_on_request(yigao: Any, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text("wrap = 40\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("论坛在广州闭幕，逾万人参加。\n\n没有译的一段。\n", encoding="utf-8")
    assert yigao("translate", "a.txt", "--engine", "copy").code == 0
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "a.po"
    catalog = load(path)
    target = "The forum closed in Guangzhou with more than ten thousand people taking part."
    entries = (replace(catalog.entries[0], target=target, state=State.REVIEWED), *catalog.entries[1:])
    path.write_text(dumps(replace(catalog, entries=entries)), encoding="utf-8")
    written = yigao("render", "a.txt", "--to", "en").out
    assert written == (
        "The forum closed in Guangzhou with more\nthan ten thousand people taking part.\n\n没有译的一段。\n"
    )
