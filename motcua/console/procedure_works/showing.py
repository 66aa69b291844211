"""`motcua procedures show CODE`: a draft as it stands."""

from __future__ import annotations

import argparse

from motcua.console.procedure_works.comparing import draft_named

HELP = "Xem một bản nháp."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ", help="mã thủ tục; thêm @2 để xem bản thứ hai")


def run(options: argparse.Namespace) -> int:
    print(draft_named(options.code).text, end="")
    return 0
