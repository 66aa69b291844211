"""A bank's statement as its lines: read from CSV whatever the bank's encoding, delimiter, headings and way of writing
amounts and days. Pure: bytes in, lines and faults out."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 20_000
MOST_DONG: Final = 10**12
LONGEST_TEXT: Final = 500
_HEAD_WITHIN: Final = 40
"""Banks write some lines about the account above the heading."""


class Column(StrEnum):
    """What is read of a statement."""

    DAY = "day"
    CREDIT = "credit"
    DEBIT = "debit"
    AMOUNT = "amount"
    TEXT = "text"
    NUMBER = "number"


_HEADINGS: Final[Mapping[Column, tuple[str, ...]]] = MappingProxyType(
    {
        Column.DAY: (
            "ngay giao dich", "ngay hieu luc", "ngay hach toan", "ngay gd", "ngay", "transaction date", "date",
        ),
        Column.CREDIT: ("so tien ghi co", "phat sinh co", "ghi co", "tien vao", "credit amount", "credit", "co"),
        Column.DEBIT: ("so tien ghi no", "phat sinh no", "ghi no", "tien ra", "debit amount", "debit", "no"),
        Column.AMOUNT: ("so tien giao dich", "so tien", "amount"),
        Column.TEXT: (
            "noi dung chi tiet", "noi dung giao dich", "noi dung chuyen tien", "noi dung", "dien giai", "mo ta",
            "transaction detail", "transactions in detail", "description", "details", "remark",
        ),
        Column.NUMBER: (
            "so tham chieu", "ma giao dich", "so giao dich", "so but toan", "so ct", "so chung tu", "doc no",
            "transaction no", "reference", "ref no", "transaction id",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement in. `line` counts in the file from 1; `amount` in đồng; `mark` is the same whenever the same
    movement is read again, whatever file it stands in."""

    line: int
    day: date | None
    amount: int
    text: str
    number: str
    mark: str


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that could not be read, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """What was read. `out` counts movements out, which concern nobody here."""

    lines: tuple[StatementLine, ...]
    faults: tuple[LineFault, ...]
    out: int


@dataclass(frozen=True, slots=True)
class NotAStatement:
    """Nothing could be read; the sentence says what to do. `headings` are the file's columns, to be mapped by hand."""

    sentence: Sentence
    headings: tuple[str, ...] = ()


_TOO_LARGE = _("Tệp lớn quá {most} MB. Hãy tải sao kê từng ngày hoặc từng tuần.")
_EMPTY = _("Tệp không có dòng nào. Hãy tải lại sao kê dạng CSV từ ngân hàng.")
_NO_CSV = _("Tệp này không phải CSV (có thể là Excel hay PDF). Ở trang của ngân hàng hãy chọn xuất dạng CSV.")
_NO_COLUMNS = _(
    "Không nhận ra cột {columns}. Hãy chọn cột nào là ngày, số tiền vào và nội dung, hoặc tải lại sao kê dạng CSV."
)
_TOO_MANY = _("Sao kê có quá {most} dòng. Hãy tải sao kê từng ngày hoặc từng tuần.")
_NO_AMOUNT = _("số tiền “{typed}” không đọc được")
_TOO_MUCH = _("số tiền “{typed}” lớn quá mức có thể")
COLUMN_NAMES: Final[Mapping[Column, str]] = MappingProxyType(
    {
        Column.DAY: _("ngày"),
        Column.CREDIT: _("số tiền vào"),
        Column.DEBIT: _("số tiền ra"),
        Column.AMOUNT: _("số tiền (vào là dương)"),
        Column.TEXT: _("nội dung"),
        Column.NUMBER: _("số giao dịch"),
    }
)


def read(content: bytes, *, columns: Mapping[Column, int] | None = None) -> Statement | NotAStatement:
    """The movements in of a CSV statement. `columns` maps them by hand (from 0) where the headings tell nothing."""
    if len(content) > MOST_BYTES:
        return NotAStatement(Sentence(_TOO_LARGE, {"most": MOST_BYTES // 1_000_000}))
    text = _decoded(content)
    if text is None:
        return NotAStatement(Sentence(_NO_CSV))
    rows = _rows(text)
    if rows is None:
        return NotAStatement(Sentence(_NO_CSV))
    if not rows:
        return NotAStatement(Sentence(_EMPTY))
    if len(rows) > MOST_LINES:
        return NotAStatement(Sentence(_TOO_MANY, {"most": MOST_LINES}))
    begins, found = _head(rows)
    mapped = dict(columns or found)
    if Column.TEXT not in mapped or not {Column.CREDIT, Column.AMOUNT} & mapped.keys():
        lacking = [COLUMN_NAMES[one] for one in (Column.CREDIT, Column.TEXT) if one not in mapped]
        headings = max((cells for _line, cells in rows[:_HEAD_WITHIN]), key=len)
        return NotAStatement(Sentence(_NO_COLUMNS, {"columns": ", ".join(lacking)}), tuple(headings))
    return _lines(rows[begins:], mapped)


def amount_of(text: str) -> int | None:
    """The whole đồng that a cell means, negative ones too; None when it means no amount.

    1.250.000 · 1,250,000.00 · 1250000,0 · 1 250 000 VND · (50.000) · +8000. Parts of a đồng are dropped only when they
    are zeros.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    inside = re.fullmatch(r"\((.*)\)", plain)
    plain = re.sub(r"(?i)vnd|đồng|dong|đ|\s", "", inside[1] if inside else plain)
    found = re.fullmatch(r"([+-]?)([0-9][0-9.,]*)", plain)
    if found is None:
        return None
    whole = _whole(found[2])
    if whole is None:
        return None
    return -whole if (found[1] == "-") != bool(inside) else whole


def _whole(digits: str) -> int | None:
    """Groups of three parted by one sign, then perhaps another sign and a part of zeros."""
    groups = re.fullmatch(r"([0-9]{1,3})((?:[.,][0-9]{3})+)(?:([.,])0{1,4})?", digits)
    if groups is not None:
        signs = set(re.findall(r"[.,]", groups[2]))
        if len(signs) == 1 and groups[3] not in signs:
            return int(re.sub(r"[.,]", "", groups[1] + groups[2]))
    plain = re.fullmatch(r"([0-9]+)(?:[.,]0{1,4})?", digits)
    return int(plain[1]) if plain else None


def day_of(text: str) -> date | None:
    """The day of a cell that may carry an hour too: 30/11/2026 08:15:02, 2026-11-30T08:15, 30-11-26."""
    found = re.search(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{2,4})", text)
    if found is None:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _decoded(content: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or the old Vietnamese code page; None for what is no text."""
    if content[:4] in (b"PK\x03\x04", b"%PDF") or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return None
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1258"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else unicodedata.normalize("NFC", text)
    return None


def _rows(text: str) -> list[tuple[int, list[str]]] | None:
    sample = "\n".join(text.splitlines()[:_HEAD_WITHIN])
    delimiter = max(";\t|,", key=sample.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return None


def _head(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[Column, int]]:
    """Where the lines begin, and which column is which: the heading is the row that tells most."""
    best: tuple[int, dict[Column, int]] = (0, {})
    for at, (_line, cells) in enumerate(rows[:_HEAD_WITHIN]):
        found = _columns(cells)
        if len(found) > len(best[1]):
            best = (at + 1, found)
    return best


def _columns(cells: Iterable[str]) -> dict[Column, int]:
    """An exact heading wins over one that only begins so; each column is one thing."""
    plain = [_plain(cell) for cell in cells]
    found: dict[Column, int] = {}
    for exactly in (True, False):
        for column, names in _HEADINGS.items():
            if column not in found:
                at = _place(plain, names, exactly, set(found.values()))
                if at is not None:
                    found[column] = at
    return found


def _place(cells: Sequence[str], names: Iterable[str], exactly: bool, taken: set[int]) -> int | None:
    for name in names:
        for at, cell in enumerate(cells):
            fits = cell == name if exactly else len(name) > 3 and cell.startswith(name)
            if fits and at not in taken:
                return at
    return None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", "".join(c for c in letters if not unicodedata.combining(c))).split())


def _lines(rows: Iterable[tuple[int, list[str]]], columns: Mapping[Column, int]) -> Statement:
    lines: list[StatementLine] = []
    faults: list[LineFault] = []
    seen: Counter[str] = Counter()
    out = 0
    for number, cells in rows:
        typed = _cell(cells, columns.get(Column.CREDIT, columns.get(Column.AMOUNT)))
        amount = amount_of(typed) if typed else 0
        day = day_of(_cell(cells, columns.get(Column.DAY)))
        if amount is None:
            if day is not None:
                faults.append(LineFault(number, Sentence(_NO_AMOUNT, {"typed": typed[:40]})))
        elif amount > MOST_DONG:
            faults.append(LineFault(number, Sentence(_TOO_MUCH, {"typed": typed[:40]})))
        elif amount > 0:
            text = " ".join(_cell(cells, columns[Column.TEXT]).split())[:LONGEST_TEXT]
            name = _cell(cells, columns.get(Column.NUMBER))[:60]
            lines.append(StatementLine(number, day, amount, text, name, _mark(day, amount, text, name, seen)))
        elif typed or _cell(cells, columns.get(Column.DEBIT)):
            out += 1
    return Statement(tuple(lines), tuple(faults), out)


def _mark(day: date | None, amount: int, text: str, number: str, seen: Counter[str]) -> str:
    """Two movements alike in everything are two: the second of a file carries its place among its likes."""
    plain = "\n".join((day.isoformat() if day else "", str(amount), _plain(text), number.casefold()))
    seen[plain] += 1
    return hashlib.sha256(f"{plain}\n{seen[plain]}".encode()).hexdigest()


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and 0 <= at < len(cells) else ""
