"""`motcua procedures export`: the drafts in the portal's own shape, or as files to work on."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from django.utils.translation import gettext

from motcua.foundation.system_words import why
from motcua.registers.procedures.queries import KeptDraft, draft_of, drafts, portal_record

HELP = "Xuất các bản nháp: theo dạng của Cổng (--portal), hoặc thành thư mục tệp để làm tiếp."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="*", metavar="MÃ", help="chỉ những thủ tục này; mặc định: tất cả")
    parser.add_argument(
        "--portal", action="store_true", help="dạng JSON của Cổng, viết lại từ bản nháp, mỗi dòng một thủ tục"
    )
    parser.add_argument(
        "--to", type=Path, metavar="NƠI", help="tệp (.jsonl, .jsonl.gz) với --portal; nếu không, thư mục"
    )


def run(options: argparse.Namespace) -> int:
    chosen = (draft_of(code) for code in options.codes) if options.codes else drafts()
    try:
        if options.portal:
            return _as_records(chosen, options.to)
        if options.to is None:
            print(gettext("motcua procedures export: cần --to THƯ_MỤC, hoặc --portal."), file=sys.stderr)
            return 2
        return _as_files(chosen, options.to)
    except OSError as error:
        print(
            gettext("Không ghi được vào {place}: {why}").format(place=options.to, why=why(error)),
            file=sys.stderr,
        )
        return 1


def _as_records(chosen: Iterable[KeptDraft], to: Path | None) -> int:
    if to is None:
        _write(chosen, sys.stdout)
        return 0
    part = to.with_name(f".{to.name}.part")
    try:
        with gzip.open(part, "wt", encoding="utf-8") if to.suffix == ".gz" else part.open("w", encoding="utf-8") as out:
            count = _write(chosen, out)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    print(gettext("Đã xuất {count} thủ tục vào {place}.").format(count=count, place=to))
    return 0


def _write(chosen: Iterable[KeptDraft], out: TextIO) -> int:
    count = 0
    for draft in chosen:
        out.write(json.dumps(portal_record(draft), ensure_ascii=False, sort_keys=True) + "\n")
        count += 1
    return count


def _folder_name(code: str) -> str:
    """The code, with what a folder cannot be called by written as in addresses; `..` would be the folder above."""
    name = quote(code, safe=" ")
    return name if name.strip(".") else name.replace(".", "%2E")


def _as_files(chosen: Iterable[KeptDraft], to: Path) -> int:
    """One folder each; a file that is there is somebody's work and stays."""
    count = kept = 0
    for draft in chosen:
        folder = to / _folder_name(draft.code)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with (folder / "procedure.yaml").open("x", encoding="utf-8", newline="\n") as out:
                out.write(draft.text)
            count += 1
        except FileExistsError:
            kept += 1
    print(
        gettext("Đã viết {count} tệp vào {place}; {kept} tệp đã có thì để nguyên.").format(
            count=count, place=to, kept=kept
        )
    )
    return 0
