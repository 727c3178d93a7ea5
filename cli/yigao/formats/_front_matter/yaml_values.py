"""The values in YAML front matter, with their places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yigao.formats._front_matter.fields import Fields, Unreadable
from yigao.formats._front_matter.yaml_spelling import BREAK, double_value, plain_value, single_value
from yigao.model.document import Code, CodeKind, Part, Segment, SegmentKind, Text
from yigao.model.span import Span
from yigao.text.han import has_han
from yigao.text.patterns import later

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

_DEEPEST = 64
"""How deep front matter may nest: PyYAML's scanner takes quadratic time in the depth."""

_PROPERTIES = later(r"(?:[&!]\S*+\s++(?:\#[^\r\n]*+\s++)*+)*+")
_HEADER = later(rf"[|>][^\r\n]*+{BREAK}")
_LINE = later(rf"(?P<indent> *+)(?P<words>[^\r\n\x85\u2028\u2029]*+)(?:{BREAK}|\Z)")


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is being read."""

    mapping: bool
    """Which of the two."""
    flow: bool
    """Whether it stands in brackets."""
    frozen: bool
    """Whether it is, or lies in, the key of a mapping."""
    kind: SegmentKind | None
    """What values are now: those of the last key, or of the list itself."""
    key_next: bool = True
    """Whether a key comes next, in mappings."""


def yaml_segments(text: str, inside: Span, fields: Fields) -> list[Segment]:
    """The values of ``fields`` in the YAML at ``inside``, in order. Raises `Unreadable`.

    Aliases are not followed: what an anchor names is translated where it stands, if it stands under a field.
    """
    import yaml  # noqa: PLC0415 - only loaded for articles with such front matter

    source = inside.cut(text)
    found: list[Segment] = []
    frames: list[_Frame] = []
    try:
        for event in yaml.parse(source, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                kind = _next_kind(frames, fields, event.value)
                if kind is not None and has_han(event.value):
                    flow = frames[-1].flow
                    found += _segments(text, inside.start, event, kind, flow=flow)
            elif isinstance(event, yaml.AliasEvent):
                _next_kind(frames, fields, "")
            else:
                _follow(frames, fields, event)
    except yaml.YAMLError as error:
        raise Unreadable(f"front matter is not YAML: {_in_short(error)}") from error
    return found


def _in_short(error: Exception) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return str(problem).splitlines()[0]


def _next_kind(frames: list[_Frame], fields: Fields, key: str) -> SegmentKind | None:
    """What the node that comes now is for translation, if at all; a key decides this for its value."""
    if not frames:
        raise Unreadable("front matter is no mapping")
    top = frames[-1]
    if not top.mapping:
        return top.kind
    top.key_next = not top.key_next
    if top.key_next:
        return top.kind
    top.kind = None if top.frozen else fields.kind(key)
    return None


def _follow(frames: list[_Frame], fields: Fields, event: "Event") -> None:
    """Enter and leave mappings and sequences."""
    from yaml import events  # noqa: PLC0415

    if isinstance(event, events.CollectionEndEvent):
        frames.pop()
    elif isinstance(event, events.CollectionStartEvent):
        mapping = isinstance(event, events.MappingStartEvent)
        if not frames and not mapping:
            raise Unreadable("front matter is no mapping")
        if len(frames) == _DEEPEST:
            raise Unreadable(f"front matter nested more than {_DEEPEST} deep")
        above = frames[-1] if frames else _Frame(mapping=False, flow=False, frozen=False, kind=None)
        key = above.mapping and above.key_next
        kind = _next_kind(frames, fields, "") if frames else None
        frozen = above.frozen or key
        flow = above.flow or bool(event.flow_style)
        frames.append(_Frame(mapping, flow, frozen, None if mapping or frozen else kind))


_VALUES: dict[str, tuple[str, Callable[[str], str]]] = {
    "": ("yaml-plain", plain_value),
    "'": ("yaml-single", single_value),
    '"': ("yaml-double", double_value),
}


def _segments(text: str, offset: int, event: "ScalarEvent", kind: SegmentKind, *, flow: bool) -> Iterator[Segment]:
    """The segments of one value; none if its places in the text cannot be told for sure."""
    if event.start_mark is None or event.end_mark is None:
        return
    properties = _PROPERTIES().match(text, offset + event.start_mark.index)
    start = properties.end() if properties else 0
    span = Span(start, max(start, offset + event.end_mark.index))
    raw = span.cut(text)
    style = event.style or ""
    if style in _VALUES:
        spelling, value = _VALUES[style]
        if value(raw) == event.value:
            yield Segment(span, kind, (Text(span, raw),), "yaml-flow" if flow and not style else spelling)
        return
    lines = list(_block_lines(raw, span.start, event.value))
    if "".join("".join(line.cut(text) for line in lines).split()) == "".join(event.value.split()):
        yield from _block_segments(text, lines, kind, folded=style == ">")


def _block_lines(raw: str, start: int, value: str) -> Iterator[Span]:
    """The lines of a block scalar without their indentation, empty ones too."""
    header = _HEADER().match(raw)
    at = header.end() if header else len(raw)
    inner = next((match for match in _LINE().finditer(value) if match["words"]), None)
    outer = next((match for match in _LINE().finditer(raw, at) if match["words"]), None)
    if inner is None or outer is None:
        return
    indent = len(outer["indent"]) - len(inner["indent"])
    while at < len(raw) and (line := _LINE().match(raw, at)):
        if line["words"] and len(line["indent"]) < indent:
            return  # a comment after the block
        begin = line.start() + min(indent, len(line["indent"]))
        yield Span(start + begin, start + line.end("words"))
        at = line.end()


def _block_segments(text: str, lines: list[Span], kind: SegmentKind, *, folded: bool) -> Iterator[Segment]:
    """A segment for each line, or for each run of lines that are folded into one."""
    run: list[Part] = []
    for line in lines:
        words = line.cut(text).strip(" \t")
        more = line.cut(text)[:1].isspace()
        if run and (not folded or not words or more):
            yield _block_segment(run, kind)
            run = []
        if not words:
            continue
        span = Span(line.end - len(line.cut(text).lstrip(" \t")), line.end)
        if run:
            gap = Span(run[-1].span.end, span.start)
            run.append(Code(gap, gap.cut(text), CodeKind.SOFT_BREAK))
        run.append(Text(span, span.cut(text)))
        if more:
            yield _block_segment(run, kind)
            run = []
    if run:
        yield _block_segment(run, kind)


def _block_segment(parts: list[Part], kind: SegmentKind) -> Segment:
    return Segment(Span(parts[0].span.start, parts[-1].span.end), kind, tuple(parts), "yaml-block")
