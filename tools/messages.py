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
TEXT = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
CALL = re.compile(rf"\b(?:gettext|ngettext|pgettext|_)\(\s*{TEXT}")
COUNTED = re.compile(rf"\bngettext\(\s*{TEXT}\s*,\s*{TEXT}")


def main() -> int:
    """Write the catalogue; with --check, say what is missing instead and answer 1 if anything is."""
    wanted = sorted({*of_code(), *of_templates()})
    plurals = {**counted_in_code(), **counted_in_templates()}
    kept = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    entries = [_entry(text, plurals.get(text), kept.get(text)) for text in wanted]
    missing = [entry.msgid for entry in entries if not is_said(entry)]
    if "--check" in sys.argv:
        for text in missing:
            print(text)
        return 1 if missing else 0
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.extend(entries)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    print(f"{len(wanted)} câu, {len(missing)} câu chưa dịch")
    return 0


def is_said(entry: polib.POEntry) -> bool:
    """Whether it is translated, in both numbers where a number of things is told."""
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _entry(text: str, plural: str | None, kept: polib.POEntry | None) -> polib.POEntry:
    if plural is None:
        return polib.POEntry(msgid=text, msgstr=kept.msgstr if kept else "")
    said = kept.msgstr_plural if kept and kept.msgid_plural else {0: "", 1: ""}
    return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural=said)


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


def counted_in_code() -> dict[str, str]:
    """What modules say of one thing, with what they say of several: the two arguments of `ngettext`."""
    found = {}
    for path in (ROOT / "motcua").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ngettext":
                one, several = (ast.literal_eval(argument) for argument in node.args[:2])
                found[one] = several
    return found


def counted_in_templates() -> dict[str, str]:
    """The same of the templates' tags."""
    return {
        ast.literal_eval(found[1]): ast.literal_eval(found[2])
        for path in (ROOT / "motcua" / "web").rglob("*.html")
        for found in COUNTED.finditer(templatize(path.read_text(encoding="utf8")))
    }


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
