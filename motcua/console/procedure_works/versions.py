"""`motcua procedures versions [CODE]`: what was published, by which decision, and whether in time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from motcua.console.program import say
from motcua.registers.offices.queries import national_calendar
from motcua.registers.procedures.queries import KeptVersion, clocks_of, versions_of
from motcua.rules.publication import PublicationClocks

HELP = "Các phiên bản đã công bố: hiệu lực, quyết định, công bố và công khai đúng hạn hay không (QĐ 766, 1.1–1.3)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="MÃ", help="mã thủ tục; bỏ trống: mọi thủ tục")


def run(options: argparse.Namespace) -> int:
    """One line for each version, its clocks below; 1 for a procedure that has none."""
    versions = versions_of(options.code)
    calendar = national_calendar()
    told = {code: clocks_of(code, calendar) for code in {each.code for each in versions}}
    for version in versions:
        say(_line(version))
        if clocks := told[version.code].get(version.version_id):
            for line in _clocks(clocks):
                say(f"    {line}")
    if options.code and not versions:
        print(gettext("Thủ tục {code} chưa có phiên bản nào được công bố.").format(code=options.code), file=sys.stderr)
    return 1 if options.code and not versions else 0


def _line(version: KeptVersion) -> str:
    ends = _day(version.valid_to) if version.valid_to else gettext("khi có bản thay thế")
    decision = version.decision or gettext("chưa ghi quyết định")
    return gettext("{code}  {label}: hiệu lực {begins} – {ends}; {decision}").format(
        code=version.code, label=version.label, begins=_day(version.valid_from), ends=ends, decision=decision
    )


def _clocks(clocks: PublicationClocks) -> Iterable[str]:
    in_time, late = gettext("đúng hạn"), gettext("chậm")
    yield gettext("Công bố (1.1): {how}, phải ký chậm nhất {day}").format(
        how=in_time if clocks.is_announced_in_time else late, day=_day(clocks.decide_by)
    )
    yield gettext("Công khai (1.2): {how}, phải công khai chậm nhất {day}").format(
        how=in_time if clocks.is_public_in_time else late, day=_day(clocks.public_by)
    )
    complete = gettext("đủ các bộ phận") if clocks.is_complete else gettext("còn thiếu bộ phận")
    yield gettext("Nội dung (1.3): {how}").format(how=complete)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
