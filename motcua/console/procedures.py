"""`motcua procedures`: the catalogue brought in, written out, proved, compared and searched.

Each work is a module of `procedure_works` with `HELP`, `arguments(parser)` and `run(options) -> int`.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Mapping

WITHOUT_DATABASE = "check"
HELP = "Danh mục thủ tục: nhập, xuất, xem, kiểm tra, so sánh, tìm."

WORKS: Mapping[str, str] = {
    "import": "importing",
    "export": "exporting",
    "list": "listing",
    "show": "showing",
    "check": "checking",
    "publish": "publishing",
    "versions": "versions",
    "move": "moving",
    "databases": "databases",
    "diff": "comparing",
    "bpmn": "bpmn",
    "schema": "form_schema",
    "catalogue": "cataloguing",
    "search": "searching",
}
"""The word an operator types, and the module that does it; one line each."""


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="work", required=True, metavar="việc")
    for word, name in WORKS.items():
        module = importlib.import_module(f"motcua.console.procedure_works.{name}")
        one = below.add_parser(word, help=module.HELP, description=module.HELP)
        module.arguments(one)
        one.set_defaults(work=module.run)


def run(options: argparse.Namespace) -> int:
    return int(options.work(options))
