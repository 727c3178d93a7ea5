"""Shortcodes: where they are found, and how their parameters are written."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.formats import markdown
from yigao.formats.markdown.shortcodes import find_shortcodes, hidden
from yigao.model.catalog import Catalog, Entry, State
from yigao.model.document import Code, CodeKind, Document, Pairing, Segment, Text
from yigao.model.interfaces import FormatOptions
from yigao.model.span import Span
from yigao.pipeline.render import render
from yigao.pipeline.units import units_of

PARAMETERS = FormatOptions().shortcode_parameters
TAG, CODE, COMMENT = CodeKind.TAG, CodeKind.CODE, CodeKind.COMMENT
OPEN, CLOSE, ALONE = Pairing.OPEN, Pairing.CLOSE, Pairing.ALONE


def document_of(text: str) -> Document:
    return Document("a.md", "markdown", text, markdown.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{< a >}}", [("{{< a >}}", TAG, ALONE)]),
        ("{{% a %}}甲{{% /a %}}", [("{{% a %}}", TAG, OPEN), ("{{% /a %}}", TAG, CLOSE)]),
        ("{{< a >}}甲{{%/a%}}", [("{{< a >}}", TAG, OPEN), ("{{%/a%}}", TAG, CLOSE)]),
        ("{{< a/b >}}甲{{< /a/b >}}", [("{{< a/b >}}", TAG, OPEN), ("{{< /a/b >}}", TAG, CLOSE)]),
        ("{{< a />}}甲{{< /a >}}", [("{{< a />}}", TAG, ALONE), ("{{< /a >}}", TAG, ALONE)]),
        ('{{< a b=">}}" >}}乙', [('{{< a b=">}}" >}}', TAG, ALONE)]),
        ('{{< a b="\\">}}" >}}乙', [('{{< a b="\\">}}" >}}', TAG, ALONE)]),
        ("{{< a `\n>}}` >}}乙", [("{{< a `\n>}}` >}}", TAG, ALONE)]),
        ("{{< a\nb >}}", [("{{< a\nb >}}", TAG, ALONE)]),
        ("{{< a\r\nb >}}", [("{{< a\r\nb >}}", TAG, ALONE)]),
        ("{{< a\n\nb >}}", []),
        ("{{< a {{< b >}}", [("{{< b >}}", TAG, ALONE)]),
        ("{{</* a */>}}", [("{{</* a */>}}", CODE, ALONE)]),
        ("{{</* a >}} {{< b >}}", [("{{< b >}}", TAG, ALONE)]),
        ("{{/* 甲 */}}", [("{{/* 甲 */}}", COMMENT, ALONE)]),
        ("{{< code >}}\n\n{{< x >}}\n{{< /code >}}乙", [("{{< code >}}\n\n{{< x >}}\n{{< /code >}}", CODE, ALONE)]),
        ("{{< code />}}{{< x >}}", [("{{< code />}}", TAG, ALONE), ("{{< x >}}", TAG, ALONE)]),
        ("{% if a > b %}甲{% endif %}", [("{% if a > b %}", TAG, OPEN), ("{% endif %}", TAG, CLOSE)]),
        ("{%- if a -%}甲{%- endif -%}", [("{%- if a -%}", TAG, OPEN), ("{%- endif -%}", TAG, CLOSE)]),
        ("{% end %}", [("{% end %}", TAG, ALONE)]),
        ("{% raw %}{% x %}{% endraw %}", [("{% raw %}{% x %}{% endraw %}", CODE, ALONE)]),
        ("{% comment %}甲{% endcomment %}", [("{% comment %}甲{% endcomment %}", COMMENT, ALONE)]),
        ("{{ a }}{{{ b }}}", [("{{ a }}", CODE, ALONE), ("{{{ b }}}", CODE, ALONE)]),
        ("{{ a\nb }}{{}}{{a{b}}}", []),
        ("甲{: .a #b}\n{:toc}", [("{: .a #b}", TAG, ALONE), ("{:toc}", TAG, ALONE)]),
        ("`{{< a >}}` {{< b >}}", [("{{< b >}}", TAG, ALONE)]),
        ("``{{< a >}} ` {{< b >}}`` {{< c >}}", [("{{< c >}}", TAG, ALONE)]),
        ("` {{< a >}}\n\n`", [("{{< a >}}", TAG, ALONE)]),
        ("\\`{{< a >}}`", [("{{< a >}}", TAG, ALONE)]),
        ("```\n{{< a >}}\n```\n{{< b >}}", [("{{< b >}}", TAG, ALONE)]),
        ("~~~~ x\n{{< a >}}\n~~~\n{{< b >}}\n~~~~~\n{{< c >}}", [("{{< c >}}", TAG, ALONE)]),
        ("> - ```\n> {{< a >}}\n> ```\n{{< b >}}", [("{{< b >}}", TAG, ALONE)]),
        ("``` `{{< a >}}", [("{{< a >}}", TAG, ALONE)]),
        ("甲 ~~~\n{{< a >}}", [("{{< a >}}", TAG, ALONE)]),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, CodeKind, Pairing]]) -> None:
    found = find_shortcodes(text, 0, PARAMETERS)
    assert [(one.span.cut(text), one.kind, one.pairing) for one in found] == expected


def test_nothing_is_found_in_front_matter() -> None:
    text = "---\ntitle: '{{< a >}}甲'\n---\n{{< b >}}"
    assert [unit.source for unit in units_of(document_of(text))] == ["{{< a >}}甲"]


PIECES = st.lists(
    st.sampled_from(
        [
            *"中文。 \n*_`<>\"'\\{}%/|[]()#-:=~",
            *[
                "{{<",
                ">}}",
                "{{%",
                "%}}",
                "{%",
                "%}",
                "{{",
                "}}",
                "{:",
                "/*",
                "*/",
                "\n\n",
                "\n> ",
                "\n- ",
                "    ",
                "```\n",
            ],
            *["{{< a >}}", "{{< /a >}}", "{{< code >}}", "{{< /code >}}", "{% raw %}", "{% endraw %}", "{{ a }}", "**"],
            *[
                '{{< a caption="图" >}}',
                "{% a alt='图' %}",
                "{{< a title=`图` >}}",
                "[链](",
                "![图](",
                "<b>",
                "</b>",
                "| 甲 |\n|--|\n",
            ],
            *["\r\n", "<div>\n", "</div>", "---\n", "+++\n", "[^1]", "\n[^1]: ", "$"],
        ]
    ),
    max_size=30,
).map("".join)


def check_parts(segment: Segment, text: str) -> None:
    at = segment.span.start
    for part in segment.parts:
        assert part.span.start == at
        assert (part.text if isinstance(part, Text) else part.source) == part.span.cut(text)
        at = part.span.end
    assert at == segment.span.end


@given(PIECES)
@settings(max_examples=500, deadline=None)
def test_any_text_tiles_and_comes_back(text: str) -> None:
    found = find_shortcodes(text, 0, PARAMETERS)
    readable = hidden(text, Span(0, 0), found)
    assert len(readable) == len(text)
    at = 0
    for one in found:
        assert at <= one.span.start < one.span.end
        at = one.span.end
    assert sorted(one.name for one in found if one.pairing is OPEN) == sorted(
        one.name for one in found if one.pairing is CLOSE
    )
    document = document_of(text)
    outer: Segment | None = None
    for segment in document.segments:
        check_parts(segment, text)
        if outer is not None and segment.span.start < outer.span.end:
            assert any(isinstance(part, Code) and part.span.covers(segment.span) for part in outer.parts)
        else:
            outer = segment
    units = units_of(document)
    entries = tuple(Entry(unit.source, unit.source, unit.context, State.REVIEWED) for unit in dict.fromkeys(units))
    assert render(document, units, Catalog("en", {}, entries)).text == text


TARGETS = st.text(st.sampled_from("\"'`\\{}%<>/*=\n\t ax真译👍:#"), min_size=1, max_size=10)


@pytest.mark.parametrize(
    "text",
    [
        '{{< figure src="a" caption="图" link="b" >}}',
        "{{% figure src=`a` caption=`图` link=`b` %}}",
        "{{< figure src=a caption='图' link=b >}}",
        '{% include f.html src="a" caption="图" link=\'b\' %}',
        "{% include f.html src='a' caption='图' link=\"b\" %}",
    ],
)
@given(target=TARGETS)
@settings(max_examples=150, deadline=None)
def test_a_parameter_says_its_translation(text: str, target: str) -> None:
    text = f"前文{text}后文。"
    document = document_of(text)
    (unit,) = (one for one in units_of(document) if one.context)
    entry = Entry(unit.source, target, unit.context, State.REVIEWED)
    rendering = render(document, [unit], Catalog("en", {}, (entry,)))
    new = rendering.text
    if rendering.refused:
        assert new == text
        assert not target.strip() or unspeakable(unit.spelling, target)
        return
    assert new.startswith(text[: unit.span.start])
    assert new.endswith(text[unit.span.end :])
    (code,) = find_shortcodes(new, 0, ("src", "caption", "link"))
    assert code.span == Span(2, len(new) - 3)
    assert said(new[unit.span.start : len(new) - (len(text) - unit.span.end)]) == " ".join(target.split("\n"))


def unspeakable(spelling: str, target: str) -> bool:
    """Whether no quotes of the language can hold a value."""
    if spelling.startswith("hugo"):
        return "`" in target and "\\" in target
    slashed = target.endswith("\\") or ("\\" in target and '"' in target and "'" in target)
    return slashed or any(pair in target for pair in ("{{", "}}", "{%", "%}"))


def said(value: str) -> str:
    """What Hugo and Jekyll make of a value."""
    quote, inside = value[0], value[1:-1]
    assert value[-1] == quote
    if quote == "`":
        assert quote not in inside
        return inside
    assert not inside.replace("\\\\", "").replace(f"\\{quote}", "").count(quote)
    return inside.replace(f"\\{quote}", quote)


def test_parameters_that_no_quotes_can_hold_are_refused() -> None:
    text = '{{< a title="甲" >}}'
    document = document_of(text)
    units = units_of(document)
    rendering = render(document, units, Catalog("en", {}, (Entry("甲", "\\`", "meta", State.REVIEWED),)))
    assert rendering.text == text
    assert [one.reason for one in rendering.refused] == [
        "a shortcode cannot hold a backtick and a backslash in one parameter"
    ]


def test_names_of_parameters_can_be_chosen() -> None:
    text = '{{< a title="甲" note="乙" >}}{% b Note=\'丙\' %}'
    parsed = markdown.parse(text, FormatOptions(shortcode_parameters=("Note",)))
    assert [one.span.cut(text) for one in parsed.segments if one.spelling] == ['"乙"', "'丙'"]


def test_what_is_left_out_is_told() -> None:
    text = '{{< a "甲" title="乙" >}}\n\n{% raw %}\n丙\n{% endraw %}\n\n正文{{< b "丁" >}}。\n'
    parsed = markdown.parse(text)
    assert [(one.span.cut(text), one.reason) for one in parsed.skipped] == [
        ('{{< a "甲" title=', "shortcode"),
        ("丙", "shortcode"),
    ]


HOSTILE: list[Any] = [
    "{{< a >}}",
    "{{<",
    '{{< "',
    '{{< "{{<" `',
    "{%",
    "{{",
    "{{</*",
    "{:",
    "`{{",
    "```\n{{<",
    "{{< code >}}",
    "{% raw %}",
    "{{< /a >}}",
    "{{< caption=`甲\n",
    "> - ```{{\n",
    "caption={{< ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    start = time.process_time()
    find_shortcodes(piece * (200_000 // len(piece)), 0, PARAMETERS)
    assert time.process_time() - start < 5
