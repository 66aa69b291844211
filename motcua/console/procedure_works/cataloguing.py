"""`motcua procedures catalogue FILE`: the national portal's list comes in as entries of the index."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from django.utils.translation import gettext

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Outcome
from motcua.rules.access import SYSTEM

HELP = "Nhập danh mục của Cổng Dịch vụ công quốc gia để tìm kiếm (.jsonl, .jsonl.gz)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="mỗi dòng một thủ tục: mã, tên, lĩnh vực, nơi ban hành")


def run(options: argparse.Namespace) -> int:
    """Tell each refused line, then the counts; 1 when a line was refused."""
    counts: Counter[Outcome] = Counter()
    for each in actions.import_catalogue(path=options.file, now=clock.now(), by=SYSTEM):
        counts[each.outcome] += 1
        if each.outcome is Outcome.REFUSED:
            code = f" ({each.code})" if each.code else ""
            say(gettext("Dòng {line}{code}: từ chối: {why}.").format(line=each.line, code=code, why=each.why))
    say(
        gettext(
            "Đã đọc {read} dòng danh mục, mới {new}, thay đổi {changed}, không đổi {unchanged}, từ chối {refused}."
        ).format(
            read=counts.total(),
            new=counts[Outcome.NEW],
            changed=counts[Outcome.CHANGED],
            unchanged=counts[Outcome.UNCHANGED],
            refused=counts[Outcome.REFUSED],
        )
    )
    return 1 if counts[Outcome.REFUSED] else 0
