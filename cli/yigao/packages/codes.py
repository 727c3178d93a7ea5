"""Language tags as people write them, and the codes that Argos packages use."""

import re

_PAIR = re.compile(
    r"(?:translate-)?([A-Za-z]{2,3})[-_]([a-z]{2,3})|(?:translate-)?([A-Za-z][\w-]*?)_([A-Za-z][A-Za-z0-9-]*)"
)


def argos_code(tag: str) -> str:
    """Argos's code for a BCP 47 tag: ``en-US`` → ``en``, ``zh-TW`` and ``zh-Hant`` → ``zt``, ``pt-BR`` → ``pb``.

    Argos packages know a language's main form by its ISO 639 code alone; Traditional Chinese and Brazilian Portuguese have
    codes of their own.
    """
    language, *rest = tag.strip().replace("_", "-").lower().split("-")
    if language in {"zh", "cmn"}:
        traditional = "hant" in rest or ("hans" not in rest and not {"tw", "hk", "mo"}.isdisjoint(rest))
        return "zt" if traditional else "zh"
    if language == "pt" and "br" in rest:
        return "pb"
    return language


def read_pair(text: str) -> tuple[str, str] | None:
    """The Argos codes in ``zh_en``, ``zh-en``, ``zh-TW_en-US`` or ``translate-zh_en``; None where there are none."""
    match = _PAIR.fullmatch(text)
    if match is None:
        return None
    source, target = (part for part in match.groups() if part)
    return argos_code(source), argos_code(target)
