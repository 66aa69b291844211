"""`motcua procedures move CODE --to LABEL --reason WORDS`: running dossiers go over to another version, once each of
them is proved to have a place there."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.procedures.queries import version_named
from motcua.rules.access import SYSTEM
from motcua.stages.processing import actions as processing

HELP = "Chuyển các hồ sơ đang giải quyết sang một phiên bản khác của thủ tục, khi hồ sơ nào cũng có chỗ trong đó."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ", help="mã thủ tục")
    parser.add_argument("--to", required=True, metavar="NHÃN", help="nhãn của phiên bản chuyển đến")
    parser.add_argument("--reason", default="", metavar="LÝ_DO", help="ghi vào nhật ký của từng hồ sơ")
    parser.add_argument("--try", action="store_true", dest="only_try", help="chỉ chứng minh, không chuyển")


def run(options: argparse.Namespace) -> int:
    """One line for each dossier that was not taken over, then the count; 1 when there was one."""
    procedure = version_named(options.code, options.to)
    if options.only_try:
        found = processing.prove_places(procedure=procedure, by=SYSTEM)
        say(gettext("{count} hồ sơ đều có chỗ trong phiên bản {label}.").format(count=found, label=procedure.label))
        return 0
    moved = stayed = 0
    taken = processing.change_versions(procedure=procedure, reason=options.reason, by=SYSTEM, now=clock.now())
    for one in taken:
        moved += one.refusal is None
        stayed += one.refusal is not None
        if one.refusal is not None:
            say(f"{one.code}: {one.refusal}")
    say(
        gettext("Đã chuyển {moved} hồ sơ sang phiên bản {label}, {stayed} hồ sơ ở lại.").format(
            moved=moved, label=procedure.label, stayed=stayed
        )
    )
    return 1 if stayed else 0
