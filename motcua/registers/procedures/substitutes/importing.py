"""A list of law brought in: procedure, paper, database, owner; line by line, twice changes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop

from motcua.foundation.system_words import why as system_says
from motcua.foundation.vietnamese import fold, tidy
from motcua.registers.procedures.errors import RecordsUnreachable
from motcua.registers.procedures.substitutes import kept

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "procedure": ("procedure", "ma thu tuc", "thu tuc"),
    "paper": ("paper", "giay to", "thanh phan ho so"),
    "database": ("database", "co so du lieu"),
    "owner": ("owner", "co quan quan ly", "co quan chu quan"),
}
"""What each column may be called, without marks."""
LONGEST: Final = 4000
MOST_LINES: Final = 100_000
_CODE: Final = re.compile(r"[1-9]\.[0-9]{6}")

_NO_COLUMN = gettext_noop("thiếu cột {columns}: dòng đầu phải là procedure,paper,database,owner")
_BAD_CODE = gettext_noop("“{code}” không phải mã thủ tục")
_EMPTY = gettext_noop("chưa ghi {column}")
_TOO_LONG = gettext_noop("{column} dài quá {most} chữ")
_NO_SIGN = gettext_noop("{column} có ký tự không in được")
_NO_CELLS = gettext_noop("không tách được thành ô, có lẽ thiếu dấu nháy kép đóng")
_TOO_MANY = gettext_noop("quá {most} dòng")
_OTHERWISE = gettext_noop(
    "văn bản này đã ghi dòng ấy khác đi ({owner}, từ {begins} đến {ends}) và không sửa lại; "
    "văn bản sửa đổi thì nhập với --source của nó"
)
_KEPT = """SELECT valid_from, valid_to, owner FROM procedures_substitute WHERE procedure_code = %(procedure_code)s
    AND folded = %(folded)s AND database = %(database)s AND source = %(source)s"""


class RowOutcome(StrEnum):
    """What became of a line."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One line of the list; `why` when it was refused."""

    line: int
    outcome: RowOutcome
    procedure_code: str = ""
    paper: str = ""
    database: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ListOfLaw:
    """The text of law that the list is an annex of, and the days on which it holds."""

    source: str
    valid_from: date
    valid_to: date | None = None


def imported_rows(path: Path, law: ListOfLaw, *, now: datetime) -> Iterator[ImportedRow]:
    """Bring in the lines of a CSV file, each on its own. Raises `RecordsUnreachable` for a file that is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(stream, path.name, law, now)
    except (OSError, UnicodeDecodeError) as error:
        why = gettext("phải là tệp CSV mã UTF-8") if not isinstance(error, OSError) else system_says(error)
        raise RecordsUnreachable(file=path.name, why=why) from error


def _rows(stream: Any, name: str, law: ListOfLaw, now: datetime) -> Iterator[ImportedRow]:
    first = stream.readline(LONGEST)
    delimiter = max(",;\t", key=first.count)
    titles = [fold(each) for each in next(csv.reader([first], delimiter=delimiter), [])]
    places = {key: next((titles.index(each) for each in known if each in titles), -1) for key, known in COLUMNS.items()}
    if lacking := [key for key, place in places.items() if place < 0]:
        why = gettext(_NO_COLUMN).format(columns=", ".join(lacking))
        yield ImportedRow(1, RowOutcome.REFUSED, why=why)
        return
    for number, cells in _numbered(stream, delimiter):
        if number > MOST_LINES:
            yield ImportedRow(number, RowOutcome.REFUSED, why=gettext(_TOO_MANY).format(most=MOST_LINES))
            return
        if cells is None:
            yield ImportedRow(number, RowOutcome.REFUSED, why=gettext(_NO_CELLS))
        elif any(cell.strip() for cell in cells):
            values = {key: tidy(cells[at]) if at < len(cells) else "" for key, at in places.items()}
            yield _row(number, values, name, law, now)


def _numbered(stream: Any, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """The cells of each line after the titles, with its number in the file; None where they cannot be told apart."""
    reader = csv.reader(stream, delimiter=delimiter)
    while True:
        number = reader.line_num + 2
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None


def _row(number: int, values: Mapping[str, str], name: str, law: ListOfLaw, now: datetime) -> ImportedRow:
    facts = {"procedure_code": values["procedure"], "paper": values["paper"], "database": values["database"]}
    if why := _refused(values):
        return ImportedRow(number, RowOutcome.REFUSED, why=why, **facts)
    columns = {
        **facts,
        "folded": fold(values["paper"]),
        "owner": values["owner"],
        "source": law.source,
        "valid_from": law.valid_from,
        "valid_to": law.valid_to,
        "file": name,
        "line": number,
        "imported_at": now,
    }
    sql = f"""INSERT INTO procedures_substitute ({", ".join(columns)}) VALUES ({", ".join(["%s"] * len(columns))})
        ON CONFLICT (procedure_code, folded, database, source) DO NOTHING RETURNING id"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [*columns.values()])
        if cursor.fetchone() is not None:
            kept.change()
            return ImportedRow(number, RowOutcome.NEW, **facts)
        cursor.execute(_KEPT, columns)
        if (found := cursor.fetchone()) == (law.valid_from, law.valid_to, values["owner"]):
            return ImportedRow(number, RowOutcome.UNCHANGED, **facts)
    begins, ends, owner = found
    why = gettext(_OTHERWISE).format(owner=owner, begins=_day(begins), ends=_day(ends) if ends else "–")
    return ImportedRow(number, RowOutcome.REFUSED, why=why, **facts)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _refused(values: Mapping[str, str]) -> str:
    if not _CODE.fullmatch(values["procedure"]):
        return gettext(_BAD_CODE).format(code=values["procedure"][:40])
    for key in ("paper", "database", "owner"):
        if not values[key]:
            return gettext(_EMPTY).format(column=key)
        if "\0" in values[key]:
            return gettext(_NO_SIGN).format(column=key)
        if len(values[key]) > LONGEST:
            return gettext(_TOO_LONG).format(column=key, most=LONGEST)
    return ""
