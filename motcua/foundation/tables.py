"""A table with named columns, from CSV (UTF-8, or UTF-16 as Excel's “Unicode text”; parted by commas, semicolons or
tabs) or from the first sheet of XLSX.

XLSX is a zip of XML, so the standard library reads it. A day that Excel keeps as a number stays a number here; who
knows that the column holds days reads it by `moment_of_number`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from motcua.foundation.errors import Refusal
from motcua.foundation.system_words import why
from motcua.foundation.vietnamese import fold, tidy

MOST_BYTES = 200_000_000
"""Of a whole sheet, unpacked: what is larger was not written by hand and is better brought in as CSV."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_EXCEL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial number has no zone


class TableUnreadable(Refusal):
    """Takes `file` and `why`."""

    sentence = "Không đọc được {file}: {why}."
    status = 422


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its columns (folded names), with the line on which it stands in the file."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(fold(column), "")


def read(file: Path) -> tuple[tuple[str, ...], list[Row]]:
    """The folded names of the columns, and the rows that are not empty. Raises `TableUnreadable`."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise TableUnreadable(file=file, why=why(error)) from error
    return read_bytes(content, name=str(file))


def read_bytes(
    content: bytes, *, name: str, most_bytes: int = MOST_BYTES, most_rows: int | None = None
) -> tuple[tuple[str, ...], list[Row]]:
    """The same of a file's content. `most_bytes`: of a sheet unpacked. Raises `TableUnreadable`."""
    try:
        lines = _xlsx(content, most_bytes) if name.lower().endswith(".xlsx") else _csv(content)
        numbered = iter(_bounded((each for each in lines if any(each[1])), name, most_rows))
        names = tuple(fold(cell) for cell in next(numbered, (0, ()))[1])
        return names, [Row(line, dict(zip(names, cells, strict=False))) for line, cells in numbered]
    except UnicodeDecodeError as error:
        raise TableUnreadable(file=name, why="không phải UTF-8; hãy lưu lại dạng CSV UTF-8") from error
    except csv.Error as error:
        raise TableUnreadable(file=name, why=f"không phải CSV ({error})") from error
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        raise TableUnreadable(file=name, why="không phải tệp XLSX đọc được; hãy lưu lại dạng CSV UTF-8") from error


def _bounded(
    lines: Iterable[tuple[int, Sequence[str]]], name: str, most_rows: int | None
) -> Iterator[tuple[int, Sequence[str]]]:
    for nth, each in enumerate(lines):
        if most_rows is not None and nth > most_rows:
            raise TableUnreadable(file=name, why=f"có hơn {most_rows} dòng; hãy chia thành nhiều tệp")
        yield each


def moment_of_number(text: str) -> datetime | None:
    """Excel's number of a day and its part, to the second; without a zone. None when it is none."""
    if not re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return None
    return _EXCEL_BEGINS + timedelta(seconds=round(float(text) * 86_400))


def _csv(content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = content.decode("utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        yield reader.line_num, [tidy(cell) for cell in cells]


def _xlsx(content: bytes, most_bytes: int) -> Iterator[tuple[int, Sequence[str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = min(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", name))
        texts = list(_shared(book, most_bytes)) if "xl/sharedStrings.xml" in book.namelist() else []
        for row in _xml(book, sheet, most_bytes).iter(f"{_MAIN}row"):
            cells: list[str] = []
            for cell in row.iter(f"{_MAIN}c"):
                place = _PLACE.fullmatch(cell.get("r", ""))
                column = _column(place[1]) if place else len(cells)
                cells += [""] * (column + 1 - len(cells))
                cells[column] = tidy(_cell(cell, texts))
            yield int(row.get("r", 0)), cells


def _shared(book: zipfile.ZipFile, most_bytes: int) -> Iterator[str]:
    for item in _xml(book, "xl/sharedStrings.xml", most_bytes).iter(f"{_MAIN}si"):
        yield "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))


def _cell(cell: ElementTree.Element, texts: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _xml(book: zipfile.ZipFile, name: str, most_bytes: int) -> ElementTree.Element:
    if book.getinfo(name).file_size > most_bytes:
        raise ValueError(name)
    return ElementTree.fromstring(book.read(name))
