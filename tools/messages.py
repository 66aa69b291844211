"""Bring motcua/locale/en/LC_MESSAGES/django.po up to date with the Vietnamese of code and templates: `make messages`.

Vietnamese is the msgid. Every string of the code that holds a Vietnamese letter is one (docstrings aside), whether it
is marked where it stands or translated where it is shown; of the templates, what their tags translate. Translations
made are kept; what is said no more is dropped; what is new stands empty and is shown in Vietnamese until it is written.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "motcua" / "locale" / "en" / "LC_MESSAGES" / "django.po"
LETTER = re.compile(r"^[^\W_].*[à-ỹÀ-Ỹđ]|^[à-ỹÀ-Ỹđ“{(]", re.DOTALL)
PATTERN = re.compile(r"[\[\]\\|]|^.?$")
"""Regular expressions, tables of letters and single letters are no sentences."""
LEFT_OUT = ("practice", "console", "migrations", "bench")
"""Made-up data, and what operators read on the console."""
CALL = re.compile(r"""\b(?:gettext|ngettext|pgettext|_)\(\s*(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")


def main() -> int:
    """Write the catalogue; with --check, say what is missing instead and answer 1 if anything is."""
    wanted = sorted({*of_code(), *of_templates()})
    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    if "--check" in sys.argv:
        missing = [text for text in wanted if not kept.get(text)]
        for text in missing:
            print(text)
        return 1 if missing else 0
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {"Language": "en", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8"}
    catalogue.extend(polib.POEntry(msgid=text, msgstr=kept.get(text, "")) for text in wanted)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    print(f"{len(wanted)} câu, {sum(1 for text in wanted if not kept.get(text))} câu chưa dịch")
    return 0


def of_code() -> Iterator[str]:
    """Vietnamese strings of the modules."""
    for path in (ROOT / "motcua").rglob("*.py"):
        if set(path.parts) & set(LEFT_OUT):
            continue
        tree = ast.parse(path.read_text(encoding="utf8"))
        passed = {id(node) for node in _docstrings(tree)} | {id(part) for part in _parts_of_joined(tree)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
            if is_text and is_sentence(text := str(getattr(node, "value", ""))):
                yield text


def is_sentence(text: str) -> bool:
    """Whether a string is Vietnamese for a reader."""
    if " " not in text and text == text.lower():
        return False  # a word of a table, or of what is parsed
    return (
        bool(LETTER.search(text))
        and any("à" <= each <= "ỹ" or "À" <= each <= "Ỹ" for each in text)
        and not PATTERN.search(text)
    )


def of_templates() -> Iterator[str]:
    """What the templates' tags translate."""
    for path in (ROOT / "motcua" / "web").rglob("*.html"):
        for found in CALL.finditer(templatize(path.read_text(encoding="utf8"))):
            yield ast.literal_eval(found[1])


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _parts_of_joined(tree: ast.AST) -> Iterator[ast.AST]:
    """Pieces of f-strings cannot be translated: they hold data or are made from translated parts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from node.values


if __name__ == "__main__":
    raise SystemExit(main())
