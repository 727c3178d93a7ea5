"""How a message mentions other entries."""

from yigao.model.checking import Checked


def place(unit: Checked) -> str:
    """Where in the article an entry first stands, in brackets after a space; empty if the catalog does not say."""
    references = unit.entry.references
    return f" ({references[0].path}:{references[0].line})" if references else ""


def quoted(text: str) -> str:
    """A text in quotation marks, if it brings none."""
    return text if text.startswith("“") else f"“{text}”"


def short(text: str) -> str:
    """The beginning of a text, enough to recognise it."""
    return text if len(text) <= 40 else f"{text[:39]}…"
