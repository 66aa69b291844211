"""`motcua dossiers import FILE`: the open dossiers of an earlier system come in with their codes and promises.

`motcua dossiers drop FOLDER`: dossiers that other systems have put there wait for the one-stop unit's answer.

Without `--apply` everything is done and taken back, row by row, so that the report says exactly what would happen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from motcua.console.bringing_in.dropped import take_drop
from motcua.console.bringing_in.errors import CodeTwice, ColumnsMissing, NoSuchOffice
from motcua.console.bringing_in.old_dossiers import KNOWN, NEEDED, code_of, old_dossier
from motcua.console.program import say
from motcua.foundation import clock
from motcua.foundation.errors import Refusal
from motcua.foundation.tables import Row, read
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import OfficeUnknown
from motcua.rules.lifecycle import STATE_NAMES, State

HELP = "Hồ sơ: nhập hồ sơ đang mở của hệ thống cũ; nhận hồ sơ do hệ thống khác gửi."


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", required=True, metavar="việc")
    bring = below.add_parser("import", help="nhập hồ sơ đang mở của hệ thống cũ từ CSV hoặc XLSX")
    bring.add_argument("file", type=Path, metavar="TỆP", help="CSV (UTF-8) hoặc XLSX; các cột: xem tài liệu")
    bring.add_argument("--office", required=True, metavar="MÃ", help="mã định danh của cơ quan tiếp nhận")
    drop = below.add_parser("drop", help="nhận hồ sơ do hệ thống khác gửi, mỗi hồ sơ một tệp JSON trong thư mục")
    drop.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="tệp *.json và các tệp đi kèm; xem tài liệu")
    bring.add_argument("--apply", action="store_true", help="ghi thật; không có thì chỉ thử và báo cáo")


@dataclass(slots=True)
class Report:
    """What became of the rows: how many by state, which were there already, and what is wrong with the rest."""

    came: Counter[State] = field(default_factory=Counter)
    there: int = 0
    faults: list[str] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    if options.what == "drop":
        return take_drop(options.folder, now=clock.now())
    columns, rows = read(options.file)
    missing = [name for name in NEEDED if fold(name) not in columns]
    if missing:
        raise ColumnsMissing(file=options.file, names=", ".join(missing), needed=", ".join(NEEDED))
    try:
        offices.office_by_code(options.office)
    except OfficeUnknown as unknown_office:
        raise NoSuchOffice(code=options.office) from unknown_office
    unknown = [name for name in columns if name and name not in {fold(each) for each in KNOWN}]
    if unknown:
        say(f"Bỏ qua các cột không biết: {', '.join(unknown)}")
    report = bring_in(rows, office_code=options.office, now=clock.now(), apply=options.apply)
    _tell(report, applied=options.apply)
    return 1 if report.faults else 0


def bring_in(rows: list[Row], *, office_code: str, now: datetime, apply: bool) -> Report:
    """Each row in a transaction of its own: a broken one is named and the rest goes on."""
    report, lines = Report(), dict[str, int]()
    for row in rows:
        code = code_of(row)
        try:
            if code in lines:
                raise CodeTwice(line=lines[code])
            lines[code] = row.line
            state = _one(row, office_code, now, apply)
        except Refusal as refusal:
            report.faults.append(f"Dòng {row.line} ({code or 'không có mã'}): {refusal}")
        except (ValueError, DataError, IntegrityError):
            report.faults.append(f"Dòng {row.line} ({code or 'không có mã'}): có giá trị không lưu được.")
        else:
            if state is None:
                report.there += 1
            else:
                report.came[state] += 1
    return report


def _one(row: Row, office_code: str, now: datetime, apply: bool) -> State | None:
    """The state in which it came in; None when it is there already."""
    with transaction.atomic():
        old = old_dossier(row, office_code=office_code, now=now)
        done = dossiers.import_dossier(old=old, by="system", now=now)
        if done.already or not apply:
            transaction.set_rollback(True)
    return None if done.already else old.state


def _tell(report: Report, *, applied: bool) -> None:
    for words in report.faults:
        say(words)
    came = sum(report.came.values())
    by_state = ", ".join(f"{STATE_NAMES[state]}: {count}" for state, count in sorted(report.came.items()))
    say(f"{'Đã nhập' if applied else 'Sẽ nhập'} {came} hồ sơ{f' ({by_state})' if by_state else ''}.")
    say(f"Đã có từ trước: {report.there}. Dòng lỗi: {len(report.faults)}.")
    if not applied:
        say("Mới chỉ thử, chưa ghi gì. Để ghi thật, thêm --apply.")
