"""The message catalogue: what the code says, against what assess.po translates.

`python -m tests.catalogue` adds new messages (with empty translations) and drops those that nobody says any more.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "assess" / "locale" / "de" / "LC_MESSAGES" / "assess.po"
FORMS = {"T": 1, "N": 2}
"""The marks of messages, and how many texts each takes."""


def said() -> Catalog:
    """Every message of the code: `T(message)` and `N(singular, plural)`, found in the syntax tree (f-strings too)."""
    catalogue = Catalog(project="Assess", charset="utf-8")
    for folder in ("assess", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            calls = [
                node
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORMS
            ]
            for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
                texts = [str(one.value) for one in call.args[: FORMS[_name(call)]] if isinstance(one, ast.Constant)]
                if len(texts) == FORMS[_name(call)]:
                    message: str | tuple[str, ...] = texts[0] if len(texts) == 1 else tuple(texts)
                    catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def translated() -> Catalog:
    """The German catalogue as it is committed."""
    if not PO.exists():
        return Catalog(locale="de", project="Assess", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def update() -> tuple[int, int]:
    """Bring the catalogue up to date; how many messages there are, and how many wait for their translation."""
    catalogue = translated()
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    write_po(
        out, catalogue, width=120, no_location=False, include_lineno=False, sort_output=False, ignore_obsolete=True
    )
    text = "".join(
        line
        for line in out.getvalue().decode().splitlines(keepends=True)
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))
    )
    PO.write_text(text, encoding="utf-8")
    waiting = [message for message in catalogue if message.id and not _done(message.string)]
    return len(catalogue), len(waiting)


def _done(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    whole, waiting = update()
    print(f"{whole} messages, {waiting} without a German text")  # noqa: T201  (a command's answer)
