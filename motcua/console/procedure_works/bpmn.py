"""`motcua procedures bpmn`: the process of a procedure as a BPMN 2.0 file, and such a file as a process."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext

from motcua.console.procedure_works.comparing import draft_named, path_of
from motcua.foundation import clock
from motcua.foundation.system_words import why
from motcua.registers.procedures import queries
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.registers.procedures.queries import ProcessFile

HELP = "Quy trình của một thủ tục thành tệp BPMN 2.0 có hình vẽ; hoặc đọc một tệp như thế (--read)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", metavar="MÃ|THƯ_MỤC", help="thủ tục đang hiệu lực, bản nháp của nó, hoặc tệp thủ tục"
    )
    parser.add_argument("--to", type=Path, metavar="TỆP", help="ghi vào tệp; mặc định: in ra")
    parser.add_argument(
        "--read", type=Path, metavar="TỆP", help="đọc tệp BPMN, viết lại thành mục process của tệp thủ tục"
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="TỆP",
        help="cùng --read: thay mục process của tệp thủ tục ấy, giữ chú thích, nguồn",
    )


def run(options: argparse.Namespace) -> int:
    if (options.read is None) == (options.what is None):
        print(gettext("motcua procedures bpmn: cần MÃ hoặc THƯ_MỤC, hoặc --read TỆP."), file=sys.stderr)
        return 2
    place = options.into or options.to or options.read
    try:
        if options.read and options.into:
            return _put(options.read, options.into)
        text = _read(options.read) if options.read else queries.bpmn_text(_named(options.what))
        if options.to is None:
            sys.stdout.write(text)
        else:
            options.to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        words = gettext("Không đọc hay ghi được {place}: {why}")
        print(words.format(place=place, why=why(error)), file=sys.stderr)
        return 1
    return 0


def _put(drawing: Path, file: Path) -> int:
    """The drawing's process in the place of the file's, whatever else it says."""
    process = queries.read_bpmn_file(drawing, roles=queries.role_names())
    made = queries.with_process(queries.text_of_file(file), process, file=str(file))
    whole = file.with_name(f"{file.name}.new")
    whole.write_text(made, encoding="utf-8", newline="\n")
    whole.replace(file)
    return 0


def _read(path: Path) -> str:
    return queries.process_part(queries.read_bpmn_file(path, roles=queries.role_names()))


def _named(words: str) -> ProcessFile:
    """A file or folder of that name; else the version in force today; else the draft."""
    if path := path_of(words):
        return queries.process_file_of(queries.facts_of(path), file=words)
    try:
        return queries.process_file(queries.in_force(words, clock.now().date()))
    except NoProcedureInForce:
        return queries.process_file_of(queries.facts_of_text(draft_named(words).text), file=words)
