"""`motcua ledger`: prove the ledger, write it out, take a checkpoint."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.foundation.system_words import why
from motcua.registers.ledger import actions, queries

HELP = "Sổ nhật ký sự kiện: kiểm tra, xuất ra tệp, lập điểm chốt."


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", required=True, metavar="việc")
    verify = below.add_parser("verify", help="kiểm tra toàn bộ sổ và gọi tên chỗ đứt đầu tiên")
    export = below.add_parser("export", help="xuất sổ và các điểm chốt ra tệp để người ngoài tự kiểm tra")
    export.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục nhận các tệp")
    checkpoint = below.add_parser("checkpoint", help="lập một điểm chốt ngay bây giờ")
    checkpoint.add_argument(
        "--full", action="store_true", help="ghi mọi nhật ký và lấy điểm chốt này làm gốc mới: sau khi khôi phục"
    )
    for parser_of_one in (verify, export, checkpoint):
        parser_of_one.add_argument(
            "--checkpoints",
            type=Path,
            default=None,
            metavar="THƯ_MỤC",
            help="thư mục các tệp điểm chốt, nếu khác cài đặt",
        )


def run(options: argparse.Namespace) -> int:
    folder = options.checkpoints or Path(settings.CHECKPOINTS_FOLDER)
    match options.what:
        case "verify":
            return _verify(folder)
        case "export":
            return _export(options.to, folder)
        case _:
            return _checkpoint(folder, full=options.full)


def _verify(folder: Path) -> int:
    began = time.perf_counter()
    found = queries.verify(folder=folder)
    seconds = max(time.perf_counter() - began, 0.001)
    if found.first_break is not None:
        print(gettext("ĐỨT: {words}").format(words=found.first_break.words()))
    print(_outside(found))
    if found.ground is not None:
        print(
            gettext(
                "Điểm chốt số {number} là gốc mới, lập lúc {moment}; "
                "{count} chỗ trong các điểm chốt trước đó không còn trong sổ."
            ).format(number=found.ground.number, moment=_moment(found.ground), count=found.abandoned)
        )
    print(
        gettext("Đã kiểm {events} sự kiện trong {seconds} giây: {speed} sự kiện mỗi giây.").format(
            events=found.events, seconds=f"{seconds:.2f}", speed=int(found.events / seconds)
        )
    )
    if queries.feed_needs_restart():
        print(
            gettext(
                "Lưu ý: dữ liệu đến từ một máy chủ PostgreSQL khác nên thông báo và thống kê đang đứng yên. "
                "Hãy chạy bước khôi phục để nối lại."
            )
        )
    if found.first_break is not None:
        return 1
    print(gettext("Sổ nhật ký nguyên vẹn."))
    return 0


def _outside(found: queries.Verification) -> str:
    if found.outside is None:
        return gettext("Chưa có điểm chốt nào ở ngoài cơ sở dữ liệu: mới chứng minh được các chuỗi bên trong.")
    return gettext(
        "Điểm chốt bên ngoài gần nhất: số {number}, lúc {moment}. Sự kiện sau đó mới chỉ được kiểm bên trong."
    ).format(number=found.outside.number, moment=_moment(found.outside))


def _moment(checkpoint: queries.Checkpoint) -> str:
    return checkpoint.taken_at.astimezone(VIETNAM).strftime("%H:%M:%S ngày %d/%m/%Y")


def _export(to: Path, folder: Path) -> int:
    try:
        done = queries.export(to=to, checkpoint_folder=folder)
    except OSError as error:
        print(gettext("Không ghi được vào {folder}: {why}").format(folder=to, why=why(error)))
        return 1
    print(
        gettext("Đã xuất {events} sự kiện và {checkpoints} điểm chốt vào {folder}.").format(
            events=done.events, checkpoints=done.checkpoints, folder=to
        )
    )
    print(gettext("Người ngoài tự kiểm tra bằng: python3 tools/verify_ledger.py {folder}").format(folder=to))
    return 0


def _checkpoint(folder: Path, *, full: bool) -> int:
    taken = actions.checkpoint(folder=folder, full=full)
    if taken is None:
        print(gettext("Không có gì mới từ điểm chốt trước: không lập điểm chốt."))
        return 0
    print(
        gettext("Đã lập điểm chốt số {number} lúc {moment}: {streams} nhật ký, trong {folder}.").format(
            number=taken.number, moment=_moment(taken), streams=taken.streams, folder=folder
        )
    )
    return 0
