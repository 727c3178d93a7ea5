"""Drafts keep their terms, quantities and codes, whatever the engine does."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.formats import markdown
from yigao.glossary.matching import Matcher
from yigao.model.document import Document, Unit
from yigao.model.interfaces import Progress, Translation
from yigao.model.term import Term
from yigao.pipeline.codes import broken_codes
from yigao.pipeline.draft import BY_RULE, Job, Knowledge, draft
from yigao.pipeline.protect import assembled, expose, loose_pieces, restored, switched
from yigao.pipeline.units import PLACEHOLDER, UnitSize, units_of
from yigao.text.quantities import find_quantities

CASES = Path(__file__).parent / "cases" / "drafting"
TERMS = [
    Term("中国科学院", "Chinese Academy of Sciences"),
    Term("广州南沙", "Nansha, Guangzhou"),
    Term("广州", "Guangzhou"),
    Term("大湾区", "Greater Bay Area"),
    Term("粤港澳大湾区", "Guangdong-Hong Kong-Macao Greater Bay Area"),
]
MARKDOWN = markdown.SPELLINGS[""]
MATCHER = Matcher(TERMS)
KNOWLEDGE = Knowledge(MATCHER.find, lambda text: find_quantities(text, "en"))


def units_in(text: str) -> tuple[Unit, ...]:
    document = Document("a.md", "markdown", text, markdown.parse(text))
    return units_of(document, UnitSize.PARAGRAPH)


def read_cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", read_cases("assembled.jsonl"), ids=lambda case: str(case["name"]))
def test_assembled(case: dict[str, object]) -> None:
    (unit,) = units_in(str(case["article"]))
    exposed = expose(unit, MARKDOWN.plain, KNOWLEDGE.terms, KNOWLEDGE.quantities)
    assert isinstance(case["translations"], dict)
    assert loose_pieces(exposed) == list(case["translations"])
    assert assembled(exposed, case["translations"], MARKDOWN.escape) == case["draft"]


class Engine:
    """An engine for tests: what ``answer`` makes of each text."""

    verbatim = False
    fingerprint = "test"

    def __init__(self, answer: Callable[[str], str]) -> None:
        self.answer = answer
        self.seen: list[list[str]] = []

    def translate(self, batch: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        if progress:
            progress(len(batch), len(batch))
        self.seen.append(list(batch))
        return [Translation(text, problem="" if text else "nothing came") for text in map(self.answer, batch)]


def draft_all(text: str, engine: Engine | None) -> list[tuple[Unit, str, str]]:
    jobs = [Job(unit, MARKDOWN) for unit in units_in(text)]
    return [(job.unit, one.text, one.way) for job, one in zip(jobs, draft(jobs, KNOWLEDGE, engine), strict=True)]


ENGINES: dict[str, Callable[[str], str]] = {
    "keeps all": lambda text: text,
    "loses names and codes": lambda text: re.sub(r"[A-Za-z<>/]", "", text) or "nothing left",
    "doubles": lambda text: f"{text} {text}",
    "rambles": lambda text: f"well {len(text)}",
    "reverses": lambda text: text[::-1],
    "crosses codes": lambda text: text.replace("</g1>", "\0").replace("</g2>", "</g1>").replace("\0", "</g2>"),
    "gives nothing": lambda _: "",
}
PIECES = st.lists(
    st.sampled_from(
        [
            *[
                "中国科学院",
                "广州南沙",
                "广州",
                "粤港澳大湾区",
                "大湾区",
                "10亿元",
                "近300项",
                "12月9日",
                "20.6%",
                "五十余位",
            ],
            *[
                "会议",
                "在",
                "举行。",
                "，",
                "、",
                "（",
                "）",
                "“",
                "”",
                "A",
                " ",
                "&amp;",
                "\\*",
                "*",
                "_",
                "`码`",
                "[^1]",
            ],
            *[
                "<b>",
                "</b>",
                "<i>",
                "</i>",
                "<br>",
                "**",
                "[",
                "](u)",
                "<font color='red'>",
                "</font>",
                "中国<b>科学</b>院",
            ],
            *["中国</b>科学院", "中国<i>科学院", "http://a.b", "<!-- c -->", "\n"],
        ]
    ),
    min_size=1,
    max_size=14,
).map("".join)


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@given(text=PIECES)
@settings(max_examples=120, deadline=None)
def test_terms_quantities_and_codes_are_kept(engine: Callable[[str], str], text: str) -> None:
    """Promises 4 and 5: all terms with their exact targets, all codes once and nested, or no draft at all."""
    for unit, target, _ in draft_all(text, Engine(engine)):
        if not target:
            continue
        assert broken_codes(unit, target) == ""
        for code in unit.codes:
            assert target.count(code.token) >= 1
        exposed = expose(unit, MARKDOWN.plain, KNOWLEDGE.terms, KNOWLEDGE.quantities)
        shown = PLACEHOLDER.sub("", target)
        for slot, needed in Counter(slot.target for slot in exposed.slots).items():
            assert MARKDOWN.plain(shown).count(slot) >= needed, (unit.source, target)


@given(text=PIECES)
@settings(max_examples=200, deadline=None)
def test_what_is_protected_comes_back(text: str) -> None:
    """``restored(switched(unit))`` is the unit, spaces aside, where there is nothing to render."""
    for unit in units_in(text):
        exposed = expose(unit, MARKDOWN.plain, lambda _: [], lambda _: [])
        back = restored(exposed, switched(exposed), MARKDOWN.escape)
        if back is None:  # an empty pair: engines may not be trusted with it
            assert re.search(r"<g(\d+)>\s*</g\1>", switched(exposed))
            continue
        assert MARKDOWN.plain(back).replace(" ", "") == MARKDOWN.plain(unit.source).replace(" ", "")


def test_a_good_answer_is_taken_whole() -> None:
    ((_, target, way),) = draft_all(
        "会议在<b>广州南沙</b>举行。", Engine(lambda text: text.replace("会议在", "It was in "))
    )
    assert (target, way) == ("It was in <g1>Nansha, Guangzhou</g1> 举行。", "")


def test_each_stage_is_one_batch_and_each_piece_goes_once() -> None:
    engine = Engine(lambda _: "x")
    draft_all("会议在广州举行\n\n会议在大湾区举行\n\n好天气\n", engine)
    assert engine.seen == [["会议在 Guangzhou 举行", "会议在 Greater Bay Area 举行", "好天气"], ["会议在", "举行"]]


def test_what_rules_cover_needs_no_engine() -> None:
    jobs = [Job(unit, MARKDOWN) for unit in units_in("广州、大湾区")]
    engine = Engine(lambda _: "x")
    (candidate,) = draft(jobs, KNOWLEDGE, engine)
    assert (candidate.text, candidate.origin, candidate.terms) == ("Guangzhou, Greater Bay Area", BY_RULE, 2)
    assert engine.seen == [[], []]


def test_a_failed_sentence_says_why() -> None:
    jobs = [Job(unit, MARKDOWN) for unit in units_in("好天气")]
    (candidate,) = draft(jobs, KNOWLEDGE, Engine(lambda _: ""))
    assert (candidate.text, candidate.problem) == ("", "nothing came")
