"""A picture of progress: how many entries there were at each commit, and how many of them were drafted and reviewed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from yigao.model.progress import Moment
from yigao.pages._markup import Html, join, tag, words

_WIDTH, _HEIGHT = 760, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 150, 44, 40
_STYLE = """
text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #5f6570; }
.paper { fill: #fcfbf9; } .name { font-weight: 650; font-size: 13px; fill: #1f2226; }
.grid { stroke: #e3e0d9; } .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.all { stroke: #8a8f98; stroke-dasharray: 4 4; } .drafted { stroke: #b06d00; } .reviewed { stroke: #2e7d4f; }
.t-all { fill: #5f6570; } .t-drafted { fill: #8a5200; } .t-reviewed { fill: #1d6b3d; } .area { fill: #2e7d4f; fill-opacity: 0.1; }
@media (prefers-color-scheme: dark) {
  text { fill: #9aa0aa; } .paper { fill: #17191c; } .name { fill: #e6e3dd; } .grid { stroke: #2c3036; }
  .all { stroke: #7d838d; } .drafted { stroke: #e2ad5c; } .reviewed { stroke: #5fb37f; }
  .t-all { fill: #9aa0aa; } .t-drafted { fill: #e2ad5c; } .t-reviewed { fill: #74c794; } .area { fill: #5fb37f; }
}
"""
_NAMES = {"all": "in all", "drafted": "drafted or reviewed", "reviewed": "reviewed"}
"""The lines, the highest first, and what they count."""
_APART = 15
"""Pixels between two labels at the end of lines."""


def render(moments: Sequence[Moment], name: str = "Entries") -> str:
    """The picture as SVG. ``moments`` are one or more, oldest first."""
    scale = _Scale.of(moments)
    last = moments[-1].progress
    told = f"{last.reviewed} of {last.total} entries reviewed, {last.drafts} drafts, after {len(moments)} commits"
    body = tag(
        "svg",
        tag("title", words(f"{name}: {told}")),
        tag("style", Html(_STYLE)),
        tag("rect", width=_WIDTH, height=_HEIGHT, rx=8, class_="paper"),
        tag("text", words(f"{name} over time"), x=_LEFT, y=24, class_="name"),
        _grid(scale),
        _area(moments, scale),
        *(tag("path", d=_path(moments, line, scale), class_=f"line {line}") for line in _NAMES),
        _labels(moments, scale),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        width=_WIDTH,
        height=_HEIGHT,
        role="img",
        aria_label=f"{name}: {told}",
    )
    return f"{body}\n"


@dataclass(frozen=True, slots=True)
class _Scale:
    """From times and counts to places in the picture."""

    first: int
    last: int
    step: int
    steps: int

    @staticmethod
    def of(moments: Sequence[Moment]) -> "_Scale":
        most = max(1, *(moment.progress.total for moment in moments), 1)
        rough = most / 4
        size = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
        step = max(1, next(int(size * factor) for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough))
        times = [moment.time for moment in moments]
        return _Scale(min(times), max(times), step, math.ceil(most / step))

    def x(self, time: int) -> float:
        share = (time - self.first) / (self.last - self.first) if self.last > self.first else 1.0
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, count: int) -> float:
        share = count / (self.step * self.steps)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def _counts(moment: Moment) -> dict[str, int]:
    one = moment.progress
    return {"all": one.total, "drafted": one.reviewed + one.drafts, "reviewed": one.reviewed}


def _path(moments: Sequence[Moment], line: str, scale: _Scale) -> str:
    """A line of steps: what was counted at a commit holds until the next."""
    moves: list[str] = []
    for moment in sorted(moments, key=lambda one: one.time):
        x, y = scale.x(moment.time), scale.y(_counts(moment)[line])
        moves.append(f"H{x:g}V{y:g}" if moves else f"M{x:g} {y:g}")
    if scale.first == scale.last:
        moves.insert(0, f"M{_LEFT} {scale.y(_counts(moments[-1])[line]):g}")
        moves[1] = moves[1].replace("M", "L")
    return "".join(moves)


def _area(moments: Sequence[Moment], scale: _Scale) -> Html:
    line = _path(moments, "reviewed", scale)
    return tag("path", d=f"{line}V{scale.y(0):g}H{_LEFT}Z", class_="area")


def _grid(scale: _Scale) -> Html:
    pieces = []
    right = _WIDTH - _RIGHT
    for index in range(scale.steps + 1):
        count = index * scale.step
        y = scale.y(count)
        pieces.append(tag("line", x1=_LEFT, x2=right, y1=f"{y:g}", y2=f"{y:g}", class_="grid"))
        pieces.append(tag("text", words(f"{count:,}"), x=_LEFT - 8, y=f"{y + 4:g}", text_anchor="end"))
    below = _HEIGHT - _BOTTOM + 20
    if scale.last > scale.first:
        pieces.append(tag("text", words(_day(scale.first)), x=_LEFT, y=below))
    pieces.append(tag("text", words(_day(scale.last)), x=right, y=below, text_anchor="end"))
    return join(pieces)


def _day(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d")


def _labels(moments: Sequence[Moment], scale: _Scale) -> Html:
    """What each line counts and where it has come to, at its end, none over another."""
    counts = _counts(max(moments, key=lambda one: one.time))
    wanted = sorted(((scale.y(counts[line]), order, line) for order, line in enumerate(_NAMES)))
    pieces = []
    lowest = -math.inf
    for y, _, line in wanted:
        place = max(y + 4, lowest + _APART)
        lowest = place
        label = words(f"{counts[line]:,} {_NAMES[line]}")
        pieces.append(tag("text", label, x=_WIDTH - _RIGHT + 10, y=f"{place:g}", class_=f"t-{line}"))
    return join(pieces)
