"""`motcua procedures schema CODE`: the form for machines, as JSON Schema, with what only the server can check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from motcua.foundation import clock
from motcua.registers.procedures import queries

HELP = "Tờ khai của một thủ tục thành lược đồ JSON Schema cho hệ thống khác, kèm những điều chỉ máy chủ kiểm tra được."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="MÃ|THƯ_MỤC", help="thủ tục đang hiệu lực hôm nay, hoặc tệp thủ tục")


def run(options: argparse.Namespace) -> int:
    path = Path(options.what)
    if path.exists():
        text = queries.form_schema_of_file(path)
    else:
        text = queries.form_schema(queries.in_force(options.what, clock.now().date()))
    sys.stdout.write(text)
    return 0
