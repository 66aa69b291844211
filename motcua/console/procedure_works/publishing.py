"""`motcua procedures publish [FOLDER]`: put the procedure files of a folder in force from their days."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.dossiers.queries import running_on_others
from motcua.registers.procedures import actions
from motcua.rules.access import SYSTEM

HELP = "Công bố các tệp thủ tục của một thư mục; tệp đã công bố thì giữ nguyên."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="THƯ_MỤC", help="mặc định: MOTCUA_PROCEDURES")
    parser.add_argument(
        "--decision",
        type=Path,
        metavar="TỆP",
        help="tệp PDF của quyết định công bố, khi THƯ_MỤC là của một thủ tục; số, ngày ghi ở version.decision",
    )


def run(options: argparse.Namespace) -> int:
    """Each file on its own; 1 when one was refused."""
    folder = options.folder or settings.PROCEDURES_FOLDER
    if options.decision is not None:
        one = actions.publish_with_decision(folder=folder, decision=options.decision, now=clock.now(), by=SYSTEM)
        say(_told(one))
        return 0
    outcome = actions.publish_folder(path=folder, now=clock.now(), by=SYSTEM)
    for one in outcome.published:
        say(_told(one))
    for refused in outcome.refused:
        say(f"{refused.file.parent.name}: {refused.refusal}")
    return 1 if outcome.refused else 0


def _told(one: actions.Published) -> str:
    words = gettext("mới công bố") if one.is_new else gettext("không đổi")
    told = f"{one.code}  {one.label}: {words}"
    if one.is_new and running_on_others(procedure_code=one.code, version_id=one.version_id, viewer=SYSTEM):
        told += "\n  " + gettext(_STAY).format(code=one.code, label=one.label)
    return told


_STAY = gettext_noop(
    "Hồ sơ đã nộp theo phiên bản khác giữ phiên bản ấy. Xem có chuyển sang được không: "
    "motcua procedures move {code} --to {label} --try"
)
