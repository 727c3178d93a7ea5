"""XML from anywhere, read so that it can do no harm; and what XML cannot hold."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from xml.parsers import expat

from yigao.errors import ExchangeError
from yigao.messages import message

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 256 * 1024 * 1024
"""Files larger than this many bytes are refused: something else was meant."""

XML = "{http://www.w3.org/XML/1998/namespace}"

NUMBER = re.compile(r"[0-9]{1,9}")
"""A number that a file may be trusted with."""

_UNSAFE = "documents of this kind need no entities, and yigao reads none"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _RootFound(Exception):  # noqa: N818 - no error: the end of what is read
    pass


def read_xml(path: Path, roots: Collection[str]) -> "_Element":
    """The root element of a file, comments and processing instructions left out.

    Raises `ExchangeError`, with line and column where they are known, for what cannot be read, is too large, is not XML or
    has another root element than one of ``roots``; and for any entity that the file declares or uses: they can
    name other files and grow without end. A document type that only names its definition is passed over; the definition
    is never looked for.
    """
    etree = _lxml()
    data = _bytes(path)
    _check_prolog(data, path)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root: _Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(path, error.lineno or 1, error.offset or 1, error.msg or "not XML") from error
    _refuse_entities(root, path)
    found = local_name(root)
    if found not in roots:
        raise ExchangeError(
            message("the root element is <{found}>", found=found),
            where=f"{path}:{root.sourceline}",
            remedy=message("expected <{value}>", value="> or <".join(roots)),
        )
    return root


def need_toolkit(what: str) -> None:
    """Raise `ExchangeError` if translate-toolkit is not installed."""
    try:
        import translate.storage.base  # noqa: F401, PLC0415 - an extra, loaded when it is needed
    except ImportError as error:
        raise ExchangeError(
            message("translate-toolkit is not installed, which {what} needs", what=what),
            remedy="install the extra: pip install 'yigao[exchange]'",
        ) from error


def local_name(element: "_Element") -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: "_Element", *names: str) -> Iterator["_Element"]:
    """The child elements of these names, whatever their namespace."""
    return (child for child in element if local_name(child) in names)


def child(element: "_Element", *names: str) -> "_Element | None":
    """The first of `children`."""
    return next(children(element, *names), None)


def text_of(element: "_Element | None") -> str:
    """All characters in an element; of None, none."""
    return "" if element is None else "".join(element.itertext())


def unwritable(*texts: str) -> str:
    """The first character of ``texts`` that XML 1.0 cannot hold, as ``U+0001``; empty if it can hold all."""
    for text in texts:
        match = _NOT_XML.search(text)
        if match:
            return f"U+{ord(match.group()):04X}"
    return ""


def without_unwritable(text: str) -> str:
    """``text`` with U+FFFD for what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def lay_out(element: "_Element", leaves: Collection[str], level: int = 0) -> None:
    """Put each element on a line of its own, but for what is inside of ``leaves``."""
    if len(element) == 0 or local_name(element) in leaves:
        return
    element.text = "\n" + "  " * (level + 1)
    for one in element:
        lay_out(one, leaves, level + 1)
        one.tail = "\n" + "  " * (level + 1)
    element[-1].tail = "\n" + "  " * level


def serialised(root: "_Element") -> bytes:
    """The file of a document."""
    etree = _lxml()
    return bytes(etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)) + b"\n"


def _lxml() -> ModuleType:
    """Lxml's module ``etree``."""
    need_toolkit("reading XML")
    from lxml import etree  # noqa: PLC0415 - comes with translate-toolkit

    module: ModuleType = etree
    return module


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ExchangeError(
                message("larger than {value} MiB", value=LARGEST >> 20), where=str(path), remedy="split the file"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ExchangeError(
            message("cannot read the file: {reason}", reason=reason), where=str(path), remedy="check the path"
        ) from error


def _check_prolog(data: bytes, path: Path) -> None:
    """Read up to the root element with a parser that knows of no other files, and refuse what it declares."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> None:
        raise ExchangeError(
            "the file declares entities or other definitions of its own",
            where=f"{path}:{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}",
            remedy=_UNSAFE,
        )

    def doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            refuse()

    def root(*_: object) -> None:
        raise _RootFound

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except _RootFound:
        return
    except expat.ExpatError as error:
        raise _broken(path, error.lineno, error.offset + 1, expat.errors.messages[error.code]) from error
    except (LookupError, ValueError) as error:
        raise ExchangeError("unknown encoding", where=str(path), remedy="save the file as UTF-8") from error


def _broken(path: Path, line: int, column: int, what: str) -> ExchangeError:
    return ExchangeError(
        message("not well-formed XML: {what}", what=what),
        where=f"{path}:{line}:{max(column, 1)}",
        remedy="export the file again",
    )


def _refuse_entities(root: "_Element", path: Path) -> None:
    etree = _lxml()
    for entity in root.iter(etree.Entity):
        raise ExchangeError(
            message("the entity {text} is used", text=entity.text),
            where=f"{path}:{entity.getparent().sourceline}",
            remedy=_UNSAFE,
        )
