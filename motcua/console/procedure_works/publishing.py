"""`motcua procedures publish [FOLDER]`: put the procedure files of a folder in force from their days."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.procedures import actions
from motcua.rules.access import SYSTEM

HELP = "Công bố các tệp thủ tục của một thư mục; tệp đã công bố thì giữ nguyên."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="THƯ_MỤC", help="mặc định: MOTCUA_PROCEDURES")


def run(options: argparse.Namespace) -> int:
    """Each file on its own; 1 when one was refused."""
    folder = options.folder or settings.PROCEDURES_FOLDER
    outcome = actions.publish_folder(path=folder, now=clock.now(), by=SYSTEM)
    for one in outcome.published:
        words = gettext("mới công bố") if one.is_new else gettext("không đổi")
        say(f"{one.code}  {one.label}: {words}")
    for refused in outcome.refused:
        say(f"{refused.file.parent.name}: {refused.refusal}")
    return 1 if outcome.refused else 0
