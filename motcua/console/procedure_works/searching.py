"""`motcua procedures search TEXT`: the services that answer a question, one to a line, likeliest first."""

from __future__ import annotations

import argparse
import sys

from django.utils.translation import gettext

from motcua.registers.procedures.queries import knows_province, search

HELP = "Tìm thủ tục bằng lời của người hỏi; mỗi dòng một dịch vụ: mã, tab, tên."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="LỜI", help="ví dụ “sang tên sổ đỏ”, “mẹ tôi mất”, “gplx”")
    parser.add_argument("--limit", type=int, default=5, metavar="SỐ", help="nhiều nhất bao nhiêu dòng; mặc định 5")
    parser.add_argument("--province", metavar="TỈNH", help="mã hoặc tên tỉnh; mặc định theo MOTCUA_PROVINCE")


def run(options: argparse.Namespace) -> int:
    """Nothing and 0 when nothing fits; 2 for a province that there is not, and for fewer lines than none."""
    if options.limit < 0:
        print(f"motcua procedures search: {gettext('--limit: ghi số từ 0 trở lên.')}", file=sys.stderr)
        return 2
    if options.province and not knows_province(options.province):
        words = gettext("--province “{text}”: không có tỉnh này; ghi mã (82) hoặc tên (Đồng Tháp).")
        print(f"motcua procedures search: {words.format(text=options.province)}", file=sys.stderr)
        return 2
    for group in search(" ".join(options.text), province=options.province, limit=options.limit):
        print(f"{group.code}\t{group.name}")
    return 0
