"""`motcua procedures schema CODE`: the form for machines, as JSON Schema, with what only the server can check."""

from __future__ import annotations

import argparse
import sys

from motcua.console.procedure_works.comparing import path_of
from motcua.foundation import clock
from motcua.registers.procedures import queries
from motcua.registers.procedures.errors import NoChainInForce

HELP = (
    "Tờ khai của một thủ tục hay một nhóm liên thông thành lược đồ JSON Schema cho hệ thống khác, "
    "kèm những điều chỉ máy chủ kiểm tra được."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="MÃ|THƯ_MỤC", help="thủ tục, nhóm đang hiệu lực, hoặc tệp của nó")


def run(options: argparse.Namespace) -> int:
    path = path_of(options.what)
    sys.stdout.write(queries.form_schema_of_file(path) if path else _in_force(options.what))
    return 0


def _in_force(code: str) -> str:
    today = clock.now().date()
    try:
        return queries.chain_form_schema(queries.chain_in_force(code, today))
    except NoChainInForce:
        return queries.form_schema(queries.in_force(code, today))
