"""Whether decoded text looks like Chinese: bytes read in a wrong encoding give characters that hardly anybody writes."""

from yigao.text.patterns import later

_COMMON = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小心多天能好都然"
    "没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知样现分将外但身意高新进实理点业与合力"
    "海广第全部市工最关月其水化它把民机"
    "這來個國說們為時會過學對後裡還發當無開見經頭長樣現將進實點業與廣關機沒從動兩"
)
_MARKS = "，。、；：？！“”‘’「」『』（）《》【】…—·　"
_FAMILIAR = later(f"[{_COMMON}{_MARKS}]")
_NEUTRAL = later(r"[\t\n\r -~]+")

PLAUSIBLE = 0.15
"""Familiarity from which a text passes for Chinese: prose has 0.3 and more, the same bytes misread 0.05 and less."""


def foreign(text: str) -> str:
    """``text`` without printable ASCII and white space."""
    return _NEUTRAL().sub("", text)


def familiarity(text: str) -> float:
    """The share of very frequent Chinese characters and marks in ``text``, ASCII left aside; 1 if it is all ASCII."""
    rest = foreign(text)
    return len(_FAMILIAR().findall(rest)) / len(rest) if rest else 1.0
