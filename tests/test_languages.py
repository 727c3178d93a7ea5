"""Language tags, names, plural rules and spacing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.errors import ConfigError, UserError
from yigao.text.languages import language_name, parse_language, plural_forms, spaces_sentences


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-us", "en_US"),
        ("pt_BR", "pt_BR"),
        ("zh-hant", "zh_Hant"),
        ("es-419", "es_419"),
        (" fr ", "fr"),
    ],
)
def test_tags_are_normalized(tag: str, normal: str) -> None:
    assert parse_language(tag) == normal
    assert parse_language(normal) == normal


@pytest.mark.parametrize("tag", ["", "xx", "en-", "_", "root", "und", "../etc", "e n", "1" * 5000])
def test_unknown_tags_are_user_errors(tag: str) -> None:
    with pytest.raises(ConfigError, match="unknown language") as caught:
        parse_language(tag)
    assert len(str(caught.value)) < 150


@settings(max_examples=200, deadline=None)
@given(tag=st.one_of(st.text(max_size=20), st.from_regex(r"[a-z]{2,3}([-_][A-Za-z]{2,8}){0,3}", fullmatch=True)))
def test_any_tag_is_known_or_refused(tag: str) -> None:
    try:
        normal = parse_language(tag)
    except UserError:
        return
    assert parse_language(normal) == normal
    assert language_name(normal)


@pytest.mark.parametrize(("tag", "name"), [("en", "English"), ("fr", "French"), ("pt-BR", "Portuguese (Brazil)")])
def test_names(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("tag", "header"),
    [("en", "nplurals=2; plural=(n != 1);"), ("fr", "nplurals=2; plural=(n > 1);"), ("ja", "nplurals=1; plural=0;")],
)
def test_plural_forms(tag: str, header: str) -> None:
    assert plural_forms(tag).rstrip(";") == header.rstrip(";")


@pytest.mark.parametrize(
    ("tag", "spaced"),
    [
        ("en", True),
        ("ko", True),
        ("vi", True),
        ("zh", False),
        ("zh-Hant", False),
        ("ja", False),
        ("th", True),
        ("lo", True),
        ("km", True),
        ("my", True),
    ],
)
def test_spacing(tag: str, spaced: bool) -> None:
    assert spaces_sentences(tag) is spaced
