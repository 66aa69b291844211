"""`motcua procedures list`: the drafts there are."""

from __future__ import annotations

import argparse

from motcua.registers.procedures.queries import drafts

HELP = "Liệt kê các bản nháp: mã, bản thứ mấy, số nghi vấn, tên."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--doubtful", action="store_true", help="chỉ những bản còn nghi vấn")


def run(options: argparse.Namespace) -> int:
    for draft in drafts():
        if draft.doubts or not options.doubtful:
            print(f"{draft.code}\t{draft.number}\t{draft.doubts}\t{' '.join(draft.name.split())}")
    return 0
