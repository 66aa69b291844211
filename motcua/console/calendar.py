"""`motcua calendar`: the national working calendar and the country's territory, as this version knows them."""

from __future__ import annotations

import argparse

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.offices import actions
from motcua.rules.access import SYSTEM

HELP = "Nạp lịch nghỉ quốc gia và danh mục tỉnh, xã của bản này; nạp lại không đổi gì."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what is loaded comes with the version."""


def run(options: argparse.Namespace) -> int:
    days = actions.load_national_calendar(now=clock.now(), by=SYSTEM)
    actions.load_territory()
    say(f"Lịch nghỉ quốc gia: {days} ngày mới. Danh mục tỉnh, xã: đã nạp.")
    return 0
