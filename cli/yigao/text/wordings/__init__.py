"""The words around numbers and dates that CLDR does not give: approximators, magnitudes, units in running text.

A language has its whole table here, one file, or none; for one without, only numbers, percentages and dates are rendered.
"""

from collections.abc import Mapping

from yigao.text.wordings.english import ENGLISH
from yigao.text.wordings.french import FRENCH
from yigao.text.wordings.german import GERMAN
from yigao.text.wordings.spanish import SPANISH
from yigao.text.wordings.wording import Wording

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH, "fr": FRENCH, "de": GERMAN, "es": SPANISH}
"""By language subtag."""

__all__ = ["WORDINGS", "Wording"]
