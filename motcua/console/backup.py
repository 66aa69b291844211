"""`motcua backup FILE`: rows, files and checkpoints in one file that proves itself, taken while people work."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from motcua.console.keeping.taking import Taken, take
from motcua.console.program import say
from motcua.foundation import clock

HELP = "Sao lưu toàn bộ vào một tệp, trong lúc mọi người vẫn làm việc."
NAMED = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ ghi; không ghi đè tệp đã có")


def run(options: argparse.Namespace) -> int:
    began = time.monotonic()
    taken = take(options.file.absolute(), now=clock.now())
    say(
        f"Đã sao lưu {taken.events} sự kiện, {taken.files} tệp, {taken.checkpoints} điểm chốt vào {options.file}: "
        f"{taken.bytes / 1_000_000:.1f} MB, {duration(time.monotonic() - began)}."
    )
    return _warn(taken)


def duration(seconds: float) -> str:
    """For the operator: "3 phút 7 giây"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} phút {rest} giây" if minutes else f"{rest} giây"


def _warn(taken: Taken) -> int:
    """The backup is written, yet somebody must look: 1."""
    if taken.damaged:
        say(f"LƯU Ý: {len(taken.damaged)} tệp trong kho đã hỏng từ trước: {', '.join(taken.damaged[:NAMED])}")
    if taken.skipped:
        say(f"LƯU Ý: {len(taken.skipped)} tệp lạ trong kho không được sao lưu: {', '.join(taken.skipped[:NAMED])}")
    return 1 if taken.damaged or taken.skipped else 0
