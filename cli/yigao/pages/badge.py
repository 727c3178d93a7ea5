"""A badge: how much is reviewed."""

from yigao.model.progress import Progress
from yigao.pages._markup import Html, tag, words

_NARROW = frozenset("iljtfr.,:|! I1")
_COLOURS = ((100, "#1a7f37"), (75, "#3f7d20"), (50, "#7a6a00"), (25, "#a45a00"), (0, "#b3261e"))
"""From which percentage on, and which; white text stands on each with a contrast of at least 4.5."""
_HEIGHT = 20


def render(progress: Progress, label: str = "translation") -> str:
    """The badge as SVG."""
    value = f"{progress.percent} % reviewed" if progress.total else "nothing yet"
    colour = next(colour for least, colour in _COLOURS if progress.percent >= least)
    left, right = (_width(text) for text in (label, value))
    width = left + right
    named = f"{label}: {value}"
    halves = (
        tag("rect", width=left, height=_HEIGHT, fill="#4a4f57"),
        tag("rect", x=left, width=right, height=_HEIGHT, fill=colour),
    )
    texts = (_text(label, left // 2, left - 12), _text(value, left + right // 2, right - 12))
    body = tag(
        "svg",
        tag("title", words(named)),
        tag("clipPath", tag("rect", width=width, height=_HEIGHT, rx=4), id_="round"),
        tag("g", *halves, clip_path="url(#round)"),
        tag(
            "g",
            *texts,
            fill="#fff",
            text_anchor="middle",
            font_family="Verdana,DejaVu Sans,Geneva,sans-serif",
            font_size=11,
        ),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=_HEIGHT,
        viewBox=f"0 0 {width} {_HEIGHT}",
        role="img",
        aria_label=named,
    )
    return f"{body}\n"


def _text(text: str, middle: int, length: int) -> Html:
    return tag("text", words(text), x=middle, y=14, textLength=length)


def _width(text: str) -> int:
    """About how wide a text is, margins included; ``textLength`` makes it so."""
    return 12 + round(sum(4.2 if character in _NARROW else 7.0 for character in text))
