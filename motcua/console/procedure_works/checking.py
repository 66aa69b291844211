"""`motcua procedures check DIR`: the proof before publication, without publishing."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils.translation import gettext

from motcua.registers.procedures.queries import ToConfirm, proved_folder

HELP = "Chứng minh các tệp thủ tục trong một thư mục, như trước khi công bố."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục của một hay nhiều thủ tục, hoặc một tệp")
    parser.add_argument(
        "--doubts", action="store_true", help="kể cả điều ghi theo trí nhớ (C) và điều các nguồn nói khác nhau"
    )


def run(options: argparse.Namespace) -> int:
    """One line for each fault with its file and line; 1 when there is one."""
    files = faulty = examples = 0
    for proved in proved_folder(options.folder):
        files += 1
        faulty += bool(proved.faults)
        examples += proved.examples
        for fault in proved.faults:
            print(f"{proved.file}: {fault}")
        if options.doubts:
            _tell(proved.file, proved.to_confirm)
        if proved.file.name == "procedure.yaml" and not (proved.faults or proved.examples):
            print(
                f"{proved.file}: {gettext('Lưu ý: chưa có ví dụ nào (examples.yaml) nên chưa thử được với đời thật.')}"
            )
    print(
        gettext("Đã kiểm {files} tệp, {examples} ví dụ đúng, {faulty} tệp chưa công bố được.").format(
            files=files, examples=examples, faulty=faulty
        )
    )
    return 1 if faulty else 0


def _tell(file: Path, found: ToConfirm) -> None:
    """What a person has yet to confirm: no fault, so it stops nothing."""
    for part in found.from_memory:
        print(gettext("{file}: Theo trí nhớ, chưa có văn bản: {part}.").format(file=file, part=part))
    for one in found.doubted:
        print(
            gettext("{file}: Còn ngờ ({part}): {about}; đã chọn: {chosen}. {why}").format(
                file=file, part=one.part, about=one.about, chosen=one.chosen, why=one.why
            )
        )
