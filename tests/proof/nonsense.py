"""Forms as a page shows them, and what nobody should write into one."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

VALUES: Final = (
    "", "\0", "a\0b", "'\"><script>", "%s%(x)s{0}{x}", "9" * 20, "9" * 400, "-1", "0", "1e400", "NaN", "1,5", "²",
    "١٢٣", "31/02/2026", "00/00/0000", "2026-02-30", "31/12/9999", "9999-12-31", "01/01/0001", "0001-01-01",
    "24:00", "25:61", "2026-11-30T99:99", "🙂🙂🙂", "Ấ" * 300, "A" * 5000, "../../etc/passwd", "\r\nX: y", "[]", "{}",
    "null", "|||||", "001|002|a|31022026|x|y|z", "\u202e\u0300\u0300", "0" * 12, "~", "2026-11-23T08:00:00+07:00~x~1",
)  # fmt: skip
FILES: Final = (
    ("a.pdf", b""), ("a.pdf", b"MZ\x90\0"), ("a.pdf", b"%PDF-1.4\n%%EOF"), ("a.csv", b"\xff\xfe\0"),
    ("a.csv", b"a,b\n1"), ("a.xlsx", b"PK\x03\x04"), ("a.png", b"\x89PNG\r\n\x1a\n"),
    ("a.heic", b"\0\0\0\x18ftypheic"), ("x" * 300, b"x"),
)  # fmt: skip


@dataclass(slots=True)
class Form:
    """`fields`: name, kind of the input, and the values that the page offers."""

    action: str
    method: str
    fields: list[tuple[str, str, list[str]]] = field(default_factory=list)

    def filled(self, chance: random.Random, share: float) -> dict[str, list[object]]:
        """As it could be sent, with nonsense in about this share of its places."""
        sent: dict[str, list[object]] = {}
        for name, kind, offered in self.fields:
            if kind == "file":
                of, content = chance.choice(FILES)
                sent.setdefault(name, []).append(SimpleUploadedFile(of, content))
            elif chance.random() < share:
                sent.setdefault(name, []).append(chance.choice(VALUES))
            elif kind not in ("checkbox", "radio", "submit") or chance.random() < 0.5:
                sent.setdefault(name, []).append(chance.choice(offered) if offered else "")
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
            self._by_id[given.get("id", "")] = self._open
        elif tag == "option" and self._select is not None:
            self._select.append(given.get("value", ""))
        elif tag in ("input", "textarea", "select", "button") and given.get("name"):
            form = self._by_id.get(given["form"]) if "form" in given else self._open
            if form is not None:
                kind = given.get("type", "submit" if tag == "button" else "text")
                offered = [given["value"]] if "value" in given else []
                form.fields.append((given["name"], kind, offered))
                self._select = offered if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = None


def forms_of(text: str) -> list[Form]:
    """The forms of a page."""
    reader = _Reader()
    reader.feed(text)
    return reader.forms
