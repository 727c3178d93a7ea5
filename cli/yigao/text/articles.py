"""“The” before a name, as English wants it before names whose chief noun is a common one: “the State Council”, “the Greater
Bay Area”, but “Guangdong” and “Peking University”.

A machine that sees a placeholder where a name will stand cannot know. Where it is not plain that an article is missing, none
is added: the chief noun must be among those that take one, and the word before the name among those that an article can follow.
"""

import re

_CHIEF_NOUNS = frozenset(
    """academy administration alliance area assembly association authority award awards basin belt bureau center centre
    commission committee conference congress convention corridor council court delta department expo exposition fair
    federation festival forum foundation fund games government gulf institute institution league ministry museum ocean
    office organisation organization parliament party peninsula plan plateau prize program programme project region
    republic river sea secretariat senate strait sub-forum summit union zone""".split()
)
_PREPOSITION = re.compile(r"\s(?:of|for|on|in|to|at|between|against|under|with)\s|\s?[(,]")
"""Where a name's chief noun ends: “Institute | of Scientific …”, “Center | (Greater Bay Area)”."""
_OPENERS = frozenset(
    """about across after against along among and around as at because before behind between but by despite during for
    from has have had if in including inside into is are was were like near of on or over since than that through
    throughout to toward towards under until upon via when where while with within without""".split()
)
"""Words behind which an article may stand."""
_LAST_WORD = re.compile(r"(?:\A|(?<=[\s,;:–—(“\"]))([^\W\d_]+)\s+\Z")
_PAUSE = re.compile(r"(?:\A|[,;:–—.])\s*\Z")
_LONGER = re.compile(r"\s*[-–—/&]|\s+(?:[A-Z0-9]|and [A-Z])")
"""The name goes on, or is one of several in a bigger one."""


def with_article(left: str, name: str, right: str) -> str:
    """``left``, the words between what stood before and a ``name``, with “the” at its end where one is missing.

    ``right`` are the words behind the name. An empty ``left`` begins a sentence.
    """
    if not _takes_article(name) or _LONGER.match(right):
        return left
    word = _LAST_WORD.search(left)
    if _PAUSE.search(left) or (word and word.group(1).casefold() in _OPENERS):
        return f"{left.rstrip()} the " if left.strip() else "the "
    return left


def _takes_article(name: str) -> bool:
    """Whether a name of several words is one that English says with “the”."""
    words = name.split()
    if len(words) < 2 or words[0] == "The" or not (name[0].isupper() or name[0].isdigit()):
        return False
    chief = _PREPOSITION.split(name, maxsplit=1)[0].split()[-1]
    return chief.casefold() in _CHIEF_NOUNS or words[:2] == ["University", "of"]
