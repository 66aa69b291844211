"""`motcua procedures databases FILE --source TEXT`: papers that databases of the state stand for, by a list of law."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from django.utils.translation import gettext

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import ListOfLaw, RowOutcome
from motcua.registers.procedures.queries import Substitution, substitution_of
from motcua.rules.access import SYSTEM

HELP = (
    "Nhập danh mục giấy tờ được thay bằng cơ sở dữ liệu (CSV: procedure, paper, database, owner), như phụ lục NQ 66.7."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp CSV, dòng đầu là tên cột")
    parser.add_argument("--source", required=True, metavar="VĂN_BẢN", help="ví dụ 66.7/2025/NQ-CP")
    parser.add_argument("--from", required=True, type=_day, dest="begins", metavar="NGÀY")
    parser.add_argument("--to", type=_day, dest="ends", metavar="NGÀY", help="ngày cuối, nếu có")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            gettext("“{text}” không phải một ngày; viết như 2026-01-31").format(text=text)
        ) from None


def run(options: argparse.Namespace) -> int:
    """Tell lines that were refused and papers that no procedure here has, then the counts; 1 when one was refused."""
    law = ListOfLaw(options.source, options.begins, options.ends)
    counts: Counter[str] = Counter()
    today = clock.now()
    for row in actions.import_substitutes(path=options.file, law=law, now=today, by=SYSTEM):
        counts[row.outcome] += 1
        if row.outcome is RowOutcome.REFUSED:
            say(gettext("Dòng {line}: từ chối: {why}.").format(line=row.line, why=row.why))
            continue
        found = substitution_of(code=row.procedure_code, paper=row.paper, database=row.database, on=today.date())
        counts[found.kind] += 1
        if found.kind == "no-paper" and row.outcome is RowOutcome.NEW:
            say(_unmet(row.line, row.procedure_code, row.paper, found))
    say(_counted(counts))
    return 1 if counts[RowOutcome.REFUSED] else 0


def _unmet(line: int, code: str, paper: str, found: Substitution) -> str:
    return gettext("Dòng {line}: thủ tục {code} không có giấy tờ “{paper}”; đang có: {papers}.").format(
        line=line, code=code, paper=paper, papers="; ".join(found.papers)
    )


def _counted(counts: Counter[str]) -> str:
    return gettext(
        "Mới {new}, không đổi {unchanged}, từ chối {refused}; khớp giấy tờ {met}, tệp thủ tục đã ghi {written}, "
        "chưa khớp giấy tờ nào {no_paper}, thủ tục chưa có ở đây {no_procedure}."
    ).format(
        new=counts[RowOutcome.NEW],
        unchanged=counts[RowOutcome.UNCHANGED],
        refused=counts[RowOutcome.REFUSED],
        met=counts["met"],
        written=counts["written"],
        no_paper=counts["no-paper"],
        no_procedure=counts["no-procedure"],
    )
