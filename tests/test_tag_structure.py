"""What rendering refuses for its codes is an error of tag-structure."""

from hypothesis import given, settings
from hypothesis import strategies as st

from yigao.checks.tag_structure import check
from yigao.model.catalog import Entry, State
from yigao.model.checking import Context
from yigao.model.document import Document, Unit
from yigao.pipeline.codes import broken_codes
from yigao.pipeline.formats import format_named
from yigao.pipeline.knowledge import Knowledge
from yigao.pipeline.sides import checked
from yigao.pipeline.units import PLACEHOLDER, units_of

ARTICLE = '沿<b>海</b>有<i>一座<u>灯塔</u></i>，塔下有<img src="a.png">船。'
NO_TERMS = Knowledge(lambda _: [], lambda _: [])


def unit() -> Unit:
    markdown = format_named("markdown")
    (found,) = units_of(Document("a.md", "markdown", ARTICLE, markdown.parse(ARTICLE)))
    return found


UNIT = unit()
PIECES = [match.group() for match in PLACEHOLDER.finditer(UNIT.source)]


def is_accepted(target: str) -> bool:
    entry = Entry(UNIT.source, target, UNIT.context, State.REVIEWED)
    found = checked(entry, format_named("markdown"), NO_TERMS)
    assert found
    return not list(check(found, Context("en")))


def test_the_tags_of_the_source_are_accepted() -> None:
    assert len(PIECES) == 7
    assert is_accepted(" sea ".join(["The", *PIECES, "end."]).replace("> sea </", ">x</"))


@settings(deadline=None, max_examples=200)
@given(
    st.permutations(PIECES), st.lists(st.sampled_from([*PIECES, "<g9>", "<x9/>", "<g1/>"]), max_size=1), st.booleans()
)
def test_what_rendering_refuses_is_an_error(pieces: list[str], extra: list[str], shuffled: bool) -> None:
    tokens = pieces if shuffled else [*pieces[:2], *(piece for piece in PIECES if piece not in pieces[:2])]
    target = " sea ".join(["The", *tokens, *extra, "end."])
    if broken_codes(UNIT, target):
        assert not is_accepted(target)
