"""`motcua restore FILE`: an empty database becomes what the backup holds, and proves it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from motcua.console.backup import duration
from motcua.console.keeping import counting
from motcua.console.keeping.archive import prove
from motcua.console.keeping.putting_back import Target, put_back_files, put_back_rows, target_for
from motcua.console.migrate import migrate
from motcua.console.program import say
from motcua.foundation.postgres import roles
from motcua.registers.ledger.actions import checkpoint
from motcua.registers.ledger.queries import verify

HELP = "Khôi phục một bản sao lưu vào cơ sở dữ liệu trống, rồi kiểm chứng."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp do motcua backup ghi")
    parser.add_argument("--check-only", action="store_true", help="chỉ kiểm tra tệp, không khôi phục gì")


def run(options: argparse.Namespace) -> int:
    began = time.monotonic()
    backup = prove(options.file)
    held = backup.manifest
    say(
        f"Tệp nguyên vẹn: Một Cửa {held['version']}, lập lúc {held['taken_at']}, PostgreSQL {held['postgresql']}, "
        f"{held['ledger']['events']} sự kiện, {held['files']['count']} tệp."
    )
    if options.check_only:
        return 0
    target = target_for(backup)
    say("Đang chép tệp và điểm chốt…")
    put_back_files(backup)
    say("Đang khôi phục cơ sở dữ liệu…")
    put_back_rows(backup, target)
    return _finish(held, target, began)


def _finish(held: Mapping[str, Any], target: Target, began: float) -> int:
    """Grants, later migrations, a new ground for checkpoints, and the proof."""
    roles.grant(target.owner, role=str(settings.DATABASES["default"]["USER"]))
    connections["default"].close()
    differs = _differences(held)
    migrate(quiet=True)
    checkpoint(folder=settings.CHECKPOINTS_FOLDER, full=True)
    found = verify(folder=settings.CHECKPOINTS_FOLDER)
    for words in differs:
        say(f"KHÔNG KHỚP: {words}")
    if found.first_break is not None:
        say(f"ĐỨT: {found.first_break.words()}")
    rows = sum(held["rows"].values())
    say(
        f"Đã khôi phục {found.events} sự kiện, {rows} dòng, {held['files']['count']} tệp, {held['checkpoints']} "
        f"điểm chốt trong {duration(time.monotonic() - began)}."
    )
    if differs or found.first_break is not None:
        return 1
    if found.abandoned:
        say(f"{found.abandoned} chỗ trong các điểm chốt lập sau bản sao lưu không còn trong sổ.")
    say("Sổ nhật ký nguyên vẹn và bằng đúng sổ lúc sao lưu.")
    return 0


def _differences(held: Mapping[str, Any]) -> list[str]:
    """What is not as it was counted when the backup was taken; nothing should be."""
    now = counting.contents()
    names = sorted({*held["rows"], *now["rows"]})
    found = [
        f"bảng {name} có {now['rows'].get(name)} dòng, lúc sao lưu có {held['rows'].get(name)}"
        for name in names
        if now["rows"].get(name) != held["rows"].get(name)
    ]
    if now["ledger"] != held["ledger"]:
        found.append("sổ nhật ký")
    return found
