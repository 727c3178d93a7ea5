"""Every error says what to do about it."""

import ast
from pathlib import Path

import pytest

from yigao import errors

PACKAGE = Path(__file__).parent.parent / "cli" / "yigao"
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.UserError)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_error_names_its_remedy(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in KINDS or not node.args:
            continue
        remedies = [each.value for each in node.keywords if each.arg == "remedy"]
        assert remedies, f"line {node.lineno}: {ast.unparse(node)}"
        assert ast.unparse(remedies[0]) != "''"
