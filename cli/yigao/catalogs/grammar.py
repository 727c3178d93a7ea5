"""The shape of a `.po` file, where polib is too kind: it cuts a character off a string that does not end, and takes one
``msgid`` for another's continuation. What passes here and there loses nothing.
"""

import re

from yigao.messages import message

_BROKEN = re.compile(
    r"""^ (?! [ \t]* (?:
        \r? $                                                      # nothing
      | \# (?! ~ [ \t]* [^|\s] )                                   # a comment
      | (?: \#~ [ \t]* )? (?: [a-z_]+ (?: \[\d\] )? [ \t]* )?      # a string, obsolete or not, with its keyword or not
        " [^"\\\n\r]*+ (?: \\. [^"\\\n\r]*+ )*+ " [ \t\f\v]* \r? $
    ))""",
    re.MULTILINE | re.VERBOSE,
)
_KEYWORD = re.compile(r"^[ \t]*(?:#~[ \t]*)?(msgctxt|msgid_plural|msgid|msgstr)(?=[\[ \t\"])", re.MULTILINE)

_AFTER = {
    "msgctxt": {"", "msgstr"},
    "msgid": {"", "msgctxt", "msgstr"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid", "msgid_plural", "msgstr"},
}
"""What each keyword may follow; the empty word is the beginning of the file."""


def malformed_line(text: str) -> tuple[int, str] | None:
    """The first line, from 1, that does not belong in a catalog, and what is wrong with it; None if there is none."""
    broken = _BROKEN.search(text)
    if broken:
        return _line(text, broken.start()), message("neither a comment nor a whole string")
    last, at = "", 0
    for match in _KEYWORD.finditer(text):
        if last not in _AFTER[match[1]]:
            return _line(text, match.start(1)), message(
                "{keyword} after {last}", keyword=match[1], last=last or message("nothing")
            )
        last, at = match[1], match.start(1)
    return None if last in {"", "msgstr"} else (_line(text, at), message("no msgstr after {last}", last=last))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
